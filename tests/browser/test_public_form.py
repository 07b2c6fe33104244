"""The public form as a relative meets it: a phone or a desk, three languages, no script, light and dark."""

import json
from datetime import date

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install tidings[dev]")
from tidings.sealing import post, streams

PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
WORDS = {
    "ru": "Вчера сыну сказали: завтра на границу.\nПрисяги ещё не было.",
    "uk": "Чоловік не виходить на зв’язок з п’ятниці.",
    "en": "They took his papers and made him sign.",
}


@pytest.fixture
def visitor(chromium, gate):
    """Return a function that opens a page as someone new."""
    contexts = []

    def come(viewport=PHONE, script=False, theme="light", locale="ru-RU", **more):
        context = chromium.new_context(
            viewport=viewport,
            java_script_enabled=script,
            color_scheme=theme,
            locale=locale,
            base_url=gate.url,
            **more,
        )
        contexts.append(context)
        context.set_default_timeout(60_000)  # of a machine that has much else to do
        return context.new_page()

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def look(check_access, shot):
    """Return a function that looks at a page on a phone and a desk, light and dark: one way through shows all four."""

    def at(page, name):
        for viewport in (DESK, PHONE):
            page.set_viewport_size(viewport)
            for theme in ("dark", "light"):
                page.emulate_media(color_scheme=theme)
                # Chromium's console refuses what the page's policy refuses; axe is put in by the driver.
                check_access(page)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
                if theme == "dark":
                    shot(page, f"{name.partition('-')[0]}-{viewport['width']}-{name.partition('-')[2]}-dark")

    return at


def press(page, what):
    """Press what leads to another page, and wait until that page is there."""
    with page.expect_navigation():
        page.locator(what).click()


def go_on(page):
    press(page, "main .button")


def fill(page, **answers):
    for name, value in answers.items():
        page.locator(f"[name={name}]").fill(value)


def answer_all(page, language, seen=lambda page, name: None):
    """Go from the first page to the check."""
    page.goto(f"/{language}/")
    seen(page, "start")
    go_on(page)
    seen(page, "1")
    fill(page, name="Вигаданенко Ілля", birth_date="2005")
    go_on(page)
    page.locator("[value=mother]").check()
    seen(page, "2")
    go_on(page)
    page.locator("[name=last_contact_unknown]").check()
    seen(page, "3")
    go_on(page)
    page.locator("[value=conscript]").check()
    seen(page, "4")
    go_on(page)
    fill(page, what_happened=WORDS[language])
    seen(page, "5")
    go_on(page)
    seen(page, "6")
    go_on(page)
    seen(page, "files")
    go_on(page)
    seen(page, "check")


def send(page):
    """Send, copy the last group of the code, and return all of them."""
    go_on(page)
    groups = page.locator(".code span").all_inner_texts()
    fill(page, last=groups[-1].lower())
    go_on(page)
    return groups


def come_back(page, language, groups):
    """Enter the mailbox from the first page."""
    page.goto(f"/{language}/")
    press(page, "main [href$='/again/']")
    fill(page, code=" ".join(groups).lower())
    go_on(page)
    assert page.url.endswith(f"/{language}/inside/")


def office_of(gate):
    """What the office has in its hands: all that waits at the gate, the oldest first."""
    return list(post.waiting(gate.folder / "gate.sqlite3", [gate.office.private]))


def as_wide_as_the_screen(page):
    """Nothing sticks out sideways; every thing to press is at least 44 pixels high."""
    for thing in page.locator(
        "main .button, main .second, .ways a, .change, header a, nav button:not(.first), .tick label,"
        " main input:is([type=text], [type=file])"
    ).all():
        box = thing.bounding_box()
        if box and box["y"] >= 0:
            assert box["height"] >= 44, (page.url, thing.inner_text(), box)
            assert box["x"] + box["width"] <= page.viewport_size["width"] + 1, (page.url, box)


