"""Who works here, for coordinators; and what waits for a second person."""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tidings.web.accounts import actions, approvals, budget, roles, second_factor
from tidings.web.accounts.allow import needs
from tidings.web.accounts.confirming import recently_confirmed
from tidings.web.accounts.forms import AddForm, RoleForm
from tidings.web.accounts.models import Approval, StaffRequest, User
from tidings.web.pages import posted


@require_GET
@needs("manage_staff")
def show_list(request: StaffRequest) -> HttpResponse:
    """Those of one's own team, who left last."""
    people = User.objects.filter(team=request.user.team_id).order_by("-is_active", "username")
    rows = [(one, second_factor.kinds(one) - {second_factor.Kind.RECOVERY_CODES}) for one in people]
    return render(request, "accounts/staff.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@needs("manage_staff")
@recently_confirmed
@sensitive_variables("password")
def add(request: StaffRequest) -> HttpResponse:
    """Write somebody down; her password is shown once."""
    form = AddForm(posted(request), initial={"language": request.user.language})
    if form.is_valid():
        told = form.cleaned_data
        user, password = actions.add(
            told["username"], told["name"], told["role"], told["language"], by=request.user
        )
        return _told_once(request, user, password)
    return render(request, "accounts/add.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@needs("manage_staff")
def show(request: StaffRequest, username: str) -> HttpResponse:
    """One of them, and what can be changed."""
    return _page(request, _found(request, username))


@require_POST
@needs("manage_staff")
@recently_confirmed
def change_role(request: StaffRequest, username: str) -> HttpResponse:
    """Give another role; for one of trust a second person is asked first."""
    user = _found(request, username)
    form = RoleForm(user, request.POST)
    if not form.is_valid():
        return _page(request, user, form, status=422)
    role = form.cleaned_data["role"]
    if role in roles.TRUSTED and _waits(request, "role", user, role):
        return redirect("staff-detail", username)
    try:
        actions.change_role(user, role, by=request.user)
    except approvals.NotApproved as error:
        messages.error(request, error.say(get_language()))
    else:
        messages.success(request, _("The role is changed; every session of this person has ended."))
    return redirect("staff-detail", username)


@require_POST
@needs("manage_staff")
def end_sessions(request: StaffRequest, username: str) -> HttpResponse:
    """End every session of somebody."""
    actions.end_sessions(_found(request, username), by=request.user)
    messages.success(request, _("Every session of this person has ended."))
    return redirect("staff-detail", username)


@require_POST
@needs("manage_staff")
@recently_confirmed
@sensitive_variables("password")
def reset(request: StaffRequest, username: str) -> HttpResponse:
    """Give somebody a new password and take her second factor away."""
    user = _found(request, username)
    if user.role in roles.TRUSTED and _waits(request, "reset", user):
        return redirect("staff-detail", username)
    return _told_once(request, user, actions.reset(user, by=request.user))


@require_POST
@needs("manage_staff")
@recently_confirmed
@sensitive_variables("password")
def leave(request: StaffRequest, username: str) -> HttpResponse:
    """Somebody left, or is back."""
    user = _found(request, username)
    if user.is_active:
        actions.leave(user, by=request.user)
        return redirect("staff-list")
    return _told_once(request, user, actions.come_back(user, by=request.user))


@require_POST
@needs("raise_budget")
def raise_budget(request: StaffRequest, username: str) -> HttpResponse:
    """Let somebody open more records today."""
    user = _found(request, username)
    budget.allow_more(user, by=request.user)
    messages.success(request, _("%(person)s may open more records today.") % {"person": user})
    return redirect("staff-detail", username)


@require_GET
@needs("approve")
def show_approvals(request: StaffRequest) -> HttpResponse:
    """What waits for a second person, and what one asked for oneself."""
    asked = Approval.objects.standing().filter(asked_by=request.user).select_related("approved_by")
    waiting = approvals.waiting_for(request.user).select_related("asked_by")
    context = {"waiting": [_said(one) for one in waiting], "asked": [_said(one) for one in asked]}
    return render(request, "accounts/approvals.html", context)


@require_POST
@needs("approve")
@recently_confirmed
def approve(request: StaffRequest, pk: int) -> HttpResponse:
    """Agree as the second person."""
    approval = get_object_or_404(approvals.waiting_for(request.user), pk=pk)
    approvals.approve(approval, by=request.user)
    messages.success(request, _("You agreed. Who asked can do it now."))
    return redirect("staff-approvals")


def _said(approval: Approval) -> dict[str, Any]:
    """An approval in words: what, about whom or which record, and in which role."""
    record = apps.get_model(approval.subject)._base_manager.get(pk=approval.subject_id)
    about = str(getattr(record, "code", record))
    role = dict(User.Role.choices).get(approval.detail, approval.detail)
    page = record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""
    what = approvals.WHAT[approval.what].label
    return {"one": approval, "what": what, "about": about, "detail": role, "page": page}


def _waits(request: StaffRequest, what: str, user: User, detail: str = "") -> bool:
    """Ask a second person where nobody agreed yet; return whether that is still to be waited for."""
    approval = approvals.ask(what, user, request.user, detail=detail)
    if approval.approved_by_id is None:
        messages.info(
            request, _("A second person has to agree: another coordinator, or a custodian. Then do it again.")
        )
    return approval.approved_by_id is None


def _told_once(request: StaffRequest, user: User, password: str) -> HttpResponse:
    return render(request, "accounts/told_once.html", {"person": user, "password": password})


def _found(request: StaffRequest, username: str) -> User:
    return get_object_or_404(User, team=request.user.team_id, username=username)


def _page(request: StaffRequest, user: User, form: RoleForm | None = None, status: int = 200) -> HttpResponse:
    context = {
        "person": user,
        "form": form or RoleForm(user),
        "kinds": second_factor.kinds(user),
        "standing": Approval.objects.standing().filter(subject="accounts.user", subject_id=user.pk),
        "opened": budget.opened_today(user),
        "may_open": budget.may_open(user),
    }
    return render(request, "accounts/person.html", context, status=status)
