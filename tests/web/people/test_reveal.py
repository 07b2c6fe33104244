"""Who asks and how she is reached is covered until somebody says why she needs to see it."""

import time

import pytest
from django.urls import reverse

from tidings.web.journal import journal
from tidings.web.people import masking
from tidings.web.people.models import Reveal

NUMBER, NAME = "+79000003104", "Тихомирова"


@pytest.fixture
def mother(case):
    return case.enquiries.get().enquirer


def pages(case):
    return [reverse("cases-detail", args=[case.code]), reverse("letters-case", args=[case.code])]


def show(browser, case, mother, **told):
    return browser.post(reverse("cases-reveal", args=[case.code, mother.pk]), told)


def contact_part(page):
    return page[page.index('id="contact"') :]


@pytest.mark.parametrize("name", ["amal", "boris", "dora"])
def test_they_are_covered_for_everyone(as_, case, name):
    for address in pages(case):
        page = as_(name).get(address).text
        assert NUMBER not in page
    assert "•••• 04" in as_(name).get(pages(case)[0]).text


def test_the_name_of_who_asks_is_its_first_letters(as_, case):
    page = contact_part(as_("boris").get(pages(case)[0]).text)
    assert "Т. Л." in page and NAME not in page


def test_a_reason_shows_them_in_this_session_only_and_is_written_down(as_, case, mother, people):
    browser, other = as_("boris"), as_("boris")
    assert show(browser, case, mother, reason="reach").status_code == 302
    for address in pages(case):
        assert NUMBER in browser.get(address).text
        assert NUMBER not in other.get(address).text
        assert NUMBER not in as_("amal").get(address).text
    assert NAME in contact_part(browser.get(pages(case)[0]).text)
    (entry,) = journal.of(mother).filter(verb="revealed")
    assert (entry.by, entry.details["reason"]) == (people["boris"], "reach")


@pytest.mark.parametrize("told", [{}, {"reason": "curiosity"}, {"reason": "why", "words": ""}])
def test_without_a_reason_nothing_is_shown(as_, case, mother, told):
    browser = as_("boris")
    answer = show(browser, case, mother, **told)
    assert answer.status_code == 422
    assert NUMBER not in answer.text and NUMBER not in browser.get(pages(case)[0]).text
    assert not Reveal.objects.exists()


def test_the_words_of_a_reason_are_sealed_and_not_in_the_journal(as_, case, mother):
    show(as_("boris"), case, mother, reason="why", words="Звонила соседка Зоя")
    assert Reveal.objects.get().words == "Звонила соседка Зоя"
    assert "Зоя" not in str(list(journal.of(mother).values("details")))


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403), ("amal", 302), ("boris", 302)])
def test_showing_is_for_those_who_work_on_it(as_, case, mother, name, status):
    assert show(as_(name), case, mother, reason="reach").status_code == status


def test_many_in_one_session_need_a_confirmation(as_, case, mother):
    browser = as_("boris")
    session = browser.session
    session[masking.KEY] = list(range(10_000, 10_000 + masking.MANY))
    session["account_authentication_methods"][0]["at"] = time.time() - 16 * 60
    session.save()
    assert show(browser, case, mother, reason="reach")["Location"].startswith("/me/confirm/")
    assert NUMBER not in browser.get(pages(case)[0]).text


@pytest.mark.parametrize(
    "kind, value, shown",
    [
        ("phone", "+79000003104", "•••• 04"),
        ("email", "larisa@example.org", "l•••"),
        ("telegram", "@larisa", "l•••"),
    ],
)
def test_a_covered_contact_says_only_which_one_it_is(kind, value, shown):
    assert masking.masked(kind, value) == shown
