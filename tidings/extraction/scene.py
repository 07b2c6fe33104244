"""A message as a scene: its names, its words for kin, and the clues that say who of the named is who.

A clue looks at one name in its surroundings and says how much speaks for "sought" and how much for "enquirer".
To know more, add a function to CLUES.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from tidings.extraction import writer
from tidings.extraction.kinship import Kin
from tidings.extraction.naming import Group, names
from tidings.extraction.writer import SENIOR, Kinship
from tidings.text import places
from tidings.text.letters import fold
from tidings.text.names import Name

_STOP = re.compile(
    r"[.!?\n](?:(?<=\n)|(?<!г.)(?<!\bр.)(?<!\bл.)(?<!\bMr.)(?<!\bMrs.)(?<!\bDr.)(?<!\bгр.)(?<!\bобл.)(?<!\bп.)(?<!\bс.)(?:\s|$))"
)
_ASKS = re.compile(
    r"\b(?:name of (?:the )?(?:missing|person|soldier|son|husband|brother|conscript|relative)\w*|(?:missing|sought) person|person sought|who is (?:missing|sought)|кого ищ\w+|кого шука\w+|разыскиваем\w+|ищ(?:у|ем|ет|ут|ите)|ish(?:u|ch?u)|isch?u|меня и|мене і|розыск\w*|разыск\w+|найти|найдите|нет вестей|поиск\w*|шука\w+|розшук\w*|знайти|look(?:ing)? for|search\w* for"
    r"|касательно|насч[её]т|по поводу|прошу за|просим за|помощи? для|речь о|щодо|про долю|долю|пропал\w*|забирают|забрали|везут|увозят"
    r"|подтвержд\w+ ли плен|плен|полоненого|полон|зник\w*|родител[иья]\w*|родственник\w*|семья|сослуживц\w*|товарищ\w*|судьб[аеуы]|доля)\b[^.!?\n]{0,45}$",
    re.IGNORECASE,
)
_ASKS_NEAR = re.compile(
    r"(?:\b(?:про|о|об|обо)\b[^.!?\n]{0,28}|\b(?:his name is|её? зовут|ее зовут|его зовут|його звати|звать его|(?<!меня )(?<!мене )(?:зовут|звати|звуть))[\s:—–-]*)$",
    re.IGNORECASE,
)
_ASKS_LIST = re.compile(r"\b(?:ищ(?:у|ем)|шука\w+|looking for)\b[^.!?\n]*:[^.!?\n]*$", re.IGNORECASE)
_INTRODUCES = re.compile(
    r"(?:\b(?:меня зовут|меня звать|зовут меня|звать меня|мене звати|звати мене|мене звуть|мо[йяє] (?:фио|имя|ім['’ʼ]я)|my name is|name's|i'm|i am|this is|представил(?:ась|ся)|назвал(?:ась|ся)"
    r"|(?:your|applicant'?s?|enquirer'?s?|sender'?s?|caller'?s?|contact|my) (?:full )?name(?: is)?|applicant|enquirer|sender|submitted by|written by|имя (?:заявителя|отправителя|обратившегося)|ваше имя|ваше фио|фио заявителя|ім['’ʼ]я заявника|ваше ім['’ʼ]я|заявник|заявниця|заявитель(?:ница)?|обращается(?: к вам)?|обращаюсь(?: к вам)?|пишет(?: вам)?|пише(?: вам)?|от имени [^,\n]{0,25}|звонит|дзвонить|(?:дзвінок|звонок|звернення|обращение)\s+(?:від|от)(?:\s+(?:пана|пані|гр\.|гражданина|гражданки))?|^\W*(?:(?:всем |всім )?(?:здравствуйте|здрасте|добрый (?:день|вечер)|доброго (?:дня|вечора|ранку|времени суток)|добрий (?:день|вечір)|привет|привіт|вітаю|салам\w*))?\W*(?:это|це)(?: (?:снова|опять|ещё раз|знову|я))?|контактное лицо[^:\n]{0,30}|от кого|от(?! имени)|(?:мои |мой |мої |мій )?контакты?|запишите|записывайте|запишіть|(?:пишите|звоните|пишіть|дзвоніть|телефонуйте) (?:мне|мені),?|зовут мене|вас беспокоит|вас турбує)"
    r"|(?<![\w«])[Яя](?=[\s,—–-])|(?<!\w)Мин(?= [А-ЯӘ]))[\s:,—–-]+(?:гр\.\s*|гр-к[аи]\s+|гр-на\s+|гражданк[аи]\s+|гражданина?\s+|громадян(?:ина?|ки|ка)\s+)?"
    r"(?:(?:старш\w+|младш\w+|молодш\w+|гвардии|рядов\w+|сержант|ефрейтор|матрос|солдат|прапорщик|мичман|лейтенант|капитан|капітан|военнослужащий|військовослужбовець|призывник|срочник|контрактник|мобилизованный|студент|адвокат\w*|юрист\w*|волонт[её]р\w*|учительница|вчителька|педагог|пенсионерка?)[\s,]+){0,3}$",
    re.IGNORECASE,
)
_FROM_HIM = re.compile(
    r"\b(?:сообщени\w+|смс\w*|звонок|звонк\w+|вест(?:ь|и|ей|очк\w+)|новост\w+|письм\w+|голосов\w+|слов\w+|извести\w+|повідомленн\w+|дзвін\w+|звістк\w+|новин\w*|лист\w?|message|call|word|news|letter|ничего|ні слова|нічого)"
    r"\s+(?:от|від|from)\s+(?:него\s+|него,\s+)?$",
    re.IGNORECASE,
)
_CALLED = re.compile(r"(?:^|[,.!;)\n\d]\s*)(?:зовут|звати|звуть|имя|ім['’ʼ]я)[\s:—–-]+$", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:с уважением|с поклоном|с благодарностью|с надеждой|с любовью|заранее спасибо|спасибо|з повагою|з вдячністю|best|best regards|regards|kind regards|sincerely|yours|thank you|thanks|дякую)"
    r"[\s,.!—–-]*$",
    re.IGNORECASE,
)
_NOT_LETTERS = re.compile(
    r"[\w.+-]{1,64}@[\w.-]+|@\w+|\+?[\d()\s-]{5,}|\b(?:тел\w*|т|моб|номер|почта|e-?mail|email|эл|г|р|г\.р|whatsapp|ватсап|вотсап|телега|телеграм|tg|wa|сигнал|signal|viber|мой|мій"
    r"|звоните|пишите|дзвоніть|пишіть)\b|\W|\d",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"^[^\n.!?]{0,30}?(?:[\w.+-]+@[\w.-]+|@\w{3,}|\+?[78][\d()\s-]{9,}|\b9\d{9}\b|900[\s-]?\d{3}|тел\b)|^[\s,]*\n[^\n]{0,30}(?:@|\+?7|8[ (-]?9)",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(r"(?:\+?[78][\d()\s-]{9,}|\b9\d{9}|@\w{3,}|[\w.+-]+@[\w.-]+)[\s,.(—–-]*$")
_BORN = re.compile(
    r"^[\s,—–(-]*(?:(?:мне|ему|ей|he is|aged?|age|b\.|born|род\w*\.?|рожд\w*|дата|д\.р\.)[\s.:,]*)*(?:\(?\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:19|20)\d\d|\d\d\s*(?:г\b|л\b|лет|год|р\b|рок|y|[,.;)]|$|\s)"
    r"|(?:восемнадцать|девятнадцать|двадцать|тридцать|сорок)\b|\d{1,2}\s+[а-яіa-z]{3,9}\s+(?:19|20)\d\d)",
    re.IGNORECASE | re.MULTILINE,
)
_SERVES = re.compile(
    r"срочн|контракт|мобилиз|мобіліз|призва|в/ч|вч\b|войсков|служ|рядов|солдат|плен|полон|пропал|зник|воен|військов|батальон|полк|бригад|conscript|mobili|soldier|captur|unit\b|drafted|signed",
    re.IGNORECASE,
)
_OLD = re.compile(r"[\s,(]*\d{1,2}\s*(?:лет|год|рок|л\b|y\b|years)", re.IGNORECASE)
_HE = re.compile(r"\b(?:ему|он|его|його|йому|він|he|him|his)\b", re.IGNORECASE)
_RANK = re.compile(
    r"\b(?:командир\w*|комбат\w*|капитан\w*|майор\w*|подполковник\w*|полковник\w*|лейтенант\w*|прапорщик\w*|замполит\w*|военком\w*|ротн\w+|взводн\w+|старшин\w+|комиссар\w*"
    r"|следовател\w+|(?<!классный )руководител\w+|тренер\w*|инспектор\w*|директор\w*|врач\w*|хирург\w*|нотариус\w*|губернатор\w*|депутат\w*|начальник\w*|психиатр\w*|судь[яеию]|судьей|генерал\w*|commander|captain|major|colonel|lieutenant|doctor"
    r"|командира|майор|капітан|полковник|лікар\w*|комісар\w*)(?:\s+(?:роты|взвода|части|батальона|полка|по фамилии|фамилия|гв\.|гвардии|капитан|майор|лейтенант|старший|по имени))*[\s,—–:-]+$",
    re.IGNORECASE,
)
_IN = re.compile(
    r"\b(?:в|во|под|из|около|возле|до|через|у|з|із|під|біля|in|near|from|to|at)\s+$", re.IGNORECASE
)
_ALSO = re.compile(
    r"^\s*,?\s*(?:,|и|та|й|і|а также|and|&)(?:\s+(?:ещё|еще|ще|также|also))?\s*$|^\s*,\s*(?:и|та|and)\s*$",
    re.IGNORECASE,
)
_AGED = re.compile(r"^\s?[,(]?\s?\(?\d[\d.]{1,9}\s?(?:г\.?\s?р\.?|лет|р\.\s?н\.?|г\.|years? old)?\)?")
"""What stands between two of a list: "Камаев Ильнур (2005), Дудко Стас"."""
_WHOSE = re.compile(r"\A\s+(?:его|её|ее|його|їх|их)\b")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LIST_MARK = re.compile(r"[ \t]*(?:\d{1,2}[.)][ \t]*|[-•*–—][ \t]*)?")


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
        rest = _NOT_LETTERS.sub(" ", self.text[kin.end : kin.end + 400])
        return len(_WORD.findall(rest)) <= 2

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
        """Return the words before a name within its sentence."""
        at = bisect_right(self._stops, group.start)
        return self.text[max(0, group.start - length, self._stops[at - 1] if at else 0) : group.start]

    @cached_property
    def _stops(self) -> list[int]:
        """Return where sentences and lines end."""
        return [stop.end() for stop in _STOP.finditer(self.text)]

    def after(self, group: Group, length: int = 60) -> str:
        """Return the text after a name."""
        return self.text[group.end : group.end + length]

    def since_last(self, group: Group) -> int:
        """Return how many letters lie between the last name before this one and it; at least one."""
        at = bisect_right(self._ends, group.start)
        return max(1, group.start - (self._ends[at - 1] if at else -1000))

    def sentence(self, group: Group) -> str:
        """Return the sentence of a name."""
        at = bisect_right(self._stops, group.end)
        end = self._stops[at] - 1 if at < len(self._stops) else len(self.text)
        return self.before(group, 120) + self.text[group.end : min(end, group.end + 160)]

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
                r"[\s,—–(-]*(?:(?:его|её|ее|их|мой|моя|це|мій|his|her|your|внук|родной)\s+)?|[\s,—–(-]*[^\n]{0,16}[.,—–]\s*(?:это|це|he is|she is)\s+(?:мой|моя|мій|my)\s+",
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
        rest = self.text[group.end : group.end + 160]
        if len(rest) == 160 or _OLD.match(rest):
            return False
        for kin in self.kin_between(group.end, len(self.text)):
            before, *after = rest.split(self.text[kin.start : kin.end])
            rest = " ".join([before, *(_WHOSE.sub("", part) for part in after)])
        words = _NOT_LETTERS.sub(" ", rest)
        if len(words.split()) <= 2 and not _SERVES.search(rest) and not _HE.search(rest):
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
        return near or bool(_ASKED_TO.search(self.text))

    @cached_property
    def own_service(self) -> bool:
        """Return whether the writer speaks of himself, and of nobody near."""
        return not self.kin and bool(_I_SERVE.search(self.text))

    def serves(self, group: Group) -> bool:
        """Return whether service, captivity or a birth date is told of in the sentence of the name."""
        return bool(_SERVES.search(self.sentence(group)) or _BORN.search(self.after(group, 40)))

    def asked_for(self, group: Group) -> bool:
        """Return whether the words before the name ask for someone."""
        own = self.before(group)[-self.since_last(group) :]
        return bool(_ASKS.search(own) or _ASKS_NEAR.search(own) or _ASKS_LIST.search(self.before(group, 200)))

    def opens_sentence(self, group: Group) -> bool:
        """Return whether a sentence or line begins with the name."""
        before = self.text[max(0, group.start - 12) : group.start].rstrip(" \t")
        return not before or before[-1] in ".!?…\n"

    def quoted(self, group: Group) -> bool:
        """Return whether the name stands inside «…», where "я" is not the writer."""
        return self.text.rfind("«", 0, group.start) > self.text.rfind("»", 0, group.start)


def _family_of(group: Group) -> str:
    """Return what the family name of a man and of a woman have in common."""
    return _FEMININE.sub("", fold(group.name.surname or ""))


_NEAR_ENOUGH = 4
_FEMININE = re.compile(r"(?:(?<=[вн])а|ая|ий|ый|ой|ська|ський|цька|цький)$")
Clue = Callable[[Scene, Group], tuple[float, float]]


def weigh(scene: Scene, group: Group) -> tuple[float, float]:
    """Return how much speaks for "sought" and how much for "enquirer"."""
    points = [clue(scene, group) for clue in CLUES]
    return sum(sought for sought, _ in points), sum(enquirer for _, enquirer in points)


def _kin_before(scene: Scene, group: Group) -> tuple[float, float]:
    kin = scene.kin_before(group)
    if kin is None:
        return 0.0, 0.0
    gap = scene.text[kin.end : group.start]
    near = len(gap) <= 28
    label = near and not re.search(r"\w", re.sub(r"\([^)]*\)", "", gap))
    if label and group.subject and _child_writes(scene, kin, group):
        return -2.0, 3.5
    if not kin.self and kin.word.nominative and group.subject and of_other_gender(kin, group):
        return 0.0, 0.0
    if label and any(scene.text[one.end : kin.start] == ", " for one in scene.relatives(group)):
        return 3.5, -2.0  # "Гончарова Майя, сын Гончаров Ян"
    if re.match(r"\s+(?:of|to)\b", gap):
        return 4.0, -2.0
    if kin.theirs and label and kin.word.kin.name in SENIOR and scene.signs(group) and group.subject:
        return 0.0, 3.5
    if kin.self and near and of_other_gender(kin, group):
        return 2.5, -2.0
    if kin.self and near:
        return ((-2.0, 3.5) if label else (0.0, 0.5)) if group.subject else (2.5, 0.0)
    if (
        kin.word.kin.name == "in-law"
        and kin.word.kin.gender == "f"
        and not kin.mine
        and _other_named(scene, group)
    ):
        return -3.0, 0.0
    if (
        kin.word.kin.name == "comrade"
        and not kin.mine
        and not kin.self
        and not _ASKS.search(scene.before(group)[:-1])
    ):
        return -3.0, -1.0  # "сослуживец Медведев Олег пишет", "со слов сослуживца Сергея"
    family = group.roles in ("G", "GP") and group.name.surname is not None
    if kin.theirs and not family and not _asked_by_another(scene, kin, group):
        return (-3.0, -1.0) if group.subject else (1.0, -2.0)
    if kin.mine or not kin.word.nominative:
        return (4.0, -1.0) if near or not group.subject else (2.0, 0.0)
    if ":" in gap and label and kin.word.kin.name not in SENIOR:
        return 4.0, -3.0  # "Сын: Лазарев Всеволод"
    if scene.signs(group) and label:
        return 0.0, 3.0
    if kin.word.kin.name in SENIOR and not scene.other_writes(kin):
        return (0.0, 2.5) if label and group.subject else (1.0, 0.0)
    return (3.5 if near else 1.5), -1.0


def _other_named(scene: Scene, group: Group) -> bool:
    """Return whether someone else has a full name: "жена брата (Ирина)" beside it is no second one who is sought."""
    return any(other is not group for other in scene.full_names[:2])


_CHILDREN = frozenset({"son", "daughter", "grandson", "niece", "granddaughter", "nephew"})
_ELDERS = frozenset({"father", "mother", "grandfather", "grandmother", "uncle", "aunt"})


def _child_writes(scene: Scene, kin: Kinship, group: Group) -> bool:
    """Return whether a child signs who wrote about an elder: "Отец мобилизован … Дочь Соня"."""
    last = group.start > len(scene.text) * 0.6 and "P" not in group.roles
    if not last or kin.word.kin.name not in _CHILDREN or not kin.word.nominative or kin.mine:
        return False
    before = [k for k in scene.kin[:20] if k.end <= kin.start and not k.self and not k.theirs]
    return bool(before) and all(k.word.kin.name in _ELDERS for k in before)


def _asked_by_another(scene: Scene, kin: Kinship, group: Group) -> bool:
    """Return whether "his son" is the one who is sought: a neighbour asked to write, or his own facts follow."""
    if kin.word.kin.gender != "m" or of_other_gender(kin, group):
        return False
    own_facts = len(group.roles) == 3 and bool(_BORN.search(scene.after(group, 40)))
    return scene.asked_by_another or own_facts


_ASKED_TO = re.compile(
    r"\b(?:просил\w*|попросил\w*|по просьбе|пишу за|пересылаю от|просила написать|от имени|на прохання|просить|on behalf of)\b",
    re.IGNORECASE,
)
_OF_ONE_GENDER = {"mother", "father", "grandmother", "grandfather", "wife", "husband", "sister", "brother"}


def of_other_gender(kin: Kinship, group: Group) -> bool:
    """Return whether a word for kin cannot be said of the one named: "это мама ринат галиев"."""
    named = group.gender if group.name.given and kin.word.kin.name in _OF_ONE_GENDER else ""
    return named not in ("", kin.word.kin.gender)


def _kin_after(scene: Scene, group: Group) -> tuple[float, float]:
    kin = scene.kin_after(group)
    if kin is None:
        return 0.0, 0.0
    if kin.mine:
        return 3.5, -2.0
    own = kin.word.nominative and group.subject and (scene.signs(group) or kin.self)
    return (0.0, 3.0) if own else (1.0, 0.0)


def _asked_for(scene: Scene, group: Group) -> tuple[float, float]:
    return (2.5, -1.0) if scene.asked_for(group) else (0.0, 0.0)


def _introduces(scene: Scene, group: Group) -> re.Match[str] | None:
    return _introduction(scene.text[max(0, group.start - 50) : group.start])


@lru_cache(maxsize=64)
def _introduction(before: str) -> re.Match[str] | None:
    """Return the words before a name by which one says one's own, if there are any."""
    return _INTRODUCES.search(before)


