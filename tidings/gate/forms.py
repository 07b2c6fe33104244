"""The six questions, one page each, and the pages of a mailbox. What may be typed: nearly anything.

Dates, names and numbers are kept as they were written; people and the desk's own tools read them later. Only
three answers are needed. "I do not know" is an answer like any other: the field `<name>_unknown`.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Said: TypeAlias = "str | _StrPromise"
"""Words in English, translated when they are shown."""

UNKNOWN = "_unknown"
LINE, WORDS = 500, 20_000

TOO_LONG = _("This is too long: %(show_value)s characters. We can take %(limit_value)s.")


class Question(forms.Form):
    """One page: a title that is a question, a hint, and its fields."""

    title: ClassVar[Said]
    hint: ClassVar[Said] = ""
    use_required_attribute = False

    @classmethod
    def said(cls, posted: Mapping[str, str]) -> dict[str, str]:
        """Return what was typed on this page, by field, with \\n between lines and no zero bytes."""
        return {
            name: posted.get(name, "").replace("\0", "").replace("\r\n", "\n").strip()
            for name in cls.base_fields
        }

    def needs(self, name: str, message: Said) -> None:
        """Add an error unless the field was filled in or answered with "I do not know"."""
        if (
            name not in self.errors
            and not self.cleaned_data[name]
            and not self.cleaned_data.get(name + UNKNOWN)
        ):
            self.add_error(name, forms.ValidationError(message, code="required"))


def line(label: Said, hint: Said = "") -> forms.CharField:
    """A field of one line. The browser is not told its length: it would cut off what is pasted."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        validators=[MaxLengthValidator(LINE, TOO_LONG)],
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def words(label: Said, hint: Said, rows: int) -> forms.CharField:
    """A field of many lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        validators=[MaxLengthValidator(WORDS, TOO_LONG)],
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": rows, "cols": None}),
    )


def one_of(label: Said, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    """Some answers to choose from; none need be chosen."""
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


def unknown() -> forms.BooleanField:
    """The tick "I do not know" below a field."""
    return forms.BooleanField(label=_("I do not know"), required=False)


class Who(Question):
    """Who the appeal is about."""

    title = _("Who are you writing about?")
    hint = _("If there are several people, name one here. Name the others later, in your own words.")
    name = line(_("Name"), _("As you know it: the full name, a part of it, or what people call this person."))
    birth_date = line(
        _("Date of birth or age"), _("As exactly as you can. A year is enough, for example 2005.")
    )
    birth_date_unknown = unknown()

    def clean(self) -> None:
        self.needs("name", _("Write a name, a part of it, or what people call this person."))


class Relation(Question):
    """Who writes."""

    title = _("Who are you to this person?")
    relation = one_of(
        _("Who is writing"),
        [
            ("mother", _("Mother")),
            ("father", _("Father")),
            ("wife", _("Wife")),
            ("partner", _("Partner, not married")),
            ("sister", _("Sister")),
            ("brother", _("Brother")),
            ("grandparent", _("Grandmother or grandfather")),
            ("friend", _("Friend")),
            ("self", _("I am writing about myself")),
            ("other", _("Someone else")),
            ("unsaid", _("I would rather not say")),
        ],
    )


class Contact(Question):
    """When and where the person was last heard of."""

    title = _("When were you last in touch?")
    hint = _("A call, a message or a visit. If others heard from this person later, tell us that.")
    last_contact = line(
        _("Day of the last contact"), _("Any words will do: “7 August”, “last Friday”, “in spring”.")
    )
    last_contact_unknown = unknown()
    place = line(_("Place"), _("Where this person was then: a town, a village, a training ground."))
    place_unknown = unknown()

    def clean(self) -> None:
        self.needs("last_contact", _("Write when you were last in touch, or tick “I do not know”."))


class Service(Question):
    """How and where the person serves."""

    title = _("How does this person serve?")
    # Not in the answer's own words: those go into the message, and nobody has said this.
    hint = _("Choose “Under a contract” also if someone was made to sign, or another hand signed.")
    service = one_of(
        _("Service"),
        [
            ("conscript", _("Conscript")),
            ("contract", _("Under a contract")),
            ("mobilised", _("Mobilised")),
            ("other", _("In another way, or not in the army")),
            ("unknown", _("I do not know")),
        ],
    )
    unit = line(_("Military unit"), _("The number or the name of the unit, as far as you know it."))
    unit_unknown = unknown()


class Words(Question):
    """What has happened."""

    title = _("What has happened?")
    what_happened = words(
        _("In your own words"),
        _(
            "Write as you would tell it to a friend. What was said, what was signed, who was there. Mistakes do not matter."
        ),
        rows=10,
    )
    deadline = line(
        _("Will something happen on a certain day?"),
        _("For example: “they are taken away tomorrow”. Leave this empty if there is no such day."),
    )

    def clean(self) -> None:
        self.needs("what_happened", _("Write what has happened. A few words are enough."))


class Reply(Question):
    """How the enquirer may be reached."""

    title = _("How can we reach you safely?")
    hint = _("You may leave all of this empty. Then you write to us again when you wish.")
    enquirer_name = line(_("What we may call you"), _("It need not be your real name."))
    contacts = line(_("Phone, e-mail or messenger"), _("Only what nobody else reads or answers."))
    safe_contact = words(
        _("When and how is it safe?"),
        _("For example: “only messages, after 20:00”. Tell us who must not learn of this."),
        rows=3,
    )


QUESTIONS: list[type[Question]] = [Who, Relation, Contact, Service, Words, Reply]


class Tell(Question):
    """A page of a mailbox: what it sends is a post of this kind (see tidings.sealing.post)."""

    kind: ClassVar[str]
    meaning: ClassVar[list[Said]] = []
    """What follows from sending it, in sentences that stand above the fields."""
    button: ClassVar[Said] = _("Send to the office")


class Message(Tell):
    """An answer to the office, or what is new."""

    kind = "message"
    title = _("Write to the office")
    hint = _("Answer our questions here, or tell us what is new. Fill in only what you wish.")
    text = words(_("In your own words"), _("What others told you counts too. Say who told you."), rows=8)
    last_contact = line(
        _("Was there news or a call? When?"), _("Any words will do: “7 August”, “last Friday”, “in spring”.")
    )
    place = line(_("Where is this person now?"), _("As far as you know: a town, a hospital, a unit."))
    unit = line(_("Military unit"), _("The number or the name of the unit, as far as you know it."))
    deadline = line(
        _("Will something happen on a certain day?"),
        _("For example: “they are taken away tomorrow”. Leave this empty if there is no such day."),
    )

    def clean(self) -> None:
        if not self.errors and not any(self.cleaned_data.values()):
            self.add_error("text", forms.ValidationError(_("Write a few words first."), code="required"))


class Safe(Tell):
    """When and how the enquirer may be reached from now on."""

    kind = "safe"
    title = _("When and how is it safe to reach you?")
    hint = _("What you write here takes the place of what you told us before.")
    contacts = line(_("Phone, e-mail or messenger"), _("Only what nobody else reads or answers."))
    safe_contact = words(
        _("When and how is it safe?"),
        _(
            "For example: “only messages, after 20:00”. If no way is safe now, say so: we will write only here."
        ),
        rows=4,
    )

    def clean(self) -> None:
        if not self.errors and not any(self.cleaned_data.values()):
            message = _("Write how we may reach you, or that no way is safe now.")
            self.add_error("safe_contact", forms.ValidationError(message, code="required"))


class Withdraw(Tell):
    """Consent is taken back."""

    kind = "withdraw"
    title = _("Do you want to take back your consent?")
    meaning = [
        _("From then on we pass on nothing that you told us. We write no more letters about it."),
        _("We cannot call back letters that were sent already. We will tell you here which they were."),
        _("What you told us stays locked with us until you ask us to delete it."),
        _("You need not say why. You can change your mind: write to us with your code."),
    ]
    text = words(_("Do you want to add something?"), _("You may leave this empty."), rows=3)
    button = _("Yes, I take back my consent")


class Erase(Tell):
    """Everything is to be erased."""

    kind = "delete"
    title = _("Do you want us to delete what you told us?")
    meaning = [
        _("We then destroy the key to it. Nobody can read it any more, we neither."),
        _("It takes up to seven days until it is gone from our copies too."),
        _("We cannot delete letters that were sent already. We will tell you here which they were."),
        _("Your code works until we have done it. After that it opens nothing."),
    ]
    text = words(_("Do you want to add something?"), _("You may leave this empty."), rows=3)
    button = _("Yes, delete everything")


TELLS: dict[int, type[Tell]] = {1: Message, 3: Safe, 4: Withdraw, 5: Erase}
"""By the number in the address: a history tells no more. The second page takes files."""
