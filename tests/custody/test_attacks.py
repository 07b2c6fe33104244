"""Whoever takes the machine today has the tables and today's key. Nothing that he does to yesterday passes unseen."""

import os
import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from tidings.custody import Anchor, Entry, Series, close, enter, examine, new_key, next_key
from tidings.custody.anchors import Head
from tidings.custody.proofs import prove

EPOCHS, RECORDS, EACH = 6, 12, 15


@dataclass
class Journal:
    """An office's journal, with the key that is there now."""

    entries: list[Entry]
    anchors: list[Anchor]
    current: tuple[Series, int, bytes]

    def copy(self) -> "Journal":
        return Journal(list(self.entries), list(self.anchors), self.current)

    def of(self, subject: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.subject == subject]

    def put(self, subject: str, chain: list[Entry]) -> None:
        self.entries = sorted([e for e in self.entries if e.subject != subject] + chain, key=lambda e: e[:2])


def written(draw: random.Random, start: bytes) -> Journal:
    """A journal of six closed epochs and one that runs."""
    series, key = Series("a1", 1), next_key(start)
    entries: dict[str, list[Entry]] = {}
    anchors: list[Anchor] = []
    for epoch in range(1, EPOCHS + 2):
        of_epoch = []
        for _ in range(EACH):
            subject = f"cases.case/{draw.randrange(RECORDS)}"
            chain = entries.setdefault(subject, [])
            previous = chain[-1].seal if chain else ""
            said = {"verb": "told", "by": draw.randrange(9), "details": {"n": draw.randrange(10**6)}}
            chain.append(enter(subject, len(chain) + 1, epoch, said, previous=previous, key=key))
            of_epoch.append(chain[-1])
        if epoch <= EPOCHS:
            before = anchors[-1] if anchors else None
            anchors.append(close(before, series, of_epoch, at=f"day {epoch}", key=key))
            key = next_key(key)
    ordered = sorted((e for chain in entries.values() for e in chain), key=lambda e: e[:2])
    return Journal(ordered, anchors, (series, EPOCHS + 1, key))


def rechained(chain: list[Entry], key: bytes) -> list[Entry]:
    """The chain numbered and sealed anew, as if it had always been so, under the one key at hand."""
    anew: list[Entry] = []
    for number, old in enumerate(chain, 1):
        previous = anew[-1].seal if anew else ""
        anew.append(enter(old.subject, number, old.epoch, old.said, previous=previous, key=key))
    return anew


def reanchored(journal: Journal, key: bytes) -> None:
    """Every anchor made anew from what stands in the tables now."""
    anew: list[Anchor] = []
    for old in journal.anchors:
        of_epoch = [entry for entry in journal.entries if entry.epoch == old.number]
        anew.append(close(anew[-1] if anew else None, old.series, of_epoch, at=old.at, key=key))
    journal.anchors = anew


def a_closed_one(draw: random.Random, journal: Journal) -> tuple[str, int]:
    """Some record, and the place in its chain of an entry of a closed epoch."""
    entry = draw.choice([e for e in journal.entries if e.epoch <= EPOCHS])
    return entry.subject, entry.number - 1


def edit(draw: random.Random, journal: Journal) -> None:
    subject, at = a_closed_one(draw, journal)
    chain = journal.of(subject)
    chain[at] = chain[at]._replace(said={**chain[at].said, "by": 99})
    journal.put(subject, chain)


def delete(draw: random.Random, journal: Journal) -> None:
    subject, at = a_closed_one(draw, journal)
    chain = journal.of(subject)
    del chain[at]
    journal.put(subject, chain)


def swap(draw: random.Random, journal: Journal) -> None:
    subject, at = a_closed_one(draw, journal)
    chain = journal.of(subject)
    if len(chain) == 1:
        return edit(draw, journal)
    other = draw.choice([place for place in range(len(chain)) if place != at])
    one, two = chain[at], chain[other]
    chain[at], chain[other] = one._replace(said=two.said), two._replace(said=one.said)
    if chain[at].said == one.said:
        return edit(draw, journal)
    journal.put(subject, chain)


def cut(draw: random.Random, journal: Journal) -> None:
    subject, at = a_closed_one(draw, journal)
    journal.put(subject, journal.of(subject)[:at])