def _form(scene: Scene, group: Group) -> tuple[float, float]:
    return (0.0, 0.0) if group.subject or _introduces(scene, group) else (1.5, -4.0)


def _introduced(scene: Scene, group: Group) -> tuple[float, float]:
    found = _introduces(scene, group)
    if not found or (not group.subject and re.match(r"[яЯ]\W", found.group())):
        return _called_so(scene, group)
    if _FROM_HIM.search(scene.text[max(0, group.start - 50) : group.start]):
        return 1.0, -1.0
    return (4.0, -5.0) if scene.quoted(group) else (0.0, 4.0)


def _called_so(scene: Scene, group: Group) -> tuple[float, float]:
    """A bare "зовут Кирилл" where one signs is the writer's own name."""
    own = _CALLED.search(scene.text[max(0, group.start - 30) : group.start]) and group.subject
    return (-3.0, 4.0) if own and scene.signs(group) and not scene.quoted(group) else (0.0, 0.0)


def _born_after(scene: Scene, group: Group) -> tuple[float, float]:
    return (1.0, 0.0) if _BORN.search(scene.after(group, 40)) else (0.0, 0.0)


def _serves(scene: Scene, group: Group) -> tuple[float, float]:
    return (1.0, 0.0) if _SERVES.search(scene.sentence(group)) else (0.0, 0.0)


