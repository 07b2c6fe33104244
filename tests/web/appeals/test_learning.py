"""What is learnt from decisions: shown before it counts, switched on and off in one step, and forgotten with what was erased."""

from datetime import date

import pytest

from tidings.extraction import Message
from tidings.web import work
from tidings.web.accounts import approvals
from tidings.web.appeals import actions, learnt, schooling
from tidings.web.appeals.models import Appeal, Learned, Sorting
from tidings.web.cases import erasing
from tidings.web.journal import journal
from tidings.web.vault import opened

DAY = date(2024, 8, 9)
WHEN = ["вчера", "сегодня", "утром", "днём", "ночью", "снова", "опять", "дома", "зимой", "весной", "летом"]
SAID = [
    ("Ищу сына Ярцева Глеба, не выходит на связь {}", "lost_contact", 2),
    ("Муж в плену, когда будет обмен, узнали {}", "captivity", 1),
    ("Контракт закончился, мужа не увольняют, рапорт подавали {}", "contract_dispute", 1),
    ("Сыну не начислили выплату за ранение, пособие просили {}", "contract_dispute", 1),
]
NEW = "Мужу не начислили выплату за ранение, пособие обещали в штабе"


@pytest.fixture(autouse=True)
def nothing_looked_at(monkeypatch):
    monkeypatch.setattr(learnt, "_looked_at", None)


@pytest.fixture
def received(people):
    def receive(text, team="amal"):
        return actions.receive(Message("1", "form", DAY, text), people[team].team)

    return receive


@pytest.fixture
def decided(received, people):
    """Forty-four decisions; the last kind the rules see otherwise."""
    made = []
    for words, category, urgency in SAID:
        for when in WHEN:
            made.append(received(words.format(when)))
            actions.sort(made[-1], category, urgency, by=people["boris"])
    return made


@pytest.fixture
def learned(decided, as_):
    as_("amal").post("/appeals/learning/ask/")
    assert work.learning() == 1
    return Learned.objects.get()


def test_confirming_and_correcting_are_decisions_kept_under_the_key_of_their_appeal(received, people):
    appeal = received(SAID[0][0].format("вчера"))
    actions.confirm_all(appeal, by=people["boris"])
    actions.sort(appeal, "captivity", 3, by=people["amal"])
    first, second = Sorting.objects.filter(appeal=appeal)
    assert (first.category, first.urgency, first.by) == ("lost_contact", "high", people["boris"])
    assert (second.category, second.urgency) == ("captivity", "critical")
    assert first.key == second.key == appeal.key
    assert second.rules["category"] == "lost_contact" and second.rules["points"]["lost_contact"] > 0


def test_names_and_telephones_are_not_learnt_from(received, people):
    received("Ищу сына Ярцева Глеба, тел. +7 900 000-31-04")
    actions.confirm_all(appeal := received("Ищу сына Ярцева Глеба, в/ч 12345, пропал"), by=people["amal"])
    (told,) = learnt.told(appeal.team)
    assert "Ярцев" not in told.decided.text and "12345" not in told.decided.text
    assert "пропал" in told.decided.text and len(told.decided.text) == len(appeal.text)


def test_the_newest_decision_about_an_appeal_counts(decided, people):
    actions.sort(decided[0], "remains", 0, by=people["amal"])
    told = {one.appeal: one.decided for one in learnt.told(decided[0].team)}
    assert len(told) == 44
    assert told[decided[0].pk].person == ("remains", "low")


def test_another_team_teaches_nothing_here(decided, people):
    assert learnt.told(people["chen"].team) == []


def test_what_it_would_change_is_shown_before_anyone_switches_it_on(learned, received, as_):
    page = as_("boris").get("/appeals/learning/").text
    assert "New appeals are sorted by the rules alone." in page
    assert "44 (100 %)" in page and "contract" in page.lower()
    assert "better" in page and "пособие" in page
    assert received(NEW).category != "contract_dispute"


def test_only_a_coordinator_switches_it_on_and_the_words_that_pushed_are_shown(learned, received, as_):
    assert as_("boris").post(f"/appeals/learning/{learned.pk}/on/").status_code == 403
    as_("amal").post(f"/appeals/learning/{learned.pk}/on/")
    appeal = received(NEW)
    assert appeal.category == "contract_dispute"
    assert appeal.rules["category"] != "contract_dispute"
    page = as_("boris").get(f"/appeals/{appeal.code}/").text
    assert "Earlier decisions of this office" in page and "“пособие”" in page
    assert not appeal.is_sorted