def put_in(draw: random.Random, journal: Journal) -> None:
    subject, at = a_closed_one(draw, journal)
    chain = journal.of(subject)
    chain.insert(at, chain[at]._replace(said={"verb": "sent", "by": 99, "details": {}}))
    journal.put(subject, chain)


def whole_chain(draw: random.Random, journal: Journal) -> None:
    subject, _ = a_closed_one(draw, journal)
    journal.put(subject, [entry._replace(said={"verb": "x", "by": 1}) for entry in journal.of(subject)])


def roll_back(draw: random.Random, journal: Journal) -> None:
    """Everything after some anchor is gone, and today's key runs on from there."""
    to = draw.randrange(EPOCHS)
    journal.anchors = journal.anchors[:to]
    journal.entries = [entry for entry in journal.entries if entry.epoch <= to]
    series, _, key = journal.current
    journal.current = (series, to + 1, key)


def drop_an_anchor(draw: random.Random, journal: Journal) -> None:
    del journal.anchors[draw.randrange(EPOCHS)]


def other_keys(draw: random.Random, journal: Journal) -> None:
    """All entries and anchors from some epoch on are made anew under keys of the intruder's own."""
    edit(draw, journal)
    key = draw.randbytes(32)
    series = Series("a1", 1) if draw.random() < 0.5 else Series("b2", 1)
    for subject in {entry.subject for entry in journal.entries}:
        journal.put(subject, rechained(journal.of(subject), key))
    journal.anchors = [replace(anchor, series=series) for anchor in journal.anchors]
    reanchored(journal, key)
    journal.current = (series, EPOCHS + 1, key)


CHANGES: list[Callable[[random.Random, Journal], None]] = [
    edit,
    delete,
    swap,
    cut,
    put_in,
    whole_chain,
]
OTHERS = [roll_back, drop_an_anchor, other_keys]


def attacked(draw: random.Random, journal: Journal) -> Journal:
    """One attack, from clumsy to as good as it gets with the tables and today's key."""
    spoiled = journal.copy()
    attack = draw.choice(CHANGES + OTHERS)
    attack(draw, spoiled)
    key = journal.current[2]
    if attack in CHANGES:
        care = draw.randrange(3)
        if care >= 1:
            for subject in {entry.subject for entry in spoiled.entries}:
                if spoiled.of(subject) != journal.of(subject):
                    spoiled.put(subject, rechained(spoiled.of(subject), key))
        if care == 2:
            reanchored(spoiled, key)
    return spoiled


START = bytes(range(32))


@pytest.fixture(scope="module")
def journal():
    return written(random.Random(3), START)


def test_an_untouched_journal_is_whole_and_every_proof_is_checked(journal):
    report = examine(journal.entries, journal.anchors, start_keys={"a1": START}, current=journal.current)
    assert report.is_whole and not report.notices
    assert (report.proven, report.anchors) == (EACH * (EPOCHS + 1), EPOCHS)


def test_a_thousand_attacks_are_found_with_the_key_of_the_auditor(journal):
    draw = random.Random(20261122)
    unseen = []
    for number in range(1000):
        spoiled = attacked(draw, journal)
        assert spoiled != journal
        report = examine(spoiled.entries, spoiled.anchors, start_keys={"a1": START}, current=spoiled.current)
        if report.is_whole:
            unseen.append(number)
    assert unseen == []


def test_a_thousand_attacks_are_found_against_an_anchor_kept_elsewhere(journal):
    draw = random.Random(20261123)
    elsewhere = {EPOCHS: journal.anchors[-1].seal}
    unseen = []
    for number in range(1000):
        spoiled = attacked(draw, journal)
        report = examine(spoiled.entries, spoiled.anchors, current=spoiled.current, against=elsewhere)
        if report.is_whole:
            unseen.append(number)
    assert unseen == []


def test_without_key_and_anchor_a_careful_forgery_passes(journal):
    """What is promised only to those who keep a key or an anchor elsewhere is not promised to others."""
    spoiled, key = journal.copy(), journal.current[2]
    subject, _ = a_closed_one(random.Random(1), spoiled)
    spoiled.put(subject, rechained([e._replace(said={"verb": "x"}) for e in journal.of(subject)], key))
    reanchored(spoiled, key)
    assert examine(spoiled.entries, spoiled.anchors).is_whole
    assert not examine(spoiled.entries, spoiled.anchors, start_keys={"a1": START}).is_whole


