"""What only two people together may do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tidings.web.accounts import approvals
from tidings.web.accounts.approvals import NotApproved
from tidings.web.accounts.models import Approval, User
from tidings.web.journal import journal


@pytest.fixture
def asked(people):
    """Amal asks that Boris become an auditor."""
    return approvals.ask("role", people["boris"], by=people["amal"], detail="auditor")


def agree(people, hired, asked, who="coordinator"):
    approvals.approve(asked, by=hired(who))


def test_one_asks_another_agrees_and_it_is_done_once(people, hired, asked):
    agree(people, hired, asked)
    approvals.spend("role", people["boris"], by=people["amal"], detail="auditor")
    with pytest.raises(NotApproved):
        approvals.spend("role", people["boris"], by=people["amal"], detail="auditor")
    assert [entry.verb for entry in journal.of(people["boris"])] == ["asked_second"]
    assert [entry.verb for entry in journal.of(asked)] == ["agreed"]


def test_nobody_agrees_to_her_own(people, asked):
    with pytest.raises(NotApproved):
        approvals.approve(asked, by=people["amal"])
    with pytest.raises(NotApproved):
        approvals.spend("role", people["boris"], by=people["amal"], detail="auditor")


def test_nobody_agrees_to_what_is_about_herself(people, hired):
    other = hired("coordinator")
    about_her = approvals.ask("reset", other, by=people["amal"])
    with pytest.raises(NotApproved):
        approvals.approve(about_her, by=other)


@pytest.mark.parametrize("who", ["boris", "dora", "chen"])
def test_who_may_not_agree_does_not(people, asked, who):
    with pytest.raises(NotApproved):
        approvals.approve(asked, by=people[who])


def test_a_coordinator_of_another_team_does_not_but_any_custodian_does(people, hired, asked):
    with pytest.raises(NotApproved):
        approvals.approve(asked, by=hired("coordinator", team="chen"))
    approvals.approve(asked, by=hired("custodian", team="chen"))
    assert approvals.spend("role", people["boris"], by=people["amal"], detail="auditor").spent_at


@pytest.mark.parametrize("hours, stands", [(23, True), (25, False)])
def test_it_is_over_after_a_day(people, hired, asked, hours, stands):
    agree(people, hired, asked)
    Approval.objects.update(asked_at=timezone.now() - timedelta(hours=hours))
    assert bool(approvals.standing("role", people["boris"], people["amal"], detail="auditor")) is stands
    if not stands:
        with pytest.raises(NotApproved):
            approvals.spend("role", people["boris"], by=people["amal"], detail="auditor")


@pytest.mark.parametrize(
    "what, detail, whom",
    [("role", "coordinator", "boris"), ("reset", "auditor", "boris"), ("role", "auditor", "dora")],
)
def test_agreement_to_one_thing_is_none_to_another(people, hired, asked, what, detail, whom):
    agree(people, hired, asked)
    with pytest.raises(NotApproved):
        approvals.spend(what, people[whom], by=people["amal"], detail=detail)


def test_somebody_elses_agreement_is_not_ones_own(people, hired, asked):
    agree(people, hired, asked)
    with pytest.raises(NotApproved):
        approvals.spend("role", people["boris"], by=people["coordinator"], detail="auditor")


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": "caseworker"}])
def test_the_agreement_of_somebody_who_left_or_fell_is_none(people, hired, asked, change):
    agree(people, hired, asked)
    User.objects.filter(username="coordinator").update(**change)
    with pytest.raises(NotApproved):
        approvals.spend("role", people["boris"], by=people["amal"], detail="auditor")


def test_who_may_not_do_it_may_not_ask_either(people, case):
    with pytest.raises(NotApproved):
        approvals.ask("erase", case, by=people["boris"])


def test_the_page_shows_what_waits_and_another_person_agrees_there(as_, hired, asked):
    hired("custodian")
    assert "auditor" in as_("custodian").get("/approvals/").text
    assert as_("amal").post(f"/approvals/{asked.pk}/").status_code == 404
    assert as_("boris").post(f"/approvals/{asked.pk}/").status_code == 403
    assert as_("custodian").post(f"/approvals/{asked.pk}/").status_code == 302
    asked.refresh_from_db()
    assert asked.approved_by.username == "custodian"
