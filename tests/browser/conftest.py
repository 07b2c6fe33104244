"""A real browser, and a gate that is really served."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install tidings[dev]")
from playwright.sync_api import Page, sync_playwright

from tidings.sealing import boxes

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"phone": {"width": 390, "height": 800}, "desk": {"width": 1280, "height": 900}}
STAFF = Path(__file__).parents[2] / "tidings/web/demo/staff.toml"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def chromium():
    """Chromium: the one named by CHROMIUM, or the one on the path."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("There is no Chromium: install the package chromium, or name one in CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def free_port():
    """Return a port that nobody listens at, nor at the next one: an office takes both."""

    def find() -> int:
        while True:
            with socket.socket() as probe, socket.socket() as beside:
                probe.bind(("127.0.0.1", 0))
                port: int = probe.getsockname()[1]
                with contextlib.suppress(OSError, OverflowError):
                    beside.bind(("127.0.0.1", port + 1))
                    return port

    return find


@pytest.fixture(scope="session")
def started(tmp_path_factory):
    """Start a server, wait until it answers at an address, stop it at the end of the session."""
    running = []

    def start(command: list[str], address: str, seconds: float = 60, **environment: str):
        log = tmp_path_factory.mktemp("log") / "server.log"
        without = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        with log.open("wb") as output:
            process = subprocess.Popen(command, stdout=output, stderr=output, env={**without, **environment})
        running.append(process)
        deadline = time.monotonic() + seconds
        while not _answers(address):
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"{command} did not come up: {log.read_text()}")
            time.sleep(0.1)
        return SimpleNamespace(process=process, log=log)

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def gate(started, free_port, tmp_path_factory):
    """A gate on a free port with a data folder of its own: `url`, `folder`, `office` (the key pair), `log`."""
    data = tmp_path_factory.mktemp("data")
    folder = data / "gate"
    folder.mkdir()
    office = boxes.new_keypair()
    boxes.save_public(folder / "office.pub", office.public)
    url = f"http://127.0.0.1:{(port := free_port())}"
    command = [sys.executable, "-m", "tidings.gate", "--port", str(port)]
    server = started(command, f"{url}/en/", TIDINGS_DATA=str(data))
    return SimpleNamespace(url=url, folder=folder, office=office, log=server.log, data=data)


@pytest.fixture(scope="module")
def demo(started, free_port, tmp_path_factory):
    """The invented office as `tidings demo` serves it: its `port`, and `desk` and `form`, its two addresses."""
    port, data = free_port(), tmp_path_factory.mktemp("demo")
    words = ["demo", "--no-browser", "--port", str(port), "--data", str(data)]
    started([sys.executable, "-m", "tidings", *words], f"http://127.0.0.1:{port}/ready/", seconds=900)
    desk, form = (f"http://127.0.0.1:{number}" for number in (port, port + 1))
    return SimpleNamespace(port=port, desk=desk, form=form)


@pytest.fixture(scope="module")
def desk(demo):
    """The address of the desk of the invented office."""
    return demo.desk


@pytest.fixture(scope="session")
def passwords():
    """The passwords of the invented staff, by their names."""
    return {one["username"]: one["password"] for one in tomllib.loads(STAFF.read_text("utf-8"))["person"]}


@pytest.fixture
def browse(chromium):
    """Return a function that opens a browser of its own: of a size, scheme and language, with script or without."""
    contexts = []

    def come(size: str = "desk", scheme: str = "light", lang: str = "en", script: bool = True) -> Page:
        context = chromium.new_context(
            viewport=SIZES[size], color_scheme=scheme, locale=lang, java_script_enabled=script
        )
        contexts.append(context)
        context.set_default_timeout(60_000)  # of a machine that has much else to do
        return context.new_page()

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def log_in(passwords):
    """Return a function that goes to the desk at an address and logs in with a name and its password."""

    def enter_words(page: Page, desk: str, who: str, lang: str = "en") -> None:
        page.goto(f"{desk}/login/")
        page.locator(f"button[name=language][value={lang}]").click()
        page.fill("#id_username", who)
        page.fill("#id_password", passwords[who])
        page.locator("main button.primary").click()
        page.wait_for_url(lambda url: url.partition("?")[0] != f"{desk}/login/")

    return enter_words


@pytest.fixture
def enter(browse, desk, log_in):
    """Return a function that opens the desk of the invented office as somebody, in a browser as `browse` opens it."""

    def come(
        who: str, size: str = "desk", scheme: str = "light", lang: str = "en", script: bool = True
    ) -> Page:
        page = browse(size, scheme, lang, script)
        log_in(page, desk, who, lang)
        return page

    return come


@pytest.fixture(scope="session")
def check_access():
    """Return a function that fails unless axe finds nothing to complain of on a page (needs JavaScript)."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    options = {"runOnly": TAGS, "resultTypes": ["violations"]}

    def check(page: Page) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(axe.axe_script)
        # What is in order would be three quarters of the time, only to be brought here.
        wrong = page.evaluate("options => axe.run(options).then(found => found.violations.length)", options)
        assert not wrong, f"{page.url}\n{axe.run(page, options=options).generate_report()}"

    return check


@pytest.fixture
def shot(request):
    """Keep a picture of a page when TIDINGS_SHOTS names a folder; else do nothing."""
    folder = os.environ.get("TIDINGS_SHOTS")

    def take(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return take


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except OSError:
        return False
