"""The queue shows what was asked for, in the order of urgency, and counts it rightly."""

import pytest

from tidings.web.appeals.models import Appeal


def test_the_most_urgent_comes_first_and_a_deadline_before_none(as_, keep):
    for number, (urgency, deadline) in enumerate(
        [(1, None), (3, None), (3, "2024-08-20"), (3, "2024-08-11")]
    ):
        keep(text=f"текст {number} " * 40, urgency=urgency, deadline=deadline, deciding=f"words {number}")
    page = as_("amal").get("/appeals/").text
    assert sorted(range(4), key=lambda n: page.index(f"words {n}")) == [3, 2, 1, 0]


def test_a_row_says_who_is_sought_and_that_nobody_has_confirmed_it(as_, appeal):
    page = as_("amal").get("/appeals/").text
    assert '<span class="proposed">Ярцев Глеб</span>' in page
    assert '<span class="proposed">unit 12345</span>' in page
    assert '<span class="proposed">Суджа</span>' in page


def test_words_of_the_text_are_escaped(as_, appeal):
    page = as_("amal").get("/appeals/").text
    assert "&lt;b&gt;отправляют" in page
    assert "<b>отправляют" not in page


def test_each_chip_says_how_many_it_leads_to(as_, keep):
    for number, category in enumerate(["lost_contact", "lost_contact", "captivity", "other"]):
        keep(text="т" * 200 + str(number), category=category, urgency=number)
    browser = as_("amal")
    counts = browser.get("/appeals/?category=lost_contact").context["counts"]
    for category, number in counts.categories:
        assert len(browser.get(f"/appeals/?category={category}").context["rows"]) == number
    assert counts.everything == 4
    assert counts.shown == 2
    assert counts.critical == 0
    assert browser.get("/appeals/").context["counts"].critical == 1


def test_filters_go_together(as_, keep, people):
    keep(text="т" * 200 + "1", channel="form")
    wanted = keep(text="т" * 200 + "2", channel="form", lang="uk", assigned_to=people["amal"])
    keep(text="т" * 200 + "3", channel="email", lang="uk", assigned_to=people["amal"])
    rows = as_("amal").get("/appeals/?channel=form&lang=uk&mine=1&state=waiting&urgency=3").context["rows"]
    assert [row.appeal for row in rows] == [wanted]


@pytest.mark.parametrize(
    "query",
    ["category=lost", "urgency=9", "lang=xx", "channel=pigeon", "state=gone", "mine=no", "page=x", "kind=1"],
)
def test_a_filter_that_there_is_not_is_said_and_never_skipped(as_, appeal, query):
    response = as_("amal").get(f"/appeals/?{query}")
    assert response.status_code == 400
    assert query.partition("=")[0] in response.text


def test_what_was_set_aside_is_seen_when_asked_for(as_, appeal):
    Appeal.objects.update(state="set_aside")
    assert as_("amal").get("/appeals/").context["rows"] == []
    assert len(as_("amal").get("/appeals/?state=set_aside").context["rows"]) == 1
    assert len(as_("amal").get("/appeals/?state=all").context["rows"]) == 1


def test_another_team_sees_nothing_and_counts_nothing(as_, appeal):
    context = as_("chen").get("/appeals/").context
    assert context["rows"] == []
    assert context["counts"].everything == 0


def test_fifty_rows_take_as_many_questions_as_one(as_, keep, django_assert_max_num_queries):
    for number in range(60):
        keep(text="т" * 200 + str(number))
    browser = as_("amal")
    browser.get("/appeals/")  # whom they seek is read once
    with django_assert_max_num_queries(17):
        page = browser.get("/appeals/")
    assert len(page.context["rows"]) == 50
    assert len(browser.get("/appeals/?page=2").context["rows"]) == 10
    assert browser.get("/appeals/?page=3").status_code == 404


def test_htmx_gets_the_rows_alone(as_, appeal):
    part = as_("amal").get("/appeals/", headers={"hx-request": "true"}).text
    assert "<html" not in part
    assert appeal.code in part