def _in_list(scene: Scene, group: Group) -> tuple[float, float]:
    return (3.5, -3.0) if group.start in scene.listed else (0.0, 0.0)


def _signature(scene: Scene, group: Group) -> tuple[float, float]:
    closes = bool(_CLOSING.search(scene.text[max(0, group.start - 40) : group.start]))
    contact = bool(_CONTACT.search(scene.after(group, 80)))
    number_before = bool(_NUMBER_BEFORE.search(scene.text[max(0, group.start - 30) : group.start]))
    return 0.0, 2.0 * scene.signs(group) + 2.5 * closes + 1.2 * contact + 2.0 * number_before


def _by_work(scene: Scene, group: Group) -> tuple[float, float]:
    """A name in a sentence that says who one is by work: "Я волонтёр из Тюмени, Глеб Носов", "Адвокат Носов Г.А."."""
    before = scene.before(group)
    worker = list(writer.WORK.finditer(before)) if group.subject else []
    own = worker and (
        re.search(r"\b[яЯ]\b", before) or re.fullmatch(r"\w*[\s,]+", before[worker[-1].end() :])
    )
    return (0.0, 2.5) if own else (0.0, 0.0)


def _first_words(scene: Scene, group: Group) -> tuple[float, float]:
    opens = group.start <= scene.first_word and group.subject and group.start not in scene.listed
    opens = opens and not _OLD.match(scene.after(group, 12))
    return (0.0, 2.0) if opens else (0.0, 0.0)


