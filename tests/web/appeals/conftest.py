"""An appeal of the cast's team, as extraction and triage may propose it; the words are invented."""

import os
from datetime import date

import pytest

if os.environ.get("DJANGO_SETTINGS_MODULE") == "tidings.web.settings":
    from tidings.extraction.mentions import Fact, Mention
    from tidings.extraction.messages import Message
    from tidings.text.sentences import Sentence
    from tidings.web.appeals import actions
    from tidings.web.appeals.proposals import Proposal

TEXT = "Ищу сына, Ярцева Глеба, 14.03.2005, в/ч 12345. Завтра <b>отправляют</b> под Суджу. Мать, +79000000001"


def mention(kind: str, words: str, value: str) -> "Mention":
    start = TEXT.index(words)
    return Mention(kind, words, start, start + len(words), value)


@pytest.fixture
def proposal() -> "Proposal":
    mentions = (
        mention("person", "Ярцева Глеба", "Ярцев Глеб"),
        mention("birth_date", "14.03.2005", "2005-03-14"),
        mention("unit", "12345", "12345"),
        mention("place", "Суджу", "Суджа"),
        mention("phone", "+79000000001", "+79000000001"),
    )
    facts = (
        Fact("sought:0", "surname", "Ярцев", (0,)),
        Fact("sought:0", "given", "Глеб", (0,)),
        Fact("sought:0", "birth_date", "2005-03-14", (1,)),
        Fact("sought:0", "unit", "12345", (2,)),
        Fact("enquirer", "phones", "+79000000001", (4,)),
        Fact("message", "place", "Суджа", (3,)),
        Fact("message", "deadline", "2024-08-10", ()),
    )
    return Proposal(
        lang="ru",
        category="deployment_notice",
        confidence=0.9,
        secondary=(),
        urgency=3,
        deadline=date(2024, 8, 10),
        flags=(),
        reasons=(Sentence(en="Sent tomorrow.", ru="Завтра отправка.", uk="Завтра відправка."),),
        deciding="Завтра <b>отправляют</b>",
        mentions=mentions,
        facts=facts,
    )


@pytest.fixture
def keep(people, proposal):
    """Keep one more appeal of the team, with words of its own."""

    def kept(text=TEXT, channel="telegram", by=None, **changes):
        message = Message("1", channel, date(2024, 8, 9), text)
        appeal = actions.keep(message, proposal, people["amal"].team, by=by)
        for name, value in changes.items():
            setattr(appeal, name, value)
        appeal.save()
        return appeal

    return kept


@pytest.fixture
def appeal(keep):
    return keep()


@pytest.fixture
def fact(appeal):
    return appeal.facts.get(field="surname")


@pytest.fixture
def url(appeal):
    return f"/appeals/{appeal.code}/"
