"""A caseworker sets up a passkey, comes in with it and works a case; another comes in with the codes of an app."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def desk(demo):
    """The desk of the invented office, at the name under which a browser lets passkeys work without HTTPS."""
    return f"http://localhost:{demo.port}"


@pytest.fixture
def page(chromium):
    context = chromium.new_context(locale="en", viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def log_out(page) -> None:
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/login/**")


def code(secret: str, step: int) -> str:
    """What an app shows (RFC 6238)."""
    mark = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    at = mark[-1] & 15
    return f"{(struct.unpack('>I', mark[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def test_a_caseworker_with_a_passkey_works_a_case(desk, page, log_in, check_access, shot):
    key = page.context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    key.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    log_in(page, desk, "boris")
    page.goto(f"{desk}/me/second/")
    check_access(page)
    shot(page, "second-factor")
    page.get_by_role("link", name="Set up a passkey").click()
    page.wait_for_load_state()
    check_access(page)
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    assert page.locator(".codes li").count() == 10
    check_access(page)
    shot(page, "recovery-codes")
    log_out(page)
    log_in(page, desk, "boris")
    page.get_by_role("heading", name="Second factor").wait_for()
    check_access(page)
    shot(page, "second-factor-login")
    page.goto(f"{desk}/appeals/")
    assert "/login/" in page.url, "the password alone opens nothing"
    page.goto(f"{desk}/login/second/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/appeals/")
    page.goto(f"{desk}/appeals/?category=lost_contact")
    page.locator("[data-row] a").first.click()
    page.get_by_role("button", name="Confirm all").click()
    page.get_by_role("button", name="Confirm all").wait_for(state="detached")
    page.get_by_role("button", name="Make a case").click()
    page.wait_for_url("**/cases/**")
    if "/open/" in page.url:
        page.locator("main button.primary").click()
        page.wait_for_url(re.compile(r"/cases/\w{8}/$"))
    covered = page.locator("section[aria-labelledby=contact]")
    if covered.get_by_text("Show name and contacts").count():
        check_access(page)
        covered.get_by_text("Show name and contacts").first.click()
        covered.get_by_role("button", name="Show", exact=True).first.click()
        page.wait_for_url(re.compile(r"/cases/\w{8}/#contact$"))
        assert covered.get_by_text("Show name and contacts").count() == 0


def test_the_codes_of_an_app_let_in_once_each(desk, page, log_in, check_access, shot):
    log_in(page, desk, "dora")
    page.goto(f"{desk}/me/second/app/")
    check_access(page)
    shot(page, "app")
    secret = page.locator("#authenticator_secret").inner_text()
    now = int(time.time()) // 30
    page.fill("#id_code", code(secret, now))
    page.get_by_role("button", name="Set up").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    for used in (False, True):
        log_out(page)
        log_in(page, desk, "dora")
        page.fill("#id_code", code(secret, now + 1))
        page.get_by_role("button", name="Go on").click()
        if used:
            page.locator(".errorlist").wait_for()
            assert "/login/second/" in page.url
        else:
            page.wait_for_url("**/appeals/")


def test_the_pages_of_the_staff_are_open_to_all(desk, page, log_in, check_access, shot):
    log_in(page, desk, "amal")
    page.wait_for_url("**/appeals/")
    for place in (
        "staff",
        "staff/add",
        "staff/person/boris",
        "approvals",
        "alerts",
        "me",
        "me/password",
        "journal",
    ):
        page.goto(f"{desk}/{place}/")
        check_access(page)
        shot(page, place.replace("/", "-"))