def _enumerated(scene: Scene, group: Group) -> tuple[float, float]:
    """Several names with their ages or birth dates, one after another: those who are sought."""
    near = [g for g in scene.between(group.start - 79, group.start + 80) if len(g.roles) > 1 or g.initials]
    aged = [g for g in near if _BORN.search(scene.after(g, 40))]
    together = (
        group in aged
        and len(aged) > 1
        and not any("\n" in scene.text[a.end : b.start] for a, b in pairwise(aged))
    )
    return (
        (2.0, -1.0)
        if together or (group.plural and group.roles != "S" and not scene.signs(group))
        else (0.0, 0.0)
    )


def _own_line(scene: Scene, group: Group) -> tuple[float, float]:
    """A name alone on the last lines, after a line without words."""
    late = group.start > len(scene.text) * 0.6 and group.start not in scene.listed
    before = scene.text.rfind("\n", 0, group.start - 1) + 1
    if not late or not scene.line_start(group) or re.search(r"\w", scene.text[before : group.start]):
        return 0.0, 0.0
    rest = scene.text[group.end :].partition("\n")[0]
    return (0.0, 0.0) if re.search(r"\w", _NOT_LETTERS.sub("", rest)) else (0.0, 1.0)


def _family(scene: Scene, group: Group) -> tuple[float, float]:
    """One of two of a family: a name of a man whose relative signs is more likely sought, she more likely writes."""
    others = [one for one in scene.relatives(group) if one.gender and one.gender != group.gender]
    if not others or not group.gender or not group.subject:
        return 0.0, 0.0
    if group.gender == "f":
        after = all(one.start < group.start for one in others) and not _BORN.search(scene.after(group, 20))
        return (-1.0, 2.0) if after and scene.opens_sentence(group) else (0.0, 0.0)
    return 1.0, 0.0


