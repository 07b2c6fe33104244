"""A message is read and sorted as it comes; the same message twice adds nothing."""

from dataclasses import replace
from datetime import date

from tidings.extraction import Fact, Message
from tidings.web.appeals import actions
from tidings.web.appeals.models import Appeal, Urgency
from tidings.web.journal import journal

TEXT = "Мой сын, Ярцев Глеб Олегович, 14.03.2005, срочник, в/ч 12345. Завтра отправляют в Курскую область, не обучен. Мать"
MESSAGE = Message("1", "form", date(2024, 8, 9), TEXT)


def test_what_was_read_is_kept_as_proposed_with_its_words(people):
    appeal = actions.receive(MESSAGE, people["amal"].team)
    surname = appeal.facts.get(about="sought:0", field="surname")
    assert (surname.value, surname.state, surname.by) == ("Ярцев", "proposed", None)
    assert "Ярцев" in surname.mentions.get().words
    assert appeal.lang == "ru"


def test_it_is_sorted_with_reasons_in_three_languages(people):
    appeal = actions.receive(MESSAGE, people["amal"].team)
    assert appeal.urgency == Urgency.CRITICAL
    assert appeal.category == "deployment_notice"
    assert appeal.deadline == date(2024, 8, 10)
    assert all(set(reason) == {"ru", "uk", "en"} for reason in appeal.reasons)
    assert appeal.deciding in TEXT
    assert appeal.sorted_by is None


def test_the_same_message_twice_adds_nothing(people):
    first = actions.receive(MESSAGE, people["amal"].team)
    assert actions.receive(replace(MESSAGE, id="another"), people["amal"].team) == first
    assert Appeal.objects.count() == 1
    assert journal.of(first).count() == 1


def test_the_same_words_to_another_team_are_another_appeal(people):
    actions.receive(MESSAGE, people["amal"].team)
    actions.receive(MESSAGE, people["chen"].team)
    assert Appeal.objects.count() == 2


def test_what_is_said_twice_is_one_fact_that_rests_on_both(people, proposal):
    again = replace(proposal, facts=(*proposal.facts, Fact("sought:0", "surname", "Ярцев", (3,))))
    appeal = actions.keep(MESSAGE, again, people["amal"].team, by=None)
    assert appeal.facts.get(field="surname").mentions.count() == 2


def test_an_empty_or_odd_text_is_kept_all_the_same(people):
    for text in ("?", "\U0001f64f" * 50, "слово " * 20_000):
        assert actions.receive(replace(MESSAGE, text=text), people["amal"].team).pk
