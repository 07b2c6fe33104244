"""What a person confirmed reaches the law where the words mean the same, and only there."""

from datetime import date

import pytest
from django.urls import reverse

from tidings.extraction.messages import Message
from tidings.law import FACTS
from tidings.web.appeals import actions as appeals
from tidings.web.appeals.models import Appeal, Category
from tidings.web.cases import actions
from tidings.web.cases.telling import Confirmed, Letter, added, tell
from tidings.web.demo import content
from tidings.web.letters.actions import draft

DAY = date(2026, 11, 22)
FORCED = "coerced_contract"


def flag(value, *words):
    return Confirmed("flag", value, words)


@pytest.mark.parametrize(
    "facts, category, told",
    [
        ([Confirmed("status", "conscript")], "", {"service": "conscript"}),
        ([Confirmed("status", "minor"), Confirmed("status", "contract")], "", {"service": "contract"}),
        ([Confirmed("status", "minor")], "", {}),
        ([Confirmed("status", "conscript"), Confirmed("status", "contract")], "", {}),
        ([Confirmed("last_contact", "2026-11-03")], "", {"last_contact_on": "2026-11-03"}),
        (
            [Confirmed("last_contact", "2026-11-03"), Confirmed("last_contact", "2026-11-09")],
            "",
            {"last_contact_on": "2026-11-09"},
        ),
        ([Confirmed("last_contact", "2026-11")], "", {}),
        ([Confirmed("last_contact", "2026-11-42")], "", {}),
        ([Confirmed("age", "16")], "", {"age": 16}),
        ([Confirmed("age", "19")], "", {}),
        ([Confirmed("age", "16"), Confirmed("birth_date", "2010-01")], "", {}),
        ([flag("threats")], FORCED, {"coercion": ["threat"]}),
        (
            [flag("documents_confiscated"), flag("threats"), flag("forged_signature")],
            FORCED,
            {"coercion": ["threat", "forged_signature", "documents_taken"]},
        ),
        ([flag("threats")], "", {}),
        ([flag("threats")], "lost_contact", {}),
        ([], FORCED, {}),
        ([flag("injury"), flag("imminent"), flag("medical_ground")], FORCED, {}),
        ([Confirmed("deadline", "2026-11-23")], "deployment_notice", {"deployment_on": "2026-11-23"}),
        ([Confirmed("deadline", "2026-11-23")], "", {}),
        ([Confirmed("deadline", "2026-11-23")], FORCED, {}),
        ([flag("training_incomplete")], "", {"specialty_training": False}),
        ([flag("conscientious_ground")], "", {"conscience": True}),
        ([Confirmed("place", "Суджа")], "lost_contact", {}),
    ],
)
def test_it_goes_over_where_the_words_mean_the_same(facts, category, told):
    assert tell(facts, category) == told


@pytest.mark.parametrize(
    "words, paper",
    [
        ("забрали паспорт", "passport"),
        ("забрали у него военный билет", "military_ticket"),
        ("отобрали военник", "military_ticket"),
        ("вилучили військовий квиток", "military_ticket"),
        ("took his military ID", "military_ticket"),
        ("took away his passport", "passport"),
        ("забрали загранпаспорт", "foreign_passport"),
        ("забрали заграничный паспорт", "foreign_passport"),
        ("забрали документы", None),
        ("забрали паспорт и военный билет", None),
    ],
)
def test_a_paper_is_told_where_the_words_name_one(words, paper):
    assert tell([flag("documents_confiscated", words)]).get("document_taken") == paper


@pytest.mark.parametrize(
    "words, coercion",
    [
        (("не давали спать",), ["sleep_deprivation"]),
        (("не давали спать", "били"), ["beating", "sleep_deprivation"]),
        (("beaten", "threatened"), ["beating", "threat"]),
        (("билет",), ["threat"]),
        ((), ["threat"]),
    ],
)
def test_blows_and_nights_without_sleep_are_told_where_the_words_say_so(words, coercion):
    assert tell([flag("threats", *words)], FORCED)["coercion"] == coercion


def signed_by_a_conscript(text, day="2026-11-21", said="вчера"):
    signed, conscript = text.index("подписал"), text.index("срочник")
    marks = [("service", "conscript", conscript, conscript + 7), ("sign", "signed", signed, signed + 8)]
    if said in text:
        marks.append(("day", day, text.index(said), text.index(said) + len(said)))
    facts = [Confirmed("status", "contract", ("подписал",), (signed, signed + 8))]
    return facts, Letter(text, DAY, tuple(marks))