@pytest.mark.parametrize("language", ["ru", "uk", "en"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_from_the_first_page_to_the_receipt_without_script(visitor, gate, shot, language, viewport):
    page = visitor(viewport)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    def seen(page, name):
        as_wide_as_the_screen(page)
        shot(page, f"{language}-{viewport['width']}-{name}")

    answer_all(page, language, seen)
    go_on(page)
    seen(page, "code")
    groups = page.locator(".code span").all_inner_texts()
    fill(page, last=groups[-1].lower())
    go_on(page)
    seen(page, "end")
    assert page.url.endswith("/end/")
    assert page.context.cookies() == []
    assert all(url.startswith(gate.url) for url in asked)

    arrived = {
        p.locator: p.answers for p in post.waiting(gate.folder / "gate.sqlite3", [gate.office.private])
    }
    answers = arrived[groups[0]]
    assert answers["lang"] == language
    assert answers["text"].startswith(WORDS[language])
    assert answers["unknown"] == ["last_contact"]
    assert answers["fields"]["relation"] == "mother"


@pytest.mark.parametrize("language", ["ru", "uk", "en"])
def test_with_the_code_everything_can_be_done_from_another_phone(visitor, gate, shot, language):
    """She sends with a file, comes back, reads an answer, answers, says what is safe, withdraws, asks for deletion."""
    page = visitor(PHONE)
    answer_all(page, language)
    page.goto(f"/{language}/files/")
    scan = {"name": "повестка.pdf", "mimeType": "application/pdf", "buffer": b"%PDF invented" * 9000}
    page.locator("[name=file]").set_input_files([scan])
    press(page, "main .second")
    assert "повестка.pdf" in page.locator(".files").inner_text()
    shot(page, f"{language}-files-added")
    go_on(page)
    groups = send(page)
    page.context.close()

    first = next(arrived for arrived in office_of(gate) if arrived.locator == groups[0])
    (told,) = first.answers["files"]
    closed = post.file_at(gate.folder, told["file"]).read_bytes()
    assert b"".join(streams.opened(bytes.fromhex(told["key"]), [closed])) == scan["buffer"]
    post.reply(gate.folder / "gate.sqlite3", first.mailbox, "Мы его ищем.\n<i>Ждите</i>.", date(2026, 11, 23))

    page = visitor(PHONE)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    def seen(name):
        as_wide_as_the_screen(page)
        shot(page, f"{language}-{name}")

    come_back(page, language, groups)
    assert "Мы его ищем.\n<i>Ждите</i>." in page.locator("article").inner_text()
    seen("inside")
    press(page, "[href$='/inside/1/']")
    fill(page, text="Он звонил вчера.")
    seen("inside-1")
    go_on(page)
    seen("done")
    go_on(page)
    press(page, "[href$='/inside/2/']")
    page.locator("[name=file]").set_input_files([scan])
    go_on(page)
    go_on(page)
    press(page, "[href$='/inside/3/']")
    fill(page, safe_contact="только ночью")
    seen("inside-3")
    go_on(page)
    go_on(page)
    press(page, "[href$='/inside/4/']")
    seen("inside-4")
    go_on(page)
    go_on(page)
    press(page, "[href$='/inside/5/']")
    go_on(page)
    seen("done-5")
    go_on(page)
    go_on(page)
    assert page.url.endswith("/end/") and page.context.cookies() == []
    page.goto(f"/{language}/inside/")
    assert page.url.endswith("/again/")

    sent = [arrived for arrived in office_of(gate) if arrived.mailbox == first.mailbox]
    assert [arrived.kind for arrived in sent] == [
        "appeal",
        "message",
        "message",
        "safe",
        "withdraw",
        "delete",
    ]
    assert (
        sent[1].answers["text"] == "Он звонил вчера." and sent[2].answers["files"][0]["name"] == scan["name"]
    )
    assert sent[3].answers["fields"] == {"safe_contact": "только ночью"}
    assert all(url.startswith(gate.url) for url in asked)

    post.forget(gate.folder / "gate.sqlite3", first.mailbox)
    page.goto(f"/{language}/again/")
    fill(page, code="".join(groups))
    go_on(page)
    seen("again-wrong")
    assert page.locator(".summary").is_visible() and page.locator("[name=code]").input_value()


@pytest.mark.parametrize("language", ["ru", "uk", "en"])
def test_nobody_is_kept_out_of_the_mailbox(visitor, gate, look, language):
    page = visitor(script=True)

    def seen(name):
        look(page, f"{language}-{name}")

    page.goto(f"/{language}/1/")
    fill(page, name="Вигаданенко")
    go_on(page)
    page.goto(f"/{language}/3/")
    fill(page, last_contact="2026")
    go_on(page)
    page.goto(f"/{language}/5/")
    fill(page, what_happened=WORDS[language])
    go_on(page)
    page.goto(f"/{language}/files/")
    page.locator("[name=file]").set_input_files(
        [{"name": f"{number}.jpg", "mimeType": "image/jpeg", "buffer": b"x"} for number in range(11)]
    )
    go_on(page)
    seen("files-refused")
    page.goto(f"/{language}/check/")
    seen("check-files")
    groups = send(page)
    first = next(arrived for arrived in office_of(gate) if arrived.locator == groups[0])
    page.goto(f"/{language}/again/")
    seen("again")
    fill(page, code="2222")
    go_on(page)
    seen("again-wrong")
    come_back(page, language, groups)
    seen("inside-empty")
    post.reply(gate.folder / "gate.sqlite3", first.mailbox, "Ответ.\n\nВторой абзац.", date(2026, 11, 23))
    page.reload()
    for number in range(1, 6):
        seen("inside")
        press(page, f"[href$='/inside/{number}/']")
        seen(f"inside-{number}")
        if number in (1, 2, 3):
            go_on(page)
            seen(f"inside-{number}-error")
            page.goto(f"/{language}/inside/")
        else:
            go_on(page)
            seen(f"done-{number}")
            go_on(page)


def test_a_missing_answer_is_said_on_top_and_what_was_typed_stays(visitor, shot):
    page = visitor()
    page.goto("/ru/1/")
    fill(page, birth_date="19 лет")
    go_on(page)
    shot(page, "error")
    assert page.title().startswith("Ошибка: ")
    assert page.locator("[name=birth_date]").input_value() == "19 лет"
    page.keyboard.press("Tab")  # from the summary, which has the focus, to its first link
    page.keyboard.press("Enter")
    page.wait_for_url("**/1/#id_name")


def test_enter_goes_on_and_does_not_switch_the_language(visitor):
    page = visitor()
    page.goto("/ru/1/")
    fill(page, name="Иванов")
    with page.expect_navigation():
        page.locator("[name=name]").focus()
        page.keyboard.press("Enter")
    assert page.url.endswith("/ru/2/")


def test_another_language_keeps_what_is_being_typed(visitor):
    page = visitor()
    page.goto("/ru/1/")
    fill(page, name="Иванов")
    press(page, "nav [lang=uk]")
    assert page.url.endswith("/uk/1/")
    assert page.locator("[name=name]").input_value() == "Иванов"
    press(page, ".back")
    assert page.url.endswith("/uk/")


def test_a_change_returns_to_the_check(visitor):
    page = visitor()
    answer_all(page, "en")
    press(page, "[href$='/1/change/']")
    fill(page, name="Vyhadanenko")
    go_on(page)
    assert page.url.endswith("/en/check/")
    assert "Vyhadanenko" in page.locator("main").inner_text()


def test_the_code_is_shown_again_until_its_last_group_is_typed(visitor, shot):
    page = visitor()
    answer_all(page, "ru")
    go_on(page)
    code = page.locator(".code").inner_text()
    fill(page, last="2222")
    go_on(page)
    shot(page, "code-error")
    assert page.title().startswith("Ошибка: ")
    page.goto("/ru/1/")
    assert page.locator(".code").inner_text() == code


def test_the_way_out_is_always_in_the_same_corner(visitor):
    page = visitor()
    page.goto("/ru/5/")  # no answers yet: the page that says so has it too
    assert page.locator(".leave").is_visible()
    page.goto("/ru/")
    before = page.locator(".leave").bounding_box()
    page.mouse.wheel(0, 400)
    assert page.locator(".leave").bounding_box() == before
    assert before["x"] + before["width"] == PHONE["width"]


@pytest.mark.parametrize("language", ["ru", "uk", "en"])
def test_nobody_is_kept_out(visitor, look, language):
    page = visitor(script=True)

    def seen(page, name):
        look(page, f"{language}-{name}")

    answer_all(page, language, seen)
    go_on(page)
    seen(page, "code")
    fill(page, last="2222")
    go_on(page)
    seen(page, "code-wrong")
    page.goto("/ru/nowhere/")
    seen(page, "sorry")
    page.context.clear_cookies()
    page.goto(f"/{language}/3/")
    seen(page, "gone")
    page.goto(f"/{language}/end/")
    seen(page, "end")
    page.goto(f"/{language}/1/")
    go_on(page)
    seen(page, "error")
    assert page.evaluate("document.activeElement.className") == "summary"


def test_in_forced_colours_and_four_times_larger_it_still_works(visitor, check_access, shot):
    page = visitor(
        {"width": 320, "height": 256}, script=True, forced_colors="active", reduced_motion="reduce"
    )
    answer_all(page, "ru", lambda page, name: check_access(page))
    shot(page, "forced")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_can_be_printed(visitor, shot, gate):
    page = visitor()
    answer_all(page, "en")
    go_on(page)
    page.emulate_media(media="print")
    assert not page.locator("header").is_visible()
    assert page.locator(".code").is_visible()
    shot(page, "print")
    assert json.dumps(page.locator(".code span").all_inner_texts())
