"""A report is pasted, its claims are confirmed with the keyboard, and an incident and rows for tracing are made of them."""

import pytest

REPORT = """Captured near Sudzha: what two mothers know
Northern Wire News
21 August 2024

Private Pavel Sorokin, 19, was captured near Sudzha on August 6, according to his mother. The commander took his passport, she said.

A 14-year-old boy, Anton Melnik, was enlisted in the Storm battalion, residents of {place} say.

The defence ministry did not respond. UNICEF called for an inquiry under the Convention on the Rights of the Child.

Leave a comment
"""


@pytest.fixture
def new_report(enter, desk):
    """Return a function that opens the page of a new report as Amal."""

    def come(*looks: str, script: bool = True):
        page = enter("amal", *looks, script=script)
        page.goto(f"{desk}/reports/new/")
        return page

    return come


def paste(page, place: str) -> None:
    page.get_by_label("Text of the report").fill(REPORT.format(place=place))
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("heading", name="What it claims").wait_for()


def yes_to(page, kind: str) -> None:
    page.locator(".claim", has=page.get_by_role("heading", name=kind)).get_by_role(
        "button", name="Yes"
    ).click()


@pytest.mark.parametrize("size, scheme", [("desk", "light"), ("phone", "dark")])
def test_from_a_pasted_report_to_an_incident_and_names_for_tracing(
    new_report, check_access, shot, size, scheme
):
    page = new_report(size, scheme)
    check_access(page)
    paste(page, f"{size} street")
    check_access(page)
    shot(page, f"report-{size}-{scheme}")
    claims = page.locator(".claim").count()
    for left in reversed(range(claims)):
        page.locator(".claim button[data-fact]").first.focus()
        page.keyboard.press("Space")
        page.locator(".claim button[data-fact]").nth(left).wait_for(state="detached")
    page.get_by_text("Every claim was looked at by a person.").wait_for()
    check_access(page)
    shot(page, f"confirmed-{size}-{scheme}")
    address = page.url
    page.get_by_role("button", name="Draft an incident").click()
    page.get_by_role("heading", name="Incident").wait_for()
    check_access(page)
    shot(page, f"incident-{size}-{scheme}")
    assert "Melnik" not in page.content()
    page.goto(address)
    page.get_by_role("link", name="Offer its names to tracing").click()
    page.get_by_role("heading", name="Names for tracing").wait_for()
    check_access(page)
    shot(page, f"names-{size}-{scheme}")
    assert "Pavel Sorokin" in page.content() and "Melnik" not in page.content()
    page.get_by_role("button", name="Make a list of them").click()
    page.wait_for_url("**/tracing/lists/*/")


def test_space_goes_from_claim_to_claim_and_a_letter_begins_a_correction(new_report):
    page = new_report("desk")
    paste(page, "keys")
    page.locator(".claim button[data-fact]").first.focus()
    page.keyboard.press("Space")
    # the claims are drawn anew; until then the old button has the focus
    page.get_by_text("✓ confirmed").wait_for()
    page.locator(".claim button[data-fact]:focus").wait_for()
    page.keyboard.press("c")
    page.locator(".claim select:focus").wait_for()
    page.locator(".claim details[open] button").last.focus()
    page.keyboard.press("Enter")
    page.get_by_text("confirmed").nth(1).wait_for()


def test_claims_are_judged_without_script_too(new_report):
    page = new_report("desk", script=False)
    paste(page, "no script")
    yes_to(page, "Taken prisoner")
    page.get_by_text("✓ confirmed").wait_for()
    page.locator(".claim").last.get_by_role("button", name="No").click()
    page.get_by_text("1 rejected").wait_for()
    page.get_by_role("button", name="Draft an incident").click()
    page.get_by_role("heading", name="Incident").wait_for()


MISSED = "She has sold the house in Orlovka."


def open_with_a_miss(page, place: str) -> None:
    page.get_by_label("Text of the report").fill(
        REPORT.format(place=place).replace("UNICEF", f"{MISSED} UNICEF")
    )
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("heading", name="What it claims").wait_for()


def found(page):
    return page.locator(".claim", has_text="found by a person")


@pytest.mark.parametrize("size, scheme", [("phone", "light"), ("desk", "dark")])
def test_marked_words_become_a_claim_with_the_keyboard(new_report, check_access, shot, size, scheme):
    page = new_report(size, scheme)
    open_with_a_miss(page, f"{size} marks")
    page.evaluate(SELECT, MISSED)
    page.locator(".mark-bar").wait_for()
    shot(page, f"marked-{size}-{scheme}")
    page.locator("h1").press("a")
    page.locator("#mark_kind:focus").wait_for()
    assert page.locator("#mark_words").input_value() == MISSED
    check_access(page)
    page.keyboard.type("Threats")
    page.get_by_label("Who says so").first.fill("neighbours")
    page.get_by_label("Age", exact=True).fill("41")
    shot(page, f"marking-{size}-{scheme}")
    page.get_by_role("button", name="Add this claim").press("Enter")
    found(page).wait_for()
    assert MISSED in found(page).locator("blockquote").inner_text()
    assert MISSED in page.locator(f"mark#{found(page).get_attribute('data-words')}").inner_text()
    check_access(page)
    found(page).get_by_role("button", name="No").press("Enter")
    page.get_by_text("1 rejected").wait_for()


SELECT = """words => {
  const text = document.querySelector("[data-mark-text]");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
}"""


def test_what_was_marked_beyond_the_end_of_the_text_is_its_last_words(new_report):
    page = new_report("desk")
    open_with_a_miss(page, "the end")
    page.evaluate(
        """() => getSelection().setBaseAndExtent(
            document.querySelector("[data-mark-text]").lastChild, 0,
            document.querySelector("[data-mark-text] ~ details summary").firstChild, 3)"""
    )
    page.get_by_role("button", name="Add a claim in the marked words").click()
    words = page.locator("#mark_words").input_value()
    assert words and page.locator("[data-mark-text]").inner_text().endswith(words.strip())


def test_a_claim_is_added_without_script_and_a_slip_loses_nothing(new_report):
    page = new_report("phone", script=False)
    open_with_a_miss(page, "by hand")
    page.get_by_text("Add a claim that reading missed").click()
    page.get_by_label("Paragraph", exact=True).select_option(index=3)
    page.get_by_label("Words of the report").fill("She has sold her house.")
    page.get_by_label("What", exact=True).first.select_option(label="Threats")
    page.get_by_label("Name of the person").fill("Anna Orlova")
    page.get_by_role("button", name="Add this claim").click()
    page.get_by_text("do not stand in the report").wait_for()
    assert page.get_by_label("Name of the person").input_value() == "Anna Orlova"
    page.get_by_label("Words of the report").fill(MISSED)
    page.get_by_role("button", name="Add this claim").click()
    found(page).wait_for()
    assert "Anna Orlova" in found(page).inner_text()


def test_the_same_form_is_clean_where_it_refuses(new_report, check_access, shot):
    page = new_report("phone", "dark")
    open_with_a_miss(page, "refusing")
    page.locator("h1").press("a")
    page.locator("#mark_paragraph:focus").wait_for()
    page.get_by_role("button", name="Add this claim").press("Enter")
    page.get_by_text("Say what it claims.").wait_for()
    check_access(page)
    shot(page, "refused-phone-dark")
