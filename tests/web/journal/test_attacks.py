"""The same attacks as on the library, on the tables themselves: whoever holds them and today's key is found."""

import random

import pytest
from django.db import transaction

from tidings import custody
from tidings.web.journal import journal
from tidings.web.journal.models import COLUMNS, Anchor, Entry, entry_of, said

EPOCHS, EACH, ATTACKS = 4, 12, 60


@pytest.fixture
def written(people):
    """A series of which the auditor has the start key, with four closed epochs."""
    draw, staff = random.Random(7), list(people.values())
    with transaction.atomic():
        series, start = journal.begin_series(by=people["amal"])
    for _ in range(EPOCHS):
        with transaction.atomic():
            for _ in range(EACH):
                journal.record(
                    "told", draw.choice(staff), by=draw.choice(staff), number=draw.randrange(10**6)
                )
        journal.anchor()
    return {series.code: start}


def closed(draw):
    """Some entry of a closed epoch of that series."""
    return draw.choice(list(Entry.objects.filter(epoch__gt=1, epoch__lte=EPOCHS, subject="accounts.user")))


def edit(draw, entry):
    Entry.objects.filter(pk=entry.pk).update(details={"number": -1})


def delete(draw, entry):
    entry.delete()


def cut(draw, entry):
    chain(entry).filter(number__gte=entry.number).delete()


def swap(draw, entry):
    other = draw.choice(list(Entry.objects.filter(epoch__lte=EPOCHS).exclude(pk=entry.pk)))
    Entry.objects.filter(pk=entry.pk).update(details=other.details, verb=other.verb, at=other.at)
    Entry.objects.filter(pk=other.pk).update(details=entry.details, verb=entry.verb, at=entry.at)


def another_hand(draw, entry):
    others = Entry.objects.exclude(by=entry.by_id).exclude(by=None).values_list("by", flat=True)
    Entry.objects.filter(pk=entry.pk).update(by=others.first())


CHANGES = [edit, delete, cut, swap, another_hand]


def chain(entry):
    return Entry.objects.filter(subject=entry.subject, subject_id=entry.subject_id).order_by("number")


def rechain():
    """Every chain numbered, sealed and proven anew with today's key."""
    key, before = journal._running().key, ("", 0, "")
    for entry in Entry.objects.order_by("subject", "subject_id", "number"):
        subject = f"{entry.subject}/{entry.subject_id}"
        number, previous = (before[1] + 1, before[2]) if before[0] == subject else (1, "")
        words = said(entry.verb, entry.by_id, entry.at, entry.details)
        made = custody.enter(subject, number, entry.epoch, words, previous=previous, key=key)
        if entry.seal != made.seal:
            anew = {"number": number, "previous": previous, "seal": made.seal, "proof": made.proof}
            Entry.objects.filter(pk=entry.pk).update(**anew)
        before = subject, number, made.seal


def reanchor():
    """Every anchor made anew with today's key."""
    key, before = journal._running().key, None
    for anchor in Anchor.objects.select_related("series").order_by("number"):
        rows = map(entry_of, Entry.objects.filter(epoch=anchor.number).values_list(*COLUMNS))
        series, at = anchor.series.known(), anchor.at.isoformat()
        before = custody.close(before, series, rows, at=at, key=key, last=anchor.last)
        words = {
            name: value for name, value in vars(before).items() if name not in ("series", "at", "number")
        }
        Anchor.objects.filter(pk=anchor.pk).update(**words)


def test_sixty_attacks_on_the_tables_are_found_with_the_start_key(written):
    draw, unseen = random.Random(2026), []
    assert journal.examine(start_keys=written).is_whole
    for number in range(ATTACKS):
        with transaction.atomic():
            attack, care = draw.choice(CHANGES), draw.randrange(3)
            attack(draw, closed(draw))
            if care:
                rechain()
            if care == 2:
                reanchor()
            if journal.examine(start_keys=written).is_whole:
                unseen.append((number, attack.__name__, care))
            transaction.set_rollback(True)
    assert unseen == []


def test_sixty_attacks_on_the_tables_are_found_against_the_anchor_of_the_backup(written):
    draw, unseen = random.Random(2027), []
    newest = Anchor.objects.newest()
    for number in range(ATTACKS):
        with transaction.atomic():
            attack = draw.choice(CHANGES)
            attack(draw, closed(draw))
            rechain()
            reanchor()
            if journal.examine(against={newest.number: newest.seal}).is_whole:
                unseen.append((number, attack.__name__))
            transaction.set_rollback(True)
    assert unseen == []
