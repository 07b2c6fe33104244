"""From words to proposed facts: find mentions, decide whose they are, propose.

    message ─▶ FINDERS ─▶ mentions ─▶ owner of each ─▶ facts ─▶ Reading

Everything proposed rests on mentions, and every mention is a span of the message as it was received.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from tidings.extraction import ownership, statuses
from tidings.extraction.contacts import of_the_enquirer
from tidings.extraction.finders import FINDERS
from tidings.extraction.languages import Respelled, in_latin_letters, language, respell
from tidings.extraction.mentions import Fact, Mention
from tidings.extraction.messages import Message
from tidings.extraction.ownership import Cast
from tidings.extraction.persons import PersonFound, people
from tidings.extraction.wordlists import names, words

HEAD, TAIL = 20_000, 4_000
"""Letters of a longer message that are read, at its beginning and at its end: no family writes as many, and nobody who
sends a hundred thousand letters shall keep the others waiting. What was left out, `Reading.unread` says."""
IMMINENT = timedelta(days=3)
"""Within 72 hours."""

_CONTACTS = {"phone": "phones", "email": "emails", "telegram": "telegram"}
_OF_A_BODY = ("injury", "medical_ground", "psychological_ground")
_NAME = ("surname", "given", "patronymic")

Casting = Callable[[list[PersonFound]], list[PersonFound]]


class Sought(NamedTuple):
    """A person who is looked for or needs help, as far as the message says; None is not told."""

    surname: str | None = None
    given: str | None = None
    patronymic: str | None = None
    birth_date: str | None = None  # YYYY, YYYY-MM or YYYY-MM-DD
    age: int | None = None
    status: str = "unknown"  # conscript, contract, mobilised, minor, unknown
    units: tuple[str, ...] = ()
    call_up: str | None = None  # YYYY-MM, or YYYY
    last_contact: str | None = None  # YYYY-MM-DD


class Enquirer(NamedTuple):
    """Who writes, and where to reach them."""

    surname: str | None = None
    given: str | None = None
    patronymic: str | None = None
    relation: str = "unknown"
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    telegram: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What a message says, as proposals; each of `facts` names the `mentions` it rests on."""

    lang: str
    text: str  # the words as read: Russian in Latin letters stands here in Cyrillic
    sought: tuple[Sought, ...]
    enquirer: Enquirer
    places: tuple[str, ...]
    flags: tuple[str, ...]
    deadline: date | None
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    unread: tuple[int, int] = (
        0,
        0,
    )  # the span of a very long message that was not looked at; empty in all others

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values, days as text, for JSON."""
        plain = dict(vars(self))
        del plain["text"], plain["unread"]
        plain["enquirer"] = self.enquirer._asdict()
        plain["deadline"] = self.deadline.isoformat() if self.deadline else None
        for name in ("sought", "mentions", "facts"):
            plain[name] = tuple(one._asdict() for one in plain[name])
        return plain


def read(message: Message) -> Reading:
    """Return what a message says. Any text can be read; the same text on the same day is read the same."""
    return read_words(message, message.text)


def read_words(message: Message, part: str, cast: Casting = list) -> Reading:
    """Return what a part of a message says: as long as its text, with blanks for what is not to be read.

    `cast` puts right who is in it: it is given the persons found, and returns those who are.
    """
    part = _without_middle(part)
    respelled = respell(part) if in_latin_letters(part) else None
    text = respelled.text if respelled else part
    persons = _with_himself(text, cast(people(text, message.received)))
    found = [*_of_persons(text, persons), *(one for find in FINDERS for one in find(text, message.received))]
    mentions = sorted(set(found), key=lambda one: (one.start, one.end, one.kind, one.value or ""))
    facts = _facts(text, message.received, persons, mentions)
    shown = [_as_received(one, respelled, message.text) for one in mentions]
    sought = [about for about, _ in ownership.keys(persons) if about != "enquirer"]
    return compose(message, text, sought, shown, facts)


def _without_middle(text: str) -> str:
    """Return a text with blanks for what lies between its first HEAD and its last TAIL letters."""
    left_out = len(text) - HEAD - TAIL
    if left_out < 2:
        return text
    return f"{text[:HEAD]}\n{' ' * (left_out - 2)}\n{text[-TAIL:]}"


def _as_received(one: Mention, respelled: Respelled | None, text: str) -> Mention:
    if respelled is None:
        return one
    start, end = respelled.back(one.start, one.end)
    return one.moved(start, end, text[start:end])


def _with_himself(text: str, persons: list[PersonFound]) -> list[PersonFound]:
    """Return the persons, the writer being the one in need where nobody else is and he tells of his own service."""
    spans = words("himself").spans(text)
    if not spans or any(person.role == "sought" for person in persons):
        return persons
    writer = next((person for person in persons if person.role == "enquirer"), None)
    nameless = PersonFound("sought", None, None, None, *spans[0])
    if writer is None:
        return [nameless, PersonFound("enquirer", None, None, None, *spans[0], "other", *spans[0]), *persons]
    rest = [replace(one, relation="other") if one is writer else one for one in persons]
    return [replace(writer, role="sought", relation="unknown"), *rest]


def _of_persons(text: str, persons: Iterable[PersonFound]) -> list[Mention]:
    """Return the mentions of names, and of the words that say what the writer is to the sought."""
    found = []
    for person in persons:
        name = " ".join(filter(None, (person.surname, person.given, person.patronymic)))
        if person.end > person.start:
            found.append(
                Mention("person", text[person.start : person.end], person.start, person.end, name or None)
            )
        if person.relation_end > person.relation_start:
            start, end = person.relation_start, person.relation_end
            found.append(Mention("relation", text[start:end], start, end, person.relation))
    return found


def _facts(text: str, received: date, persons: list[PersonFound], mentions: list[Mention]) -> list[Fact]:
    """Return what is proposed, in the order of the message form."""
    cast = Cast.of(text, persons)
    facts = [*_of_names(persons, mentions), *_of_bodies(cast, received, mentions)]
    facts += statuses.propose(cast, received, mentions, facts)
    facts += _of_contacts(text, mentions)
    return facts + _of_message(cast, received, mentions)


def _of_names(persons: list[PersonFound], mentions: list[Mention]) -> list[Fact]:
    facts, places = [], _places(mentions)
    for about, person in ownership.keys(persons):
        rests = places.get(("person", person.start, person.end), ())
        facts += [Fact(about, field, value, rests) for field in _NAME if (value := getattr(person, field))]
        if person.relation != "unknown" and person.role == "enquirer":
            rests = places.get(("relation", person.relation_start, person.relation_end), rests)
            facts.append(Fact(about, "relation", person.relation, rests))
    return facts


def _places(mentions: list[Mention]) -> dict[tuple[str, int, int], tuple[int, ...]]:
    """Return where among the mentions those of a kind and span stand."""
    places: dict[tuple[str, int, int], tuple[int, ...]] = {}
    for i, one in enumerate(mentions):
        at = one.kind, one.start, one.end
        places[at] = (*places.get(at, ()), i)
    return places


def _of_bodies(cast: Cast, received: date, mentions: list[Mention]) -> list[Fact]:
    """Return birth dates, ages, units, call-ups and last contacts, each of its owner; the best of several."""
    facts: list[Fact] = []
    for field, own, best in (
        ("birth_date", cast.owner, _most_precise),
        ("age", cast.owner, _first),
        ("call_up", cast.shared, _first),
        ("last_contact", cast.shared, _latest),
    ):
        held: dict[str, list[int]] = {}
        for i in _of_kind(mentions, field):
            for about in own(mentions[i]) if own == cast.owner else cast.shared(mentions[i], mentions):
                held.setdefault(about, []).append(i)
        for about, indices in held.items():
            i = best(mentions, indices)
            facts.append(Fact(about, field, mentions[i].value or "", (i,)))
    return facts + _of_units(cast, mentions)


def _of_units(cast: Cast, mentions: list[Mention]) -> list[Fact]:
    held: dict[tuple[str, str], list[int]] = {}
    for i in _of_kind(mentions, "unit"):
        for about in cast.shared(mentions[i], mentions):
            held.setdefault((about, mentions[i].value or ""), []).append(i)
    return [Fact(about, "unit", value, tuple(indices)) for (about, value), indices in held.items()]


def _of_kind(mentions: list[Mention], kind: str) -> list[int]:
    return [i for i, one in enumerate(mentions) if one.kind == kind]


def _first(mentions: list[Mention], indices: list[int]) -> int:
    return indices[0]


def _most_precise(mentions: list[Mention], indices: list[int]) -> int:
    return max(indices, key=lambda i: (len(mentions[i].value or ""), -i))


def _latest(mentions: list[Mention], indices: list[int]) -> int:
    return max(indices, key=lambda i: (mentions[i].value or "", -i))


def _of_contacts(text: str, mentions: list[Mention]) -> list[Fact]:
    held: dict[tuple[str, str], list[int]] = {}
    for i, one in enumerate(mentions):
        if one.kind in _CONTACTS and one.value and of_the_enquirer(text, one):
            held.setdefault((_CONTACTS[one.kind], one.value), []).append(i)
    return [Fact("enquirer", field, value, tuple(indices)) for (field, value), indices in held.items()]


def _of_message(cast: Cast, received: date, mentions: list[Mention]) -> list[Fact]:
    """Return places, and, where someone is sought or service is spoken of, flags and the day to come."""
    held: dict[str, list[int]] = {}
    for i in _of_kind(mentions, "place"):
        held.setdefault(mentions[i].value or mentions[i].text, []).append(i)
    facts = [Fact("message", "place", value, tuple(indices)) for value, indices in held.items()]
    moved = _signs(mentions, "under_way") or _signs(mentions, "held")
    if cast.sought or moved or _of_kind(mentions, "service") or _of_kind(mentions, "unit"):
        facts += _flags(cast, received, mentions)
        facts += _deadline(received, mentions)
    return facts


def _flags(cast: Cast, received: date, mentions: list[Mention]) -> list[Fact]:
    facts = []
    for flag in names("flag"):
        indices = [
            i
            for i in _of_kind(mentions, flag)
            if flag not in _OF_A_BODY or not cast.of_the_writer(mentions[i])
        ]
        if flag == "training_incomplete" and _of_kind(mentions, "conscientious_ground"):
            indices = [i for i in indices if not _refuses_the_oath(mentions[i])]
        if indices:
            facts.append(Fact("message", "flag", flag, tuple(indices)))
    signs = {
        name: _signs(mentions, name) for name in ("never_signed", "contract_claimed", "under_way", "held")
    }
    if (
        signs["never_signed"]
        and signs["contract_claimed"]
        and not any(fact.value == "forged_signature" for fact in facts)
    ):
        facts.append(
            Fact("message", "flag", "forged_signature", (*signs["never_signed"], *signs["contract_claimed"]))
        )
    later = _long_ago(received, mentions) or _far_off(received, mentions)
    moved = () if later else signs["under_way"]
    if now := (*moved, *signs["held"]):
        facts.append(Fact("message", "flag", "imminent", now))
    return facts


def _refuses_the_oath(mention: Mention) -> bool:
    """Return whether he has taken no oath, which one who refuses arms does not for his faith."""
    return mention.text.lower().startswith(("присягу не", "не прин", "без присяги", "присяги не"))


def _long_ago(received: date, mentions: list[Mention]) -> bool:
    """Return whether the last sign of life is older than the journey it tells of."""
    days = [date.fromisoformat(mentions[i].value or "") for i in _of_kind(mentions, "last_contact")]
    return bool(days) and received - max(days) > IMMINENT


def _far_off(received: date, mentions: list[Mention]) -> bool:
    """Return whether a day to come is named, and every one is more than 72 hours away."""
    days = [date.fromisoformat(mentions[i].value or "") for i in _of_kind(mentions, "deadline")]
    return bool(days) and min(days) - received > IMMINENT


def _signs(mentions: list[Mention], name: str) -> tuple[int, ...]:
    return tuple(i for i in _of_kind(mentions, "sign") if mentions[i].value == name)


def _deadline(received: date, mentions: list[Mention]) -> list[Fact]:
    """Return the first day to come, and that it is near, if it is."""
    indices = _of_kind(mentions, "deadline")
    if not indices:
        return []
    first = min(indices, key=lambda i: (mentions[i].value or "", i))
    day = date.fromisoformat(mentions[first].value or "")
    near = [Fact("message", "flag", "imminent", (first,))] if day - received <= IMMINENT else []
    return [Fact("message", "deadline", day.isoformat(), (first,)), *near]


def compose(
    message: Message, text: str, abouts: Sequence[str], mentions: Sequence[Mention], facts: Sequence[Fact]
) -> Reading:
    """Return a reading of these facts; `abouts` are those who are sought."""
    told: dict[str, dict[str, list[str]]] = {}
    for fact in facts:
        values = told.setdefault(fact.about, {}).setdefault(fact.field, [])
        if fact.value not in values:
            values.append(fact.value)
    about_message = told.get("message", {})
    deadline = about_message.get("deadline")
    return Reading(
        lang=message.lang or language(message.text),
        text=text,
        sought=tuple(_sought(told.get(about, {})) for about in abouts),
        enquirer=_enquirer(told.get("enquirer", {})),
        places=tuple(about_message.get("place", ())),
        flags=tuple(about_message.get("flag", ())),
        deadline=date.fromisoformat(deadline[0]) if deadline else None,
        mentions=tuple(mentions),
        facts=tuple(facts),
        unread=(HEAD, len(text) - TAIL) if len(text) > HEAD + TAIL + 1 else (0, 0),
    )


def _sought(told: dict[str, list[str]]) -> Sought:
    age = _one(told, "age")
    return Sought(
        surname=_one(told, "surname"),
        given=_one(told, "given"),
        patronymic=_one(told, "patronymic"),
        birth_date=_one(told, "birth_date"),
        age=int(age) if age else None,
        status=_one(told, "status") or "unknown",
        units=tuple(told.get("unit", ())),
        call_up=_one(told, "call_up"),
        last_contact=_one(told, "last_contact"),
    )


def _enquirer(told: dict[str, list[str]]) -> Enquirer:
    return Enquirer(
        surname=_one(told, "surname"),
        given=_one(told, "given"),
        patronymic=_one(told, "patronymic"),
        relation=_one(told, "relation") or "unknown",
        phones=tuple(told.get("phones", ())),
        emails=tuple(told.get("emails", ())),
        telegram=tuple(told.get("telegram", ())),
    )


def _one(told: dict[str, list[str]], field: str) -> str | None:
    return told[field][0] if field in told else None
