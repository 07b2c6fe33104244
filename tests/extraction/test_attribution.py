"""Who goes on speaking in a sentence that names nobody."""

import pytest

from tidings.extraction.claims import read_report

HEADING = "What happened in the autumn of that year\n\n"


def said_by(text: str, words: str) -> tuple[str | None, str]:
    told = {
        (one.attributed_to, one.stance) for one in read_report(HEADING + text).claims if words in one.text
    }
    [found] = told
    return found


def test_a_quotation_of_several_sentences_has_the_speaker_who_is_named_beside_it():
    text = "“They came at night,” Olga Remizova said. “The guards beat my son with rifle butts.”"
    assert said_by(text, "beat my son") == ("Olga Remizova", "alleged")


def test_a_quotation_of_another_paragraph_is_nobodys():
    text = "“They came at night,” Olga Remizova said.\n\n“The guards beat my son with rifle butts.”"
    assert said_by(text, "beat my son")[0] is None


@pytest.mark.parametrize(
    "text, words, by",
    [
        ("Срочников били прикладами. Об этом сообщили матери солдат.", "прикладами", "матери солдат"),
        ("Строковиків били прикладами. Про це розповіли матері солдатів.", "прикладами", "матері солдатів"),
    ],
)
def test_who_reported_this_speaks_of_the_sentence_before(text, words, by):
    assert said_by(text, words) == (by, "alleged")


def test_a_list_after_a_colon_has_the_speaker_before_the_colon():
    text = "Жители Зарубино пишут:\n\n— у Олега отобрали паспорт;\n— соседа избили в комендатуре."
    assert said_by(text, "отобрали паспорт") == ("Жители Зарубино", "alleged")
    assert said_by(text, "избили") == ("Жители Зарубино", "alleged")


INTERVIEW = """Адвокат Лидия Соколенко помогает солдатам.

— С чем к вам приходят?

— Людей держат в подвале без еды. Паспорта отобрали.

— Их били?

— Да, двоих избили прикладами.

— Что вы делаете?

— Пишу жалобы.

В части на вопросы редакции не ответили."""


def test_the_answers_of_an_interview_are_said_by_who_is_interviewed():
    for words in ("в подвале", "Паспорта", "прикладами"):
        assert said_by(INTERVIEW, words) == ("Лидия Соколенко", "alleged")


def test_a_question_of_an_interview_claims_nothing_and_what_follows_is_nobodys_answer():
    claims = read_report(HEADING + INTERVIEW).claims
    assert not any("Их били" in one.text for one in claims)
    [answer] = [one for one in claims if one.kind == "official_response"]
    assert answer.stance == "no_response" and answer.attributed_to != "Лидия Соколенко"


def test_two_questions_make_no_interview():
    text = "Ann Lee came to the square.\n\nWhy?\n\nHer son was beaten in Kursk.\n\nBy whom?\n\nNobody knows."
    assert said_by(text, "was beaten")[0] is None


def test_he_is_who_the_sentence_before_begins_with():
    text = "Ivan Tugarin came back in May. In June, he told the court, guards beat him."
    assert said_by(text, "guards beat him") == ("Ivan Tugarin", "alleged")


def test_he_is_nobody_where_two_are_named_before():
    text = "Ivan Tugarin met Oleg Pruss in May. In June, he told the court, guards beat him."
    assert said_by(text, "guards beat him")[0] is None


def test_whom_a_speaker_tells_of_does_not_speak():
    text = "Marina Dolgikh, 46, said her son Artyom had been beaten by guards."
    assert said_by(text, "beaten by guards")[0] == "Marina Dolgikh, 46"


def test_who_says_we_demand_is_not_whom_the_demand_names():
    assert said_by("Требуем вывести всех срочников из Курской области.", "вывести")[0] is None