def _father(scene: Scene, group: Group) -> tuple[float, float]:
    """A man whose given name is in the patronymic of another of his name: "сын … Роман Степанович. … Степан"."""
    given = fold(group.name.given or "")
    if group.gender != "m" or len(given) < 3 or not group.subject:
        return 0.0, 0.0
    children = (one for one in scene.relatives(group) if one.name.patronymic)
    is_father = any(
        fold(one.name.patronymic or "").startswith(given[: max(3, len(given) - 2)]) for one in children
    )
    return (-1.5, 2.5) if is_father else (0.0, 0.0)


def _only_name(scene: Scene, group: Group) -> tuple[float, float]:
    """The only name of a message about kin of this gender, with his age or birth date: "брат ранен … Осин Пётр 97"."""
    alone = all(one is group for one in scene.full_names[:2])
    his = alone and len(group.roles) > 1 and scene.sought_genders == {group.gender}
    if not his or _introduces(scene, group):
        return 0.0, 0.0
    return (2.0, -3.0) if _BORN.search(scene.after(group, 12)) else (0.0, 0.0)


def _gender(scene: Scene, group: Group) -> tuple[float, float]:
    sought = scene.sought_genders
    against_writer = bool(scene.gender and group.gender and scene.gender != group.gender)
    against_sought = len(sought) == 1 and group.gender not in ("", *sought)
    return -2.5 * against_sought, -3.0 * against_writer


