"""Examining a journal: chains, proofs and anchors, each against the others.

Without a key it finds what breaks a chain or contradicts an anchor. With the key of today it also checks the proofs of
the epoch that is running. With the start key of a series it checks every proof of that series.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from tidings.custody.anchors import Anchor, Head, Series
from tidings.custody.chains import Entry
from tidings.custody.proofs import next_key, nth_key, prove
from tidings.text.sentences import Sentence

MOVED = Sentence(
    en="Entry {number} does not follow the one before it: one was removed, added or moved.",
    ru="Запись {number} не следует за предыдущей: одну удалили, вставили или переставили.",
    uk="Запис {number} не йде за попереднім: один вилучили, вставили чи переставили.",
)
CHANGED = Sentence(
    en="Entry {number} is not what was sealed: it was changed.",
    ru="Запись {number} не та, что была запечатана: её изменили.",
    uk="Запис {number} не той, що був запечатаний: його змінили.",
)
UNPROVEN = Sentence(
    en="Entry {number} was not written under the key of its time: somebody wrote it anew.",
    ru="Запись {number} сделана не ключом своего времени: её кто-то переписал.",
    uk="Запис {number} зроблено не ключем свого часу: його хтось переписав.",
)
CUT = Sentence(
    en="Entries are gone or were written anew: anchor {anchor} saw {number} of them, with another end.",
    ru="Записи исчезли или переписаны: якорь {anchor} видел {number} и с другим концом.",
    uk="Записи зникли або переписані: якір {anchor} бачив {number} і з іншим кінцем.",
)
UNSEEN = Sentence(
    en="Entry {number} was put in after anchor {anchor} had closed its time.",
    ru="Запись {number} вставлена после того, как якорь {anchor} закрыл её время.",
    uk="Запис {number} вставлено після того, як якір {anchor} закрив його час.",
)
NO_TIME = Sentence(
    en="Entry {number} belongs to a time that no anchor knows: anchors are gone.",
    ru="Запись {number} относится ко времени, которого нет ни в одном якоре: якоря исчезли.",
    uk="Запис {number} належить до часу, якого не знає жоден якір: якорі зникли.",
)
ANCHOR_MOVED = Sentence(
    en="The anchor does not follow the one before it: one was removed, added or moved.",
    ru="Якорь не следует за предыдущим: один удалили, вставили или переставили.",
    uk="Якір не йде за попереднім: один вилучили, вставили чи переставили.",
)
ANCHOR_CHANGED = Sentence(
    en="The anchor is not what was sealed: it was changed.",
    ru="Якорь не тот, что был запечатан: его изменили.",
    uk="Якір не той, що був запечатаний: його змінили.",
)
ANCHOR_UNPROVEN = Sentence(
    en="The anchor was not made under the key of its time: somebody made it anew.",
    ru="Якорь сделан не ключом своего времени: его кто-то сделал заново.",
    uk="Якір зроблено не ключем свого часу: його хтось зробив заново.",
)
COUNTED = Sentence(
    en="The anchor counts {said} entries; {found} stand here.",
    ru="Якорь насчитал записей: {said}; здесь их {found}.",
    uk="Якір налічив записів: {said}; тут їх {found}.",
)
ELSEWHERE = Sentence(
    en="The anchor is not the one that was kept elsewhere.",
    ru="Якорь не тот, что хранился в другом месте.",
    uk="Якір не той, що зберігався в іншому місці.",
)
MISSING = Sentence(
    en="An anchor was kept elsewhere, and here there is none of this number: the end of the journal is gone.",
    ru="В другом месте хранится якорь с этим номером, а здесь его нет: конец журнала исчез.",
    uk="В іншому місці зберігається якір із цим номером, а тут його немає: кінець журналу зник.",
)
OTHER_KEY = Sentence(
    en="The key that is kept here now does not follow from the one that the auditor holds.",
    ru="Ключ, который хранится здесь сейчас, не следует из ключа аудитора.",
    uk="Ключ, що зберігається тут зараз, не випливає з ключа аудитора.",
)
NO_SERIES = Sentence(
    en="The auditor holds a key of this series, and nothing of the series is here.",
    ru="У аудитора есть ключ этой серии, а самой серии здесь нет.",
    uk="Аудитор має ключ цієї серії, а самої серії тут немає.",
)
NOT_CLOSED = Sentence(
    en="The keys of series {code} end here without having been closed. After a restore that is so; else somebody put other keys in their place.",
    ru="Ключи серии {code} обрываются здесь, серия не закрыта. После восстановления из копии так и бывает; иначе кто-то подменил ключи.",
    uk="Ключі серії {code} уриваються тут, серію не закрито. Після відновлення з копії так і буває; інакше хтось підмінив ключі.",
)


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: a record ("cases.case/17"), an anchor ("anchor/12") or a series of keys ("series/…")."""

    where: str
    why: Sentence


