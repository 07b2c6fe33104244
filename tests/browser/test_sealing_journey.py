"""The office is opened by two custodians in the browser, sealed by the panic button, and opened again."""

import json
import os
import re
import subprocess
import sys
from types import SimpleNamespace

import pytest

CUSTODIANS = {"Mara": "mara-carries-the-first-key", "Niko": "niko-carries-the-second-key"}
PASSWORD = "boris-calls-back-on-time"
MAKE = """
import json, sys
from pathlib import Path
from tidings.web import custodians, environment
data = Path(sys.argv[1])
environment.made(data / "desk")
custodians.demo_mark(data).touch()
custodians.make(data, json.loads(sys.argv[2]), 2, strength=custodians.INVENTED)
"""


@pytest.fixture(scope="module")
def office(started, free_port, tmp_path_factory):
    """An office of invented people that two open together, as `tidings serve` serves it, sealed."""
    data = tmp_path_factory.mktemp("sealed") / "data"
    without = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}

    def run(*words: str, typed: str = "") -> None:
        done = subprocess.run(
            [sys.executable, *words],
            env={**without, "TIDINGS_DATA": str(data)},
            input=typed,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr

    run("-c", MAKE, str(data), json.dumps(CUSTODIANS))
    run("-m", "tidings", "staff", "boris", "--team", "North", typed=PASSWORD + "\n")
    port = free_port()
    serve = [sys.executable, "-m", "tidings", "serve", "--port", str(port), "--data", str(data)]
    form = f"http://127.0.0.1:{port + 1}"
    started(serve, f"{form}/ru/")
    return SimpleNamespace(desk=f"http://127.0.0.1:{port}", form=form, run=run, data=data)


@pytest.fixture
def sealed(office):
    office.run("-m", "tidings", "seal")
    return office


def enter_as(page, name: str, place: int = 1) -> None:
    page.fill(f"#name{place}", name)
    page.fill(f"#password{place}", CUSTODIANS[name])


def log_in(page) -> None:
    page.fill("[name=login]", "boris")
    page.fill("[name=password]", PASSWORD)
    page.locator("main button.primary").click()
    page.wait_for_url("**/appeals/")


def send_an_appeal(page, address: str, name: str) -> None:
    """Go through the public form, answering what must be answered, to the code."""
    page.goto(f"{address}/ru/")
    for _ in range(15):
        if page.locator(".code").count():
            return
        for field, words in (
            ("name", name),
            ("what_happened", "Сын не выходит на связь третий день, срочник."),
        ):
            if page.locator(f"[name={field}]").count():
                page.fill(f"[name={field}]", words)
        if page.locator("[name=last_contact_unknown]").count():
            page.locator("[name=last_contact_unknown]").check()
        with page.expect_navigation():
            page.locator("main .button").first.click()
    raise AssertionError(page.locator("main").inner_text())


def test_custodians_open_it_a_caseworker_works_seals_it_and_it_is_opened_again(sealed, browse, shot):
    mara, niko, boris = (browse(script=False) for _ in range(3))

    mara.goto(f"{sealed.desk}/appeals/")
    mara.get_by_role("heading", name="The office is sealed").wait_for()
    enter_as(mara, "Mara")
    mara.get_by_role("button", name="Open the office").click()
    mara.get_by_text("One custodian has entered.").wait_for()
    shot(mara, "sealed-one-waits")
    niko.goto(sealed.desk)
    enter_as(niko, "Niko")
    niko.get_by_role("button", name="Open the office").click()
    niko.wait_for_url(re.compile("/login/"))

    boris.goto(f"{sealed.desk}/login/")
    boris.locator("button[name=language][value=en]").click()
    log_in(boris)
    boris.get_by_role("link", name="Seal the office").click()
    shot(boris, "seal")
    boris.get_by_role("button", name="Seal it now").click()
    boris.get_by_role("heading", name="The office is sealed").wait_for()
    boris.get_by_text("Close this window now.").wait_for()
    shot(boris, "sealed-now")
    sealed_now = boris.goto(f"{sealed.desk}/appeals/")
    assert sealed_now.status == 503
    assert "boris" not in boris.content()

    relative = browse("phone", lang="ru", script=False)
    send_an_appeal(relative, sealed.form, "Лесняк Артемий Викторович")

    mara.goto(sealed.desk)
    enter_as(mara, "Mara")
    enter_as(mara, "Niko", 2)
    mara.get_by_role("button", name="Open the office").click()
    mara.wait_for_url(re.compile("/login/"))
    boris.goto(f"{sealed.desk}/appeals/")
    if "/login/" in boris.url:
        log_in(boris)
    for _ in range(40):
        if boris.get_by_text("Лесняк").count():
            break
        boris.wait_for_timeout(500)
        boris.reload()
    assert boris.get_by_text("Лесняк").count(), "what was sent while it was sealed has arrived"


def test_a_wrong_password_is_said_without_saying_which(sealed, browse):
    page = browse(script=False)
    page.goto(sealed.desk)
    enter_as(page, "Mara")
    enter_as(page, "Niko", 2)
    page.fill("#password2", "some other phrase")
    page.get_by_role("button", name="Open the office").click()
    assert "This does not open the office" in page.get_by_role("alert").inner_text()
    assert page.goto(sealed.desk).status == 503


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ru", "uk", "en"])
def test_the_sealed_pages_are_open_to_all(sealed, browse, lang, scheme, check_access, shot):
    page = browse("phone" if scheme == "dark" else "desk", scheme, lang)
    for name, address in (("desk", "/"), ("recovery", "/unseal/recovery/")):
        page.goto(f"{sealed.desk}{address}")
        assert page.locator("html").get_attribute("lang") == lang
        check_access(page)
        shot(page, f"sealed-{name}-{lang}-{scheme}")
    page.locator("main button.primary").click()
    page.get_by_role("alert").wait_for()
    check_access(page)