def _rank(scene: Scene, group: Group) -> tuple[float, float]:
    """A commander or a doctor; but a soldier too signs with his rank: "служу в 58 армии … прапорщик Бычков"."""
    if scene.own_service and scene.signs(group):
        return 0.0, 0.0
    return (-6.0, -6.0) if _RANK.search(scene.text[max(0, group.start - 60) : group.start]) else (0.0, 0.0)


_MY_BEFORE = re.compile(r"(?<!\w)(?:мой|моя|мій|наш|my)(?: там| тут)?,?\s$", re.IGNORECASE)
_MY_AFTER = re.compile(r"\s(?:мой|моя|мій|наш)(?!\w)", re.IGNORECASE)


def _mine(scene: Scene, group: Group) -> tuple[float, float]:
    """A name that somebody calls hers: "мой Никитос", "Даня мой срочник"."""
    before = _MY_BEFORE.search(scene.text, max(0, group.start - 12), group.start)
    after = _MY_AFTER.match(scene.text, group.end)
    return (3.5, -3.0) if before or after else (0.0, 0.0)


_SOLDIER_BEFORE = re.compile(
    r"(?<!\w)(?:призывник|срочник|солдат|рядов|матрос|курсант|новобран|мобилизованн|контрактник|строковик|мобілізован|conscript|private|soldier)\w{0,4}(?: по призыву| по мобилизации| за призовом)?[\s,:—–-]{1,3}$",
    re.IGNORECASE,
)