@dataclass(frozen=True)
class Report:
    """What an examination found. `notices` may have a good reason; a person must know it."""

    entries: int
    records: int
    anchors: int
    proven: int  # entries whose proof could be checked
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is broken."""
        return not self.problems


@dataclass
class _Desk:
    """What is in hand during an examination."""

    anchors: Mapping[int, Anchor]
    keys: Mapping[int, bytes]  # of epochs
    running: int  # the epoch that no anchor has closed yet
    current: tuple[Series, int, bytes] | None
    seen: dict[int, dict[str, Head]] = field(default_factory=dict)  # epoch → record → its end then
    count: dict[int, int] = field(default_factory=dict)
    entries: int = 0
    records: int = 0
    proven: int = 0

    def end(self, entry: Entry, count: int) -> None:
        """Note that this is the last of so many entries of a record in its epoch."""
        self.count[entry.epoch] = self.count.get(entry.epoch, 0) + count
        head = Head(entry.subject, entry.number, entry.seal)
        self.seen.setdefault(entry.epoch, {})[entry.subject] = head


def examine(
    entries: Iterable[Entry],
    anchors: Iterable[Anchor],
    *,
    start_keys: Mapping[str, bytes] | None = None,
    current: tuple[Series, int, bytes] | None = None,
    against: Mapping[int, str] | None = None,
) -> Report:
    """Return what is broken in a journal.

    `entries` come ordered by record, and by number within it; `anchors` by number. `start_keys` are those that the
    auditor holds, by the code of their series; `current` is the key that is kept now: its series, its epoch and itself;
    `against` are seals of anchors that were kept elsewhere, by number.
    """
    kept = list(anchors)
    desk = _Desk(
        anchors={anchor.number: anchor for anchor in kept},
        keys=_keys(kept, start_keys or {}, current),
        running=kept[-1].number + 1 if kept else 1,
        current=current,
    )
    problems = [problem for _, chain in groupby(entries, _subject) for problem in _chain(chain, desk)]
    problems += _anchors(kept, desk)
    problems += _elsewhere(desk, against or {})
    problems += _strange_keys(kept, start_keys or {}, current)
    return Report(
        desk.entries, desk.records, len(kept), desk.proven, tuple(problems), tuple(_notices(kept, current))
    )


_subject = attrgetter("subject")


def _keys(
    anchors: Iterable[Anchor], start_keys: Mapping[str, bytes], current: tuple[Series, int, bytes] | None
) -> dict[int, bytes]:
    """Return the key of each epoch that can be computed from what is known."""
    keys: dict[int, bytes] = {}
    ends = {anchor.series: anchor.number + (not anchor.last) for anchor in anchors}  # one more that runs
    if current:
        series, epoch, key = current
        ends[series] = max(ends.get(series, 0), epoch)
        keys[epoch] = key
    for series, end in ends.items():
        if series.code in start_keys:
            key = start_keys[series.code]
            for epoch in range(series.first, end + 1):
                keys[epoch] = key = next_key(key)
    return keys


def _chain(chain: Iterable[Entry], desk: _Desk) -> Iterator[Problem]:
    """Yield what is wrong with one record: the first thing that breaks its chain, and where it contradicts an anchor."""
    last: Entry | None = None
    ended, broken, number = 0, False, 0
    for number, entry in enumerate(chain, 1):
        if not broken and (why := _wrong(entry, number, last, desk)):
            broken = True
            yield Problem(entry.subject, why.fill(number=entry.number, anchor=entry.epoch))
        if last and last.epoch != entry.epoch:
            desk.end(last, number - 1 - ended)
            ended = number - 1
        last = entry
    if last:
        desk.end(last, number - ended)
        desk.entries += number
        desk.records += 1


def _wrong(entry: Entry, number: int, last: Entry | None, desk: _Desk) -> Sentence | None:
    before, epoch = (last.seal, last.epoch) if last else ("", 0)
    if entry.number != number or entry.previous != before or entry.epoch < epoch:
        return MOVED
    if entry.expected_seal() != entry.seal:
        return CHANGED
    if not 1 <= entry.epoch <= desk.running:
        return NO_TIME
    if key := desk.keys.get(entry.epoch):
        desk.proven += 1
        if prove(key, entry.seal) != entry.proof:
            return UNPROVEN
    return None


def _anchors(anchors: list[Anchor], desk: _Desk) -> Iterator[Problem]:
    before: Anchor | None = None
    total = 0
    lost = {notice.where for notice in _notices(anchors, desk.current)}
    for number, anchor in enumerate(anchors, 1):
        where = f"anchor/{anchor.number}"
        total += desk.count.get(anchor.number, 0)
        if (
            anchor.number != number
            or anchor.previous != (before.seal if before else "")
            or _astray(before, anchor)
        ):
            yield Problem(where, ANCHOR_MOVED)
        elif anchor.expected_seal() != anchor.seal:
            yield Problem(where, ANCHOR_CHANGED)
        elif not (anchor.proof == "" and where in lost) and not _is_proven(anchor, desk):
            yield Problem(where, ANCHOR_UNPROVEN)
        else:
            yield from _ends(anchor, desk.seen.get(anchor.number, {}))
        if anchor.entries != total:
            yield Problem(where, COUNTED.fill(said=anchor.entries, found=total))
        before = anchor


def _is_proven(anchor: Anchor, desk: _Desk) -> bool:
    key = desk.keys.get(anchor.number)
    return key is None or prove(key, anchor.seal) == anchor.proof


def _astray(before: Anchor | None, anchor: Anchor) -> bool:
    """Return whether its series is not that of the anchor before, and none that could begin here either."""
    if before and before.series == anchor.series:
        return before.last
    return anchor.series.first != anchor.number


def _ends(anchor: Anchor, seen: Mapping[str, Head]) -> Iterator[Problem]:
    """Yield each record whose end in this epoch is not the one that the anchor saw."""
    heads = {head.subject: head for head in anchor.heads}
    for subject, head in heads.items():
        if seen.get(subject) != head:
            yield Problem(subject, CUT.fill(anchor=anchor.number, number=head.number))
    for subject, head in seen.items():
        if subject not in heads:
            yield Problem(subject, UNSEEN.fill(anchor=anchor.number, number=head.number))


def _elsewhere(desk: _Desk, against: Mapping[int, str]) -> Iterator[Problem]:
    for number, sealed in against.items():
        if number not in desk.anchors:
            yield Problem(f"anchor/{number}", MISSING)
        elif desk.anchors[number].seal != sealed:
            yield Problem(f"anchor/{number}", ELSEWHERE)


def _strange_keys(
    anchors: Iterable[Anchor], start_keys: Mapping[str, bytes], current: tuple[Series, int, bytes] | None
) -> Iterator[Problem]:
    """Yield where the keys that the auditor holds fit nothing that is here."""
    here = {anchor.series.code for anchor in anchors} | ({current[0].code} if current else set())
    for code in start_keys:
        if code not in here:
            yield Problem(f"series/{code}", NO_SERIES)
    if current and current[0].code in start_keys:
        series, epoch, kept = current
        if nth_key(start_keys[series.code], epoch - series.first + 1) != kept:
            yield Problem(f"series/{series.code}", OTHER_KEY)


def _notices(anchors: list[Anchor], current: tuple[Series, int, bytes] | None) -> Iterator[Problem]:
    following = [anchor.series for anchor in anchors[1:]] + ([current[0]] if current else [])
    for anchor, series in zip(anchors, following, strict=False):
        if anchor.series != series and not anchor.last:
            yield Problem(f"anchor/{anchor.number}", NOT_CLOSED.fill(code=anchor.series.code))
