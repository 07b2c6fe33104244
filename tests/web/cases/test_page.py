"""The page of a case: what is done, what is next."""

from datetime import date

import pytest
from django.urls import reverse

from tidings.web.cases import actions

DAY = date(2026, 11, 20)
PAGES = ["cases-detail", "cases-identity", "cases-rights", "letters-case", "tracing-request"]


def states(page):
    return {task.url.rstrip("/").rpartition("/")[2]: task.state for task in page.context["tasks"]}


def test_the_head_says_who_is_sought_and_who_writes_to_us(as_, case):
    page = as_("amal").get(reverse("cases-detail", args=[case.code])).text
    for words in ("Тихомиров Егор Павлович", "born 2005", "conscript", "unit 61057", "1 person writes to us"):
        assert words in page


def test_each_task_says_how_far_it_is(as_, case):
    page = as_("amal").get(reverse("cases-detail", args=[case.code]))
    assert [task.state for task in page.context["tasks"]] == [
        "done",
        "done",
        "done",
        "todo",
        "doing",
        "todo",
    ]


def test_rights_are_in_progress_until_the_days_of_limits_are_known_and_then_to_be_reviewed(as_, case, people):
    def state():
        page = as_("amal").get(reverse("cases-detail", args=[case.code]))
        return states(page)["rights"], case.assessments.first().asks

    everything = {"coercion": ["threat"], "contract_signed": True, "contract_signed_on": "2026-11-19"}
    everything |= {"last_contact_on": "2026-11-19", "circumstances": "other"}
    everything |= {"custody_by_state_alleged": False, "family_consents": False}
    for name, value in everything.items():
        actions.tell(case, name, value, by=people["amal"], on=DAY)
    assert state() == ("doing", "coercion_known_on")
    rights = as_("amal").get(reverse("cases-rights", args=[case.code])).text
    assert reverse("cases-tell", args=[case.code, "coercion_ended_on"]) in rights
    assert "not indicated" not in rights and "no sign of a breach in what was told" in rights
    for name in ("coercion_known_on", "coercion_ended_on"):
        actions.tell(case, name, "2026-11-19", by=people["amal"], on=DAY)
    assert state() == ("review", "")


def test_tracing_cannot_start_without_a_surname_but_a_letter_can_with_a_gap(as_, case):
    case.person.surname = ""
    case.person.save()
    page = as_("amal").get(reverse("cases-detail", args=[case.code]))
    by_name = {str(task.name): task.state for task in page.context["tasks"]}
    assert (by_name["Tracing"], by_name["Letters"]) == ("not_yet", "todo")
    assert "the surname will be a gap" in page.text
    draft = {"template": "whereabouts", "recipient": "ministry"}
    assert as_("amal").post(reverse("letters-case", args=[case.code]), draft).status_code == 302
    assert "[фамилия]" in case.letters.get().text


def test_it_asks_next_for_the_fact_that_would_decide_most(as_, case, people):
    for name, value in [("deployment_on", "2026-11-01"), ("task", "armed_conflict")]:
        actions.tell(case, name, value, by=people["amal"], on=DAY)
    page = as_("amal").get(reverse("cases-detail", args=[case.code])).text
    asked = case.assessments.first().asks
    assert asked in ("specialty_training", "service_started", "regime")
    assert reverse("cases-tell", args=[case.code, asked]) in page


def test_what_was_confirmed_and_no_rule_uses_is_seen_on_the_case(as_, appeal, people):
    for about, field, value in [
        ("sought:0", "call_up", "2026-10"),
        ("message", "place", "Наро-Фоминск"),
        ("message", "flag", "injury"),
    ]:
        appeal.facts.create(about=about, field=field, value=value, state="confirmed")
    case = actions.open_case(appeal, by=people["amal"], on=DAY)
    page = as_("amal").get(reverse("cases-detail", args=[case.code]))
    for words in (
        "Confirmed in the appeal",
        "Called up: October 2026",
        "Place: Наро-Фоминск",
        "Sign: injury",
    ):
        assert words in page.text
    assert case.person.place == "Наро-Фоминск"


def test_an_appeal_that_joins_adds_the_place_only_where_none_is_known(case, people):
    from tidings.web.appeals.models import Appeal

    for digest, place in [("1", "Суджа"), ("2", "Курск")]:
        again = Appeal.objects.create(
            team=case.team, channel="telegram", received_on=DAY, text="…", digest=digest * 64
        )
        again.facts.create(about="message", field="place", value=place, state="confirmed")
        actions.join(again, case, by=people["amal"], on=DAY)
        assert case.person.place == "Суджа"


