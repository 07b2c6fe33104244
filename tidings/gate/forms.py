"""The six questions, one page each. What may be typed: nearly anything.

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
