"""Pages of press reports: who says what happened."""

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from tidings.web.incidents.models import Source
from tidings.web.pages import render_page

if TYPE_CHECKING:
    from tidings.web.accounts.models import StaffRequest


@require_GET
def show_list(request: "StaffRequest") -> HttpResponse:
    """Reports, the newest first."""
    page = Paginator(Source.objects.visible_to(request.user).order_by("-pk"), 50).get_page(
        request.GET.get("page")
    )
    return render_page(request, "incidents/list.html", "incidents/_rows.html", {"page": page})


@require_GET
def show(request: "StaffRequest", code: str) -> HttpResponse:
    """One report, with what was read in it marked."""
    source = get_object_or_404(Source.objects.visible_to(request.user), code=code)
    return render(request, "incidents/detail.html", {"source": source})