def _soldier(scene: Scene, group: Group) -> tuple[float, float]:
    """A name right after "рядовой" or "призывник", of a man who does not sign."""
    if scene.signs(group) or scene.own_service:
        return 0.0, 0.0
    found = _SOLDIER_BEFORE.search(scene.text, max(0, group.start - 36), group.start)
    return (1.5, -1.0) if found else (0.0, 0.0)


_TOLD_OF = re.compile(
    r"[\s,(—–-]{1,3}(?:(?:[^\W\d_]+-)?(?:срочник|контрактник|мобилизованный|призывник|солдат|рядовой|строковик|мобілізований|conscript|soldier"
    r"|пропал|пропав|зник|исчез|служит|служил|служив|призван|призвали|забрали|ранен|поранений|served|serves|вч)(?!\w)"
    r"|не (?:выход|звон|отвеча|дзвон)|попал в|потрапив|в плену|у полоні|стоял (?:у|в|под|на)\s|в/ч|войсковая часть|військова частина"
    r"|is missing|went missing|has not|was (?:drafted|captured))",
    re.IGNORECASE,
)


def _told_of(scene: Scene, group: Group) -> tuple[float, float]:
    """A full name right before what became of him: "Дмитрий Ерохин, срочник, пропал"."""
    told = group.sure and len(group.roles) > 1 and group.gender != "f" and group.subject
    return (3.0, -3.0) if told and _TOLD_OF.match(scene.text, group.end) else (0.0, 0.0)