def test_switched_off_the_rules_sort_alone_again_and_both_are_in_the_journal(learned, received, as_):
    as_("amal").post(f"/appeals/learning/{learned.pk}/on/")
    as_("amal").post(f"/appeals/learning/{learned.pk}/off/")
    assert received(NEW).category != "contract_dispute"
    verbs = [one.verb for one in journal.of(learned).order_by("number")]
    assert verbs == ["asked_to_learn", "learnt", "switched_on", "switched_off"]
    assert "asked_to_learn" in [one.verb for one in journal.of(learned)]
    page = as_("amal").get("/journal/").text
    assert "switched on what was learnt" in page


def test_going_back_to_what_was_learnt_before_is_one_step(learned, people, as_):
    actions.switch_on(learned, by=people["amal"])
    actions.ask_to_learn(people["amal"].team, by=people["amal"])
    work.learning()
    newer = Learned.objects.exclude(pk=learned.pk).get()
    as_("amal").post(f"/appeals/learning/{newer.pk}/on/")
    assert list(Learned.objects.filter(on=True)) == [newer]
    assert "Go back to this" in as_("amal").get("/appeals/learning/").text
    as_("amal").post(f"/appeals/learning/{learned.pk}/on/")
    assert list(Learned.objects.filter(on=True)) == [learned]


def test_a_critical_urgency_of_the_rules_stays_critical(decided, people, received):
    for one in decided:
        actions.sort(one, one.category, 0, by=people["amal"])
    actions.ask_to_learn(people["amal"].team, by=None)
    work.learning()
    actions.switch_on(Learned.objects.get(), by=people["amal"])
    assert received("Сына обстреливают прямо сейчас, спасите, он просит о помощи, вчера звонил").urgency == 3
    assert received("Муж в плену, когда будет обмен").urgency == 0


def test_too_few_decisions_are_said_and_change_nothing(received, people, as_):
    actions.confirm_all(received(NEW), by=people["amal"])
    as_("amal").post("/appeals/learning/ask/")
    work.learning()
    learned = Learned.objects.get()
    assert "There are 1 decisions" in as_("amal").get("/appeals/learning/").text
    response = as_("amal").post(f"/appeals/learning/{learned.pk}/on/", follow=True)
    assert "Nothing was learnt here" in response.text
    assert not Learned.objects.filter(on=True).exists()


def test_what_rests_on_an_erased_appeal_is_learnt_anew_without_it(
    learned, decided, received, people, hired, monkeypatch, django_capture_on_commit_callbacks
):
    actions.switch_on(learned, by=people["amal"])
    received(SAID[3][0].format("осенью"))
    more = received(SAID[0][0].format("осенью"))
    actions.confirm_all(more, by=people["boris"])
    gone = Appeal.objects.get(pk=decided[0].pk)
    approvals.approve(
        approvals.ask("erase", gone, by=people["amal"], detail="asked"), by=hired("coordinator")
    )
    erasing.erase(gone, "asked", by=people["amal"], on=DAY)
    assert not Sorting.objects.filter(appeal=gone).exists()
    monkeypatch.setattr(learnt, "_looked_at", None)  # a minute later
    with django_capture_on_commit_callbacks(execute=True):
        work.learning()
    (anew,) = Learned.objects.filter(on=True)
    assert anew.pk != learned.pk
    assert gone.pk not in anew.appeals and gone.key not in anew.rests_on
    assert not Learned.objects.filter(pk=learned.pk).exists()
    assert not opened.keyring().standing([learned.key])


def test_weights_and_decisions_lie_closed(learned):
    row = Learned.objects.filter(pk=learned.pk).values("sealed").get()["sealed"]
    assert "пособ".encode() not in bytes(row) and b"features" not in bytes(row)
    assert "пособ".encode() not in bytes(Sorting.objects.values_list("sealed", flat=True)[0])


def test_the_worker_learns_by_itself_once_enough_was_decided(decided, people, monkeypatch):
    assert not learnt.is_due(people["amal"].team)
    monkeypatch.setattr(learnt, "ANEW_FROM", 44)
    assert learnt.is_due(people["amal"].team)
    assert schooling.learn_when_due() == 1
    assert not learnt.is_due(people["amal"].team)
    assert not Learned.objects.filter(on=True).exists()


def test_only_the_newest_that_are_not_on_are_kept(learned, people):
    for _ in range(learnt.KEPT + 2):
        actions.ask_to_learn(people["amal"].team, by=None)
        schooling.learn_when_due()
    assert Learned.objects.count() == learnt.KEPT


def test_what_was_learnt_that_cannot_be_read_leaves_the_rules_alone(learned, received, people):
    actions.switch_on(learned, by=people["amal"])
    broken = Learned.objects.get(pk=learned.pk)
    broken.weights = b"broken"
    broken.save()
    assert received(NEW).rules["category"] == Appeal.objects.latest("pk").category
