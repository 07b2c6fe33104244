"""A page without its clutter: title, publisher, day, body."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.extraction.pages import read_page

PASTED = """Home  News  About us | Subscribe

Boy of twelve seen with armed men near Svatove

Eastern Herald, 12 May 2024

A man said that the 12-year-old stood guard near Svatove. Nobody answered.

Share on Facebook
Leave a comment
You must be logged in to post a comment.
Privacy Preferences
When you visit our website, it may store information through your browser.
"""


def test_of_a_pasted_page_the_report_is_left():
    page = read_page(PASTED)
    assert page.title == "Boy of twelve seen with armed men near Svatove"
    assert (page.publisher, page.published) == ("Eastern Herald", "2024-05-12")
    assert page.body == "A man said that the 12-year-old stood guard near Svatove. Nobody answered."


CLUTTERED = tomllib.loads(
    Path(__file__).with_name("reports").joinpath("cluttered_pages.toml").read_text("utf-8")
)


@pytest.mark.parametrize("told", CLUTTERED["page"], ids=lambda told: told["id"])
def test_of_pages_of_different_build_the_report_is_left(told):
    page = read_page(told["text"])
    assert (page.title, page.publisher or "", page.published or "") == (
        told["title"],
        told["publisher"],
        told["published"],
    )
    assert [words for words in told["keeps"] if words not in page.body] == []
    assert [words for words in told["leaves_out"] if words in page.body] == []


@pytest.mark.parametrize(
    "line",
    [
        "The governor made no comments on the menu of the soldiers' canteen.",
        "Подробнее о случившемся рассказала мать солдата, которая ездила в часть.",
        "Related families have asked the court for an answer since the spring.",
        "На «Вестях» показали регистрацию добровольцев в «Лужниках» и у военкомата.",
    ],
)
def test_a_sentence_that_holds_a_word_of_the_clutter_stays(line):
    assert line in read_page(f"A heading of some words\n\n{line}\n\nNobody answered the letters.").body


def test_what_follows_links_to_other_reports_is_read_on():
    page = read_page(
        "A heading of some words\n\nHe is gone.\n\nRelated articles\nOld news\n\nHis mother waits."
    )
    assert page.body == "He is gone.\n\nHis mother waits."


def test_a_post_without_a_heading_has_its_first_sentence_as_title_and_keeps_it():
    page = read_page("Под Суджей пропал срочник. Ищем его.\n\nПозвоните нам.")
    assert page.title == "Под Суджей пропал срочник."
    assert page.body.startswith(page.title)
    assert page.published is page.publisher is None


@pytest.mark.parametrize("line", ["Он служил в в/ч 83916.", "Служив у В/Ч83916 під Суджею."])
def test_a_short_line_with_an_abbreviation_is_no_menu(line):
    assert line in read_page(f"Заголовок этой статьи\n\n{line}").body


@pytest.mark.parametrize("line", ["Home/News/Sudzha", "Главная / Новости / Суджа", "Фото 1/3 Суджа"])
def test_a_row_of_links_is_left_out(line):
    assert line not in read_page(f"Заголовок этой статьи\n\nЭто было вчера.\n{line}").body


@pytest.mark.parametrize(
    "advert",
    [
        "ADVERTISEMENT\nGarden furniture, now 40% off",
        "Garden furniture, now 40% off",
        "— Sponsored —\nThe ten best telephones of the year",
        "[Реклама]\nОкна. Двери. Потолки",
        "Кредит за 5 минут по паспорту",
        "Знижки на садові меблі до 30 %",
        "Order today and get free delivery.",
    ],
)
def test_an_advertisement_between_paragraphs_is_left_out(advert):
    page = read_page(f"A heading of some words\n\nHe is gone.\n\n{advert}\n\nHis mother waits.")
    assert page.body == "He is gone.\n\nHis mother waits."


@pytest.mark.parametrize(
    "line",
    [
        "What the mothers say",
        "He was to pay 100,000 a month",
        "Акция у военкомата",
        "Of those who signed, 40% were offered a discount on loans.",
    ],
)
def test_a_heading_between_paragraphs_that_sells_nothing_stays(line):
    assert line in read_page(f"A heading of some words\n\nHe is gone.\n\n{line}\n\nShe waits.").body


def test_of_a_row_of_pieces_the_day_is_kept():
    row = "Published 3 May 2024, 07:40 | 4 min read | Share: Facebook  Telegram  E-mail"
    page = read_page(f"A heading of some words\n{row}\n\nHe is gone.")
    assert (page.published, page.body) == ("2024-05-03", "He is gone.")


SAVED = """<!doctype html><html><head><title>Two missing - Lantern Daily</title>
<meta property="og:site_name" content="Lantern Daily"><script type="application/ld+json">
{"@graph": [{"datePublished": "2025-01-09T08:30:00Z"}]}</script></head><body><nav>Home World</nav>
<div class="cookie-banner">We value your privacy.</div>
<article><h1>Two missing</h1><p>Two men are <b>missing</b> &amp; sought.</p></article>
<aside>Most read: somebody was killed.</aside><script>var x = "killed";</script></body></html>"""


def test_of_a_saved_page_the_article_is_left():
    page = read_page(SAVED)
    assert (page.title, page.publisher, page.published) == ("Two missing", "Lantern Daily", "2025-01-09")
    assert page.body == "Two men are missing & sought."


def test_a_menu_that_is_never_closed_hides_nothing_else():
    assert "missing" in read_page("<html><body><nav>Home<p>Two men are missing.</p></body></html>").body


@given(st.text())
def test_any_text_is_a_page(text):
    page = read_page(text)
    assert isinstance(page.body, str) and len(page.title) <= max(220, len(text))


@given(st.text(alphabet="<>/ahpnv=\"' \nscript!-"))
def test_any_page_can_be_read(text):
    read_page("<html>" + text)
