"""Against two press reports that are no part of the product; each point that a reader should get, with its words.

Give the folder with belgorod-child-soldiers.txt and kursk-conscripts.txt in the environment variable TIDINGS_REPORTS.
"""

import os
from pathlib import Path

import pytest

from tidings.extraction.claims import Claim, Report, read_report

FOLDER = os.environ.get("TIDINGS_REPORTS")

pytestmark = pytest.mark.skipif(not FOLDER, reason="TIDINGS_REPORTS names no folder of press reports")


@pytest.fixture(scope="module")
def child() -> Report:
    return read_report((Path(str(FOLDER)) / "belgorod-child-soldiers.txt").read_text("utf-8"))


@pytest.fixture(scope="module")
def conscripts() -> Report:
    return read_report((Path(str(FOLDER)) / "kursk-conscripts.txt").read_text("utf-8"))


def claim(report: Report, kind: str, words: str) -> Claim:
    found = [one for one in report.claims if one.kind == kind and words in one.text]
    assert found, f"{kind}: {words}"
    return found[0]


def test_the_pages_say_what_they_are(child, conscripts):
    assert child.title.startswith("Russia accused of using child soldiers")
    assert conscripts.publisher == "ICARO Media Group"
    for clutter in ("Scroll Top", "Leave a comment", "Privacy Preferences", "cookies"):
        assert clutter not in child.body


def test_a_boy_of_eleven_was_enlisted_as_it_is_alleged(child):
    for words in ("has been enlisted", "officially joined"):
        found = claim(child, "child_recruitment", words)
        [boy] = [one for one in found.persons if one.role == "victim"]
        assert (boy.name, boy.age, boy.minor) == (None, 11, True)
        assert found.stance == "alleged"
        assert found.organisations == ("territorial defense forces",)
        assert "Belgorod region" in found.places


def test_it_rests_on_local_sources(child):
    assert claim(child, "child_recruitment", "Local sources indicate").attributed_to == "Local sources"


def test_the_parents_are_told_by_their_call_signs_and_trained(child):
    found = claim(child, "child_recruitment", "training sessions conducted")
    parents = [one.call_sign for one in found.persons if one.role == "relative"]
    assert parents == ["Chorny", "Keri"]
    assert "with his parents" in claim(child, "child_recruitment", "military training sessions").text


def test_the_convention_is_cited_with_its_age_and_year(child):
    found = claim(child, "legal_reference", "ratified by Russia in 1990")
    assert found.instruments == ("Convention on the Rights of the Child",)
    assert "under the age of 18" in found.text and found.dates == ("1990",)


def test_unicef_is_concerned_and_calls_on_russia(child):
    found = claim(child, "call_for_action", "deep concern and urged")
    assert "UNICEF" in str(found.attributed_to) and "UNICEF" in found.organisations


def test_the_government_has_not_answered_and_access_is_limited(child):
    found = claim(child, "official_response", "has not officially responded")
    assert found.stance == "no_response" and "access to the region" in found.text


def test_an_investigation_is_called_for(child):
    found = claim(child, "call_for_action", "called for an immediate investigation")
    assert "foreign governments" in str(found.attributed_to)


@pytest.mark.parametrize(
    "words, defined",
    [
        ("first group", "lost contact with their sons"),
        ("second category", "evacuated from the border area"),
        ("third category", "impending deployment"),
    ],
)
def test_three_categories_of_requests_with_what_defines_each(conscripts, words, defined):
    found = claim(conscripts, "request_category", words)
    assert defined in found.text and "spokesperson" in str(found.attributed_to)


def test_the_places_are_kursk_region_and_sudzha(conscripts):
    assert claim(conscripts, "request_category", "first group").places == ("Kursk region", "Sudzha")


@pytest.mark.parametrize("words", ["absence of an official mechanism", "no hotline"])
def test_officials_have_no_mechanism_and_no_hotline(conscripts, words):
    assert claim(conscripts, "official_response", words).stance == "no_response"


def test_forced_contracts_are_told_as_reported(conscripts):
    found = claim(conscripts, "coerced_contract", "forced to sign contracts")
    assert (found.stance, found.attributed_to) == ("alleged", "reports")


@pytest.mark.parametrize(
    "kind, words", [("document_seizure", "identities are confiscated"), ("threats", "labeled deserters")]
)
def test_papers_are_taken_and_threats_made_with_the_part_of_the_fsb(conscripts, kind, words):
    found = claim(conscripts, kind, words)
    assert "Federal Security Service (FSB)" in found.organisations


def test_the_presidents_claim_is_contradicted_by_the_exceptions_of_the_law(conscripts):
    found = claim(conscripts, "official_response", "wouldn't be sent")
    assert (found.stance, found.attributed_to) == ("contradicted", "President Vladimir Putin")
    law = claim(conscripts, "legal_reference", "martial law")
    assert law.instruments == ("conscription legislation",)


def test_notice_came_before_the_minimum_training(conscripts):
    assert claim(conscripts, "early_deployment", "not having completed")


@pytest.mark.parametrize("words", ["raise general appeals", "military medical commission"])
def test_what_parents_are_advised_to_do(conscripts, words):
    assert claim(conscripts, "call_for_action", words)


def test_exempted_people_are_taken(conscripts):
    assert claim(conscripts, "exemption_ignored", "previously exempted").stance == "alleged"
