"""Pages by which a case ends for good: what would go, who agrees, what is held, and what should no longer be kept."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tidings.web.accounts import approvals
from tidings.web.accounts.allow import needs
from tidings.web.accounts.confirming import recently_confirmed
from tidings.web.accounts.models import StaffRequest
from tidings.web.appeals.models import Appeal
from tidings.web.cases import erasing, retention
from tidings.web.cases.models import Case, Erasure
from tidings.web.pages import posted, said


class EraseForm(forms.Form):
    """Why it is erased."""

    reason = forms.ChoiceField(label=gettext_lazy("Why"), choices=Erasure.Reason.choices)


class HoldForm(forms.Form):
    """Why it may not be erased."""

    because = forms.CharField(label=gettext_lazy("Why it is needed"), max_length=500)


@require_http_methods(["GET", "POST"])
@needs("erase")
@recently_confirmed
def erase(request: StaffRequest, code: str) -> HttpResponse:
    """What would go and what would stay; then asking a second person, and erasing when she agreed."""
    subject = _subject(request, code)
    form = EraseForm(posted(request))
    if form.is_valid():
        return _ask_or_erase(request, subject, form.cleaned_data["reason"])
    return _page(request, subject, form, status=422 if form.errors else 200)


def _ask_or_erase(request: StaffRequest, subject: Case | Appeal, reason: str) -> HttpResponse:
    try:
        if "now" not in request.POST:
            approvals.ask("erase", subject, by=request.user, detail=reason)
            return redirect("cases-erase", subject.code)
        erasing.erase(subject, reason, by=request.user, on=date.today())
    except (erasing.Held, approvals.NotApproved) as refused:
        messages.error(request, said(refused.as_dict()))
        return _page(request, subject, EraseForm(request.POST), status=409)
    messages.success(request, _("It is erased."))
    return redirect("cases-due") if isinstance(subject, Appeal) else redirect("cases-detail", subject.code)


@require_POST
@needs("hold")
def hold(request: StaffRequest, code: str) -> HttpResponse:
    """Say that a case may not be erased, or that it may again."""
    case = get_object_or_404(Case.objects.visible_to(request.user), code=code)
    form = HoldForm(request.POST)
    if case.is_held:
        erasing.let_go(case, by=request.user)
    elif form.is_valid():
        erasing.hold(case, form.cleaned_data["because"], by=request.user)
    else:
        messages.error(request, _("Write why it is needed."))
    return redirect("cases-erase", case.code)


@require_GET
@needs("erase")
def due(request: StaffRequest) -> HttpResponse:
    """What should no longer be kept, and what was erased."""
    today = date.today()
    context = {
        "keep": retention.KEEP.values(),
        "reviewed": retention.REVIEWED,
        "review": retention.review_is_due(today),
        "over": retention.over(request.user, today),
        "erased": Erasure.objects.visible_to(request.user).select_related("by", "second")[:100],
    }
    return render(request, "cases/due.html", context)


def tombstone(request: StaffRequest, erasure: Erasure) -> HttpResponse:
    """What stays of a case that was erased."""
    letters = (
        erasing.sent_letters(Case.objects.get_erased(erasure)) if erasure.subject == "cases.case" else ()
    )
    return render(request, "cases/erased.html", {"erasure": erasure, "letters": letters}, status=410)


def _subject(request: StaffRequest, code: str) -> Case | Appeal:
    case = Case.objects.visible_to(request.user).filter(code=code).first()
    return case or get_object_or_404(Appeal.objects.visible_to(request.user), code=code)


def _page(request: StaffRequest, subject: Case | Appeal, form: EraseForm, status: int) -> HttpResponse:
    asked = {
        reason: approvals.standing("erase", subject, request.user, detail=reason)
        for reason in Erasure.Reason.values
    }
    context: dict[str, Any] = {
        "subject": subject,
        "case": subject if isinstance(subject, Case) else None,
        "plan": erasing.plan(subject),
        "asked": next((one for one in asked.values() if one), None),
        "form": form,
        "hold_form": HoldForm(),
    }
    return render(request, "cases/erase.html", context, status=status)
