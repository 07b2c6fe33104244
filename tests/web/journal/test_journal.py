"""The journal notices what was done to it."""

import pytest
from django.db import IntegrityError, transaction

from tidings.web.journal import journal
from tidings.web.journal.models import Entry


@pytest.fixture
def three(people):
    with transaction.atomic():
        return [
            journal.record("read", people["amal"], by=people["boris"], page=number) for number in (1, 2, 3)
        ]


def test_an_untouched_journal_is_whole(three):
    assert list(journal.broken()) == []


def test_a_changed_entry_is_noticed(three):
    Entry.objects.filter(pk=three[1].pk).update(details={"page": 9})
    assert ["it was changed" in said for said in journal.broken()] == [True]


def test_a_removed_entry_is_noticed(three):
    three[1].delete()
    assert ["one was removed" in said for said in journal.broken()] == [True]


def test_two_entries_never_share_a_number(three):
    first = three[0]
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_written_outside_the_transaction_of_its_action(people):
    with pytest.raises(RuntimeError):
        journal.record("read", people["amal"], by=people["boris"])


def test_another_team_does_not_see_what_was_done(as_, three):
    assert "Boris" in as_("amal").get("/journal/").text
    assert "Boris" not in as_("chen").get("/journal/").text