def test_a_conscript_pressed_into_signing_stays_a_conscript_for_the_law():
    facts, letter = signed_by_a_conscript("Он срочник, два месяца, не давали спать, подписал вчера.")
    assert tell([*facts, flag("threats", "не давали спать")], FORCED, letter) == {
        "service": "conscript",
        "contract_signed": True,
        "contract_signed_on": "2026-11-21",
        "coercion": ["sleep_deprivation"],
    }


@pytest.mark.parametrize("text", ["Он срочник. Вчера, говорит, был дождь, подписал.", "Он срочник, подписал"])
def test_the_day_of_signing_is_told_only_where_it_stands_beside_it(text):
    facts, letter = signed_by_a_conscript(text, said="Вчера")
    told = tell(facts, FORCED, letter)
    assert told["contract_signed"] is True and "contract_signed_on" not in told


def test_without_pressure_or_without_a_conscript_the_contract_stands():
    facts, letter = signed_by_a_conscript("Был срочник, подписал вчера.")
    assert tell(facts, "lost_contact", letter) == {"service": "contract"}
    assert tell(facts, FORCED) == {"service": "contract"}
    assert tell(facts, FORCED, Letter(letter.text, DAY, letter.marks[1:])) == {"service": "contract"}


def test_of_a_forged_signature_nobody_says_that_he_signed():
    facts, letter = signed_by_a_conscript("Он срочник, подписал вчера.")
    told = tell([*facts, flag("forged_signature")], FORCED, letter)
    assert told == {"service": "conscript", "coercion": ["forged_signature"]}


def test_what_a_mother_writes_of_a_pressed_conscript_reaches_rules_and_complaint(people):
    text = "Мой сын Тихомиров Егор, срочник, служит два месяца. Три ночи не давали спать, подписал вчера контракт."
    asked = appeals.receive(Message("1", "form", DAY, text, None), people["amal"].team, by=people["amal"])
    appeals.confirm_all(asked, by=people["amal"])
    appeals.sort(asked, FORCED, asked.urgency, by=people["amal"])
    asked.refresh_from_db()
    case = actions.open_case(asked, by=people["amal"], on=DAY)
    assert case.person.service == "conscript"
    told = case.facts()
    assert (told["service"], told["contract_signed"]) == ("conscript", True)
    assert (told["contract_signed_on"], told["coercion"]) == ("2026-11-21", ["sleep_deprivation"])
    letter = draft(case, "military_prosecutor", by=people["amal"], on=DAY)
    assert "проходит службу по призыву" in letter.text and "подписан под давлением" in letter.text


def test_what_is_told_is_what_the_law_asks_in_its_order():
    told = list(
        tell([flag("threats"), Confirmed("status", "conscript"), flag("training_incomplete")], FORCED)
    )
    assert told == [name for name in FACTS if name in told]


def test_a_second_appeal_adds_to_a_list_and_never_takes_a_later_day_back():
    assert added(["threat"], "coercion", ["documents_taken", "threat"]) == ["threat", "documents_taken"]
    assert added("2026-11-09", "last_contact_on", "2026-11-03") == "2026-11-09"
    assert added(None, "coercion", ["threat"]) == ["threat"]
    assert added("contract", "service", "mobilised") == "mobilised"


@pytest.fixture
def forced(appeal):
    """A mother writes of threats and of a passport that was taken."""
    appeal.category, appeal.text = FORCED, "Угрожают, забрали паспорт."
    appeal.save()
    appeal.facts.create(about="message", field="flag", value="threats", proposed="threats")
    taken = appeal.facts.create(about="message", field="flag", value="documents_confiscated", proposed="x")
    taken.mentions.add(appeal.mentions.create(kind="documents_confiscated", start=10, end=25))
    return appeal


