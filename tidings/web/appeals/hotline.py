"""An appeal that somebody makes over the telephone: one sheet for us, a receipt of the same kind for her.

The receipt is shown once, to be read out; it is kept nowhere. From its mailbox on she is like anyone who wrote.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from tidings.errors import InvalidReceipt, Unreachable, UnreadableInput
from tidings.extraction.messages import Message
from tidings.sealing import post, receipts
from tidings.web.accounts.allow import needs
from tidings.web.accounts.budget import open_or_404
from tidings.web.accounts.models import StaffRequest, User
from tidings.web.appeals.actions import receive
from tidings.web.appeals.models import Appeal, Channel, Language
from tidings.web.pages import posted
from tidings.web.vault import gates

LINE, WORDS = 500, 20_000
UNSAID = ("", _("not said"))


def _line(label: Any, hint: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, max_length=LINE, required=False, widget=widget)


def _words(label: Any, rows: int, required: bool = False, hint: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, max_length=WORDS, required=required, widget=widget)


class CallForm(forms.Form):
    """What a caller says: the questions of the public form on one sheet, her own words first."""

    what_happened = _words(_("What has happened, in her own words"), 6, required=True)
    name = _line(_("Who is it about?"), _("The name, or a part of it."))
    birth_date = _line(_("Date of birth or age"))
    relation = forms.ChoiceField(
        label=_("Who is calling"),
        required=False,
        choices=[
            UNSAID,
            ("mother", _("mother")),
            ("father", _("father")),
            ("wife", _("wife")),
            ("partner", _("partner")),
            ("sister", _("sister")),
            ("brother", _("brother")),
            ("grandparent", _("grandmother or grandfather")),
            ("friend", _("friend")),
            ("self", _("the person himself")),
            ("other", _("somebody else")),
        ],
    )
    last_contact = _line(_("Day of the last contact"))
    place = _line(_("Place of the last contact"))
    service = forms.ChoiceField(
        label=_("How the person serves"),
        required=False,
        choices=[
            UNSAID,
            ("conscript", _("conscript")),
            ("contract", _("under a contract")),
            ("mobilised", _("mobilised")),
            ("other", _("in another way, or not in the army")),
        ],
    )
    unit = _line(_("Military unit"))
    deadline = _line(_("Will something happen on a certain day?"))
    enquirer_name = _line(_("How the caller is called"), _("It need not be the real name."))
    contacts = _line(_("Telephone, e-mail or messenger"), _("Only what nobody else reads or answers."))
    safe_contact = _words(_("When and how is it safe?"), 2)
    lang = forms.ChoiceField(
        label=_("Language of the call"),
        choices=[(one.value, one.label) for one in (Language.RUSSIAN, Language.UKRAINIAN, Language.ENGLISH)],
    )


def enter(answers: Mapping[str, str], lang: str, *, by: User) -> tuple[Appeal, receipts.Receipt]:
    """Keep what a caller said, with a mailbox at the gate; return the appeal and the receipt to be read out.

    Raises UnreadableInput or Unreachable where there is no gate to keep the mailbox.
    """
    receipt, today = receipts.make(), datetime.now(UTC).date()
    fields = {name: words for name, words in answers.items() if words}
    message = Message(receipt.locator, Channel.HOTLINE, today, as_message(fields, lang), lang)
    # First: a mailbox that nobody knows does no harm, an appeal without one would.
    mailbox = post.open_mailbox(gates.ours(), receipt, today)
    with transaction.atomic():
        appeal = receive(message, by.team, fields=fields, by=by, locator=receipt.locator)
        appeal.mailbox = mailbox.hex()
        appeal.save(update_fields=["mailbox"])
    return appeal, receipt


def as_message(fields: Mapping[str, str], lang: str) -> str:
    """Return the whole as one message, as the public form does: her words, then the other answers, a line each."""
    with override(lang):
        lines = [
            f"{field.label}{'' if str(field.label).endswith('?') else ':'} {_shown(field, fields[name])}"
            for name, field in CallForm.base_fields.items()
            if name in fields and name != "what_happened"
        ]
    return "\n\n".join(part for part in (fields.get("what_happened", ""), "\n".join(lines)) if part)


def _shown(field: forms.Field, value: str) -> str:
    if not isinstance(field, forms.ChoiceField):
        return value
    labels = dict(cast(list[tuple[str, str]], field.choices))
    return str(labels.get(value, value))


def entered_today(words: str, user: User, today: date) -> Appeal | None:
    """Return the appeal that was entered today with exactly these words: the button was pressed twice."""
    calls = Appeal.objects.visible_to(user).filter(channel=Channel.HOTLINE, received_on=today)
    return next((appeal for appeal in calls if appeal.text == words), None)


@require_http_methods(["GET", "POST"])
@needs("hotline")
def take_call(request: StaffRequest) -> HttpResponse:
    """The sheet for a call; when it is sent, the code is shown once."""
    form = CallForm(posted(request), initial={"lang": "ru"})
    if request.method != "POST" or not form.is_valid():
        return render(request, "appeals/call.html", {"form": form}, status=422 if form.errors else 200)
    given = {name: str(words) for name, words in form.cleaned_data.items() if name != "lang" and words}
    lang = form.cleaned_data["lang"]
    if before := entered_today(as_message(given, lang), request.user, datetime.now(UTC).date()):
        messages.warning(
            request, gettext("This call was entered already. Its code was shown, and is kept nowhere.")
        )
        return redirect("appeals-detail", before.code)
    try:
        appeal, receipt = enter(given, lang, by=request.user)
    except (UnreadableInput, Unreachable):
        form.add_error(
            None, gettext("The gate cannot be reached, so there is no code to give. Nothing was kept.")
        )
        return render(request, "appeals/call.html", {"form": form}, status=503)
    return _receipt(request, appeal, receipt)


@require_POST
@needs("hotline")
def repeat(request: StaffRequest, code: str) -> HttpResponse:
    """The caller says the last group again: only then it is sure that she has the code."""
    appeal = open_or_404(request, Appeal.objects.visible_to(request.user), code=code)
    try:
        receipt = receipts.parse(request.POST.get("code", ""))
    except InvalidReceipt:
        return redirect("appeals-detail", code)
    if receipts.symbols(request.POST.get("last", "")) != receipt.groups[-1]:
        return _receipt(request, appeal, receipt, wrong=True)
    messages.success(request, gettext("The caller has the code."))
    return redirect("appeals-detail", code)


def _receipt(
    request: StaffRequest, appeal: Appeal, receipt: receipts.Receipt, wrong: bool = False
) -> HttpResponse:
    context = {"appeal": appeal, "receipt": receipt, "wrong": wrong}
    return render(request, "appeals/receipt.html", context, status=422 if wrong else 200)
