"""A message as a scene: its names, its words for kin, and what stands around each name; tidings.extraction.clues look at it."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property

from tidings.extraction import writer
from tidings.extraction.kinship import Kin
from tidings.extraction.naming import Group, names
from tidings.extraction.writer import SENIOR, Kinship
from tidings.text import phrases, places
from tidings.text.letters import fold
from tidings.text.names import Name
from tidings.text.phrases import folded

_STOP = re.compile(
    r"[.!?\n](?:(?<=\n)|(?<!г.)(?<!\bр.)(?<!\bл.)(?<!\bMr.)(?<!\bMrs.)(?<!\bDr.)(?<!\bгр.)(?<!\bобл.)(?<!\bп.)(?<!\bс.)(?:\s|$))"
)
ASKS = folded(
    r"\b(?:name of (?:the )?(?:missing|person|soldier|son|husband|brother|conscript|relative)\w*|(?:missing|sought) person|person sought|who is (?:missing|sought)|who is (?:this|it) about|кого ищ\w+|о ком|про кого|кого шука\w+|разыскиваем\w+|ищ(?:у|ем|ет|ут|ите)|ish(?:u|ch?u)|isch?u|меня и|мене і|розыск\w*|разыск\w+|найти|найдите|нет вестей|поиск\w*|шука\w+|розшук\w*|знайти|look(?:ing)? for|search\w* for"
    r"|касательно|насч[её]т|по поводу|прошу за|просим за|помощи? для|речь о|щодо|про долю|долю|пропал\w*|забирают|забрали|везут|увозят"
    r"|подтвержд\w+ ли плен|плен|полоненого|полон|зник\w*|родител[иья]\w*|родственник\w*|семья|сослуживц\w*|товарищ\w*|судьб[аеуы]|доля)\b[^.!?\n]{0,45}$"
)
_ASKS_NEAR = folded(
    r"(?:\b(?:про|о|об|обо)\b[^.!?\n]{0,28}|\b(?:his name is|её? зовут|ее зовут|его зовут|його звати|звать его|(?<!меня )(?<!мене )(?:зовут|звати|звуть))[\s:—–-]*)$"
)
_ASKS_LIST = folded(r"\b(?:ищ(?:у|ем)|шука\w+|looking for)\b[^.!?\n]*:[^.!?\n]*$")
NOT_LETTERS = folded(
    r"[\w.+-]{1,64}@[\w.-]+|@\w+|\+?[\d()\s-]{5,}|\b(?:тел\w*|т|моб|номер|почта|e-?mail|email|эл|г|р|г\.р|whatsapp|ватсап|вотсап|телега|телеграм|tg|wa|сигнал|signal|viber|мой|мій"
    r"|звоните|пишите|дзвоніть|пишіть)\b|\W|\d"
)
BORN = folded(
    r"^[\s,—–(-]*(?:(?:мне|ему|ей|he is|aged?|age|b\.|born|род\w*\.?|рожд\w*|дата|д\.р\.)[\s.:,]*)*(?:\(?\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:19|20)\d\d|\d\d\s*(?:г\b|л\b|лет|год|р\b|рок|y|[,.;)]|$|\s)"
    r"|(?:восемнадцать|девятнадцать|двадцать|тридцать|сорок)\b|\d{1,2}\s+[а-яіa-z]{3,9}\s+(?:19|20)\d\d)",
    re.MULTILINE,
)
SERVES = folded(
    r"срочн|контракт|мобилиз|мобіліз|призва|в/ч|вч\b|войсков|служ|рядов|солдат|плен|полон|пропал|зник|воен|військов|батальон|полк|бригад|conscript|mobili|soldier|captur|unit\b|drafted|signed"
)
OLD = folded(r"[\s,(]*\d{1,2}\s*(?:лет|год|рок|л\b|y\b|years)")
_HE = folded(r"\b(?:ему|он|его|його|йому|він|he|him|his)\b")
_IN = folded(r"\b(?:в|во|под|из|около|возле|до|через|у|з|із|під|біля|in|near|from|to|at)\s+$")
_ALSO = folded(
    r"^\s*,?\s*(?:,|и|та|й|і|а также|and|&)(?:\s+(?:ещё|еще|ще|также|also))?\s*$|^\s*,\s*(?:и|та|and)\s*$"
)
_AGED = re.compile(r"^\s?[,(]?\s?\(?\d[\d.]{1,9}\s?(?:г\.?\s?р\.?|лет|р\.\s?н\.?|г\.|years? old)?\)?")
"""What stands between two of a list: "Камаев Ильнур (2005), Дудко Стас"."""
_WHOSE = re.compile(r"\A\s+(?:его|её|ее|його|їх|их)\b")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LIST_MARK = re.compile(r"[ \t]*(?:\d{1,2}(?:[.)][ \t]*|[ \t]+)|[-•*–—][ \t]*)?")


_ASKED_TO = folded(
    r"\b(?:просил\w*|попросил\w*|по просьбе|пишу за|пересылаю от|просила написать|от имени|на прохання|просить|on behalf of)\b"
)


@dataclass(frozen=True)
class Scene:
    """A message with its names and words for kin."""

    text: str
    groups: tuple[Group, ...]
    kin: tuple[Kinship, ...]

    @classmethod
    def of(cls, text: str) -> "Scene":
        """Return the scene of a message."""
        kin = tuple(writer.kinships(text))
        named = (group for group in names(text) if not _is_title(text, group))
        persons = tuple(group for group in named if group.sure or not _is_town(text, group))
        return cls(text, _shared(text, _completed(text, persons)), kin)

    @cached_property
    def small(self) -> str:
        """Return the message folded, of the same length: whatever looks at words whatever their case looks at that."""
        return phrases.fold(self.text)

    @cached_property
    def gender(self) -> str:
        """Return the writer's gender as her own words tell it."""
        return writer.gender(self.text)

    @cached_property
    def listed(self) -> frozenset[int]:
        """Return where the names of a list start: two lines or more that begin with a name."""
        ends = [found.start() for found in re.finditer("\n", self.text)]
        starts = [g.start for g in self.groups if g.roles != "G" and self._is_marked(g)]
        lines = {start: bisect_left(ends, start) for start in starts}
        named = set(lines.values())
        return frozenset(s for s in starts if {lines[s] - 1, lines[s] + 1} & named)

    def _is_marked(self, group: Group) -> bool:
        """Return whether there is nothing but the mark of a list before the name on its line."""
        line = self.line_start(group)
        return group.start - line < 80 and bool(_LIST_MARK.fullmatch(self.text, line, group.start))

    def line_start(self, group: Group) -> int:
        """Return where the line of a name begins."""
        return self.text.rfind("\n", 0, group.start) + 1

    @cached_property
    def first_word(self) -> int:
        """Return where the first word of the message begins, its length where there is none."""
        found = re.search(r"\w", self.text)
        return found.start() if found else len(self.text)

    @cached_property
    def sought_genders(self) -> frozenset[str]:
        """Return the genders of the kin that are written about."""
        about = [k for k in self.kin if not k.self and not k.theirs]
        elder = bool(about) and about[0].word.kin.name in ("father", "grandfather", "uncle", "stepfather")
        if elder or (about and about[0].mine and about[0].word.kin.name in SENIOR):
            return frozenset([about[0].word.kin.gender])
        return frozenset(
            k.word.kin.gender for k in about if k.word.kin.name not in SENIOR and not self._signed_with(k)
        )

    def _signed_with(self, kin: Kinship) -> bool:
        """Return whether the message ends with this word, as a signature does: "Настя, донька"."""
        if not kin.word.nominative or kin.mine:
            return False
        return _of_few_words(self.small[kin.end : kin.end + 400])

    @cached_property
    def _writing(self) -> frozenset[Kin]:
        return frozenset(own.word.kin for own in self.kin if own.self)

    @cached_property
    def _starts(self) -> list[int]:
        return [group.start for group in self.groups]

    @cached_property
    def _ends(self) -> list[int]:
        return [group.end for group in self.groups]

    @cached_property
    def _kin_starts(self) -> list[int]:
        return [kin.start for kin in self.kin]

    @cached_property
    def _kin_ends(self) -> list[int]:
        return [kin.end for kin in self.kin]

    def between(self, start: int, end: int) -> tuple[Group, ...]:
        """Return the names that begin in [start, end)."""
        return self.groups[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def kin_between(self, start: int, end: int) -> tuple[Kinship, ...]:
        """Return the words for kin that begin in [start, end)."""
        return self.kin[bisect_left(self._kin_starts, start) : bisect_left(self._kin_starts, end)]

    def before(self, group: Group, length: int = 60) -> str:
        """Return the words before a name within its sentence, folded."""
        at = bisect_right(self._stops, group.start)
        return self.small[max(0, group.start - length, self._stops[at - 1] if at else 0) : group.start]

    @cached_property
    def _stops(self) -> list[int]:
        """Return where sentences and lines end."""
        return [stop.end() for stop in _STOP.finditer(self.text)]

    def after(self, group: Group, length: int = 60) -> str:
        """Return the text after a name, folded."""
        return self.small[group.end : group.end + length]

    def since_last(self, group: Group) -> int:
        """Return how many letters lie between the last name before this one and it; at least one."""
        at = bisect_right(self._ends, group.start)
        return max(1, group.start - (self._ends[at - 1] if at else -1000))

    def sentence(self, group: Group) -> str:
        """Return the sentence of a name, folded."""
        at = bisect_right(self._stops, group.end)
        end = self._stops[at] - 1 if at < len(self._stops) else len(self.text)
        return self.before(group, 120) + self.small[group.end : min(end, group.end + 160)]

    def other_writes(self, kin: Kinship) -> bool:
        """Return whether someone else calls herself the writer: after "муж Денис звонит" a wife is sought."""
        return bool(self._writing - {kin.word.kin})

    def kin_before(self, group: Group) -> Kinship | None:
        """Return the word for kin before the name, in its sentence, with no other name between."""
        at = bisect_right(self._kin_ends, group.start)
        kin = self.kin[at - 1] if at else None
        if kin is None or group.start - kin.end >= 75 or _STOP.search(self.text[kin.end : group.start]):
            return None
        between = any(g.sure and g.end <= group.start for g in self.between(kin.end, group.start))
        return None if between else kin

    def kin_after(self, group: Group) -> Kinship | None:
        """Return the word for kin right after the name: "Хохлов Антон, брат", "…, 1996 г.р. Это мой сын"."""
        for kin in self.kin_between(group.end, group.end + 80):
            between = self.text[group.end : kin.start]
            if re.fullmatch(
                r"[\s,—–(-]*(?:(?:его|её|ее|их|мой|моя|це|мій|his|her|your|внук|родн(?:ой|ая)|старш(?:ий|ая)|младш(?:ий|ая)|рідн(?:ий|а)|elder|older|younger|the|an?)\s+)?|[\s,—–(-]*[^\n]{0,16}[.,—–]\s*(?:это|це|he is|she is)\s+(?:мой|моя|мій|my)\s+",
                between,
                re.IGNORECASE,
            ):
                return kin
        return None

    def signs(self, group: Group) -> bool:
        """Return whether the name stands where one signs: after it hardly any words, or a new beginning."""
        place = group.start, group.end
        if place not in self._signed:
            self._signed[place] = self._signs(group)
        return self._signed[place]

    @cached_property
    def _signed(self) -> dict[tuple[int, int], bool]:
        return {}

    def _signs(self, group: Group) -> bool:
        rest = self.small[group.end : group.end + 160]
        if len(rest) == 160 or OLD.match(rest):
            return False
        for kin in self.kin_between(group.end, len(self.text)):
            before, *after = rest.split(self.small[kin.start : kin.end])
            rest = " ".join([before, *(_WHOSE.sub("", part) for part in after)])
        words = NOT_LETTERS.sub(" ", rest)
        if len(words.split()) <= 2 and not SERVES.search(rest) and not _HE.search(rest):
            return True
        return (
            group.start - self.line_start(group) <= 12
            and len(rest) < 120
            and group.start > len(self.text) / 2
            and group.start not in self.listed
        )

    def relatives(self, group: Group) -> list[Group]:
        """Return the nearest others who bear the same family name."""
        bearing = self._families.get(_family_of(group), [])
        at = bisect_left(bearing, group.start, key=lambda one: one.start)
        near = bearing[max(0, at - _NEAR_ENOUGH) : at + _NEAR_ENOUGH + 1]
        return [one for one in near if one is not group]

    @cached_property
    def _families(self) -> dict[str, list[Group]]:
        bearing: dict[str, list[Group]] = {}
        for group in self.groups:
            if group.name.surname:
                bearing.setdefault(_family_of(group), []).append(group)
        return bearing

    @cached_property
    def full_names(self) -> list[Group]:
        """Return the names of several words that are sure."""
        return [group for group in self.groups if group.sure and len(group.roles) > 1]

    @cached_property
    def asked_by_another(self) -> bool:
        """Return whether a neighbour or friend asked to write."""
        near = any(kin.word.kin.name in ("neighbour", "friend") for kin in self.kin)
        return near or bool(_ASKED_TO.search(self.small))

    @cached_property
    def own_service(self) -> bool:
        """Return whether the writer speaks of himself, and of nobody near."""
        return not self.kin and bool(_I_SERVE.search(self.small))

    def serves(self, group: Group) -> bool:
        """Return whether service, captivity or a birth date is told of in the sentence of the name."""
        return bool(SERVES.search(self.sentence(group)) or BORN.search(self.after(group, 40)))

    def asked_for(self, group: Group) -> bool:
        """Return whether the words before the name ask for someone."""
        own = self.before(group)[-self.since_last(group) :]
        return bool(ASKS.search(own) or _ASKS_NEAR.search(own) or _ASKS_LIST.search(self.before(group, 200)))

    def opens_sentence(self, group: Group) -> bool:
        """Return whether a sentence or line begins with the name."""
        before = self.text[max(0, group.start - 12) : group.start].rstrip(" \t")
        return not before or before[-1] in ".!?…\n"

    def quoted(self, group: Group) -> bool:
        """Return whether the name stands inside «…», where "я" is not the writer."""
        return self.text.rfind("«", 0, group.start) > self.text.rfind("»", 0, group.start)


def _of_few_words(rest: str) -> bool:
    """Return whether there are at most two words besides addresses and numbers; most that are longer end this soon."""
    if len(rest) > 120 and not _of_few_words(rest[:120].rpartition(" ")[0]):
        return False
    return len(_WORD.findall(NOT_LETTERS.sub(" ", rest))) <= 2


def _family_of(group: Group) -> str:
    """Return what the family name of a man and of a woman have in common."""
    return _FEMININE.sub("", fold(group.name.surname or ""))


_NEAR_ENOUGH = 4
_FEMININE = re.compile(r"(?:(?<=[вн])а|ая|ий|ый|ой|ська|ський|цька|цький)$")


def joined(scene: Scene, first: Group, second: Group) -> bool:
    """Return whether two names stand side by side as equals: "Цой Виталик и Цой Руслан"."""
    between = scene.small[first.end : min(second.start, first.end + 80)]
    if len(between) >= 80:
        return False
    if _ALSO.match(between):
        return True
    alike = first.gender == second.gender and len(second.roles) > 1 and not scene.signs(second)
    return alike and bool(_ALSO.match(_AGED.sub("", between)))


_I_SERVE = folded(r"\b(?:служу|меня|мне|мой|нас)\b")


def _is_title(text: str, group: Group) -> bool:
    """Return whether a single word is what a camp, a club or a channel is called: «Авангард»."""
    return text[group.start - 1 : group.start] in ("«", "“", '"') and text[group.end : group.end + 1] in (
        "»",
        "”",
        '"',
    )


def _is_town(text: str, group: Group) -> bool:
    """Return whether the words are rather a town: "под Токмаком", "під Часовим Яром"."""
    written = text[group.start : group.end].split()
    return bool(_IN.search(phrases.fold(text)[max(0, group.start - 8) : group.start])) and bool(
        places.settlements(written)
    )


def _completed(text: str, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return the names with the parts that are told apart: "Гладышев Максим, отчество Юрьевич"."""
    done: list[Group] = []
    for group in groups:
        before = fold(text[max(0, group.start - 25) : group.start])
        if group.roles == "P" and done and re.search(r"(?:отчество|по отцу|по-батькові)\W*$", before):
            name = replace(done[-1].name, patronymic=group.name.patronymic)
            done[-1] = replace(done[-1], name=name)
        elif group.roles == "S" and done and re.search(r"(?:фамили[яею]|прізвище|фам\.)\W*$", before):
            done[-1] = replace(done[-1], name=replace(done[-1].name, surname=group.name.surname), sure=True)
        elif done and _is_in_full(text, done[-1], group):
            name = replace(group.name, surname=done[-1].name.surname)
            done[-1] = replace(done[-1], name=name, end=group.end, sure=True)
        elif done and _is_his_surname(text, done[-1], group):
            done[-1] = replace(done[-1], name=replace(done[-1].name, surname=group.name.surname), sure=True)
        else:
            done.append(group)
    return tuple(done)


def _is_in_full(text: str, first: Group, group: Group) -> bool:
    """Return whether a bracket tells the name in full: "Левин Ося (Иосиф Михайлович)"."""
    opens = group.roles == "GP" and text[first.end : group.start] == " ("
    return opens and first.roles in ("S", "SG", "GS") and first.gender in ("", group.gender)


def _is_his_surname(text: str, first: Group, group: Group) -> bool:
    """Return whether the family name comes after his age: "Эльдар на границе, 19 лет, Сулейманов"."""
    between = text[first.end : group.start]
    if group.roles != "S" or first.roles != "G" or len(between) > 80 or _STOP.search(between):
        return False
    return group.gender in ("", first.gender) and bool(
        re.search(r"\d\d\s(?:лет|год\w?|років)[\s,]+$", between)
    )


def _shared(text: str, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return the names with what they share: "Терещенковы Роман и Руслан Витальевичи", "двоих Бондаревых: …"."""
    done = list(groups)
    for at in range(len(done) - 1):
        first, second = done[at], done[at + 1]
        if not re.fullmatch(r"\s*(?:,|и|та|й|і|and)\s*", text[first.end : second.start]):
            continue
        if first.plural and first.name.surname and not second.name.surname:
            done[at + 1] = second = replace(
                second, name=replace(second.name, surname=first.name.surname), sure=True, plural=True
            )
        if second.plural and second.name.patronymic and not first.name.patronymic:
            done[at] = first = replace(first, name=replace(first.name, patronymic=second.name.patronymic))
        if second.plural and second.name.surname and not first.name.surname:
            done[at] = replace(first, name=replace(first.name, surname=second.name.surname), sure=True)
    family = next((g.name.surname for g in done if g.roles == "S" and g.plural), None)
    if family and not any(g.name.surname and g.name.surname != family and g.roles != "S" for g in done[:1]):
        done = [_of_family(text, g, family) for g in done]
    return tuple(done)


def _of_family(text: str, group: Group, family: str) -> Group:
    if group.name.surname or not BORN.search(phrases.fold(text)[group.end : group.end + 30]):
        return group
    return replace(group, name=Name(family, group.name.given, group.name.patronymic), sure=True)
