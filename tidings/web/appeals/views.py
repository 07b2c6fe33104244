"""The queue of appeals, and the page of one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from tidings.web import merging
from tidings.web.accounts.allow import needs
from tidings.web.accounts.budget import open_or_404
from tidings.web.accounts.models import StaffRequest
from tidings.web.appeals import actions, mailbox, queue
from tidings.web.appeals.forms import (
    AsideForm,
    FactForm,
    FilterForm,
    SortForm,
    UnknownFilter,
    ValueForm,
    asked,
)
from tidings.web.appeals.marking import explained, marked
from tidings.web.appeals.models import Appeal, ReadFact
from tidings.web.appeals.panel import Panel, panel
from tidings.web.appeals.similar import is_ready, similar_to, together
from tidings.web.pages import render_page, wants_part


@require_GET
@needs("read_appeals")
def show_queue(request: StaffRequest) -> HttpResponse:
    """What waits, the most urgent first."""
    try:
        wanted, number = asked(request.GET)
    except UnknownFilter as error:
        return render(request, "appeals/refused.html", {"said": error}, status=400)
    counts = queue.counts(wanted, request.user)
    try:
        page = queue.page(wanted, request.user, number, counts.shown)
    except EmptyPage:
        raise Http404 from None
    context = {
        "asked": wanted,
        "counts": counts,
        "quarantine": queue.quarantined(request.user),
        "page": page,
        "rows": queue.rows(page.object_list),
        "filters": FilterForm(request.GET),
        "today": localdate(),
    }
    return render_page(request, "appeals/list.html", "appeals/_rows.html", context)


@require_GET
@needs("read_appeals")
def show(request: StaffRequest, code: str) -> HttpResponse:
    """An appeal: its words on the left, what was read in them on the right."""
    appeal = _found(request, code)
    actions.look_at(appeal, by=request.user)
    response = _shown(request, appeal)
    if request.user.may["answer_relatives"]:
        mailbox.mark_read(appeal, by=request.user)
    return response


@require_GET
@needs("read_appeals")
def similar(request: StaffRequest, code: str) -> HttpResponse:
    """Who may be the same sought person elsewhere; while that is still being looked through, that it is."""
    appeal = _found(request, code)
    ready = is_ready(appeal.team_id)
    context = {"appeal": appeal, "ready": ready, "similar": similar_to(appeal, request.user) if ready else []}
    return render_page(request, "appeals/similar.html", "appeals/_similar.html", context)


@require_POST
@needs("triage")
def tie(request: StaffRequest, code: str, other: str) -> HttpResponse:
    """Say that two appeals seek the same person."""
    appeal, another = _found(request, code), _found(request, other)
    try:
        actions.tie(appeal, another, by=request.user, on=localdate())
    except actions.NotNow:
        return _too_late(request, code)
    words = gettext("Appeals %(code)s and %(other)s seek the same person: so you said. Take it back below.")
    messages.success(request, words % {"code": code, "other": other})
    return redirect(reverse("appeals-detail", args=[code]) + "#together")


@require_POST
@needs("triage")
def untie(request: StaffRequest, code: str, other: str) -> HttpResponse:
    """Take that back."""
    appeal, another = _found(request, code), _found(request, other)
    try:
        actions.untie(appeal, another, by=request.user)
    except actions.NotNow:
        return _too_late(request, code)
    return redirect(reverse("appeals-detail", args=[code]) + "#similar")


@require_POST
@needs("triage")
def take(request: StaffRequest, code: str) -> HttpResponse:
    """Take an appeal, from the queue or from its page."""
    appeal = _found(request, code)
    try:
        actions.take(appeal, by=request.user)
    except actions.NotNow:
        appeal.refresh_from_db()
        if not wants_part(request):
            messages.warning(
                request, gettext("%(person)s has taken it already.") % {"person": appeal.assigned_to}
            )
    return _row(request, appeal) if wants_part(request) else redirect("appeals-detail", code)


@require_POST
@needs("triage")
def give_back(request: StaffRequest, code: str) -> HttpResponse:
    """Let anyone take it."""
    appeal = _found(request, code)
    actions.give_back(appeal, by=request.user)
    return _row(request, appeal) if wants_part(request) else redirect("appeals-detail", code)


@require_POST
@needs("triage")
def sort(request: StaffRequest, code: str) -> HttpResponse:
    """Say category and urgency."""
    appeal = _found(request, code)
    form = SortForm(request.POST)
    if form.is_valid():
        actions.sort(appeal, form.cleaned_data["category"], form.cleaned_data["urgency"], by=request.user)
    return _changed(request, appeal, form)


@require_POST
@needs("triage")
def set_aside(request: StaffRequest, code: str) -> HttpResponse:
    """Decide that nothing is to be done, and go back to what waits."""
    appeal = _found(request, code)
    form = AsideForm(request.POST)
    if not form.is_valid():
        return _shown(request, appeal, form, status=422)
    try:
        actions.set_aside(appeal, form.cleaned_data["reason"], by=request.user)
    except actions.NotNow:
        return _too_late(request, code)
    messages.success(request, gettext("Appeal %(code)s was set aside.") % {"code": code})
    return redirect("appeals-list")


@require_POST
@needs("triage")
def bring_back(request: StaffRequest, code: str) -> HttpResponse:
    """Let it wait again."""
    appeal = _found(request, code)
    try:
        actions.bring_back(appeal, by=request.user)
    except actions.NotNow:
        return _too_late(request, code)
    return redirect("appeals-detail", code)


@require_POST
@needs("triage")
def confirm(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Say that a fact is true."""
    appeal = _found(request, code)
    actions.confirm(fact := _fact(appeal, pk), by=request.user)
    return _changed(request, appeal, after=fact)


