"""Press reports, and what they name."""

import pytest
from django.urls import reverse

from tidings.web.incidents import actions
from tidings.web.incidents.models import Source
from tidings.web.journal import journal

TEXT = """Menu | News

Conscripts pressed into contracts, relatives say

A soldier, call sign “Granit”, spoke near Sudzha. <b>He is 19 years old.
"""


@pytest.fixture
def source(people):
    return actions.add_source(TEXT, people["amal"].team, by=people["amal"])


def test_its_words_are_kept_as_they_were_published(source):
    assert source.text == TEXT
    assert source.title == "Conscripts pressed into contracts, relatives say"


def test_what_it_names_is_marked_where_it_stands(as_, source):
    page = as_("amal").get(reverse("incidents-detail", args=[source.code])).text
    assert ">Sudzha</mark>" in page
    assert ">Granit</mark>" in page


def test_its_words_are_never_taken_for_html(as_, source):
    page = as_("amal").get(reverse("incidents-detail", args=[source.code])).text
    assert "&lt;b&gt;He is" in page


def test_the_same_text_is_kept_once(source, people):
    assert actions.add_source(TEXT, people["amal"].team, by=people["boris"]) == source


def test_two_teams_may_keep_the_same_text(source, people):
    assert actions.add_source(TEXT, people["chen"].team, by=people["chen"]) != source


def test_that_it_came_is_in_the_journal(source):
    assert [entry.verb for entry in journal.of(source)] == ["received"]


def test_a_report_is_added_by_pasting_it(as_, people):
    answer = as_("boris").post(reverse("incidents-add"), {"text": TEXT})
    assert answer.url == reverse("incidents-detail", args=[Source.objects.get().code])


def test_an_empty_report_is_refused(as_, people):
    assert as_("boris").post(reverse("incidents-add"), {"text": "  \n"}).status_code == 422
    assert not Source.objects.exists()


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 200), ("amal", 200), ("boris", 200)])
def test_a_report_is_seen_by_its_team(as_, source, name, status):
    assert as_(name).get(reverse("incidents-detail", args=[source.code])).status_code == status


@pytest.mark.parametrize("name, seen", [("chen", False), ("dora", True), ("amal", True)])
def test_the_list_shows_the_reports_of_ones_own_team(as_, source, name, seen):
    assert (source.code in as_(name).get(reverse("incidents-list")).text) is seen


@pytest.mark.parametrize("name, status", [("dora", 403), ("chen", 302), ("amal", 302)])
def test_adding_is_for_those_who_may_write(as_, people, name, status):
    assert as_(name).post(reverse("incidents-add"), {"text": TEXT}).status_code == status
