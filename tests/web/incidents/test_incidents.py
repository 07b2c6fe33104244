"""Confirmed claims become the draft of an incident, and the people they name rows for tracing."""

import pytest
from django.urls import reverse

from tidings.web.incidents import actions
from tidings.web.incidents.models import Incident
from tidings.web.journal import journal
from tidings.web.tracing.models import FoundList


@pytest.fixture
def confirmed(claims, people):
    for one in claims.values():
        actions.confirm(one, by=people["amal"])
    return claims


def make(browser, source, *claims, into=""):
    address = reverse("incidents-make", args=[source.code])
    return browser.post(address, {"claims": [one.pk for one in claims], "into": into})


def test_confirmed_claims_are_put_under_a_new_incident(as_, source, confirmed):
    make(as_("boris"), source, confirmed["captivity"], confirmed["coerced_contract"])
    incident = Incident.objects.get()
    assert {one.kind for one in incident.claims.all()} == {"captivity", "coerced_contract"}
    assert [entry.verb for entry in journal.of(incident)] == ["made_incident"]


def test_an_incident_says_who_claims_what_and_that_nothing_is_verified(as_, source, confirmed):
    make(as_("boris"), source, confirmed["captivity"])
    page = as_("dora").get(reverse("incidents-incident", args=[Incident.objects.get().code])).text
    assert "nothing here is verified" in page and "local residents" in page and "Pavel Sorokin" in page


def test_claims_of_another_report_are_added_to_an_incident(as_, source, confirmed, people):
    make(as_("boris"), source, confirmed["captivity"])
    other = actions.add_source(
        "A heading of it\n\nPavel Sorokin was captured.", people["amal"].team, by=people["amal"]
    )
    claim = other.claims.get()
    actions.confirm(claim, by=people["amal"])
    make(as_("boris"), other, claim, into=Incident.objects.get().code)
    assert Incident.objects.get().claims.count() == 2


def test_what_nobody_has_confirmed_makes_no_incident(as_, source, claims):
    assert make(as_("boris"), source, claims["captivity"]).status_code == 422
    assert make(as_("boris"), source).status_code == 422
    assert not Incident.objects.exists()


def test_a_claim_that_is_rejected_leaves_its_incident(as_, source, confirmed, people):
    make(as_("boris"), source, confirmed["captivity"])
    actions.reject(confirmed["captivity"], by=people["amal"])
    assert not Incident.objects.get().claims.exists()


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 302), ("boris", 302)])
def test_an_incident_is_drafted_by_those_of_the_team_who_may_write(as_, source, confirmed, name, status):
    assert make(as_(name), source, confirmed["captivity"]).status_code == status


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 200), ("boris", 200)])
def test_an_incident_is_seen_by_its_team(as_, source, confirmed, people, name, status):
    claim = confirmed["captivity"]
    incident = actions.make_incident([claim], by=people["amal"], on=source.added_on)
    assert as_(name).get(reverse("incidents-incident", args=[incident.code])).status_code == status


def test_a_name_in_a_report_is_offered_to_tracing(as_, source, confirmed):
    answer = as_("boris").post(
        reverse("incidents-names", args=[source.code]), {"rows": ["0"], "kind": "captured"}
    )
    found = FoundList.objects.get()
    assert answer.url == reverse("tracing-found", args=[found.code])
    [row] = found.records.all()
    assert (row.name, row.birth_date) == ("Pavel Sorokin", "2004-08-22/2005-08-21")
    assert (found.kind, found.source, found.name) == ("captured", "Northern Wire News", source.title)
    assert "offered_names" in [entry.verb for entry in journal.of(source)]


def test_nobody_is_offered_whom_no_confirmed_claim_names(as_, source, claims):
    page = as_("boris").get(reverse("incidents-names", args=[source.code])).text
    assert "Pavel Sorokin" not in page


def test_a_list_in_a_post_becomes_rows_with_their_lines(as_, people):
    post = "Список пленных, опубликован вчера:\n1. Тишин Егор Павлович, 2003 г.р., в/ч 12345\n2. Малой Олег, 2012 г.р.\n3. Сомов Никита, 1999"
    source = actions.add_source(post, people["amal"].team, by=people["amal"])
    as_("boris").post(
        reverse("incidents-names", args=[source.code]), {"rows": ["0", "1"], "kind": "captured"}
    )
    rows = [(one.row, one.name, one.birth_date, one.unit) for one in FoundList.objects.get().records.all()]
    assert [one[1:] for one in rows] == [
        ("Тишин Егор Павлович", "2003", "12345"),
        ("Сомов Никита", "1999", ""),
    ]


def test_the_same_names_are_offered_once(as_, source, confirmed):
    for _ in range(2):
        as_("boris").post(reverse("incidents-names", args=[source.code]), {"rows": ["0"], "kind": "captured"})
    assert FoundList.objects.count() == 1


def test_a_row_that_is_none_is_refused(as_, source, confirmed):
    address = reverse("incidents-names", args=[source.code])
    assert as_("boris").post(address, {"rows": ["7"], "kind": "captured"}).status_code == 422
    assert as_("boris").post(address, {"kind": "captured"}).status_code == 422


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403), ("boris", 200)])
def test_names_are_offered_by_those_of_the_team_who_may_bring_in_lists(as_, source, name, status):
    assert as_(name).get(reverse("incidents-names", args=[source.code])).status_code == status