@require_POST
@needs("triage")
def correct(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Write another value; what somebody else has written meanwhile is shown beside it, to choose from."""
    appeal = _found(request, code)
    typed, missed = merging.typed(request.POST)
    form = ValueForm(fact := _fact(appeal, pk), typed)
    if form.is_valid():
        was, value = merging.was(request.POST).get("value"), form.cleaned_data["value"]
        if missed or not actions.correct(fact, value, was=was, by=request.user):
            back = f"{reverse('appeals-detail', args=[code])}#f{fact.pk}"
            return merging.page(request, form, ValueForm(fact), back=back, missed=missed)
    return _changed(request, appeal, form, after=fact)


@require_POST
@needs("triage")
def reject(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Say that a fact is not true."""
    appeal = _found(request, code)
    actions.reject(fact := _fact(appeal, pk), by=request.user)
    return _changed(request, appeal, after=fact)


@require_POST
@needs("triage")
def confirm_all(request: StaffRequest, code: str) -> HttpResponse:
    """Say that all that is still proposed is true."""
    appeal = _found(request, code)
    actions.confirm_all(appeal, by=request.user)
    return _changed(request, appeal)


@require_POST
@needs("triage")
def add_fact(request: StaffRequest, code: str) -> HttpResponse:
    """Write down what no machine read."""
    appeal = _found(request, code)
    form = FactForm(request.POST, [group.about for group in _panel(appeal)[1].groups])
    if form.is_valid():
        given = form.cleaned_data
        actions.add_fact(appeal, given["about"], given["field"], given["value"], by=request.user)
    return _changed(request, appeal, form)


def _found(request: StaffRequest, code: str) -> Appeal:
    appeals = Appeal.objects.visible_to(request.user).select_related("assigned_to", "sorted_by")
    return open_or_404(request, appeals, code=code)


def _fact(appeal: Appeal, pk: int) -> ReadFact:
    fact = get_object_or_404(ReadFact, pk=pk, appeal=appeal)
    fact.appeal = appeal
    return fact


def _panel(appeal: Appeal) -> tuple[SafeString, Panel]:
    """Return the words with their marks, and the facts that point to them."""
    facts = list(appeal.facts.prefetch_related("mentions"))
    resting = {mention.pk for fact in facts for mention in fact.mentions.all()}
    text = marked(appeal.text, appeal.mentions.all(), resting)
    return text.html, panel(appeal.text, facts, text.ids)


def _changed(
    request: StaffRequest, appeal: Appeal, form: Any = None, after: ReadFact | None = None
) -> HttpResponse:
    """Answer a change of facts: the panel for HTMX, else the page again at the next unsure fact."""
    if form is not None and not form.is_valid():
        return _shown(request, appeal, form, after, status=422)
    if wants_part(request):
        return _shown(request, appeal, None, after)
    following = _panel(appeal)[1].next_after(after.pk) if after else None
    address = reverse("appeals-detail", args=[appeal.code])
    return redirect(f"{address}#f{following}" if following else f"{address}#facts")


def _shown(
    request: StaffRequest, appeal: Appeal, form: Any = None, after: ReadFact | None = None, status: int = 200
) -> HttpResponse:
    text, facts = _panel(appeal)
    context = {
        "appeal": appeal,
        "text": text,
        "panel": facts,
        "kinds": [] if wants_part(request) else explained(appeal.mentions.all()),
        "focus": facts.next_after(after.pk) if after and wants_part(request) else None,
        "settled": wants_part(request) and not facts.unsure,
        "refused": form if form is not None and not form.is_valid() else None,
        "refused_fact": after if status == 422 else None,
        "refused_was": merging.was(request.POST).get("value"),
        "sorting": SortForm(initial={"category": appeal.category, "urgency": appeal.urgency}),
        "aside": AsideForm(),
        "together": [] if wants_part(request) else together(appeal, request.user),
        "today": localdate(),
        "make_case": _address("cases-open", appeal.code),
    }
    return render_page(request, "appeals/detail.html", "appeals/_facts.html", context, status)


def _row(request: StaffRequest, appeal: Appeal) -> HttpResponse:
    context = {"row": queue.rows([appeal])[0], "today": localdate()}
    return render(request, "appeals/_row.html", context)


def _too_late(request: HttpRequest, code: str) -> HttpResponse:
    messages.warning(request, gettext("Somebody else was faster: look at what was done, and decide anew."))
    return redirect("appeals-detail", code)


def _address(name: str, code: str) -> str | None:
    """Return where a later stage begins, if this office has it."""
    try:
        return reverse(name, args=[code])
    except NoReverseMatch:
        return None
