"""The pages of the conversation: who may answer, what goes, what is counted as new."""

import pytest
from django.urls import reverse

from tidings.web.appeals import mailbox


@pytest.fixture
def reply(hers):
    return reverse("appeals-reply", args=[hers.code])


@pytest.fixture
def heard(her_gate, hers, collect):
    """Something new from her."""
    her_gate.send("message", "Он звонил вчера.")
    collect()
    return hers.messages.get()


def test_an_answer_goes_into_the_mailbox(as_, reply, her_gate, hers):
    response = as_("boris").post(reply, {"text": "Мы работаем.", "names_nobody": "on"}, follow=True)
    assert her_gate.answers() == ["Мы работаем."]
    assert "The answer lies in the mailbox." in response.text and "Мы работаем." in response.text


def test_the_list_of_what_must_not_stand_in_it_is_gone_through(as_, reply, her_gate):
    page = as_("boris").get(reply).text
    assert "the surname of who is sought" in page
    response = as_("boris").post(reply, {"text": "Мы работаем."})
    assert response.status_code == 422 and her_gate.answers() == []


def test_what_would_give_somebody_away_is_shown_and_does_not_go(as_, reply, her_gate):
    response = as_("boris").post(reply, {"text": "Ярцев жив, +7 900 000-00-01", "names_nobody": "on"})
    assert response.status_code == 422 and her_gate.answers() == []
    assert "<q>Ярцев</q>" in response.text and "a telephone number" in response.text


def test_after_a_check_it_goes(as_, reply, her_gate, hers):
    browser = as_("boris")
    browser.post(reverse("appeals-trust", args=[hers.code]), {"because": "called"})
    assert "we called a number known before" in browser.get(reply).text
    browser.post(reply, {"text": "Ярцев жив."})
    browser.post(reverse("appeals-distrust", args=[hers.code]))
    browser.post(reply, {"text": "Ярцев в Суд", "names_nobody": "on"})
    assert her_gate.answers() == ["Ярцев жив."]


def test_a_reason_is_needed(as_, hers):
    assert as_("boris").post(reverse("appeals-trust", args=[hers.code]), {"because": ""}).status_code == 422
    hers.refresh_from_db()
    assert hers.trust == 0


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403)])
@pytest.mark.parametrize("page", ["appeals-reply", "appeals-trust", "appeals-distrust"])
def test_it_is_closed_to(as_, hers, name, status, page):
    assert as_(name).post(reverse(page, args=[hers.code]), {"because": "called"}).status_code == status


def test_a_message_is_new_until_somebody_who_may_answer_has_read_it(as_, heard, hers):
    answers = reverse("appeals-answers")
    page = reverse("appeals-detail", args=[hers.code])
    assert "Он звонил вчера." in as_("dora").get(page).text
    assert hers.code in as_("boris").get(answers).text
    assert '<span class="tag done">new</span>' in as_("boris").get(page).text
    assert hers.code not in as_("boris").get(answers).text
    assert '<span class="tag done">new</span>' not in as_("boris").get(page).text


def test_another_team_hears_nothing(as_, heard, hers):
    assert hers.code not in as_("chen").get(reverse("appeals-answers")).text


def test_what_is_asked_stays_on_the_list_until_it_was_done(as_, her_gate, hers, collect):
    her_gate.send("delete", "Удалите всё.")
    collect()
    browser, page = as_("boris"), reverse("appeals-detail", args=[hers.code])
    assert "This was done" in browser.get(page).text
    assert hers.code in browser.get(reverse("appeals-answers")).text
    settle = reverse("appeals-settle", args=[hers.code, hers.messages.get().pk])
    assert [as_(name).post(settle).status_code for name in ("chen", "dora")] == [404, 403]
    browser.post(settle)
    assert hers.code not in browser.get(reverse("appeals-answers")).text


def test_the_conversation_stands_on_the_page_of_the_case(as_, heard, hers, people):
    from datetime import date

    from tidings.web.cases import actions as cases

    case = cases.open_case(hers, confirm=[], by=people["amal"], on=date(2024, 8, 10))
    mailbox.reply(hers, "Мы работаем.", by=people["boris"])
    page = as_("boris").get(reverse("cases-detail", args=[case.code])).text
    assert "Он звонил вчера." in page and "Мы работаем." in page


def test_words_of_a_message_are_words(as_, her_gate, hers, collect):
    her_gate.send("message", "<script>alert(1)</script>{{ 7|add:7 }}")
    collect()
    page = as_("boris").get(reverse("appeals-detail", args=[hers.code])).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in page and "<script>alert" not in page


def test_a_mailbox_that_is_gone_is_said(as_, reply, her_gate):
    from tidings.sealing import post

    post.forget(her_gate.database, her_gate.hers.public)
    response = as_("boris").post(reply, {"text": "Мы работаем.", "names_nobody": "on"})
    assert response.status_code == 409 and "no mailbox any more" in response.text


def test_what_is_asked_is_a_task_of_the_case(her_gate, hers, collect, people):
    from datetime import date

    from tidings.web.cases import actions as cases
    from tidings.web.cases.models import Case
    from tidings.web.cases.tasks import tasks

    case = cases.open_case(hers, confirm=[], by=people["amal"], on=date(2024, 8, 10))

    def task():
        found = tasks(Case.objects.get(pk=case.pk), date(2024, 8, 10))
        return next((one.state, one.note, one.urgent) for one in found if one.name == "Answers")

    assert task() == ("done", "", False)
    her_gate.send("delete", "")
    collect()
    assert task() == ("todo", "asks that everything be erased", True)
    mailbox.settle(hers.messages.get(), by=people["boris"])
    her_gate.send("message", "Он звонил.")
    collect()
    assert task() == ("todo", "1 message is new", True)
