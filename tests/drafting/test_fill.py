"""A letter says what is known, asks for what is not, and invents nothing."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.drafting import FIELDS, TEMPLATES, fill, gaps, parse
from tidings.errors import InvalidFacts
from tidings.text.dates import ImpreciseDate
from tidings.text.names import Name

EARLY = {"findings": {"early_deployment": "indicated", "contract_coercion": "not_indicated"}}
FORCED = {"findings": {"contract_coercion": "indicated"}, "coercion": ["beating", "threat"]}
LAWYERS = {"проверить ссылку", "проверить, какие статьи применимы"}


def test_there_are_two_letters_named_in_three_languages():
    assert set(TEMPLATES) == {"military_prosecutor", "whereabouts"}
    assert all(len(set(letter.title.as_dict().values())) == 3 for letter in TEMPLATES.values())


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_uses_only_fields_that_there_are(name):
    assert set(TEMPLATES[name].fields) <= set(FIELDS)
    assert {"enquirer", "sought", "address", "written_on"} <= set(TEMPLATES[name].fields)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_letter_of_which_nothing_is_known_is_full_of_gaps_each_with_a_question(name):
    draft = fill(name, {"findings": {}})
    assert {gap.name for gap in draft.gaps} >= {"sought", "enquirer", "birth_date", "unit", "written_on"}
    assert {gap.label for gap in draft.gaps} == set(gaps(draft.text)) - LAWYERS
    assert all(gap.question.say(lang) for gap in draft.gaps for lang in ("ru", "uk", "en"))
    assert draft.check == ()


def test_what_is_known_stands_in_the_letter(known):
    draft = fill("military_prosecutor", known | EARLY)
    assert draft.gaps == ()
    assert set(gaps(draft.text)) == {"проверить ссылку"}
    for words in (
        "> От: Кравцовой Анны Ивановны",
        "военнослужащего: Кравцов Илья Петрович, дата рождения: 14 марта 2005 года.",
        "по призыву в войсковой части 12345",
        "назначена: 6 августа 2024 года. Место: Суджа.",
        "специальности военнослужащий не прошёл",
        "~ 20 августа 2024 года | ____________ А. И. Кравцова",
    ):
        assert words in draft.text


def test_every_declined_name_is_to_be_confirmed(known):
    (declined,) = fill("whereabouts", known).check
    assert (declined.name, declined.case) == ("Кравцова Анна Ивановна", "genitive")
    assert declined.written == "Кравцовой Анны Ивановны"


def test_paragraphs_follow_the_findings(known):
    early, forced = (
        fill("military_prosecutor", known | EARLY).text,
        fill("military_prosecutor", known | FORCED).text,
    )
    assert "четырёх месяцев службы" in early and "принуждение к заключению" not in early
    assert "четырёх месяцев службы" not in forced and "побои, угрозы" in forced
    assert "Опросить военнослужащего лично" in forced and "Опросить" not in early


def test_what_a_lawyer_must_look_at_is_written_too_but_not_what_is_undecided(known):
    said = {"early_deployment": "needs_lawyer", "document_seizure": "insufficient_data"}
    text = fill("military_prosecutor", known | {"findings": said}).text
    assert "четырёх месяцев службы" in text
    assert "изъятие личных документов" not in text


def test_without_findings_the_facts_choose(known):
    text = fill("military_prosecutor", {"document_taken": "passport", "contract_signed": False}).text
    assert "забрали документ: паспорт гражданина" in text
    assert "Контракт военнослужащий не подписывал." in text
    assert "Не допустить принуждения" in text


def test_a_contract_that_was_signed_is_demanded_to_be_examined(known):
    signed = known | FORCED | {"contract_signed": True, "contract_signed_on": date(2024, 8, 1)}
    text = fill("military_prosecutor", signed).text
    assert "Контракт подписан: 1 августа 2024 года." in text
    assert "проверить подлинность подписи" in text


def test_whether_he_consents_is_asked_and_never_assumed(known):
    said = "военнослужащий знает и согласен"
    assert said in fill("military_prosecutor", known | EARLY).text
    assert said not in fill("military_prosecutor", known | EARLY | {"consent": False}).text
    untold = fill("military_prosecutor", known | EARLY | {"consent": None})
    assert said not in untold.text
    assert [gap.name for gap in untold.gaps] == ["consent"]


def test_demands_and_attachments_are_numbered_from_one(known):
    blocks = parse(fill("military_prosecutor", known | EARLY).text)
    numbers = [block.number for block in blocks if block.kind == "number"]
    assert numbers == [1, 2, 3, 4, 1, 2, 3]


def test_a_part_of_a_name_that_is_not_known_is_a_gap(known):
    draft = fill("whereabouts", known | {"enquirer": Name("Кравцова", "Анна")})
    assert "От: Кравцовой Анны [отчество, если есть]" in draft.text
    assert "enquirer.patronymic" in {gap.name for gap in draft.gaps}


@pytest.mark.parametrize("nobody", [None, "", {}, Name()])
def test_a_person_of_whom_nothing_is_known_is_one_gap(nobody):
    draft = fill("whereabouts", {"enquirer": nobody})
    assert "От: [ваши фамилия, имя, отчество]" in draft.text
    assert draft.check == ()


def test_a_name_may_be_given_in_parts(known):
    parts = {"surname": "Кравцов", "given": "Илья", "patronymic": None}
    assert "Кравцов Илья [отчество, если есть]" in fill("whereabouts", known | {"sought": parts}).text


@pytest.mark.parametrize(
    "told, written",
    [
        ("2005-03-14", "14 марта 2005 года"),
        ("2005-03", "март 2005 года"),
        ("2005", "2005 год"),
        (ImpreciseDate(date(2005, 3, 1), date(2005, 5, 31)), "между 1 марта 2005 года и 31 мая 2005 года"),
    ],
)
def test_a_birth_date_is_written_as_exactly_as_it_is_known(told, written):
    assert f"дата рождения: {written}." in fill("whereabouts", {"birth_date": told}).text


@pytest.mark.parametrize(
    "unit", ["12345", 12345, "в/ч 12345", "в.ч. 12345", "вч12345", "войсковая часть № 12345"]
)
def test_a_unit_is_written_once(unit):
    assert "в войсковой части 12345." in fill("whereabouts", {"unit": unit}).text


@pytest.mark.parametrize(
    "recipient, line", [("commander", "Командиру войсковой части"), ("ministry", "В Министерство")]
)
def test_the_request_goes_to_whom_one_chose(recipient, line):
    assert fill("whereabouts", {"recipient": recipient}).text.startswith(f"> {line}")
    assert fill("whereabouts", {}).text.startswith("> Кому: [кому: командиру части")


@pytest.mark.parametrize(
    "facts, said",
    [
        ({"written_on": "tomorrow"}, "'written_on' cannot be 'tomorrow'. Give a day"),
        ({"birth_date": "spring"}, "'birth_date' cannot be 'spring'"),
        ({"unit": ["1"]}, "'unit' cannot be"),
        ({"sought": 7}, "'sought' cannot be 7. Give a name"),
        ({"account": {"a": 1}}, "'account' cannot be"),
        ({"relation": True}, "'relation' cannot be True. Give one of mother"),
    ],
)
def test_a_value_of_another_kind_is_refused(facts, said):
    with pytest.raises(InvalidFacts) as refused:
        fill("whereabouts", facts)
    assert said in str(refused.value)


def test_a_value_that_the_letter_has_no_words_for_is_a_gap():
    assert "relation" in {gap.name for gap in fill("whereabouts", {"relation": "unknown"}).gaps}


WILD = st.text(alphabet="[]{}#>~-|%1. \n\tабв", max_size=40)


@settings(max_examples=80, deadline=None)
@given(WILD, WILD)
def test_nothing_that_was_told_becomes_a_mark_or_a_gap(account, place):
    plain = fill("military_prosecutor", {"findings": {"early_deployment": "indicated"}})
    told = {"findings": {"early_deployment": "indicated"}, "account": account, "place": place}
    wild = fill("military_prosecutor", told)
    assert set(gaps(wild.text)) <= set(gaps(plain.text))
    for kind in ("title", "heading", "address", "signature"):
        assert _count(wild.text, kind) == _count(plain.text, kind)


def _count(text, kind):
    return sum(block.kind == kind for block in parse(text))


UNCHECKED = ("1237", "№ 53-ФЗ", "2202-1", "№ 828", "19.17", "119, 163")


def test_a_citation_that_nobody_checked_says_so_in_the_letter():
    sentences = [part for line in TEMPLATES["military_prosecutor"].lines for part in line.split(";")]
    for words in UNCHECKED:
        (sentence,) = [sentence for sentence in sentences if words in sentence]
        assert "[проверить" in sentence
