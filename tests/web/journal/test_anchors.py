"""The auditor's page: is the journal whole, and what to keep elsewhere."""

import re

import pytest
from django.db import transaction

from tidings.custody import examine, exports
from tidings.web.journal import actions, journal
from tidings.web.journal.models import Anchor, Entry


@pytest.fixture
def auditor(hired, as_):
    """The auditor, of another team, who sees what was done by all, and nobody's words."""
    hired("auditor", team="chen")
    return as_("auditor")


@pytest.fixture
def some(people):
    with transaction.atomic():
        return [journal.record("read", people["amal"], by=people["boris"], page=n) for n in range(3)]


def test_an_untouched_journal_is_said_to_be_whole_and_the_day_is_kept(auditor, some):
    assert "was never examined" in auditor.get("/journal/anchors/").text
    assert re.search(
        r"Whole: \d+ entries of \d+ records, 1 anchors\.", auditor.post("/journal/anchors/verify/").text
    )
    assert re.search(
        r"the journal was whole, \d+ entries and 1 anchors", auditor.get("/journal/anchors/").text
    )


def test_a_broken_record_is_named(auditor, some, people):
    Entry.objects.filter(pk=some[1].pk).update(verb="told")
    page = auditor.post("/journal/anchors/verify/").text
    assert f"person of the staff {people['amal'].pk}" in page and "it was changed" in page
    assert "1 places were broken" in auditor.get("/journal/anchors/").text


def test_a_long_journal_is_left_to_the_worker(auditor, some, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    page = auditor.post("/journal/anchors/verify/", follow=True).text
    assert "look again in a minute" in page and "was never examined" in page
    assert actions.verify_when_due() == 1
    assert "the journal was whole" in auditor.get("/journal/anchors/").text
    assert actions.verify_when_due() == 0


def test_the_newest_anchor_is_a_text_to_keep_elsewhere(auditor, some):
    answer = auditor.get("/journal/anchors/newest.txt")
    assert exports.heard(answer.text) == {1: Anchor.objects.get().seal}


def test_an_auditor_proves_on_her_own_machine_that_nothing_was_written_anew(auditor, some, tmp_path):
    page = auditor.post("/journal/anchors/keys/").text
    keys = exports.heard_keys(page[page.index("Series ") : page.index("</pre>")])
    auditor.post("/journal/anchors/verify/")
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b"".join(auditor.get("/journal/anchors/journal.jsonl")))
    export = exports.load(path)
    report = examine(export.entries, export.anchors, start_keys=keys)
    assert report.is_whole and report.proven == Entry.objects.filter(epoch__gt=1).count() >= 2


def test_the_start_key_is_nowhere_once_it_was_shown(auditor, some, settings):
    page = auditor.post("/journal/anchors/keys/").text
    (key,) = exports.heard_keys(page[page.index("Series ") : page.index("</pre>")]).values()
    kept = b"".join(path.read_bytes() for path in (settings.HOME / "journal").iterdir())
    assert key not in kept and key.hex().encode() not in kept


@pytest.mark.parametrize("page", ["journal.jsonl", "keys/"])
def test_only_an_auditor_takes_the_whole_journal_and_begins_keys(as_, some, page):
    ask = as_("amal").post if page == "keys/" else as_("amal").get
    assert ask(f"/journal/anchors/{page}").status_code == 403


@pytest.mark.parametrize("name", ["boris", "chen", "dora"])
def test_the_page_is_closed_to(as_, some, name):
    assert as_(name).get("/journal/anchors/").status_code == 403


def test_an_auditor_sees_what_all_teams_did_and_a_coordinator_what_hers_did(auditor, as_, some, people):
    with transaction.atomic():
        journal.record("closed", people["dora"], by=people["chen"])
    assert "Chen" in auditor.get("/journal/").text and "Boris" in auditor.get("/journal/").text
    page = as_("amal").get("/journal/").text
    assert "Boris" in page and "<td>Chen</td>" not in page


def test_entries_are_found_by_person_verb_record_and_day(auditor, some, people):
    with transaction.atomic():
        journal.record("closed", people["dora"], by=people["chen"])
    rows = "<tr data-row>"
    pk = people["dora"].pk
    asked = {
        "by": people["chen"].pk,
        "verb": "closed",
        "kind": "accounts.user",
        "number": pk,
        "since": "2026-01-01",
    }
    assert auditor.get("/journal/", asked).text.count(rows) == 1
    assert auditor.get("/journal/", {**asked, "until": "2026-01-02"}).text.count(rows) == 0
    assert auditor.get("/journal/", {"verb": "read"}).text.count(rows) == 3
    assert auditor.get("/journal/", {"since": "no day"}).text.count(rows) == 0
