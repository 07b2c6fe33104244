"""How the journal stands: when it was last examined and what came of it, and its newest anchors."""

from typing import Any

from tidings.web.journal.actions import ASKED, DONE
from tidings.web.journal.models import Anchor, Entry


def standing(anchors: int) -> dict[str, Any]:
    """Return what the auditor's page shows, with so many anchors."""
    newest = Anchor.objects.newest()
    verified = Entry.objects.filter(verb=DONE).order_by("-pk").select_related("by").first()
    asked = Entry.objects.filter(verb=ASKED, pk__gt=verified.pk if verified else 0)
    return {
        "newest": newest,
        "series": newest.series if newest else None,
        "anchors": Anchor.objects.select_related("series").order_by("-number").defer("heads")[:anchors],
        "verified": verified,
        "asked": asked.exists(),
    }
