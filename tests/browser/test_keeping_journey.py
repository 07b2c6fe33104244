"""An auditor looks whether the journal is whole; a coordinator agrees on what may leave, is overtaken, and asks to erase."""

import zipfile

import pytest


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
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
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


def agreed_case(page, desk) -> str:
    """Write down in a case that its identity may go to an organisation; return the case's code."""
    code = first_case(page, desk).split("/")[-2]
    page.get_by_text("Write down what was agreed").click()
    form = page.locator("form[action*='agree']")
    form.locator("[name=purpose]").select_option("sharing")
    form.locator("[name=recipient]").select_option("organisation")
    form.locator("[name=organisation]").fill("Mothers of the North")
    form.get_by_label("name, birth and unit").check()
    form.get_by_role("button", name="Add").click()
    page.get_by_text("Mothers of the North").first.wait_for()
    return code


def test_two_people_take_out_the_one_case_of_which_it_was_agreed(enter, desk, check_access, shot):
    amal, halyna = enter("amal"), enter("halyna", script=False)
    code = agreed_case(amal, desk)
    amal.goto(f"{desk}/cases/export/")
    amal.get_by_label("name, birth and unit").check()
    amal.select_option("#id_purpose", "sharing")
    amal.select_option("#id_recipient", "organisation")
    amal.fill("#id_organisation", "Mothers of the North")
    amal.get_by_label("Why, for the second person").fill("They search with us.")
    amal.get_by_role("button", name="Ask a second person").click()
    amal.get_by_text("1 case would leave today").wait_for()
    assert amal.get_by_role("button", name="I agree").count() == 0, "nobody agrees to her own"
    halyna.get_by_role("link", name="Second person").click()
    halyna.locator("main a[href^='/cases/export/']", has_text=amal.url.split("/")[-2]).click()
    assert code in halyna.locator("main").inner_text()
    halyna.get_by_role("button", name="I agree").click()
    amal.reload()
    amal.get_by_text("Галина Савчук agreed.").wait_for()
    check_access(amal)
    shot(amal, "export-agreed")
    with amal.expect_download() as waiting:
        amal.get_by_role("button", name="Take the file").click()
    with zipfile.ZipFile(waiting.value.path()) as parcel:
        rows = parcel.read("cases.csv").decode("utf-8-sig").splitlines()
    assert len(rows) == 2 and code in rows[1]
    amal.reload()
    amal.get_by_text("1 case left.").wait_for()
    assert amal.get_by_role("button", name="Take the file").count() == 0, "it is given once"
