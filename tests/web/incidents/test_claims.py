"""A person says of each claim whether the report makes it: yes, no, or otherwise."""

import pytest
from django.urls import reverse

from tidings.web.incidents.models import Claim
from tidings.web.journal import journal


def post(browser, source, claim, what, **typed):
    return browser.post(reverse(f"incidents-claim-{what}", args=[source.code, claim.pk]), typed)


def typed(claim, **other):
    told = {"kind": claim.kind, "stance": claim.stance, "attributed_to": claim.said_by, **other}
    return {f"c{claim.pk}-{name}": words for name, words in told.items()}


def test_nothing_is_confirmed_before_a_person_says_so(source):
    assert {one.state for one in source.claims.all()} == {Claim.State.PROPOSED}


@pytest.mark.parametrize("what, state", [("confirm", "confirmed"), ("reject", "rejected")])
def test_a_claim_is_judged_by_a_person_and_it_is_written_down(as_, source, claims, what, state):
    claim = claims["captivity"]
    answer = post(as_("boris"), source, claim, what)
    claim.refresh_from_db()
    assert (claim.state, claim.by.username) == (state, "boris")
    assert claim.pk in [entry.details.get("claim") for entry in journal.of(source)]
    assert answer.url.startswith(reverse("incidents-detail", args=[source.code]) + "#c")


def test_what_is_corrected_is_confirmed_and_what_the_machine_read_stays_beside_it(as_, source, claims):
    claim = claims["captivity"]
    post(
        as_("boris"),
        source,
        claim,
        "correct",
        **typed(claim, kind="missing", stance="asserted", places="Sudzha; Kursk"),
    )
    claim.refresh_from_db()
    assert (claim.kind, claim.stance, claim.state) == ("missing", "asserted", "confirmed")
    assert claim.told["places"] == ["Sudzha", "Kursk"]
    assert claim.proposed["kind"] == "captivity"
    assert claim.told["attributed_to"] == claim.proposed["attributed_to"]
    assert claim.told["persons"] == claim.proposed["persons"]


def test_a_correction_that_is_none_is_refused_and_changes_nothing(as_, source, claims):
    claim = claims["captivity"]
    assert post(as_("boris"), source, claim, "correct", **typed(claim, kind="theft")).status_code == 422
    claim.refresh_from_db()
    assert (claim.kind, claim.state) == ("captivity", "proposed")


def test_a_part_of_the_page_is_enough_for_htmx_and_the_next_claim_is_in_line(as_, source, claims):
    browser = as_("boris")
    first, second = source.claims.all()[:2]
    address = reverse("incidents-claim-confirm", args=[source.code, first.pk])
    part = browser.post(address, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert f"claims/{second.pk}/confirm" in part.split("autofocus")[0].rsplit("<form", 1)[1]


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 302), ("boris", 302)])
@pytest.mark.parametrize("what", ["confirm", "reject"])
def test_judging_is_for_those_of_the_team_who_may_write(as_, source, claims, name, status, what):
    assert post(as_(name), source, claims["captivity"], what).status_code == status


def test_a_child_is_named_on_no_page(as_, source, claims):
    browser = as_("amal")
    post(browser, source, claims["child_recruitment"], "confirm")
    browser.post(reverse("incidents-make", args=[source.code]), {"claims": [claims["child_recruitment"].pk]})
    claims["child_recruitment"].refresh_from_db()
    incident = claims["child_recruitment"].incident
    pages = [("incidents-list",), ("incidents-detail", source.code), ("incidents-incident", incident.code)]
    pages += [("incidents-names", source.code)]
    shown = "".join(browser.get(reverse(name, args=args)).text for name, *args in pages)
    assert "Melnik" not in shown and "Anton" not in shown
    assert "M•••••" in shown and "Pavel Sorokin" in shown


def test_a_childs_name_that_was_covered_in_the_form_stays_as_it_was(as_, people):
    from tidings.web.incidents import actions

    text = "A heading of a page\n\nThe boy was beaten, said schoolboy Anton Melnik, 14."
    source = actions.add_source(text, people["amal"].team, by=people["amal"])
    claim = source.claims.get()
    assert "•" in claim.said_by
    post(as_("amal"), source, claim, "correct", **typed(claim, kind="threats"))
    claim.refresh_from_db()
    assert "Anton Melnik" in claim.told["attributed_to"]