@pytest.mark.parametrize(
    "places", [["Наро-Фоминск", "Суджа"], ["Белгородская область"], ["Суджа", "sought:1"], []]
)
def test_no_place_is_written_down_where_not_exactly_one_was_confirmed(appeal, people, places):
    for place in places:
        if place.startswith("sought"):
            appeal.facts.create(about=place, field="surname", value="Носов", state="confirmed")
        else:
            appeal.facts.create(about="message", field="place", value=place, state="confirmed")
    case = actions.open_case(appeal, by=people["amal"], on=DAY)
    assert case.person.place == ""


def test_days_that_were_told_stand_in_the_timeline_in_their_order(as_, case):
    events = as_("amal").get(reverse("cases-detail", args=[case.code])).context["timeline"]
    assert [event.on for event in events] == [date(2026, 11, 3), date(2026, 11, 16), DAY]


def test_two_who_say_different_things_are_shown_side_by_side(as_, case, people):
    actions.tell(case, "last_contact_on", "2026-11-05", by=people["boris"], on=DAY)
    page = as_("amal").get(reverse("cases-detail", args=[case.code])).text
    assert "told differently" in page
    assert "3 November 2026" in page


def test_the_words_of_an_appeal_are_never_taken_for_html(as_, case, appeal):
    appeal.text = "<script>alert(1)</script>"
    appeal.save()
    page = as_("amal").get(reverse("cases-detail", args=[case.code])).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 200), ("amal", 200), ("boris", 200)])
def test_its_pages_are_seen_by_the_team_and_exist_for_nobody_else(as_, case, page, name, status):
    assert as_(name).get(reverse(page, args=[case.code])).status_code == status


CHANGES = ["cases-hand-over", "cases-close", "cases-reopen"]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403), ("amal", 302), ("boris", 302)])
def test_changing_it_is_for_those_who_may_write(as_, case, people, change, name, status):
    answer = as_(name).post(reverse(change, args=[case.code]), {"to": people["boris"].pk})
    assert answer.status_code == status


def test_it_is_handed_over_only_to_someone_who_may_write(as_, case, people):
    answer = as_("amal").post(reverse("cases-hand-over", args=[case.code]), {"to": people["dora"].pk})
    assert answer.status_code == 422
    case.refresh_from_db()
    assert case.responsible == people["amal"]


def test_the_list_shows_what_is_open_what_is_mine_and_what_is_closed(as_, case, people):
    browser = as_("boris")
    lists = {
        show: browser.get(reverse("cases-list"), {"show": show}).text for show in ("open", "mine", "closed")
    }
    assert [case.code in lists[show] for show in ("open", "mine", "closed")] == [True, False, False]
    actions.close(case, by=people["amal"])
    assert case.code in browser.get(reverse("cases-list"), {"show": "closed"}).text


def test_another_teams_cases_are_not_in_the_list(as_, case):
    assert case.code not in as_("chen").get(reverse("cases-list")).text


def test_a_filter_that_does_not_exist_is_refused(as_, case):
    assert as_("amal").get(reverse("cases-list"), {"show": "secret"}).status_code == 404


def test_the_list_asks_the_database_as_often_for_many_cases_as_for_one(
    as_, case, people, django_assert_max_num_queries
):
    from tidings.web.cases.models import Case
    from tidings.web.people.models import Person

    for number in range(30):
        person = Person.objects.create(team=people["amal"].team, surname=f"Носов-{number}")
        Case.objects.create(team=person.team, person=person, responsible=people["boris"], opened_on=DAY)
    browser = as_("amal")
    with django_assert_max_num_queries(18):
        browser.get(reverse("cases-list"))


def test_its_page_asks_the_database_as_often_for_many_appeals_as_for_one(
    as_, case, people, django_assert_max_num_queries
):
    from tidings.web.appeals.models import Appeal

    for number in range(9):
        again = (
            Appeal.objects.create(
                team=case.team, channel="form", received_on=DAY, text="Есть вести?", digest=str(number) * 64
            )
            if number
            else None
        )
        if again:
            actions.join(again, case, by=people["amal"], on=DAY)
    browser = as_("amal")
    with django_assert_max_num_queries(40):
        browser.get(reverse("cases-detail", args=[case.code]))


@pytest.mark.parametrize("address", ["list", "detail"])
def test_it_says_what_it_is_about_and_how_urgent_its_most_urgent_appeal_is(as_, case, people, address):
    from tidings.web.appeals.models import Appeal

    worse = Appeal.objects.create(
        team=case.team, channel="form", received_on=DAY, text="Завтра увозят", digest="1" * 64,
        category="deployment_notice", urgency=3,
    )  # fmt: skip
    url = reverse("cases-list") if address == "list" else reverse("cases-detail", args=[case.code])
    assert "Lost contact" in as_("dora").get(url).text
    actions.join(worse, case, by=people["amal"], on=DAY)
    page = as_("dora").get(url).text
    assert '<span aria-hidden="true">!!</span> Critical' in page
    assert "Deployment" in page
