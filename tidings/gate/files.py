"""The page that takes files, once in the form and once in a mailbox.

It is the one page whose posts have an upload handler; that is set before anything of the post is read.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tidings.gate import actions, answers, drafts, uploads
from tidings.gate.drafts import Key
from tidings.gate.pages import REFUSED, TOO_LARGE, TOO_MANY, gone, key_of, read_or_post, spoken
from tidings.gate.uploads import MOST_BYTES, MOST_FILES, Closing, Refused

MOST_AT_ONCE = (MOST_FILES + 1) * MOST_BYTES
"""Bytes of one post; one that says it is longer is not read at all."""


@dataclass(frozen=True)
class Shelf:
    """Where in the draft the files stand, and which pages lie around theirs."""

    name: str
    page: tuple[str, list[int]]
    back: tuple[str, list[int]]
    sends: bool
    needs: str
    """What the draft must hold for this page to be there."""


OF_FORM = Shelf("files", ("files", []), ("question", [6]), sends=False, needs="name")
OF_MAILBOX = Shelf("added", ("inside-page", [2]), ("inside", []), sends=True, needs="mailbox")


@read_or_post
def files(request: HttpRequest, shelf: Shelf = OF_FORM) -> HttpResponse:
    key, now = Key.of(request), datetime.now(UTC)
    held = drafts.read(key, now)
    if held and "receipt" in held:
        return redirect("code")
    if key is None or held is None or shelf.needs not in held:
        return redirect("again") if shelf.sends else gone(request)
    if request.method != "POST":
        return _shown(request, shelf, key, held.get(shelf.name, []), [])
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_AT_ONCE:
        return _shown(request, shelf, key, held.get(shelf.name, []), [_too_much()], TOO_LARGE)
    if not uploads.ROOM.acquire(blocking=False):
        return _shown(request, shelf, key, held.get(shelf.name, []), [_busy()], TOO_MANY)
    try:
        refused = _taken(request, shelf, key, len(held.get(shelf.name, [])), now)
    finally:
        uploads.ROOM.release()
    have = (drafts.read(key, now) or {}).get(shelf.name, [])
    return _onward(request, shelf, key, have, [_sentence(file) for file in refused], now)


def _taken(request: HttpRequest, shelf: Shelf, key: Key, have: int, now: datetime) -> list[Refused]:
    """Read the post: close its files, put them onto the shelf; return those that were refused."""
    closing = Closing(have, now, partial(actions.register_file, key))
    request.upload_handlers = [closing]
    try:
        key_of(request)
    except Exception:  # from another site, too large, broken off
        closing.discard_all()
        raise
    actions.keep_files(key, shelf.name, closing.kept, request.POST.get("remove", ""), now)
    return closing.refused


def _onward(
    request: HttpRequest, shelf: Shelf, key: Key, have: list[dict[str, str]], said: list[str], now: datetime
) -> HttpResponse:
    """Stay on the page where something was refused or more is to come; else go on, or send."""
    page, arguments = shelf.page
    if said:
        return _shown(request, shelf, key, have, said, REFUSED)
    if address := spoken(request, partial(reverse, page, args=arguments)):
        return redirect(address)
    if "more" in request.POST or "remove" in request.POST:
        return redirect(page, *arguments)
    if "back" in request.POST:
        return redirect(shelf.back[0], *shelf.back[1])
    if not shelf.sends:
        return redirect("check")
    if not have:
        return _shown(request, shelf, key, have, [_("Choose a file first.")], REFUSED)
    told = answers.told({shelf.name: have}, get_language() or "ru", [], shelf.name)
    return redirect("inside-done" if actions.tell(key, "message", told, now) else "again")


def _shown(
    request: HttpRequest,
    shelf: Shelf,
    key: Key,
    have: list[dict[str, str]],
    said: list[str],
    status: int = 200,
) -> HttpResponse:
    context = {"have": have, "said": said, "token": key.token, "sends": shelf.sends}
    context |= {"most_files": MOST_FILES, "most_size": MOST_BYTES // 1024 // 1024}
    return render(request, "gate/files.html", context, status=status)


def _busy() -> str:
    return _("Many people are sending files just now. Your answers are kept. Try again in some minutes.")


def _too_much() -> str:
    told = {"size": MOST_FILES * MOST_BYTES // 1024 // 1024}
    return _("All files together are larger than %(size)s MB. Send fewer of them.") % told


def _sentence(file: Refused) -> str:
    """Say why a file was not taken, and what to do."""
    told = {"name": file.name, "size": MOST_BYTES // 1024 // 1024, "count": MOST_FILES}
    if file.why == "large":
        return _("“%(name)s” is larger than %(size)s MB. Send a part of it, or a smaller copy.") % told
    if file.why == "many":
        said = ngettext(
            "“%(name)s” was not taken: we can take %(count)s file at a time. Send the rest later, with your code.",
            "“%(name)s” was not taken: we can take %(count)s files at a time. Send the rest later, with your code.",
            MOST_FILES,
        )
        return said % told
    return (
        _("“%(name)s” was not taken: there is no room for files now. Send it later, with your code.") % told
    )
