"""Pages of the conversation through a mailbox: what is new, the answer, and the check of who reads it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tidings.errors import Unreachable
from tidings.web.accounts.allow import needs
from tidings.web.accounts.budget import open_or_404
from tidings.web.accounts.models import StaffRequest
from tidings.web.appeals import mailbox
from tidings.web.appeals.models import Appeal, Message, Trust, Trusted
from tidings.web.pages import posted

LONGEST = 20_000
"""Signs."""

SAID = {
    "surname": _("the surname of who is sought"),
    "birth_date": _("the date of birth"),
    "unit": _("a military unit"),
    "place": _("a place"),
    "phone": _("a telephone number"),
    "email": _("an e-mail address"),
    "telegram": _("a name on Telegram"),
}
"""What must not stand in an answer to somebody whom nobody has checked, by the kind of mention."""


class ReplyForm(forms.Form):
    """An answer; while nobody has checked who reads it, whoever writes it says that it names nobody."""

    text = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        error_messages={"required": _("Write the answer.")},
    )
    names_nobody = forms.BooleanField(
        label=_("I have gone through this list: the answer names nobody."),
        error_messages={"required": _("Go through the list, and tick this.")},
    )

    def __init__(self, appeal: Appeal, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # of QueryDict or None
        if appeal.trust != Trust.NONE:
            del self.fields["names_nobody"]


class TrustForm(forms.Form):
    """How somebody checked who reads the answers."""

    because = forms.ChoiceField(label=_("How was it checked?"), choices=Trusted.choices)


@require_GET
@needs("read_appeals")
def show_answers(request: StaffRequest) -> HttpResponse:
    """What came through mailboxes and nobody has read yet, and what asks for something to be done."""
    found = (
        Message.objects.visible_to(request.user).waiting().select_related("appeal").order_by("-day", "-pk")
    )
    return render(request, "appeals/answers.html", {"found": found[:200]})


@require_http_methods(["GET", "POST"])
@needs("answer_relatives")
def reply(request: StaffRequest, code: str) -> HttpResponse:
    """Write into the mailbox; what would give somebody away does not go before somebody has checked who reads."""
    appeal = _found(request, code)
    form = ReplyForm(appeal, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            mailbox.reply(appeal, form.cleaned_data["text"], by=request.user)
        except mailbox.GivesAway as error:
            given = {SAID.get(one.kind, one.kind): one.text for one in error.words}
            return _reply(request, appeal, form, given_away=list(given.items()), status=422)
        except mailbox.NoMailbox:
            return _reply(request, appeal, form, gone=True, status=409)
        except Unreachable:
            form.add_error(None, gettext("The gate cannot be reached. Nothing was sent; try again later."))
            return _reply(request, appeal, form, status=503)
        messages.success(request, gettext("The answer lies in the mailbox."))
        return redirect("appeals-detail", code)
    return _reply(request, appeal, form, status=422 if form.errors else 200)


@require_POST
@needs("answer_relatives")
def trust(request: StaffRequest, code: str) -> HttpResponse:
    """Say how it was checked who reads the answers."""
    appeal, form = _found(request, code), TrustForm(request.POST)
    if not form.is_valid():
        return _reply(request, appeal, ReplyForm(appeal), status=422)
    mailbox.trust(appeal, form.cleaned_data["because"], by=request.user)
    return redirect("appeals-reply", code)


@require_POST
@needs("answer_relatives")
def distrust(request: StaffRequest, code: str) -> HttpResponse:
    """Take it back."""
    appeal = _found(request, code)
    mailbox.distrust(appeal, by=request.user)
    return redirect("appeals-reply", code)


@require_POST
@needs("work_cases")
def settle(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Note that what a message asks for was done."""
    appeal = _found(request, code)
    message = get_object_or_404(Message.objects.visible_to(request.user), pk=pk, appeal=appeal)
    mailbox.settle(message, by=request.user)
    return redirect("appeals-detail", code)


def _found(request: StaffRequest, code: str) -> Appeal:
    return open_or_404(request, Appeal.objects.visible_to(request.user), code=code)


def _reply(
    request: StaffRequest,
    appeal: Appeal,
    form: ReplyForm,
    given_away: list[tuple[object, str]] | None = None,
    gone: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "appeal": appeal,
        "form": form,
        "said": SAID.values(),
        "given_away": given_away,
        "gone": gone or not appeal.mailbox,
        "trusting": TrustForm(),
    }
    return render(request, "appeals/reply.html", context, status=status)
