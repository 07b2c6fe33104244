import pytest

from tidings.gate.forms import QUESTIONS, WORDS


def test_each_page_leads_to_the_next(visitor, answers):
    for number, typed in enumerate(answers.all, 1):
        onward = visitor.press(f"{number}/", **typed)
        assert onward.status_code == 302
        assert onward["Location"] == ("/ru/files/" if number == 6 else f"/ru/{number + 1}/")


@pytest.mark.parametrize("number, field", [(1, "name"), (3, "last_contact"), (5, "what_happened")])
def test_only_three_answers_are_needed(visitor, number, field):
    refused = visitor.press(f"{number}/")
    page = refused.content.decode()
    assert refused.status_code == 422
    assert page.count('class="error"') == 1
    assert f'href="#id_{field}"' in page
    assert "<title>Ошибка: Вопрос" in page


@pytest.mark.parametrize("number", [2, 4, 6])
def test_the_others_may_be_left_empty(visitor, number):
    assert visitor.press(f"{number}/").status_code == 302


def test_not_knowing_is_an_answer(visitor):
    assert visitor.press("3/", last_contact_unknown="on").status_code == 302


def test_what_was_typed_stays_when_something_is_missing(visitor):
    refused = visitor.press("1/", birth_date="19 лет, <весна>")
    assert "19 лет, &lt;весна&gt;" in refused.content.decode()
    assert "19 лет, &lt;весна&gt;" in visitor.look("1/").content.decode()


@pytest.mark.parametrize("date", ["весна 2023", "05/7/24", "позавчора", "три недели назад, в среду", "2024"])
def test_a_date_may_be_any_words(visitor, date):
    assert visitor.press("3/", last_contact=date).status_code == 302


def test_too_long_is_said_with_the_number_and_nothing_is_cut(visitor):
    refused = visitor.press("5/", what_happened="я" * (WORDS + 1))
    assert refused.status_code == 422
    assert "20001" in refused.content.decode()
    assert "я" * (WORDS + 1) in visitor.look("5/").content.decode()


def test_a_zero_byte_does_no_harm(visitor):
    visitor.press("1/", name="Ива\0нов")
    assert "Иванов" in visitor.look("1/").content.decode()


def test_a_choice_that_is_none_of_ours_is_refused(visitor):
    assert visitor.press("2/", relation="general").status_code == 422


def test_back_and_another_language_keep_even_what_is_not_complete(visitor):
    assert visitor.press("3/", place="Суджа", back="1")["Location"] == "/ru/2/"
    assert visitor.press("3/", place="Рыльск", speak="uk")["Location"] == "/uk/3/"
    visitor.language = "uk"
    assert "Рыльск" in visitor.look("3/").content.decode()


def test_a_language_that_we_do_not_speak_changes_nothing(visitor):
    assert visitor.press("2/", speak="//evil.example")["Location"] == "/ru/3/"


def test_a_change_returns_to_the_check(visitor):
    visitor.answer()
    assert visitor.press("1/change/", name="Иной")["Location"] == "/ru/check/"
    assert visitor.press("1/change/", name="Иной", back="1")["Location"] == "/ru/check/"
    assert visitor.press("1/change/", name="Иной", speak="en")["Location"] == "/en/1/change/"


def test_the_check_reads_back_what_was_said(visitor):
    page = visitor.answer().look("check/").content.decode()
    for words in [
        "Вигаданенко Ілля",
        "весна 2005",
        "Мать",
        "Не знаю",
        "Суджа",
        "Срочная служба",
        "после 20:00",
    ]:
        assert words in page
    assert "завтра на границу" in page and "Сыну сказали:<br>" in page
    assert page.count("/change/") == len(QUESTIONS)
    assert 'href="/ru/files/"' in page


def test_the_check_does_not_send_what_is_incomplete(visitor, post_of):
    visitor.press("1/", name="Иванов")
    refused = visitor.press("check/")
    assert refused.status_code == 422
    assert "/3/change/" in refused.content.decode().split("<h1>")[0]
    assert post_of() == []


@pytest.mark.parametrize("page", ["0/", "7/", "99999999999/", "1/other/"])
def test_there_are_no_other_questions(visitor, page):
    assert visitor.look(page).status_code == 404
