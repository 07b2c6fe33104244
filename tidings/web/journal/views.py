"""What was done by whom."""

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from tidings.web.accounts.allow import needs
from tidings.web.journal.models import Entry
from tidings.web.pages import render_page

if TYPE_CHECKING:
    from tidings.web.accounts.models import StaffRequest


@require_GET
@needs("read_journal")
def show(request: "StaffRequest") -> HttpResponse:
    """The newest entries by people of one's own team."""
    entries = Entry.objects.filter(by__team=request.user.team_id).select_related("by")
    page = Paginator(entries, 100).get_page(request.GET.get("page"))
    return render_page(request, "journal/list.html", "journal/_rows.html", {"page": page})
