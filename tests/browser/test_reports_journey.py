"""A report is pasted, its claims are confirmed with the keyboard, and an incident and rows for tracing are made of them."""

import tomllib
from pathlib import Path

import pytest

SIZES = {"phone": {"width": 390, "height": 800}, "desk": {"width": 1280, "height": 900}}
STAFF = Path(__file__).parents[2] / "tidings/web/demo/staff.toml"
REPORT = """Captured near Sudzha: what two mothers know
Northern Wire News
21 August 2024

Private Pavel Sorokin, 19, was captured near Sudzha on August 6, according to his mother. The commander took his passport, she said.

A 14-year-old boy, Anton Melnik, was enlisted in the Storm battalion, residents of {place} say.

The defence ministry did not respond. UNICEF called for an inquiry under the Convention on the Rights of the Child.

Leave a comment
"""


@pytest.fixture
def enter(chromium, demo):
    """Return a function that opens the reports of the invented office as Amal."""
    contexts = []
    password = next(
        one["password"]
        for one in tomllib.loads(STAFF.read_text("utf-8"))["person"]
        if one["username"] == "amal"
    )

    def go(size: str, scheme: str = "light", script: bool = True):
        context = chromium.new_context(
            viewport=SIZES[size], color_scheme=scheme, locale="en", java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.goto(f"http://127.0.0.1:{demo.port}/login/")
        page.locator("button[name=language][value=en]").click()
        page.fill("#id_username", "amal")
        page.fill("#id_password", password)
        page.locator("main button.primary").click()
        page.wait_for_url("**/appeals/")
        page.goto(f"http://127.0.0.1:{demo.port}/reports/new/")
        return page

    yield go
    for context in contexts:
        context.close()


def paste(page, place: str) -> None:
    page.get_by_label("Text of the report").fill(REPORT.format(place=place))
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("heading", name="What it claims").wait_for()


def yes_to(page, kind: str) -> None:
    page.locator(".claim", has=page.get_by_role("heading", name=kind)).get_by_role(
        "button", name="Yes"
    ).click()


@pytest.mark.parametrize("size, scheme", [("desk", "light"), ("phone", "dark")])
def test_from_a_pasted_report_to_an_incident_and_names_for_tracing(enter, check_access, shot, size, scheme):
    page = enter(size, scheme)
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


def test_space_goes_from_claim_to_claim_and_a_letter_begins_a_correction(enter):
    page = enter("desk")
    paste(page, "keys")
    page.locator(".claim button[data-fact]").first.focus()
    page.keyboard.press("Space")
    page.locator(".claim button[data-fact]:focus").wait_for()
    page.keyboard.press("c")
    page.locator(".claim select:focus").wait_for()
    page.locator(".claim details[open] button").last.press("Enter")
    page.get_by_text("confirmed").nth(1).wait_for()


def test_claims_are_judged_without_script_too(enter):
    page = enter("desk", script=False)
    paste(page, "no script")
    yes_to(page, "Taken prisoner")
    page.get_by_text("✓ confirmed").wait_for()
    page.locator(".claim").last.get_by_role("button", name="No").click()
    page.get_by_text("1 rejected").wait_for()
    page.get_by_role("button", name="Draft an incident").click()
    page.get_by_role("heading", name="Incident").wait_for()
