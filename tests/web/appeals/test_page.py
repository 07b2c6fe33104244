"""An appeal's page: who may see it, the words marked, and what may be done with it."""

import pytest

from tidings.web.appeals.models import Appeal
from tidings.web.journal import journal

PAGES = ["/appeals/", "/appeals/import/", "/appeals/{}/"]


@pytest.mark.parametrize(
    "page, statuses",
    [
        ("/appeals/", (200, 200, 200, 200)),
        ("/appeals/{}/", (200, 200, 404, 200)),
        ("/appeals/import/", (200, 200, 200, 403)),
    ],
)
def test_who_may_see_a_page(as_, appeal, page, statuses):
    found = [
        as_(name).get(page.format(appeal.code)).status_code for name in ("amal", "boris", "chen", "dora")
    ]
    assert tuple(found) == statuses


def test_the_reader_is_shown_no_button_that_would_refuse_her(as_, url):
    page = as_("dora").get(url).text
    assert "Ярцев" in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main


def test_each_view_is_written_down_once(as_, url, appeal):
    as_("dora").get(url)
    as_("amal").get(url)
    read = journal.of(appeal).filter(verb="read").order_by("number")
    assert [entry.by.username for entry in read] == ["dora", "amal"]


def test_words_are_marked_and_facts_point_to_them(as_, url, appeal):
    page = as_("amal").get(url).text
    phone = appeal.mentions.get(kind="phone")
    assert f'<mark id="m{phone.pk}" class="contact" data-tag="C">+79000000001</mark>' in page
    assert f'data-words="m{phone.pk}"' in page


def test_markup_in_the_words_stays_words(as_, url):
    page = as_("amal").get(url).text
    assert "&lt;b&gt;отправляют&lt;/b&gt;" in page


def test_only_the_first_takes_it(as_, url, appeal):
    as_("amal").post(f"{url}take/")
    late = as_("boris").post(f"{url}take/", follow=True)
    assert "Amal has taken it already." in late.text
    appeal.refresh_from_db()
    assert appeal.assigned_to.username == "amal"


def test_taking_in_the_queue_changes_the_row_alone(as_, url, appeal):
    part = as_("amal").post(f"{url}take/", headers={"hx-request": "true"}).text
    assert part.strip().startswith("<tr")
    assert "Amal" in part


def test_setting_aside_needs_a_reason_and_can_be_undone(as_, url, appeal):
    browser = as_("amal")
    assert browser.post(f"{url}set-aside/", {"reason": "mood"}).status_code == 422
    assert browser.post(f"{url}set-aside/", {"reason": "spam"}).status_code == 302
    assert Appeal.objects.get().state == "set_aside"
    assert (
        browser.post(f"{url}set-aside/", {"reason": "spam"}, follow=True).text.count(
            "Somebody else was faster"
        )
        == 1
    )
    browser.post(f"{url}bring-back/")
    assert Appeal.objects.get().state == "waiting"
    assert Appeal.objects.get().aside == ""


def test_reasons_are_said_in_the_readers_language(as_, url):
    browser = as_("amal")
    assert "Sent tomorrow." in browser.get(url).text
    browser.post("/language/", {"language": "uk", "next": url})
    assert "Завтра відправка." in browser.get(url).text
