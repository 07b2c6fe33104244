"""Against one who came to read everything: a budget of records a day, and baits."""

from datetime import date

import pytest
from django.urls import reverse

from tidings.web.accounts import budget
from tidings.web.accounts.models import Alert, Opened
from tidings.web.appeals.models import Appeal
from tidings.web.journal import journal


@pytest.fixture
def many(people):
    """More appeals than anybody's work needs in a day."""
    Appeal.objects.bulk_create(
        Appeal(
            team=people["amal"].team,
            channel="form",
            received_on=date(2026, 11, 16),
            text="?",
            digest=f"{n:064}",
        )
        for n in range(1, budget.STOPPED + 3)
    )
    return list(Appeal.objects.order_by("pk"))


def opened(people, many, count):
    """Boris opened so many of them before."""
    Opened.objects.bulk_create(
        Opened(user=people["boris"], on=date.today(), subject="appeals.appeal", subject_id=one.pk)
        for one in many[:count]
    )


def page(appeal):
    return reverse("appeals-detail", args=[appeal.code])


def test_the_60th_record_of_a_day_warns_her_and_alerts_the_coordinator_at_once(as_, people, many):
    opened(people, many, 58)
    browser = as_("boris")
    assert "different records" not in browser.get(page(many[58])).text
    assert not Alert.objects.exists()
    assert "60 different records" in browser.get(page(many[59])).text
    alerts = as_("amal").get(reverse("alerts-list")).text
    assert "Boris" in alerts and "opened many records" in alerts


def test_a_scraper_is_stopped_at_150_whatever_it_opens(as_, people, many, case):
    opened(people, many, 149)
    browser = as_("boris")
    assert browser.get(page(many[149])).status_code == 200
    stopped = browser.get(page(many[150]))
    assert stopped.status_code == 403
    assert "Ask a coordinator" in stopped.text
    for url in ("cases-detail", "cases-rights", "letters-case", "tracing-request", "cases-close"):
        address = reverse(url, args=[case.code])
        assert browser.post(address).status_code in (403, 405)
        assert browser.get(address).status_code in (403, 405)
    assert Alert.objects.filter(kind="stopped", who=people["boris"]).count() == 1


def test_what_was_opened_today_stays_open(as_, people, many):
    opened(people, many, 150)
    assert as_("boris").get(page(many[3])).status_code == 200


def test_a_coordinator_allows_more_for_the_day_and_it_is_written_down(as_, people, many):
    opened(people, many, 150)
    as_("amal").post("/staff/person/boris/more/")
    assert as_("boris").get(page(many[150])).status_code == 200
    assert budget.may_open(people["boris"]) == 210
    assert journal.of(people["boris"]).filter(verb="raised_budget", by=people["amal"]).exists()


@pytest.mark.parametrize("name, whom", [("amal", "amal"), ("boris", "boris"), ("dora", "boris")])
def test_nobody_allows_herself_more(as_, people, name, whom):
    assert as_(name).post(f"/staff/person/{whom}/more/").status_code == 403


def test_the_same_record_counts_once_and_yesterday_not_at_all(as_, people, many):
    Opened.objects.create(user=people["boris"], on=date(2026, 1, 1), subject="appeals.appeal", subject_id=1)
    for _ in range(3):
        as_("boris").get(page(many[0]))
    assert list(Opened.objects.values_list("subject_id", "on")) == [(many[0].pk, date.today())]


@pytest.fixture
def bait(case):
    type(case).objects.filter(pk=case.pk).update(honey=True)
    return case


@pytest.mark.parametrize("url", ["cases-detail", "letters-case", "tracing-request"])
def test_whoever_opens_a_bait_is_reported_and_does_not_see_it(as_, hired, bait, url):
    seen = as_("boris").get(reverse(url, args=[bait.code]))
    assert seen.status_code == 200
    assert "bait" not in seen.text
    for name in ("amal", hired("auditor").username):
        assert "opened a bait" in as_(name).get(reverse("alerts-list")).text
    assert Alert.objects.get().who.username == "boris"


def test_nobody_reads_an_alert_about_herself(as_, people, bait):
    as_("amal").get(reverse("cases-detail", args=[bait.code]))
    assert "opened a bait" not in as_("amal").get(reverse("alerts-list")).text
    assert as_("boris").get(reverse("alerts-list")).status_code == 403


def test_an_alert_is_seen_by_each_for_herself(as_, people, hired, bait):
    as_("boris").get(reverse("cases-detail", args=[bait.code]))
    alert = Alert.objects.get()
    as_("amal").post(reverse("alerts-see", args=[alert.pk]))
    hired("auditor")
    assert "I have seen it" not in as_("amal").get(reverse("alerts-list")).text
    assert "I have seen it" in as_("auditor").get(reverse("alerts-list")).text


def test_a_bait_is_made_by_two(as_, hired, case):
    hired("custodian")
    address = reverse("cases-bait", args=[case.code])
    amal = as_("amal")
    assert as_("boris").post(address).status_code == 403
    for _ in range(2):
        amal.post(address)
    case.refresh_from_db()
    assert not case.honey
    (waiting,) = as_("custodian").get("/approvals/").context["waiting"]
    as_("custodian").post(reverse("staff-approve", args=[waiting["one"].pk]))
    amal.post(address)
    case.refresh_from_db()
    assert case.honey