_RECOMMENDS = re.compile(
    r"[^.!?\n]{0,40}(?<!\w)(?:дал|дала|дали|посоветовал\w{0,1}|подсказал\w{0,1}|скинул\w{0,1}|порадил\w{0,1}|gave|recommended)(?!\w)[^.!?\n]{0,12}(?<!\w)(?:ваш|вас|your|номер|контакт|you)",
    re.IGNORECASE,
)


def _recommends(scene: Scene, group: Group) -> tuple[float, float]:
    """Someone who gave our number: "Дядя Саша из шестой квартиры дал ваш номер"."""
    return (-4.0, -6.0) if group.subject and _RECOMMENDS.match(scene.text, group.end) else (0.0, 0.0)


_HERE = re.compile(r"\s(?:тут|здесь|на связи|беспокоит|турбує|here)(?!\w)", re.IGNORECASE)


def _here(scene: Scene, group: Group) -> tuple[float, float]:
    """The first words of a message: "Эля тут"."""
    opens = group.start <= scene.first_word and group.subject and _HERE.match(scene.text, group.end)
    return (-1.0, 2.0) if opens else (0.0, 0.0)


def _neighbour_named(scene: Scene, group: Group) -> tuple[float, float]:
    """A neighbour for whom one writes: "у мене сусідка тут, баба Люба"."""
    kin = scene.kin_between(max(0, group.start - 60), group.start)
    third = [one for one in kin if one.word.kin.name in ("neighbour", "friend") and not one.self]
    elder = kin[-1:] and kin[-1].word.kin.name in ("grandmother", "grandfather", "aunt", "uncle", "neighbour")
    return (-3.0, -4.0) if third and elder and group.roles == "G" and not scene.signs(group) else (0.0, 0.0)


def _only_contact(scene: Scene, group: Group) -> tuple[float, float]:
    """The only name, at the end and with an address, where nobody near is spoken of: an offer or a question."""
    late = group.start > len(scene.text) * 0.6 and group.subject and len(scene.groups) == 1
    after = scene.text[group.end : group.end + 60].partition("\n")[0]
    return (-1.0, 2.0) if late and not scene.kin and re.search(r"[@+]|\d{4}", after) else (0.0, 0.0)


CLUES: list[Clue] = [
    _kin_before,
    _kin_after,
    _asked_for,
    _form,
    _introduced,
    _born_after,
    _serves,
    _in_list,
    _signature,
    _by_work,
    _first_words,
    _enumerated,
    _own_line,
    _family,
    _father,
    _only_name,
    _gender,
    _rank,
    _mine,
    _soldier,
    _told_of,
    _recommends,
    _here,
    _neighbour_named,
    _only_contact,
]
"""What is looked at, in this order; the points add up."""


def joined(scene: Scene, first: Group, second: Group) -> bool:
    """Return whether two names stand side by side as equals: "Цой Виталик и Цой Руслан"."""
    between = scene.text[first.end : min(second.start, first.end + 80)]
    if len(between) >= 80:
        return False
    if _ALSO.match(between):
        return True
    alike = first.gender == second.gender and len(second.roles) > 1 and not scene.signs(second)
    return alike and bool(_ALSO.match(_AGED.sub("", between)))


_I_SERVE = re.compile(r"\b(?:служу|меня|мне|мой|нас)\b", re.IGNORECASE)


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
    return bool(_IN.search(text[max(0, group.start - 8) : group.start])) and bool(places.settlements(written))


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
    if group.name.surname or not _BORN.search(text[group.end : group.end + 30]):
        return group
    return replace(group, name=Name(family, group.name.given, group.name.patronymic), sure=True)
