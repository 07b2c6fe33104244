"""Pages of letters."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tidings.drafting import TEMPLATES, docx, pdf
from tidings.web import merging
from tidings.web.accounts.allow import needs
from tidings.web.accounts.budget import open_or_404
from tidings.web.cases import actions as of_cases
from tidings.web.cases.agreeing import NotAgreed
from tidings.web.cases.models import Case, enquirers
from tidings.web.letters import actions
from tidings.web.letters.forms import AnsweredForm, DraftForm, GapsForm, SentForm, TextForm
from tidings.web.letters.models import Letter
from tidings.web.letters.reading import Reading
from tidings.web.pages import InGroups, page_of, posted, render_page

if TYPE_CHECKING:
    from tidings.web.accounts.models import StaffRequest

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
@needs("read_letters")
def show_list(request: "StaffRequest") -> HttpResponse:
    """Letters of the team: overdue ones first."""
    today = date.today()
    letters = Letter.objects.visible_to(request.user)
    rows = letters.select_related("case__person", "by").defer("sealed")
    page = page_of(InGroups(*letters.groups(today)), rows, request.GET.get("page"))
    context = {
        "page": page,
        "today": today,
        "overdue": letters.overdue(today).count(),
    }
    return render_page(request, "letters/list.html", "letters/_rows.html", context)


@require_http_methods(["GET", "POST"])
@needs("read_letters", post="write_letters")
def of_case(request: "StaffRequest", code: str) -> HttpResponse:
    """The letters of a case; choosing a template drafts another."""
    cases = Case.objects.visible_to(request.user).select_related("person")
    case = open_or_404(request, cases.prefetch_related("enquiries__enquirer__contacts"), code=code)
    form = DraftForm(posted(request))
    if request.method == "POST" and form.is_valid():
        letter = actions.draft(
            case,
            form.cleaned_data["template"],
            recipient=form.cleaned_data["recipient"],
            by=request.user,
            on=date.today(),
        )
        return redirect("letters-detail", letter.code)
    letters = Letter.objects.of(case, request.user).by_need(date.today())
    of_cases.look_at(case, by=request.user)
    context = {"case": case, "form": form, "letters": letters, "today": date.today(), "templates": TEMPLATES}
    context["enquirers"] = enquirers(case)
    return render(request, "letters/case.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@needs("read_letters", post="write_letters")
def show(request: "StaffRequest", code: str) -> HttpResponse:
    """A letter: its text to edit, what is still open in it, and how it will look."""
    letter = _letter(request, code)
    form = TextForm(posted(request), initial={"text": letter.text, "version": letter.version})
    if request.method == "GET":
        actions.look_at(letter, by=request.user)
        return render(request, "letters/detail.html", _desk(letter, form))
    if not form.is_valid():
        return render(request, "letters/detail.html", _desk(letter, form), status=422)
    told = form.cleaned_data
    if not actions.edit(letter, told["text"], version=told["version"], by=request.user):
        return _overtaken(request, code, told["text"])
    messages.success(request, _("Saved."))
    return redirect("letters-detail", letter.code)


def _overtaken(request: "StaffRequest", code: str, text: str) -> HttpResponse:
    """Show both texts, so that nothing is lost; saving again is then meant."""
    letter = _letter(request, code)
    form = TextForm({"text": text, "version": letter.version})
    before = merging.was(request.POST).get("text")
    changed = merging.changes(before, letter.text) if before is not None else []
    context = _desk(letter, form) | {"overtaken": True, "changed": changed}
    return render(request, "letters/detail.html", context, status=409)


@require_POST
@needs("write_letters")
def fill_in(request: "StaffRequest", code: str) -> HttpResponse:
    """Put words in place of gaps."""
    letter = _letter(request, code)
    form = GapsForm(Reading(letter, date.today()).gaps, request.POST)
    if not form.is_valid():
        return render(request, "letters/detail.html", _desk(letter) | {"gaps_form": form}, status=422)
    if not actions.fill_in(letter, form.words, version=form.cleaned_data["version"], by=request.user):
        return _gaps_overtaken(request, code, form.words)
    return redirect("letters-detail", letter.code)


def _gaps_overtaken(request: "StaffRequest", code: str, words: dict[str, str]) -> HttpResponse:
    """Show the gaps as they are now, with what was written for each; and what was written for those that are gone."""
    letter = _letter(request, code)
    messages.error(request, _("The letter was changed meanwhile. Here are the gaps it has now."))
    form = GapsForm(Reading(letter, date.today()).gaps, initial={"version": letter.version})
    for number, gap in enumerate(form.gaps):
        form.initial[f"gap{number}"] = words.pop(gap.label, "") or gap.known
    gone = {label: told for label, told in words.items() if told}
    context = _desk(letter) | {"gaps_form": form, "gone": gone}
    return render(request, "letters/detail.html", context, status=409)


@require_GET
@needs("read_letters")
def download(request: "StaffRequest", code: str, kind: str) -> HttpResponse:
    """Hand out the letter as it was last saved. The name of the file says nothing about anyone."""
    letter = _letter(request, code)
    try:
        actions.download(letter, kind, by=request.user, on=date.today())
    except NotAgreed as refused:
        return _refused(request, letter, refused)
    content, media = (docx(letter.text), WORD) if kind == "docx" else (pdf(letter.text), "application/pdf")
    disposition = f'attachment; filename="letter-{letter.code}.{kind}"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=media, headers=headers)


@require_POST
@needs("send_letters")
def sent(request: "StaffRequest", code: str) -> HttpResponse:
    """Note on which day the letter went out."""
    letter = _letter(request, code)
    unfinished = Reading(letter, date.today()).is_unfinished
    form = SentForm(request.POST, unfinished=unfinished)
    if not form.is_valid():
        return render(request, "letters/detail.html", _desk(letter) | {"sent_form": form}, status=422)
    told = form.cleaned_data
    on, registered = told["sent_on"], told["registered_on"]
    try:
        actions.send(letter, on, registered_on=registered, unfinished=unfinished, by=request.user)
    except NotAgreed as refused:
        return _refused(request, letter, refused)
    return redirect("letters-detail", letter.code)


def _refused(request: "StaffRequest", letter: Letter, why: NotAgreed) -> HttpResponse:
    """Say why the letter may not go, and where that can be changed."""
    return render(request, "letters/detail.html", _desk(letter) | {"refused": why.as_dict()}, status=403)


@require_POST
@needs("send_letters")
def answered(request: "StaffRequest", code: str) -> HttpResponse:
    """Note on which day an answer came."""
    letter = _letter(request, code)
    form = AnsweredForm(letter, request.POST)
    if not form.is_valid():
        return render(request, "letters/detail.html", _desk(letter) | {"answered_form": form}, status=422)
    actions.answer(letter, form.cleaned_data["answered_on"], by=request.user)
    return redirect("letters-detail", letter.code)


def _letter(request: "StaffRequest", code: str) -> Letter:
    letters = Letter.objects.visible_to(request.user).select_related("case__person", "by")
    return open_or_404(request, letters, of="case", code=code)


def _desk(letter: Letter, form: TextForm | None = None) -> dict[str, Any]:
    today = date.today()
    reading = Reading(letter, today)
    return {
        "letter": letter,
        "title": TEMPLATES[letter.template].title,
        "case": letter.case,
        "form": form or TextForm(initial={"text": letter.text, "version": letter.version}),
        "reading": reading,
        "gaps_form": GapsForm(reading.gaps, initial={"version": letter.version}),
        "sent_form": SentForm(initial={"sent_on": today}, unfinished=reading.is_unfinished),
        "answered_form": AnsweredForm(letter, initial={"answered_on": today}),
        "overdue": letter.is_overdue(today),
        "agreed": actions.may_leave(letter, today),
    }
