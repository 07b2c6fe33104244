"""Who gets in."""

import pytest
from django.test import Client


@pytest.mark.parametrize("page", ["/appeals/", "/cases/", "/tracing/", "/letters/", "/reports/", "/journal/"])
def test_a_stranger_is_asked_to_log_in(db, page):
    response = Client().get(page)
    assert response.status_code == 302
    assert response["Location"].startswith("/login/")


def test_the_right_password_opens_the_queue(people):
    people["amal"].set_password("a long password of ours")
    people["amal"].save()
    response = Client().post("/login/", {"username": "amal", "password": "a long password of ours"})
    assert response.status_code == 302
    assert response["Location"] == "/appeals/"


def test_a_wrong_password_is_refused_without_saying_which_half_was_wrong(people):
    answers = [
        Client().post("/login/", {"username": name, "password": "no"}, headers={"accept-language": "en"})
        for name in ("amal", "nobody")
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("do not belong together" in answer.text for answer in answers)


def test_nothing_of_a_page_is_kept_by_the_browser(as_):
    response = as_("amal").get("/journal/")
    assert response["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_the_language_can_be_changed_and_stays(as_):
    browser = as_("amal")
    response = browser.post("/language/", {"language": "uk", "next": "/journal/"})
    assert response["Location"] == "/journal/"
    assert '<html lang="uk"' in browser.get("/journal/").text


def test_the_way_back_after_a_language_never_leads_to_another_site(as_):
    response = as_("amal").post("/language/", {"language": "uk", "next": "https://example.org/"})
    assert response["Location"] == "/"
