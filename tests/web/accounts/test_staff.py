"""Who works here changes by a coordinator's hand, and roles of trust by two."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tidings.web.accounts import actions
from tidings.web.accounts.approvals import NotApproved
from tidings.web.accounts.models import User
from tidings.web.journal import journal

HER = "/staff/person/boris/"


@pytest.mark.parametrize("name, status", [("amal", 200), ("boris", 403), ("chen", 403), ("dora", 403)])
def test_the_staff_is_for_coordinators(as_, name, status):
    assert as_(name).get("/staff/").status_code == status
    assert as_(name).get(HER).status_code == status


def test_those_of_another_team_do_not_exist(as_):
    assert "chen" not in as_("amal").get("/staff/").text
    assert as_("amal").get("/staff/person/chen/").status_code == 404
    assert as_("amal").post("/staff/person/chen/reset/").status_code == 404


def test_somebody_added_comes_in_with_the_password_told_once_and_chooses_her_own(as_):
    told = as_("amal").post(
        "/staff/add/", {"username": "eva", "name": "Eva", "role": "intake", "language": "uk"}
    )
    (password,) = re.findall(r"<code>(.+?)</code>", told.text)
    browser = Client()
    assert browser.post("/login/", {"login": "eva", "password": password})["Location"] == "/"
    assert browser.get("/appeals/")["Location"] == "/me/password/"
    chosen = {
        "old_password": password,
        "new_password1": "own words, quite long",
        "new_password2": "own words, quite long",
    }
    assert browser.post("/me/password/", chosen)["Location"] == "/me/"
    assert browser.get("/appeals/")["Location"] == "/me/second/"
    eva = User.objects.get(username="eva")
    assert (eva.role, eva.team.name, eva.language) == ("intake", "North", "uk")
    assert password not in str(list(journal.of(eva).values("details")))


@pytest.mark.parametrize("role", ["coordinator", "custodian", "auditor"])
def test_nobody_begins_in_a_role_of_trust(as_, people, role):
    form = {"username": "eva", "name": "", "role": role, "language": "ru"}
    assert as_("amal").post("/staff/add/", form).status_code == 422
    with pytest.raises(NotApproved):
        actions.add("eva", "", role, "ru", by=people["amal"])


def test_an_everyday_role_is_changed_by_one_and_ends_her_sessions(as_, people):
    hers = as_("boris")
    as_("amal").post(f"{HER}role/", {"role": "intake"})
    assert hers.get("/appeals/").status_code == 302
    people["boris"].refresh_from_db()
    assert people["boris"].role == "intake"


@pytest.mark.parametrize("role", ["coordinator", "custodian", "auditor"])
def test_a_role_of_trust_is_given_by_two(as_, people, hired, role):
    hired("coordinator", name="eva")
    amal, eva = as_("amal"), as_("eva")

    def tried():
        amal.post(f"{HER}role/", {"role": role})
        people["boris"].refresh_from_db()
        return people["boris"].role

    assert tried() == "caseworker"
    assert tried() == "caseworker", "asking twice is not agreeing"
    (waiting,) = re.findall(r"/approvals/(\d+)/", eva.get("/approvals/").text)
    eva.post(f"/approvals/{waiting}/")
    assert tried() == role
    (entry,) = journal.of(people["boris"]).filter(verb="changed_role")
    assert (entry.by, entry.details["second"]) == (people["amal"], people["eva"].pk)


def test_nobody_changes_her_own_role(people):
    with pytest.raises(NotApproved):
        actions.change_role(people["amal"], "intake", by=people["amal"])


def test_a_reset_takes_password_factor_and_sessions(as_, people):
    hers = as_("boris")
    told = as_("amal").post(f"{HER}reset/")
    (password,) = re.findall(r"<code>(.+?)</code>", told.text)
    assert not Authenticator.objects.filter(user=people["boris"]).exists()
    assert hers.get("/appeals/").status_code == 302
    assert Client().post("/login/", {"login": "boris", "password": password})["Location"] == "/"


def test_the_access_of_somebody_trusted_is_reset_by_two(as_, people, hired):
    eva = hired("auditor", name="eva")
    assert "<code>" not in as_("amal").post("/staff/person/eva/reset/", follow=True).text
    with pytest.raises(NotApproved):
        actions.reset(eva, by=people["amal"])


def test_who_leaves_is_out_at_once(as_, people):
    hers = as_("boris")
    as_("amal").post(f"{HER}leave/")
    assert hers.get("/appeals/").status_code == 302
    people["boris"].refresh_from_db()
    assert not people["boris"].is_active


def test_a_coordinators_button_ends_all_sessions_within_five_seconds(as_):
    hers = as_("boris")
    assert hers.get("/appeals/").status_code == 200
    began = time.monotonic()
    as_("amal").post(f"{HER}sessions/")
    assert hers.get("/appeals/").status_code == 302
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("page", ["add/", "person/boris/role/", "person/boris/reset/", "person/boris/leave/"])
def test_after_15_minutes_one_shows_again_who_one_is(as_, people, page):
    browser = as_("amal")
    session = browser.session
    session["account_authentication_methods"][0]["at"] = time.time() - 16 * 60
    session.save()
    answer = browser.post(f"/staff/{page}", {"role": "intake"})
    assert answer["Location"].startswith("/me/confirm/passkey/")
    people["boris"].refresh_from_db()
    assert (people["boris"].role, people["boris"].is_active) == ("caseworker", True)
