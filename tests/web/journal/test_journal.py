"""The journal notices what was done to it."""

import pytest
from django.db import IntegrityError, connection, transaction

from tidings import custody
from tidings.web.journal import journal, keeping
from tidings.web.journal.models import Anchor, Entry, Series


@pytest.fixture
def three(people):
    with transaction.atomic():
        return [
            journal.record("read", people["amal"], by=people["boris"], page=number) for number in (1, 2, 3)
        ]


def broken():
    return [problem.why.en for problem in journal.examine().problems]


def test_an_untouched_journal_is_whole_before_and_after_an_anchor(three):
    assert journal.examine().is_whole
    journal.anchor()
    report = journal.examine()
    assert report.is_whole and not report.notices and (report.entries, report.anchors) == (3, 1)


def test_a_changed_entry_is_noticed(three):
    Entry.objects.filter(pk=three[1].pk).update(details={"page": 9})
    assert ["it was changed" in said for said in broken()] == [True]


def test_a_removed_entry_is_noticed(three):
    three[1].delete()
    assert ["one was removed" in said for said in broken()] == [True]


def test_an_end_that_was_cut_is_noticed_once_an_anchor_saw_it(three):
    journal.anchor()
    three[2].delete()
    assert "Entries are gone" in broken()[0]


def test_what_was_written_anew_with_todays_key_is_noticed_with_the_start_key(people):
    with transaction.atomic():
        series, start = journal.begin_series(by=people["amal"])
        one = journal.record("read", people["amal"], by=people["boris"])
    journal.anchor()
    forge_with_todays_key(one)
    assert journal.examine().is_whole
    report = journal.examine(start_keys={series.code: start})
    assert [problem.where for problem in report.problems] == [
        f"accounts.user/{people['amal'].pk}",
        f"anchor/{one.epoch}",
    ]


def forge_with_todays_key(entry):
    """Write an entry of a closed epoch anew, and its anchor, as whoever holds tables and key of today can."""
    key = journal._running().key
    said = ("told", entry.by_id, entry.at.isoformat(), {})
    subject = f"{entry.subject}/{entry.subject_id}"
    made = custody.enter(subject, entry.number, entry.epoch, said, previous=entry.previous, key=key)
    Entry.objects.filter(pk=entry.pk).update(verb="told", details={}, seal=made.seal, proof=made.proof)
    old = Anchor.objects.get(number=entry.epoch)
    before = Anchor.objects.filter(number=entry.epoch - 1).first()
    of_epoch = [e for e in journal.entries() if e.epoch == entry.epoch]
    anew = custody.close(
        before.known(), old.series.known(), of_epoch, at=old.at.isoformat(), key=key, last=old.last
    )
    Anchor.objects.filter(pk=old.pk).update(seal=anew.seal, proof=anew.proof, heads=anew.heads)


def test_an_anchor_kept_elsewhere_shows_that_the_end_of_the_journal_is_gone(three):
    kept = journal.anchor()
    elsewhere = {kept.number: kept.seal}
    assert journal.examine(against=elsewhere).is_whole
    Anchor.objects.all().delete()
    Entry.objects.all().delete()
    assert journal.examine().is_whole
    assert not journal.examine(against=elsewhere).is_whole


def test_an_anchor_is_made_only_where_something_was_written(three):
    first = journal.anchor()
    assert journal.anchor() == first and Anchor.objects.count() == 1


def test_two_entries_never_share_a_number(three):
    first = three[0]
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_written_outside_the_transaction_of_its_action(people):
    with pytest.raises(RuntimeError):
        journal.record("read", people["amal"], by=people["boris"])


@pytest.mark.django_db(transaction=True)
def test_of_the_key_before_nothing_stays_in_its_file(people):
    keys = []
    for number in range(3):
        with transaction.atomic():
            journal.record("read", people["amal"], by=people["boris"], page=number)
        series = Series.objects.get()
        keys.append(keeping.kept(series.code))
        handle = keeping._file(series.code).open("rb")
        before = handle.read()
        journal.anchor()
        handle.seek(0)
        assert handle.read() == bytes(len(before))
        handle.close()
    assert [kept.epoch for kept in keys] == [1, 2, 3]
    assert keys[2].key == custody.nth_key(keys[0].key, 2)


@pytest.mark.django_db(transaction=True)
def test_a_key_that_lags_behind_is_moved_on(people):
    """As after a crash between the commit of an anchor and the keeping of the next key."""
    with transaction.atomic():
        journal.record("read", people["amal"], by=people["boris"])
    series = Series.objects.get()
    path = keeping._file(series.code)
    old = path.read_bytes()
    journal.anchor()
    path.write_bytes(old)
    with transaction.atomic():
        journal.record("read", people["amal"], by=people["boris"])
    report = journal.examine()
    assert report.is_whole and report.proven == 1 and Series.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_where_the_key_was_lost_another_series_begins_and_that_is_said(people):
    with transaction.atomic():
        journal.record("read", people["amal"], by=people["boris"])
    keeping._file(Series.objects.get().code).unlink()
    with transaction.atomic():
        journal.record("read", people["amal"], by=people["boris"])
    report = journal.examine()
    assert report.is_whole and [notice.where for notice in report.notices] == ["anchor/1"]
    assert Series.objects.count() == 2


def test_an_entry_costs_one_insert_and_three_short_looks(people, django_assert_num_queries):
    with transaction.atomic():
        journal.record("read", people["amal"], by=people["boris"])
        extra = connection.vendor == "postgresql"
        with django_assert_num_queries(4 + extra):
            journal.record("read", people["amal"], by=people["boris"])


def test_another_team_does_not_see_what_was_done(as_, three):
    assert "Boris" in as_("amal").get("/journal/").text
    assert "Boris" not in as_("chen").get("/journal/").text
