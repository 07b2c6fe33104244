"""A machine proposes, a person confirms, corrects, rejects or adds; the journal keeps no words."""

import pytest

from tidings.web.appeals.models import Appeal, ReadFact
from tidings.web.journal import journal
from tidings.web.journal.models import Entry

CHANGES = {
    "facts/{}/confirm/": {},
    "facts/{}/correct/": {"value": "Ярцов"},
    "facts/{}/reject/": {},
    "facts/confirm/": {},
    "facts/": {"about": "sought:0", "field": "patronymic", "value": "Олегович"},
    "sort/": {"category": "captivity", "urgency": 2},
    "take/": {},
    "give-back/": {},
    "set-aside/": {"reason": "duplicate"},
}


@pytest.mark.parametrize("name, status", [("amal", 302), ("boris", 302), ("chen", 404), ("dora", 403)])
@pytest.mark.parametrize("change", CHANGES)
def test_who_may_change_an_appeal(as_, url, fact, change, name, status):
    browser = as_(name)
    before = Entry.objects.count()
    assert browser.post(url + change.format(fact.pk), CHANGES[change]).status_code == status
    assert Entry.objects.count() == before + (status == 302)


@pytest.mark.parametrize("name, status", [("amal", 302), ("boris", 302), ("chen", 404), ("dora", 403)])
def test_who_may_bring_an_appeal_back(as_, url, appeal, name, status):
    Appeal.objects.update(state="set_aside")
    assert as_(name).post(url + "bring-back/").status_code == status


def test_a_confirmed_fact_looks_proposed_no_more(as_, url, fact):
    browser = as_("boris")
    assert '<span class="proposed">Ярцев</span>' in browser.get(url).text
    browser.post(f"{url}facts/{fact.pk}/confirm/")
    fact.refresh_from_db()
    assert (fact.state, fact.by.username) == ("confirmed", "boris")
    assert '<span class="proposed">Ярцев</span>' not in browser.get(url).text


def test_a_corrected_fact_keeps_what_was_proposed(as_, url, fact):
    as_("boris").post(f"{url}facts/{fact.pk}/correct/", {"value": " Ярцов "})
    fact.refresh_from_db()
    assert (fact.value, fact.proposed, fact.state) == ("Ярцов", "Ярцев", "confirmed")


def test_a_date_may_be_typed_in_any_form_but_must_be_one(as_, url, appeal):
    born = appeal.facts.get(field="birth_date")
    browser = as_("boris")
    browser.post(f"{url}facts/{born.pk}/correct/", {"value": "5 марта 2005"})
    born.refresh_from_db()
    assert born.value == "2005-03-05"
    refused = browser.post(f"{url}facts/{born.pk}/correct/", {"value": "вчера ли"})
    assert refused.status_code == 422
    assert "This is no date" in refused.text
    assert 'value="вчера ли"' in refused.text
    born.refresh_from_db()
    assert born.value == "2005-03-05"


def test_a_fact_of_another_appeal_is_not_found(as_, keep, fact):
    other = keep(text="другой " * 40)
    assert as_("boris").post(f"/appeals/{other.code}/facts/{fact.pk}/confirm/").status_code == 404


def test_all_is_confirmed_at_once_but_never_what_was_rejected(as_, url, appeal, fact):
    browser = as_("boris")
    browser.post(f"{url}facts/{fact.pk}/reject/")
    browser.post(f"{url}facts/confirm/")
    appeal.refresh_from_db()
    assert set(appeal.facts.values_list("state", flat=True)) == {"confirmed", "rejected"}
    assert appeal.facts.get(state="rejected") == fact
    assert appeal.sorted_by.username == "boris"


def test_a_fact_may_be_added_only_where_there_is_such_a_field(as_, url, appeal):
    browser = as_("boris")
    given = {"about": "sought:0", "field": "patronymic", "value": "Олегович"}
    browser.post(f"{url}facts/", given)
    assert appeal.facts.get(field="patronymic").state == "confirmed"
    for wrong in ({"about": "sought:7"}, {"field": "shoe"}, {"value": " "}):
        assert browser.post(f"{url}facts/", given | wrong).status_code == 422


def test_a_deadline_that_is_corrected_or_rejected_moves_in_the_queue_too(as_, url, appeal):
    deadline = appeal.facts.get(field="deadline")
    as_("boris").post(f"{url}facts/{deadline.pk}/correct/", {"value": "2024-08-12"})
    appeal.refresh_from_db()
    assert str(appeal.deadline) == "2024-08-12"
    as_("boris").post(f"{url}facts/{deadline.pk}/reject/")
    appeal.refresh_from_db()
    assert appeal.deadline is None


def test_htmx_gets_the_facts_alone_and_the_next_unsure_one_is_in_focus(as_, url, fact, appeal):
    part = as_("boris").post(f"{url}facts/{fact.pk}/confirm/", headers={"hx-request": "true"}).text
    assert "<html" not in part
    following = appeal.facts.get(field="given")
    assert f'id="f{following.pk}"' in part
    assert part.count("autofocus") == 1
    assert "Given name: Глеб" in part[part.index("autofocus") :][:120]


def test_the_journal_holds_no_words_of_a_person(as_, url, fact, appeal):
    browser = as_("boris")
    browser.get(url)
    browser.post(f"{url}facts/{fact.pk}/correct/", {"value": "Ярцов"})
    browser.post(f"{url}set-aside/", {"reason": "duplicate"})
    entries = list(journal.of(appeal).order_by("number"))
    assert [entry.verb for entry in entries] == ["received", "read", "corrected", "set_aside"]
    assert not any("Ярц" in str(entry.details) for entry in entries)
    assert "corrected" in as_("amal").get("/journal/").text


def test_nothing_a_machine_proposed_is_confirmed_without_a_person(appeal):
    assert set(appeal.facts.values_list("state", flat=True)) == {ReadFact.State.PROPOSED}
    assert appeal.sorted_by is None
