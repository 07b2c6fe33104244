"""How long a session lasts, and what ends it at once."""

import time

import pytest
from django.conf import settings as office
from django.test import Client

from tidings.web.accounts import actions, entering
from tidings.web.accounts.models import Team, User


def in_(browser, **times):
    """Set the times of a session."""
    session = browser.session
    session.update(times)
    session.save()
    return browser


def is_in(browser):
    return browser.get("/appeals/").status_code == 200


@pytest.mark.parametrize("minutes, stays", [(19, True), (21, False)])
def test_a_session_ends_after_20_idle_minutes(as_, minutes, stays):
    assert is_in(in_(as_("boris"), last=time.time() - minutes * 60)) is stays


@pytest.mark.parametrize("hours, stays", [(9.9, True), (10.1, False)])
def test_a_session_ends_after_10_hours_whatever_is_done(as_, hours, stays):
    assert is_in(in_(as_("boris"), began=time.time() - hours * 60 * 60)) is stays


def test_a_page_that_asks_by_itself_does_not_keep_a_session_alive(as_, people):
    browser = in_(as_("boris"), last=(before := time.time() - 19 * 60))
    browser.get("/tracing/looking/")
    assert browser.session["last"] == before
    browser.get("/tracing/")
    assert browser.session["last"] > before


def test_a_part_of_a_page_sends_the_whole_page_to_the_login(as_):
    browser = in_(as_("boris"), last=0)
    assert browser.get("/appeals/", headers={"hx-request": "true"})["HX-Redirect"] == "/login/"


@pytest.mark.parametrize(
    "change",
    [
        {"role": User.Role.LAWYER},
        {"role": User.Role.RESEARCHER},
        {"is_active": False},
        {"team": "South"},
    ],
)
def test_another_role_or_team_ends_all_sessions_at_once(as_, people, change):
    one, two = as_("boris"), as_("boris")
    assert is_in(one) and is_in(two)
    if "team" in change:
        change = {"team": Team.objects.get(name="South")}
    User.objects.filter(pk=people["boris"].pk).update(**change)
    assert not is_in(one) and not is_in(two)
    assert is_in(as_("amal"))


def test_a_coordinator_ends_them_with_a_button(as_, people):
    browser = as_("boris")
    actions.end_sessions(people["boris"], by=people["amal"])
    assert not is_in(browser)
    people["boris"].refresh_from_db()
    assert is_in(as_("boris"))


def test_the_name_of_a_session_changes_at_login(people):
    browser = Client()
    browser.get("/login/")
    before = browser.session.session_key
    browser.force_login(people["boris"])
    assert browser.session.session_key != before


def test_cookies_go_nowhere_else(as_):
    browser = in_(as_("boris"), last=time.time() - 60)
    browser.get("/me/")
    cookie = browser.cookies[office.SESSION_COOKIE_NAME]
    assert cookie["samesite"] == "Strict" and cookie["httponly"]
    assert office.CSRF_COOKIE_SAMESITE == "Strict"


def test_every_page_that_may_be_opened_without_a_second_factor_has_an_address():
    from django.urls import get_resolver

    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert names >= entering.SETTING_UP | entering.ASKING
