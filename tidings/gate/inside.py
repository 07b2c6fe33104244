"""The pages behind a code: read what the office answered, write, send files, say what is safe, withdraw, delete.

What was sent before is not shown again: the gate cannot read it. The key of the mailbox lies in the draft, locked with
the secret in the browser's cookie, and goes with it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tidings.errors import CannotOpen
from tidings.gate import actions, answers, drafts
from tidings.gate.drafts import Key
from tidings.gate.files import OF_MAILBOX, files
from tidings.gate.forms import TELLS, Tell
from tidings.gate.models import Mailbox, Reply
from tidings.gate.pages import REFUSED, TOO_MANY, key_of, read_or_post, spoken
from tidings.gate.views import ended
from tidings.sealing import boxes, post


@dataclass(frozen=True)
class Answer:
    """One answer of the office, opened; without words if it was changed on its way."""

    day: date
    text: str | None


@read_or_post
def again(request: HttpRequest) -> HttpResponse:
    """Ask for the code. One answer for every code that opens nothing, whatever is known of it."""
    key, now = key_of(request), datetime.now(UTC)
    if request.method != "POST":
        return _asked(request, key)
    typed = request.POST.get("code", "")[:200]
    receipt = actions.receipt_typed(typed)
    if not actions.may_try(receipt, now):
        return _asked(request, key, typed, "limited", TOO_MANY)
    entered = actions.enter(receipt, key, now)
    if entered is None:
        return _asked(request, key, typed, "wrong", REFUSED)
    response = redirect("inside")
    entered.give_to(request, response)
    return response


@read_or_post
def inside(request: HttpRequest) -> HttpResponse:
    """The answers of the office, newest first, and what may be done; a post leaves."""
    key, now = key_of(request), datetime.now(UTC)
    held = drafts.read(key, now) or {}
    private = _private(held)
    if key is None or private is None:
        return redirect("again")
    if request.method == "POST":
        return ended(key)
    context = {"answers": _answers(private), "locator": held["mailbox"]["locator"], "token": key.token}
    return render(request, "gate/inside.html", context)


@read_or_post
def page(request: HttpRequest, number: int) -> HttpResponse:
    """One page of the mailbox, by the number in its address."""
    if number == 2:
        return files(request, OF_MAILBOX)
    if number not in TELLS:
        raise Http404
    key, now = key_of(request), datetime.now(UTC)
    held = drafts.read(key, now) or {}
    ask = TELLS[number]
    if request.method == "POST":
        return _told(request, number, ask, key or Key.new(), held, now)
    if key is None or _private(held) is None:
        return redirect("again")
    return _shown(request, ask(initial=held.get("typed", {}).get(str(number), {})), key)


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Say that it was sent, and what follows."""
    held = drafts.read(Key.of(request), datetime.now(UTC)) or {}
    if _private(held) is None or "said" not in held:
        return redirect("again")
    return render(request, "gate/done.html", {"said": held["said"]})


def _told(
    request: HttpRequest, number: int, ask: type[Tell], key: Key, held: dict[str, Any], now: datetime
) -> HttpResponse:
    """Send what was typed. If that cannot be now, it is kept and stands there again, after the code too."""
    said = ask.said(request.POST)
    form = ask(said)
    elsewhere = spoken(request, partial(reverse, "inside-page", args=[number]))
    valid = form.is_valid()
    if valid and not elsewhere and _private(held) is not None:
        told = answers.told(said, get_language() or "ru", [ask])
        if actions.tell(key, ask.kind, told, now):
            return redirect("inside-done")
    actions.keep(key, {"typed": {str(number): said}}, now)
    if _private(held) is None or (valid and not elsewhere):
        response: HttpResponse = redirect("again")
    else:
        response = redirect(elsewhere) if elsewhere else _shown(request, form, key)
    key.give_to(request, response)
    return response


def _shown(request: HttpRequest, form: Tell, key: Key) -> HttpResponse:
    status = REFUSED if form.is_bound else 200
    return render(request, "gate/tell.html", {"form": form, "token": key.token}, status=status)


def _asked(
    request: HttpRequest, key: Key | None, typed: str = "", why: str = "", status: int = 200
) -> HttpResponse:
    context = {"typed": typed, "why": why, "token": key.token if key else ""}
    return render(request, "gate/again.html", context, status=status)


def _private(held: dict[str, Any]) -> bytes | None:
    """Return the mailbox's private key while a visit lasts and the mailbox stands."""
    if "mailbox" not in held:
        return None
    private = bytes.fromhex(held["mailbox"]["private"])
    return private if Mailbox.objects.filter(public=boxes.public_of(private)).exists() else None


def _answers(private: bytes) -> list[Answer]:
    laid = Reply.objects.filter(mailbox=boxes.public_of(private)).order_by("-number")
    return [Answer(row.day, _opened(private, bytes(row.sealed))) for row in laid]


def _opened(private: bytes, sealed: bytes) -> str | None:
    try:
        return str(post.unpack(boxes.open_sealed(private, sealed))["text"])
    except CannotOpen:
        return None
