"""Who opened the office and how it was sealed is one chain of the journal."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from tidings.web.journal import journal, office
from tidings.web.journal.models import OFFICE, Entry


def written() -> list[tuple[str, dict[str, str]]]:
    return [(one.verb, one.details) for one in journal.of(OFFICE).order_by("number")]


def test_who_opened_it_and_how_it_was_sealed_is_written(db):
    office.opened("Mara, Niko")
    office.sealed("idle")
    office.opened("")
    assert written() == [
        ("unsealed", {"how": "passwords", "custodians": "Mara, Niko"}),
        ("sealed", {"how": "idle"}),
        ("unsealed", {"how": "recovery"}),
    ]
    assert journal.examine().is_whole


def test_when_nobody_could_write_the_sealing_the_next_opening_says_so(db):
    office.opened("Mara")
    office.opened("Niko")
    assert [(verb, details["how"]) for verb, details in written()] == [
        ("unsealed", "passwords"),
        ("sealed", "cut"),
        ("unsealed", "passwords"),
    ]


def test_it_is_written_to_the_second_though_nobody_of_the_staff_did_it(db):
    office.opened("Mara")
    assert datetime.now(UTC) - Entry.objects.get().at < timedelta(minutes=1)


def test_a_change_of_custodians_that_fails_is_not_written(db):
    with pytest.raises(OSError), transaction.atomic():
        office.changed("added_custodian", "Niko")
        raise OSError
    assert written() == []


def test_an_auditor_reads_it_in_words(hired, as_):
    office.opened("Mara, Niko")
    office.sealed("stopped")
    hired("auditor")
    page = as_("auditor").get("/journal/").content.decode()
    for said in (
        "opened the office",
        "custodians: Mara, Niko",
        "sealed the office",
        "the server was stopped",
    ):
        assert said in page


def test_what_the_keeper_sends_is_written(transactional_db):
    office.write({"verb": "unsealed", "custodians": "Mara"})
    office.write({"verb": "sealed", "how": "command"})
    assert [verb for verb, _ in written()] == ["unsealed", "sealed"]
