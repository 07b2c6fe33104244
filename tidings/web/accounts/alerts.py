"""What coordinators and auditors should look at."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from tidings.web.accounts import budget
from tidings.web.accounts.allow import needs
from tidings.web.accounts.models import Alert, StaffRequest, User


def unseen(user: User) -> int:
    """Return how many nobody of this person's eyes has seen."""
    return Alert.objects.visible_to(user).exclude(seen_by=user).count()


@require_GET
@needs("see_alerts")
def show_list(request: StaffRequest) -> HttpResponse:
    """The newest alerts, first those that one has not seen."""
    alerts = Alert.objects.visible_to(request.user).select_related("who", "team").prefetch_related("seen_by")
    rows = sorted(alerts[:200], key=lambda one: request.user in one.seen_by.all())
    return render(request, "accounts/alerts.html", {"alerts": rows})


@require_POST
@needs("see_alerts")
def see(request: StaffRequest, pk: int) -> HttpResponse:
    """Note that one has seen it."""
    budget.look_at(get_object_or_404(Alert.objects.visible_to(request.user), pk=pk), by=request.user)
    return redirect("alerts-list")
