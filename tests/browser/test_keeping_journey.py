"""An auditor looks whether the journal is whole; a coordinator agrees on what may leave, is overtaken, and asks to erase."""

import tomllib
from pathlib import Path

import pytest

STAFF = Path(__file__).parents[2] / "tidings/web/demo/staff.toml"
SIZES = {"phone": {"width": 390, "height": 800}, "desk": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def desk(demo):
    """The address of the invented office."""
    return f"http://127.0.0.1:{demo.port}"


@pytest.fixture
def enter(chromium, desk):
    """Return a function that opens the desk as somebody."""
    passwords = {
        one["username"]: one["password"] for one in tomllib.loads(STAFF.read_text("utf-8"))["person"]
    }
    contexts = []

    def go(who: str, size: str = "desk", scheme: str = "light", script: bool = True):
        context = chromium.new_context(
            viewport=SIZES[size], color_scheme=scheme, locale="en", java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(f"{desk}/login/")
        page.locator("button[name=language][value=en]").click()
        page.fill("#id_username", who)
        page.fill("#id_password", passwords[who])
        page.locator("main button.primary").click()
        page.wait_for_url(lambda url: "/login/" not in url)
        return page

    yield go
    for context in contexts:
        context.close()


def first_case(page, desk):
    page.goto(f"{desk}/cases/")
    page.goto(desk + page.locator("#rows a[href^='/cases/']").first.get_attribute("href"))
    return page.url


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("desk", "dark")])
def test_the_journal_is_found_whole(enter, desk, size, scheme, check_access, shot):
    page = enter("grace", size, scheme)
    page.goto(f"{desk}/journal/")
    page.locator("#rows").get_by_text("opened the office").first.wait_for()
    check_access(page)
    page.get_by_role("link", name="Is the journal whole?").click()
    page.get_by_role("button", name="Verify now").click()
    page.get_by_text("Whole:").wait_for()
    check_access(page)
    shot(page, f"journal-{size}-{scheme}")


def test_it_works_without_javascript(enter, desk):
    page = enter("grace", script=False)
    page.goto(f"{desk}/journal/anchors/")
    page.get_by_role("button", name="Verify now").click()
    page.get_by_text("Whole:").wait_for()


def test_an_auditor_sees_no_words(enter, desk):
    theirs = enter("amal")
    case = first_case(theirs, desk)
    name = theirs.locator("header.case-head h1").inner_text()
    auditor = enter("grace")
    for closed in ("/appeals/", "/cases/", "/tracing/", "/letters/", "/incidents/", case.removeprefix(desk)):
        assert auditor.goto(desk + closed).status in (403, 404), closed
    auditor.goto(f"{desk}/journal/")
    auditor.locator("#rows").get_by_text("confirmed a fact").first.wait_for()
    for word in name.split():
        assert word not in auditor.locator("main").inner_text()


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("desk", "light")])
def test_what_was_agreed_and_what_would_be_erased_is_said(enter, desk, size, scheme, check_access, shot):
    page = enter("amal", size, scheme)
    case = first_case(page, desk)
    page.get_by_text("Write down what was agreed").click()
    check_access(page)
    shot(page, f"agreed-{size}-{scheme}")
    page.goto(f"{case}erase/")
    page.get_by_role("heading", name="What goes, for good").wait_for()
    check_access(page)
    shot(page, f"erase-{size}-{scheme}")
    page.goto(f"{desk}/cases/due/")
    check_access(page)


def test_whoever_is_overtaken_chooses_field_by_field(enter, desk, check_access, shot):
    slower, faster = enter("amal"), enter("boris", script=False)
    case = first_case(slower, desk)
    for page in (slower, faster):
        page.goto(f"{case}identity/")
    faster.fill("#id_unit", "11111")
    faster.locator("main button.primary").click()
    faster.wait_for_url(case)
    slower.fill("#id_unit", "22222")
    slower.locator("main button.primary").click()
    slower.get_by_role("heading", name="Somebody was faster").wait_for()
    check_access(slower)
    shot(slower, "merge")
    slower.get_by_label("What you wrote: 22222").check()
    slower.locator("main button.primary").click()
    slower.wait_for_url(case)
    assert "22222" in slower.locator("header.case-head").inner_text()


def test_whoever_is_overtaken_on_an_appeals_page_chooses_too(enter, desk, check_access, shot):
    slower, faster = enter("amal"), enter("elya", script=False)
    slower.goto(f"{desk}/appeals/")
    slower.goto(desk + slower.locator("[data-row] a[href^='/appeals/']").first.get_attribute("href"))
    faster.goto(slower.url)
    number = slower.locator(".fact:has(dt:text-is('Given name'))").first.get_attribute("id")
    for page, said in ((faster, "Первый"), (slower, "Второй")):
        page.locator(f"#{number} [data-correct] summary").click()
        page.locator(f"#{number} input[name=value]").fill(said)
        page.locator(f"#{number} [data-correct] button").click()
        page.get_by_text(said).first.wait_for()
    slower.get_by_role("heading", name="Somebody was faster").wait_for()
    check_access(slower)
    shot(slower, "merge-fact")
    slower.get_by_label("What you wrote: Второй").check()
    slower.locator("main button.primary").click()
    slower.wait_for_url("**/appeals/*/#*")
    assert "Второй" in slower.locator(f"#{number}").inner_text()


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("desk", "light")])
def test_taking_cases_out_is_asked_of_a_second_person(enter, desk, size, scheme, check_access, shot):
    page = enter("amal", size, scheme)
    page.goto(f"{desk}/cases/")
    page.get_by_role("link", name="Take cases out").click()
    check_access(page)
    page.get_by_label("name, birth and unit").check()
    page.select_option("#id_recipient", "prosecutor")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Ask a second person").click()
    page.get_by_text("This field is required.").wait_for()
    check_access(page)
    page.get_by_label("Why, for the second person").fill("The prosecutor asked for a list.")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="would leave today").wait_for()
    page.get_by_text("A second person was asked").wait_for()
    check_access(page)
    shot(page, f"export-{size}-{scheme}")
    page.goto(f"{desk}/cases/export/")
    check_access(page)
    shot(page, f"exports-{size}-{scheme}")
