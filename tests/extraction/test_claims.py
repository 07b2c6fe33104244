"""A report is read for what it claims: each claim points to its words, and to who says so."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.extraction import claims
from tidings.extraction.claims import read_report

HEADING = "What happened in the autumn of that year\n\n"


def claim(text: str, kind: str = ""):
    found = [one for one in read_report(HEADING + text).claims if not kind or one.kind == kind]
    assert len(found) == 1, [(one.kind, one.text) for one in found]
    return found[0]


@pytest.mark.parametrize(
    "text, kind, stance, by",
    [
        ("Conscripts were forced to sign contracts in Kursk.", "coerced_contract", "asserted", None),
        ("Conscripts were reportedly forced to sign contracts.", "coerced_contract", "alleged", None),
        ("Срочников заставили подписать контракт, говорят матери.", "coerced_contract", "alleged", "матери"),
        ("Строковиків змусили підписати контракт, кажуть матері.", "coerced_contract", "alleged", "матері"),
        (
            "The ministry of defence denied the reports.",
            "official_response",
            "denied",
            "The ministry of defence",
        ),
        ("Минобороны не ответило на вопросы.", "official_response", "no_response", "Минобороны"),
        ("Міноборони не відповіло на запит.", "official_response", "no_response", "Міноборони"),
        ("UNICEF called for an inquiry.", "call_for_action", "asserted", "UNICEF"),
    ],
)
def test_the_stance_and_the_speaker_of_a_claim(text, kind, stance, by):
    found = claim(text, kind)
    assert (found.stance, found.attributed_to) == (stance, by)


def test_a_promise_is_contradicted_by_a_rule_of_law_in_the_same_report():
    promise = "The president promised that conscripts would not be sent to fight."
    law = " The decree on military service allows it after four months."
    assert claim(promise).stance == "asserted"
    assert claim(promise + law, "official_response").stance == "contradicted"


def test_what_is_denied_by_an_authority_is_no_claim_of_a_violation():
    kinds = {one.kind for one in read_report(HEADING + "The army denied that conscripts were beaten.").claims}
    assert kinds == {"official_response"}


def test_she_is_the_speaker_of_the_sentence_before_and_of_no_other():
    told = read_report(
        HEADING + "The guards beat them, said Olga Remizova. They were beaten daily, she added."
    )
    assert [one.attributed_to for one in told.claims] == ["Olga Remizova", "Olga Remizova"]
    assert claim("They were beaten daily, she added.").attributed_to is None


def test_a_child_without_a_name_is_told_by_its_age():
    found = claim("An 11-year-old boy joined the Storm battalion in Belgorod region.", "child_recruitment")
    [child] = found.persons
    assert (child.name, child.age, child.minor, child.role) == (None, 11, True, "victim")


@pytest.mark.parametrize(
    "text, told",
    [
        ("The father of a 19-year-old said that his son was beaten.", "19-year-old"),
        ("A 19-year-old with asthma was beaten by guards.", "19-year-old"),
        ("19-летний рассказал, что его избили.", "19-летний"),
        ("Його побили. 19-річний написав про це матері, його катували.", "19-річний"),
        ("The 19-year-old conscript was beaten.", "19-year-old conscript"),
    ],
)
def test_the_words_of_somebody_told_by_an_age_are_no_verb(text, told):
    people = [one.words for claim in read_report(text).claims for one in claim.persons if one.age == 19]
    assert set(people) == {told}


@pytest.mark.parametrize(
    "text, calls",
    [
        ("A lawyer who advises conscripts’ families said that signatures may be contested in court.", 0),
        ("“Few know it,” said a lawyer who advises conscripts.", 0),
        ("Anna Petrova advises families of conscripts in Samara.", 0),
        ("Юрист, который советует родственникам, просил не называть его.", 0),
        ("A lawyer who helps them advised families not to sign.", 1),
        ("“Keep every paper,” she advised the mothers.", 1),
        ("Юрист советует родственникам сохранять документы.", 1),
        ("Правозахисники радять родичам не підписувати контракт.", 1),
    ],
)
def test_who_advises_people_for_a_living_calls_for_nothing(text, calls):
    assert [one.kind for one in read_report(text).claims].count("call_for_action") == calls


@pytest.mark.parametrize(
    "text, kinds",
    [
        ("Signatures obtained by threats may be contested in court, a lawyer said.", []),
        ("Подпись под угрозой можно оспорить в суде, говорит юрист.", []),
        ("Підпис під погрозами можна оскаржити в суді, каже юрист.", []),
        ("Pavel Sorokin was beaten; the contract can be contested, his mother said.", ["ill_treatment"]),
    ],
)
def test_what_the_law_gives_against_something_does_not_say_that_it_happened(text, kinds):
    assert [one.kind for one in read_report(text).claims] == kinds


def test_a_child_is_known_again_where_the_report_has_only_one():
    text = "A 12-year-old girl lives in Sudzha. Residents say the girl was handed a rifle by the Storm battalion."
    [child] = claim(text, "child_recruitment").persons
    assert child.age == 12
    two = text.replace("A 12-year-old girl lives", "A 12-year-old girl and a 13-year-old girl live")
    assert [one.age for one in claim(two, "child_recruitment").persons] == [None]


def test_the_parents_call_signs_are_theirs():
    text = "The boy’s parents, who go by the call signs “Sokol” and “Lira,” took him to training sessions."
    told = [(one.call_sign, one.role) for one in claim(text, "child_recruitment").persons if one.call_sign]
    assert told == [("Sokol", "relative"), ("Lira", "relative")]


def test_these_forces_are_the_unit_named_before():
    text = "They formed a volunteer battalion. A boy of 13 was enlisted in the battalion, residents say."
    assert claim(text, "child_recruitment").organisations == ("volunteer battalion",)


def test_the_convention_is_the_treaty_named_before():
    text = "This breaches the Convention on the Rights of the Child. The Convention forbids it under the age of 18."
    cited = [one.instruments for one in read_report(HEADING + text).claims]
    assert cited == [("Convention on the Rights of the Child",)] * 2


def test_of_a_treaty_its_age_is_read_and_its_years_are_added_from_our_list():
    found = claim(
        "The Convention on the Rights of the Child forbids it under the age of 18.", "legal_reference"
    )
    assert found.age == 18
    years = found.as_dict()["ratified"]["Convention on the Rights of the Child"]
    assert years == {"ru": 1990, "ua": 1991}


def test_categories_of_requests_are_told_by_the_one_who_announced_them():
    text = "According to a lawyer, requests fall into two categories. The first are families of the missing."
    found = claim(text, "request_category")
    assert found.attributed_to == "a lawyer"


def test_a_date_without_its_year_stays_as_it_is_written():
    assert claim("Conscripts were beaten on August 6.").dates == ("August 6",)
    dated = read_report(
        "A heading that is long enough\n12 August 2024\n\nConscripts were beaten on August 6."
    )
    assert dated.claims[0].dates == ("2024-08-06",)


def test_how_long_something_takes_is_no_day():
    head = "A heading of some words\n15 November 2026\n\n"
    text = f"{head}The prosecutor’s office did not respond, though it must within 30 days. He was beaten three days ago."
    assert [one.dates for one in read_report(text).claims] == [(), ("2026-11-12",)]


def test_every_violation_is_called_something_in_three_languages():
    assert all(set(claims.label(kind)) == {"en", "ru", "uk"} for kind in claims.kinds())


PIECES = st.sampled_from(
    [
        "call sign “", "позывной «Рысь", "»", "”", ", said ", "по словам ", "The Convention ", "11-year-old boy ", "Минобороны ", "не ответило ", "\n", "\n\n", ". ", ", ", " — ", "первая категория ",
        "forced to sign ", "killed", "Ольга Ремизова", "the boy ", "he said", "Указ № ", "12345", "<html>", "<p>", "</p>", "<script>", "<h1>", "— ", "ß", "İ", "ﬁ", "12 мая 2024", "“", "\u2028", "\r\n",
    ]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=30).map("".join)))
def test_any_text_can_be_read_and_claims_point_to_their_words(text):
    report = read_report(text)
    for one in report.claims:
        assert report.body[one.start : one.end] == one.text != ""
        assert one.stance in claims.STANCES and one.kind in (*claims.kinds(), *claims.OTHER_KINDS)
        for person in one.persons:
            assert report.body[person.start : person.end] == person.words
            assert person.role in claims.ROLES


def test_a_report_is_read_alike_twice():
    text = HEADING + "A boy of 13 was enlisted in the Storm battalion yesterday, residents say."
    assert read_report(text) == read_report(text)
    assert replace(read_report(text)).as_dict() == read_report(text).as_dict()


@pytest.mark.parametrize("words", ["He was killed. ", ". ", "he said, ", "1. Аа Бб\n", "“A.” said he. ", "«"])
def test_the_work_grows_no_faster_than_the_text(words):
    def effort(times: int) -> float:
        """The better of two, for the machine may be busy; of another text, or what is known would not be read again."""
        taken = []
        for begins in ("", "So. "):
            start = time.process_time()
            read_report(begins + words * times)
            taken.append(time.process_time() - start)
        return min(taken)

    effort(50)
    assert effort(1600) < 8 * effort(400) + 0.5