def test_after_confirm_all_the_rights_page_speaks_of_the_contract(as_, forced, people):
    appeals.confirm_all(forced, by=people["amal"])
    forced.refresh_from_db()
    case = actions.open_case(forced, by=people["amal"], on=DAY)
    assert case.facts()["coercion"] == ["threat", "documents_taken"]
    assert case.facts()["document_taken"] == "passport"
    findings = {one["rule"]: one["finding"] for one in case.assessments.first().findings}
    assert findings["contract_coercion"] == "indicated"
    assert "document_seizure" in findings
    assert {told.source for told in case.told.all()} == {forced}
    assert "concern no rule" not in as_("amal").get(f"/cases/{case.code}/rights/").text


def test_what_is_only_proposed_of_the_message_does_not_reach_the_law(forced, people):
    case = actions.open_case(forced, by=people["amal"], on=DAY)
    assert not {"coercion", "document_taken"} & case.facts().keys()


def test_a_category_that_no_person_confirmed_says_nothing_of_pressure(forced, people):
    facts = [fact.pk for fact in forced.facts.all()]
    case = actions.open_case(forced, confirm=facts, by=people["amal"], on=DAY)
    assert "coercion" not in case.facts()


def test_who_opens_a_case_sees_and_confirms_what_is_said(as_, forced):
    page = as_("amal").get(reverse("cases-open", args=[forced.code])).text
    assert "What is said" in page and "papers taken away" in page
    ticked = [str(fact.pk) for fact in forced.facts.all()]
    as_("amal").post(reverse("cases-open", args=[forced.code]), {"ready": "yes", "fact": ticked})
    case = forced.enquiries.get().case
    assert case.facts()["document_taken"] == "passport"


def test_where_two_are_sought_nothing_says_whom_the_flags_are_of(forced, people):
    forced.facts.create(about="sought:1", field="surname", value="Носов")
    appeals.confirm_all(forced, by=people["amal"])
    forced.refresh_from_db()
    case = actions.open_case(forced, by=people["amal"], on=DAY)
    assert "coercion" not in case.facts()


def test_lost_contact_reaches_the_rule_about_the_missing_and_asks_where_he_was(appeal, people):
    appeals.confirm_all(appeal, by=people["amal"])
    last = appeal.facts.get(field="last_contact")
    appeals.correct(last, "2026-04-03", by=people["amal"])
    case = actions.open_case(appeal, by=people["amal"], on=DAY)
    findings = {one["rule"]: one for one in case.assessments.first().findings}
    assert findings["missing_status"]["finding"] == "insufficient_data"
    assert findings["missing_status"]["missing"] == ["circumstances"]


def test_a_joined_appeal_adds_its_pressure_to_the_cases(forced, case, people):
    again = Appeal.objects.create(
        team=forced.team, channel="telegram", received_on=DAY, text="…", digest="1" * 64, category=FORCED
    )
    actions.tell(case, "coercion", ["beating"], by=people["amal"], on=DAY)
    again.facts.create(about="message", field="flag", value="threats")
    appeals.confirm_all(again, by=people["amal"])
    again.refresh_from_db()
    actions.join(again, case, by=people["amal"], on=DAY)
    assert case.facts()["coercion"] == ["beating", "threat"]


SENSIBLE = {
    "lost_contact": {"last_contact_on", "circumstances", "custody_by_state_alleged", "family_consents"},
    "captivity": {"last_contact_on", "circumstances", "custody_by_state_alleged", "family_consents"},
    "remains": {"last_contact_on", "circumstances"},
    "child_recruitment": {"birth_date", "age", "recruitment", "unit_kind", "direct_participation"},
}


@pytest.fixture
def opened(people):
    """The cases of the demo's appeals, opened after somebody confirmed all of each, by category."""
    cases = {}
    for message in content.appeals(DAY):
        appeal = appeals.receive(message, people["amal"].team)
        appeals.confirm_all(appeal, by=people["amal"])
        appeal.refresh_from_db()
        if appeal.category not in cases:
            cases[appeal.category] = []
        cases[appeal.category].append(actions.open_case(appeal, by=people["amal"], on=DAY))
    return cases


def test_every_category_of_the_demo_finds_something_or_asks_something_sensible(opened):
    assert set(opened) == set(Category.values)
    for category, cases in opened.items():
        for case in cases:
            assessment = case.assessments.first()
            assert assessment.findings or assessment.asks, category
            if not assessment.findings:
                fitting = SENSIBLE.get(category, {*actions.OPENING.get(category, ()), "service"})
                assert assessment.asks in fitting, (category, assessment.asks)
