"""The pages of the form: a start, six questions, files, the check, the code, an end.

Each answers the same whatever is known about anyone; the gate knows nothing.
"""

from datetime import UTC, datetime
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tidings.gate import actions, answers, drafts
from tidings.gate.drafts import Key
from tidings.gate.forms import QUESTIONS, UNKNOWN, Question
from tidings.gate.pages import REFUSED, gone, key_of, read_or_post, spoken
from tidings.sealing import receipts


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "gate/start.html", {"count": len(QUESTIONS)})


@read_or_post
def question(request: HttpRequest, number: int, changing: bool = False) -> HttpResponse:
    if not 1 <= number <= len(QUESTIONS):
        raise Http404
    key, now = key_of(request), datetime.now(UTC)
    held = drafts.read(key, now)
    if held and "receipt" in held:
        return redirect("code")
    if request.method == "POST":
        return _answered(request, number, changing, key or Key.new(), now)
    if held is None and number > 1:
        return gone(request)
    return _asked(request, number, changing, QUESTIONS[number - 1](initial=held or {}), key)


@read_or_post
def check(request: HttpRequest) -> HttpResponse:
    key, now = key_of(request), datetime.now(UTC)
    held = drafts.read(key, now)
    if key is None or held is None:
        return gone(request)
    if "receipt" in held:
        return redirect("code")
    missing = _missing(held)
    if request.method == "POST" and not missing:
        actions.send(key, get_language() or "ru", now)
        return redirect("code")
    refused = request.method == "POST"
    context = {
        "sections": _sections(held),
        "missing": missing if refused else [],
        "token": key.token,
        "files": held.get("files", []),
    }
    return render(request, "gate/check.html", context, status=REFUSED if refused else 200)


@read_or_post
def code(request: HttpRequest) -> HttpResponse:
    key = key_of(request)
    receipt = actions.receipt_of(drafts.read(key, datetime.now(UTC)) or {})
    if key is None or receipt is None:
        return gone(request)
    typed = receipts.symbols(request.POST.get("last", ""))
    if request.method == "POST" and typed in (receipt.groups[-1], receipt.code):
        return ended(key)
    wrong = request.method == "POST"
    context = {"receipt": receipt, "picture": _picture(receipt), "token": key.token, "wrong": wrong}
    return render(request, "gate/code.html", context, status=REFUSED if wrong else 200)


@require_safe
def end(request: HttpRequest) -> HttpResponse:
    return render(request, "gate/end.html")


def ended(key: Key) -> HttpResponse:
    """Forget the draft, here and in the browser."""
    actions.forget(key)
    response = redirect("end")
    response.delete_cookie(drafts.COOKIE, samesite="Strict")
    return response


def _answered(request: HttpRequest, number: int, changing: bool, key: Key, now: datetime) -> HttpResponse:
    """Keep what was typed, whatever comes next; then go on, back, to another language, or ask again."""
    ask = QUESTIONS[number - 1]
    said = ask.said(request.POST)
    actions.keep(key, said, now)
    form = ask(said)
    if elsewhere := _elsewhere(request, number, changing):
        response: HttpResponse = redirect(elsewhere)
    elif form.is_valid():
        response = redirect(_after(number, changing))
    else:
        response = _asked(request, number, changing, form, key)
    key.give_to(request, response)
    return response


def _asked(
    request: HttpRequest, number: int, changing: bool, form: Question, key: Key | None
) -> HttpResponse:
    context = {"form": form, "number": number, "count": len(QUESTIONS), "token": key.token if key else ""}
    context["back"] = reverse("check") if changing else _before(number)
    return render(request, "gate/question.html", context, status=REFUSED if form.is_bound else 200)


def _elsewhere(request: HttpRequest, number: int, changing: bool) -> str | None:
    """Return where a button other than Continue leads: another language of this page, or back."""
    page = "change" if changing else "question"
    if address := spoken(request, lambda: reverse(page, args=[number])):
        return address
    if "back" in request.POST:
        return reverse("check") if changing else _before(number)
    return None


def _after(number: int, changing: bool) -> str:
    if changing:
        return reverse("check")
    return reverse("files") if number == len(QUESTIONS) else reverse("question", args=[number + 1])


def _before(number: int) -> str:
    return reverse("question", args=[number - 1]) if number > 1 else reverse("start")


def _missing(held: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the first complaint of each question that is not answered as it must be."""
    forms = [(number, ask(ask.said(held))) for number, ask in enumerate(QUESTIONS, 1)]
    return [
        {"number": number, "message": next(iter(form.errors.values()))[0]}
        for number, form in forms
        if not form.is_valid()
    ]


def _sections(held: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the answers as they are read back before sending."""
    return [
        {
            "number": number,
            "title": ask.title,
            "rows": [
                {"label": field.label, "answer": answers.shown(held, name, field)}
                for name, field in ask.base_fields.items()
                if not name.endswith(UNKNOWN)
            ],
        }
        for number, ask in enumerate(QUESTIONS, 1)
    ]


def _picture(receipt: receipts.Receipt) -> str:
    """Return the code as a QR picture, drawn inside the page so that nothing more is fetched."""
    picture = segno.make(" ".join(receipt.groups), error="m", micro=False)
    drawn = picture.svg_inline(scale=4, border=3, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    return mark_safe(drawn)  # noqa: S308  drawn from sixteen glyphs