def test_a_record_whose_end_was_cut_is_named(journal):
    spoiled = journal.copy()
    ends = {head.subject for anchor in journal.anchors for head in anchor.heads}
    subject = sorted(ends)[0]
    spoiled.put(subject, journal.of(subject)[:1])
    report = examine(spoiled.entries, spoiled.anchors)
    assert subject in {problem.where for problem in report.problems}


def test_a_series_that_was_closed_is_followed_by_another(journal):
    series, epoch, key = journal.current
    running = [entry for entry in journal.entries if entry.epoch == epoch]
    anchors = [*journal.anchors, close(journal.anchors[-1], series, running, at="", key=key, last=True)]
    second = Series("b2", epoch + 1)
    report = examine(
        journal.entries, anchors, start_keys={"a1": START}, current=(second, epoch + 1, new_key())
    )
    assert report.is_whole and not report.notices


def test_a_series_that_was_not_closed_is_said(journal):
    other = Series("b2", EPOCHS + 1)
    entries = [entry for entry in journal.entries if entry.epoch <= EPOCHS]
    report = examine(entries, journal.anchors, current=(other, EPOCHS + 1, secrets.token_bytes(32)))
    assert [notice.where for notice in report.notices] == [f"anchor/{EPOCHS}"]


def test_after_a_series_was_closed_nothing_can_be_added_to_it(journal):
    key = journal.current[2]
    last = replace(journal.anchors[-1], last=True)
    anchors = [*journal.anchors[:-1], replace(last, seal=last.expected_seal())]
    more = close(anchors[-1], last.series, [e for e in journal.entries if e.epoch > EPOCHS], at="", key=key)
    report = examine(journal.entries, [*anchors, more])
    assert f"anchor/{more.number}" in {problem.where for problem in report.problems}


def test_the_head_of_an_anchor_cannot_be_moved_to_another_record(journal):
    spoiled = journal.copy()
    anchor = spoiled.anchors[0]
    heads = tuple(Head("cases.case/99", *head[1:]) for head in anchor.heads)
    moved = replace(anchor, heads=heads)
    moved = replace(moved, seal=moved.expected_seal(), proof=prove(journal.current[2], moved.expected_seal()))
    spoiled.anchors[0] = moved
    assert not examine(spoiled.entries, spoiled.anchors).is_whole


def test_where_keys_were_lost_the_last_anchor_has_no_proof_and_that_is_said_once(journal):
    series, epoch, _ = journal.current
    running = [entry for entry in journal.entries if entry.epoch == epoch]
    anchors = [*journal.anchors, close(journal.anchors[-1], series, running, at="", key=None)]
    after = (Series("b2", epoch + 1), epoch + 1, new_key())
    report = examine(journal.entries, anchors, start_keys={"a1": START}, current=after)
    assert report.is_whole and [notice.where for notice in report.notices] == [f"anchor/{epoch}"]


def test_an_anchor_in_the_middle_cannot_do_without_its_proof(journal):
    anchors = list(journal.anchors)
    anchors[2] = replace(anchors[2], proof="")
    assert not examine(journal.entries, anchors, start_keys={"a1": START}, current=journal.current).is_whole


ENTRIES = int(os.environ.get("TIDINGS_ENTRIES", "10000"))


def test_a_hundred_thousand_entries_are_examined_in_two_seconds():
    """In the short form ten thousand, and twice the time for each, as other tests run beside it."""
    series, key = Series("a1", 1), next_key(START)
    chains: dict[int, list[Entry]] = {}
    for number in range(ENTRIES):
        chain = chains.setdefault(number % (ENTRIES // 5), [])
        said = ["told", 3, "2026-11-22T10:00:00+00:00", {"fact": "unit", "number": number}]
        previous = chain[-1].seal if chain else ""
        subject = f"cases.case/{number % (ENTRIES // 5)}"
        chain.append(enter(subject, len(chain) + 1, 1, said, previous=previous, key=key))
    entries = [entry for place in sorted(chains) for entry in chains[place]]
    anchors = [close(None, series, entries, at="", key=key)]
    times = []
    for _ in range(3):
        began = time.process_time()
        assert examine(entries, anchors, start_keys={"a1": START}).proven == ENTRIES
        times.append(time.process_time() - began)
    assert min(times) <= max(2 * ENTRIES / 100_000, 0.4)
