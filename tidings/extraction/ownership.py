"""Whose a mention is: the sought's, the enquirer's, or someone else's."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tidings.extraction.clauses import FAR, FAR_OFF, apart, sentence
from tidings.extraction.mentions import Mention
from tidings.extraction.naming import names
from tidings.extraction.persons import PersonFound
from tidings.text.phrases import Span, begins, fold, openings

_I = re.compile(
    r"(?<!\w)(?:мне|мені|я|сам|i am|i'm|my age|меня)(?:\s(?:уже|сейчас|самой|самому|вже|сама|сам))?[\s,]{1,2}$"
)
_BOTH = re.compile(r"(?<!\w)(?:оба|обе|обидва|both|всем по|обоим)[\s,]{1,2}(?:по\s)?$|(?<!\w)по\s$")
_HIS = re.compile(r"(?<!\w)(?:ему|йому|his age|he is|he's|парню|мальчику)\s(?:\w+\s)?$")
_WRITER = re.compile(
    r"(?<!\w)(?:я|мне|мені|меня|мене|сама|i am|i'm|у меня|в мене|мать его|мама его|его мать|его мама|свекровь|сестра моя|моя сестра|моя мать|мать|мама)(?!\w)[^.!?;\n]{0,40}$"
)
_ANOTHER = re.compile(
    r"(?<!\w)(отец его|его отец|батько його|його батько|(?:наш|мой|мій) (?:дед|дід|дедушка|прадед)|дед его|бабушк\w{1,3}|бабус\w{1,3}|т[её]щ[аеиу]|свекров\w*|дочк\w{1,2}|дочь|дочери|доньк\w{1,2}|у младшего|у младшей|у старшей|хозяйк\w{1,2}|соседк\w{1,2}|сусідк\w{1,2}"
    r"|жена его|его жена|his (?:father|mother|grandfather|grandmother|wife|daughter|sister))(?!\w)[^.!?;\n]{0,40}$"
)
_NEAR_HIM = re.compile(
    r"(?<!\w)(мать|мама|мати|отец|папа|батько|жена|супруга|дружина|сестра|т[её]тя|wife|mother|father|sister|[ув] (?:матери|мамы|мамки|отца|папы|жены|сестры|т[её]ти|матері|мами|батька|дружини|сестри))(?!\w)[^.!?;\n]{0,40}$"
)
_YOUNGER = openings(
    "сын* син* муж* чолов* брат* внук* онук* племянник* парень son husband brother nephew grandson boyfriend"
)
"""Who is sought where a mother, a father, a wife or a sister is only spoken of."""
_ANOTHER_AFTER = re.compile(
    r"\s(?:бабушк|бабус|бабк|мат(?:ер|ь)|мам[аеуыи]|отц|сестр|дочк|доньк|жен[аеуы]|дедушк|дед[ау]?(?!\w)|ребен[ок]|bird|mother|father|grandmother|wife|child)\w*"
)
"""Whose a state of health is: "с больной бабушкой", "отец его инвалид"."""
_SOUGHT_AGAIN = re.compile(
    r"(?<!\w)(?:он|у него|ему|его|сын\w*|муж\w*|брат\w*|він|йому|he|him|his|у сына|у мужа|внук\w*|ребен\w+)(?!\w)"
)


def keys(persons: Iterable[PersonFound]) -> Iterator[tuple[str, PersonFound]]:
    """Yield the sought and the enquirer with the name that facts know them by."""
    number = 0
    for person in persons:
        if person.role == "sought":
            yield f"sought:{number}", person
            number += 1
        elif person.role == "enquirer":
            yield "enquirer", person


def _named_again(text: str, known: list[tuple[str, PersonFound]]) -> Iterator[tuple[str, Span]]:
    """Yield the places where one of several sought is named again, by his given name or a short form of it."""
    sought = [(about, person) for about, person in known if about != "enquirer" and person.given]
    bearing: dict[str | None, list[int]] = {}
    for place, (_, person) in enumerate(sought):
        bearing.setdefault(person.given, []).append(place)
    for group in names(text) if len(sought) > 1 else ():
        if group.name.surname is None and len(bearing.get(group.name.given, ())) == 1:
            about, person = sought[bearing[group.name.given][0]]
            if not person.start <= group.start < person.end:
                yield about, (group.start, group.end)


@dataclass(frozen=True)
class Cast:
    """Who is in a message, and where their names stand."""

    text: str
    sought: tuple[str, ...]
    spans: tuple[tuple[str, Span], ...]  # in order; also of others, under the name "other"
    writes_for_himself: bool

    @classmethod
    def of(cls, text: str, persons: list[PersonFound]) -> "Cast":
        """Return the cast of these persons."""
        known = list(keys(persons))
        told = {about: (person.surname, person.given) for about, person in known}
        spans = [
            (about, (person.start, person.end))
            for about, person in known
            if person.end > person.start
            and (about != "enquirer" or person.surname or person.given or person.patronymic)
        ]
        spans += [
            ("other", (one.start, one.end)) for one in persons if one.role == "other" and one.end > one.start
        ]
        spans += _named_again(text, known)
        himself = any(
            told.get("enquirer") == name and name != (None, None)
            for about, name in told.items()
            if about != "enquirer"
        )
        spans.sort(key=lambda one: one[1])
        return cls(text, tuple(about for about in told if about != "enquirer"), tuple(spans), himself)

    @cached_property
    def _starts(self) -> list[int]:
        return [span[0] for _, span in self.spans]

    @cached_property
    def _first(self) -> int:
        """Return where the first of the sought is named."""
        known = frozenset(self.sought)
        return min((span[0] for about, span in self.spans if about in known), default=0)

    @cached_property
    def _longest(self) -> int:
        return max((end - start for _, (start, end) in self.spans), default=0)

    def _between(self, start: int, end: int) -> tuple[tuple[str, Span], ...]:
        """Return the names that begin in [start, end)."""
        return self.spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def owner(self, mention: Mention) -> list[str]:
        """Return whose a birth date or an age is: of the person named nearest before it, or else after."""
        before = fold(self.text)[max(0, mention.start - 16) : mention.start]
        if _BOTH.search(before):
            return list(self.sought)
        if self._of_me(mention):
            return ["enquirer"] if not self.writes_for_himself else list(self.sought[:1])
        near = self._between(mention.start - FAR_OFF - self._longest, mention.end + FAR_OFF + 1)
        nearest = min(
            ((far, about) for about, span in near if self._may_own(about, far := self._far(span, mention))),
            default=(FAR, ""),
        )
        if nearest[0] >= FAR:
            return list(self.sought) if len(self.sought) == 1 else []
        if nearest[1] == "enquirer" and len(self.sought) == 1 and self._comes_before_the_writer(mention):
            return list(self.sought)
        return [] if nearest[1] == "other" else [self._sought_first(nearest[1])]

    def _comes_before_the_writer(self, mention: Mention) -> bool:
        """Return whether a sentence ends between what is told and the writer's name after it."""
        names = [span for about, span in self.spans if about == "enquirer" and span[0] > mention.end]
        return bool(names) and sentence(self.text, (mention.start, mention.end))[1] <= names[0][0]

    def _candidates(self, before: str) -> Iterable[tuple[str, Span]]:
        """After "ему" only a sought person is meant."""
        his = _HIS.search(before)
        return [one for one in self.spans if one[0] in self.sought] if his and self.sought else self.spans

    def _may_own(self, about: str, far: int) -> bool:
        """Someone else than the sought and the enquirer owns only what stands right beside his name."""
        return about != "other" or far < 15

    def _sought_first(self, about: str) -> str:
        return self.sought[0] if about == "enquirer" and self.writes_for_himself and self.sought else about

    def _of_me(self, mention: Mention) -> bool:
        return bool(_I.search(fold(self.text)[max(0, mention.start - 24) : mention.start]))

    def _far(self, span: Span, mention: Mention) -> int:
        """What stands after a name belongs to it rather than to the next name."""
        far = apart(self.text, span, (mention.start, mention.end))
        return min(FAR, far if span[0] <= mention.start else far + 120)

    def shared(self, mention: Mention, mentions: Sequence[Mention] = ()) -> list[str]:
        """Return whose a unit, a day or a way of serving is: of the only sought named in its sentence, or of the one
        named before it where each of several has his own; what is said before anyone is named is of all."""
        if len(self.sought) < 2:
            return list(self.sought)
        start, end = sentence(self.text, (mention.start, mention.end))
        here = [one for one in self._between(start, end) if one[0] in self.sought]
        if len({about for about, _ in here}) == 1:
            return list(self.sought) if mention.end <= self._first else [here[0][0]]
        before = [about for about, span in here if span[0] < mention.start]
        if here and before and self._each_has_his_own(here, mention, mentions):
            return before[-1:]
        return list(self.sought)

    def _each_has_his_own(
        self, here: Sequence[tuple[str, Span]], mention: Mention, mentions: Sequence[Mention]
    ) -> bool:
        """Return whether something of this kind is told between the names of a sentence: "Паша с 5 мая, Петя с 12"."""
        first, last = here[0][1][1], here[-1][1][0]
        start = bisect_left(mentions, first, key=lambda one: one.start)
        end = bisect_left(mentions, last, key=lambda one: one.start)
        return any(one.kind == mention.kind and one.end <= last for one in mentions[start:end])

    def _near_him(self, before: str) -> re.Match[str] | None:
        """Return who near him is spoken of where a younger one is sought: "жена после инсульта", "отец сердечник"."""
        return _NEAR_HIM.search(before) if begins(fold(self.text), _YOUNGER) else None

    def of_the_writer(self, mention: Mention) -> bool:
        """Return whether a state of health is the writer's own: said after "я" or "мать", with no word for him between."""
        if self.writes_for_himself:
            return False
        start, _ = sentence(self.text, (mention.start, mention.end))
        before = fold(self.text)[max(start, mention.start - 60) : mention.start]
        another = _ANOTHER.search(before) or self._near_him(before)
        if another or _ANOTHER_AFTER.match(fold(self.text), mention.end):
            return not (another and _SOUGHT_AGAIN.search(before, another.end(1)))
        writer = _WRITER.search(before)
        return writer is not None and not _SOUGHT_AGAIN.search(before)
