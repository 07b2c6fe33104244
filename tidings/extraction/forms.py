"""Reading what came through the public form: an answer to a question is a fact of exactly that field.

    text, fields ─▶ where each answer stands ─▶ the free words are read, the answers understood ─▶ Reading

The text holds the enquirer's own words first, then a line for each answer: its label and the answer
(tidings.sealing.post). An answer that cannot be understood stays words: nothing is guessed from it. To understand
another answer, add a function to ANSWERS.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tidings.extraction import statuses
from tidings.extraction.births import find_ages, find_births
from tidings.extraction.contacts import find_emails, find_handles, find_phones
from tidings.extraction.days import whens
from tidings.extraction.kinship import is_kin_word
from tidings.extraction.lexicon import is_plain_word
from tidings.extraction.mentions import Fact, Mention
from tidings.extraction.messages import Message
from tidings.extraction.persons import PersonFound
from tidings.extraction.placing import find_places
from tidings.extraction.reading import IMMINENT, Reading, compose, read_words
from tidings.extraction.units import find_units
from tidings.text import names

IN_ORDER = (
    "name", "birth_date", "relation", "last_contact", "place", "service", "unit", "deadline", "enquirer_name",
    "contacts", "safe_contact",
)  # fmt: skip
"""The answers as the text holds them, after what happened."""
CHOSEN = ("relation", "service")
"""Their field holds a word of the form; the text says it in the language of the pages."""
STILL_READ = ("deadline",)
"""More than a day may be told there: "they are taken away tomorrow"."""

HIM, WRITER, MESSAGE = "sought:0", "enquirer", "message"
Finder = Callable[[str, date], list[Mention]]


@dataclass(frozen=True)
class Answer:
    """What was answered to one question; the words stand at [start, end) of the message."""

    name: str
    value: str  # as the field holds it
    label_start: int
    start: int
    end: int


@dataclass(frozen=True)
class Stated:
    """A fact that an answer states, with the words that do."""

    about: str
    field: str
    value: str
    mention: Mention


def read_form(message: Message, fields: Mapping[str, str]) -> Reading:
    """Return what a message of the public form says. `fields` are the answers by name, as tidings.sealing.post has them.

    What was answered stands in place of what would have been read for the same field of the same person; what the
    free words add stays. Without fields it is `read`.
    """
    answers = locate(message.text, fields)
    reading = read_words(message, free_words(message, fields), lambda found: _cast(found, answers))
    return _joined(message, reading, list(_stated(message, answers))) if answers else reading


def free_words(message: Message, fields: Mapping[str, str]) -> str:
    """Return the text, as long as it is, with blanks in place of labels and of answers that become facts."""
    text = message.text
    for one in locate(text, fields):
        end = one.start if one.name in STILL_READ else one.end
        text = text[: one.label_start] + re.sub(r"[^\n]", " ", text[one.label_start : end]) + text[end:]
    return text


def locate(text: str, fields: Mapping[str, str]) -> list[Answer]:
    """Return the answers with their places in the text, in its order; none after one that cannot be found there."""
    own = fields.get("what_happened", "")
    at = len(own) if own and text.startswith(own) else 0
    found: list[Answer] = []
    for name in IN_ORDER:
        if not fields.get(name):
            continue
        line = _line(name, fields[name]).match(text, at)
        if line is None:
            break
        found.append(Answer(name, fields[name], line.start("label"), *line.span("answer")))
        at = line.end()
    return found


def _line(name: str, value: str) -> re.Pattern[str]:
    answer = r"[^\n]+" if name in CHOSEN else re.escape(value)
    return re.compile(rf"\n*(?P<label>[^\n:?]+[:?]) (?P<answer>{answer})(?=\n|\Z)")


# Who is in it.


def _cast(found: list[PersonFound], answers: list[Answer]) -> list[PersonFound]:
    """Return the persons of the free words, the one whom the form names being the first sought."""
    told = {one.name: one for one in answers}
    if "name" not in told:
        return found
    name = _name(told["name"].value)
    him = next((one for one in found if one.role == "sought" and _may_be(one, name)), None)
    rest = [one for one in found if one != him and not _is_surely(one, name)]
    him = _with_name(him, name) if him else _nowhere("sought", name)
    writes = [one for one in rest if one.role == "enquirer"]
    others = [one for one in rest if one.role == "other"]
    if _writes_himself(answers):
        writes = [replace(him, role="enquirer", relation="self")]
    return [him, *(one for one in rest if one.role == "sought"), *(writes or [_nowhere("enquirer")]), *others]


def _writes_himself(answers: list[Answer]) -> bool:
    return any((one.name, one.value) == ("relation", "self") for one in answers)


def _nowhere(role: str, name: names.Name = names.Name()) -> PersonFound:  # noqa: B008  # a Name is frozen
    """Return a person of whom the free words say nothing."""
    return PersonFound(role, name.surname, name.given, name.patronymic, 0, 0)


def _with_name(person: PersonFound, name: names.Name) -> PersonFound:
    """Return the person with the parts of the name that the form tells; the others stay as they were read."""
    parts = {field: value for field, value in _parts(name).items() if value}
    return replace(person, **parts)  # type: ignore[arg-type]  # only names are replaced


def _parts(name: names.Name | PersonFound) -> dict[str, str | None]:
    return {"surname": name.surname, "given": name.given, "patronymic": name.patronymic}


def _may_be(person: PersonFound, name: names.Name) -> bool:
    """Return whether nothing of the two names contradicts."""
    pairs = zip(_parts(person).values(), _parts(name).values(), strict=True)
    return all(names.key(one) == names.key(other) for one, other in pairs if one and other)


def _is_surely(person: PersonFound, name: names.Name) -> bool:
    """Return whether the same surname, or given name and patronymic, is told of both, and nothing contradicts."""
    shared = {field for field, value in _parts(person).items() if value and _parts(name)[field]}
    return _may_be(person, name) and ("surname" in shared or {"given", "patronymic"} <= shared)


# What the answers say.


def _stated(message: Message, answers: list[Answer]) -> Iterator[Stated]:
    for answer in answers:
        if answer.name in ANSWERS:
            yield from ANSWERS[answer.name](message, answer)
        if answer.name == "name" and _writes_himself(answers):
            yield from _enquirer_name(message, answer)


def _name(said: str) -> names.Name:
    """Return the name among the words; words for kin and ordinary ones, small or short, are none: "баба Люба"."""
    written = [word.text for word in names.words(said)]
    kept = [
        word
        for word in written
        if not is_kin_word(word) and not ((word.islower() or len(word) < 3) and is_plain_word(word))
    ]
    return names.parse(" ".join(kept))


def _whole(message: Message, answer: Answer, kind: str, value: str | None) -> Mention:
    return Mention(kind, message.text[answer.start : answer.end], answer.start, answer.end, value)


def _named(about: str, message: Message, answer: Answer) -> Iterator[Stated]:
    name = _name(answer.value)
    mention = _whole(message, answer, "person", str(name))
    for field, value in _parts(name).items():
        if value:
            yield Stated(about, field, value, mention)


def _sought_name(message: Message, answer: Answer) -> Iterator[Stated]:
    return _named(HIM, message, answer)


def _enquirer_name(message: Message, answer: Answer) -> Iterator[Stated]:
    return _named(WRITER, message, answer)


def _birth(message: Message, answer: Answer) -> Iterator[Stated]:
    """Yield the day, month or year of birth, or the age; none where two different ones are told."""
    for field, find, label in (("birth_date", find_births, "родился: "), ("age", find_ages, "возраст: ")):
        values = {one.value for one in find(label + answer.value, message.received) if one.value}
        if len(values) == 1:
            value = values.pop()
            yield Stated(HIM, field, value, _whole(message, answer, field, value))


def _relation(message: Message, answer: Answer) -> Iterator[Stated]:
    """Yield what the writer is to him; "grandparent" says not which of the two."""
    if answer.value in RELATIONS:
        yield Stated(WRITER, "relation", answer.value, _whole(message, answer, "relation", answer.value))


RELATIONS = ("mother", "father", "wife", "partner", "sister", "brother", "friend", "self", "other")
SERVICES = ("conscript", "contract", "mobilised")


def _service(message: Message, answer: Answer) -> Iterator[Stated]:
    if answer.value in SERVICES:
        yield Stated(HIM, "status", answer.value, _whole(message, answer, "service", answer.value))


def _last_contact(message: Message, answer: Answer) -> Iterator[Stated]:
    """Yield the day, if it is one day that has come."""
    exact = [when for when in whens(answer.value, message.received) if when.exact]
    days = {when.past(message.received) for when in exact}
    day = days.pop() if len(days) == 1 else None
    if day:
        yield Stated(HIM, "last_contact", str(day), _whole(message, answer, "last_contact", str(day)))


def _deadline(message: Message, answer: Answer) -> Iterator[Stated]:
    """Yield the first day to come, and that it is near, if it is."""
    exact = [when for when in whens(answer.value, message.received) if when.exact]
    days = [day for when in exact if (day := when.coming(message.received))]
    if days:
        mention = _whole(message, answer, "deadline", str(min(days)))
        yield Stated(MESSAGE, "deadline", str(min(days)), mention)
        if min(days) - message.received <= IMMINENT:
            yield Stated(MESSAGE, "flag", "imminent", mention)


def _place(message: Message, answer: Answer) -> Iterator[Stated]:
    found = find_places(answer.value) or _moved(find_places("в " + answer.value), -2)
    value = ", ".join(dict.fromkeys(one.value or one.text for one in found))
    if value:
        yield Stated(HIM, "place", value, _whole(message, answer, "place", value))


def _unit(message: Message, answer: Answer) -> Iterator[Stated]:
    label = "в/ч "
    found = _moved(find_units(label + answer.value, message.received), -len(label))
    return _each(HIM, "unit", message, answer, found)


def _contacts(message: Message, answer: Answer) -> Iterator[Stated]:
    kinds: tuple[tuple[str, Finder], ...] = (
        ("phones", find_phones),
        ("emails", find_emails),
        ("telegram", find_handles),
    )
    for field, find in kinds:
        yield from _each(WRITER, field, message, answer, find(answer.value, message.received))


def _each(about: str, field: str, message: Message, answer: Answer, found: list[Mention]) -> Iterator[Stated]:
    for one in _moved(found, answer.start):
        start, end = max(one.start, answer.start), min(one.end, answer.end)
        if one.value and start < end:
            yield Stated(about, field, one.value, one.moved(start, end, message.text[start:end]))


def _moved(found: list[Mention], by: int) -> list[Mention]:
    return [one.moved(one.start + by, one.end + by, one.text) for one in found]


def _safe_contact(message: Message, answer: Answer) -> Iterator[Stated]:
    """Yield when and how it is safe to answer, in the words of who asks: nobody may shorten or explain them."""
    yield Stated(WRITER, "safe_contact", answer.value, _whole(message, answer, "safe_contact", None))


ANSWERS: Mapping[str, Callable[[Message, Answer], Iterator[Stated]]] = {
    "name": _sought_name,
    "birth_date": _birth,
    "relation": _relation,
    "last_contact": _last_contact,
    "place": _place,
    "service": _service,
    "unit": _unit,
    "deadline": _deadline,
    "enquirer_name": _enquirer_name,
    "contacts": _contacts,
    "safe_contact": _safe_contact,
}
"""How each answer is understood."""


# Both together.


def _joined(message: Message, reading: Reading, stated: list[Stated]) -> Reading:
    """Return the reading with what is stated in place of what was read for the same field."""
    answered = {(one.about, one.field) for one in stated if one.field != "flag"}
    kept = [one for one in reading.facts if not _replaced(one, answered, reading)]
    mentions = sorted({*reading.mentions, *(one.mention for one in stated)}, key=_place_in_text)
    at = {mention: i for i, mention in enumerate(mentions)}
    old = [one._replace(mentions=tuple(at[reading.mentions[i]] for i in one.mentions)) for one in kept]
    new = [Fact(one.about, one.field, one.value, (at[one.mention],)) for one in stated]
    told = [*new, *old]
    facts = _in_order([*_minor(message.received, told), *told])
    sought = [f"{HIM[:-1]}{i}" for i in range(len(reading.sought))]
    return compose(message, reading.text, sought, mentions, facts)


def _replaced(fact: Fact, answered: set[tuple[str, str]], reading: Reading) -> bool:
    if (fact.about, fact.field) in answered:
        return True
    is_near = fact.value == "imminent" and (MESSAGE, "deadline") in answered
    return is_near and all(reading.mentions[i].kind == "deadline" for i in fact.mentions)


def _minor(received: date, facts: list[Fact]) -> list[Fact]:
    """Return that he is a minor, if he is; how he serves, as the form has it, stands beside it."""
    rests = statuses.minor(HIM, received, facts)
    return [Fact(HIM, "status", "minor", rests)] if rests else []


def _in_order(facts: list[Fact]) -> list[Fact]:
    """Return each fact once, of the sought first, then of the enquirer, then of the message."""
    order = (WRITER, MESSAGE)
    return sorted(
        dict.fromkeys(facts),
        key=lambda one: (order.index(one.about) + 1, "") if one.about in order else (0, one.about),
    )


def _place_in_text(one: Mention) -> tuple[int, int, str, str]:
    return one.start, one.end, one.kind, one.value or ""
