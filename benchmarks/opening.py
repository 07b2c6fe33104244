#!/usr/bin/env python3
"""How long custodians of a large office wait, and how fast it is sealed, as it is served.

    python benchmarks/opening.py [--people 100000] [--appeals 2000] [--times 3] [--data DIR]

Makes an office that two custodians open together, with the real strength of passwords, fills it with invented people
(see unseal.py) in DIR or in a folder that is gone afterwards, and serves it. Then, several times: sends both passwords
as the page of the sealed desk does; says after how many seconds the desk answers, and after how many the first search
for a name is answered, and how much of that the processor worked; seals it by command, and says after how many
milliseconds no process is left that had the key. The desk must have stood by for some seconds, as it does in an office.
"""

import argparse
import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

PASSWORDS = {"Mara": "mara has a long phrase", "Niko": "niko has a long phrase"}
PORT = 18950
DESK = f"http://127.0.0.1:{PORT}"


def main() -> None:
    """Make, serve, measure."""
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("--people", type=int, default=100_000)
    words.add_argument("--appeals", type=int, default=2_000)
    words.add_argument("--times", type=int, default=3)
    words.add_argument("--data", type=Path)
    words.add_argument("--inside", choices=["fill", "enter"], help=argparse.SUPPRESS)
    told = words.parse_args()
    if told.inside:
        inside(told)
        return
    with tempfile.TemporaryDirectory(prefix="tidings-opening-") as gone:
        told.data = (told.data or Path(gone)) / "office"
        os.environ["TIDINGS_DATA"] = str(told.data)
        if not told.data.exists():
            again("fill", told).check_returncode()
        measure(told)


def again(what: str, told: argparse.Namespace) -> "subprocess.CompletedProcess[str]":
    """Do a part in a process of its own, which has the key while it works."""
    command = [sys.executable, __file__, "--inside", what, "--people", str(told.people)]
    command += ["--appeals", str(told.appeals), "--data", str(told.data)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True)


def inside(told: argparse.Namespace) -> None:
    """Fill the office, or print the cookie of somebody who is logged in."""
    from tidings.web import custodians, opening

    if told.inside == "fill":
        custodians.make(told.data, PASSWORDS, 2)
    else:
        custodians.open_with(told.data, custodians.slots(told.data).open(PASSWORDS))
    os.environ["TIDINGS_HOSTS"] = "testserver"
    opening.prepare()
    import unseal

    if told.inside == "fill":
        unseal.Filling().all(told.people, told.appeals)
    else:
        browser = unseal._browser()
        browser.get("/me/")
        print(browser.cookies["desk"].value)


def measure(told: argparse.Namespace) -> None:
    """Open and seal it again and again."""
    cookie = again("enter", told).stdout.strip()
    serve = [sys.executable, "-m", "tidings", "serve", "--port", str(PORT)]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as office:
        try:
            assert office.stdout
            while "ready" not in office.stdout.readline():
                pass
            for _ in range(told.times):
                time.sleep(20)  # until the desk stands by
                opens(cookie)
                seals()
        finally:
            office.terminate()


def opens(cookie: str) -> None:
    """Send both passwords, wait for the desk, ask for a name."""
    names = {f"name{n}": name for n, name in enumerate(PASSWORDS, 1)}
    passwords = {f"password{n}": password for n, password in enumerate(PASSWORDS.values(), 1)}
    page = Page(cookie)
    page.get("/")
    began, before, stood_by = time.perf_counter(), busy("sealed.wsgi"), busy("tidings.web.wsgi")
    page.send("/unseal/", **names, **passwords)
    entered, checking = time.perf_counter() - began, busy("sealed.wsgi") - before
    until(lambda: page.get("/ready/") == 200)
    answers = time.perf_counter() - began
    if page.get("/me/") != 200 or page.send("/people/search/", name="Иванов Егор") != 200:
        sys.exit(f"the search was not answered: {page.shown[:500]}")
    found = time.perf_counter() - began
    opening = busy("tidings.web.wsgi") - stood_by
    print(
        f"passwords checked after {entered:.1f} s ({checking:.1f} s of the processor), the desk answers after",
        end=" ",
    )
    print(
        f"{answers:.1f} s, a name is found after {found:.1f} s ({checking + opening:.1f} s of the processor)"
    )


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true; give up after two minutes."""
    ends = time.monotonic() + 120
    while not true():
        if time.monotonic() > ends:
            sys.exit("the desk did not answer")
        time.sleep(0.02)


def busy(word: str) -> float:
    """Return the seconds of the processor that programs with this word in their command line have used."""
    ticks = 0
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if folder.name.isdigit() and word.encode() in (folder / "cmdline").read_bytes():
                ticks += sum(map(int, (folder / "stat").read_text().rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def seals() -> None:
    """Seal by command; the command returns when nothing that had the key is left."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "tidings", "seal", "--quiet"], check=True, stdout=subprocess.DEVNULL
    )
    sealed, page = time.perf_counter() - began, Page("")
    until(lambda: page.get("/") == 503)
    shown = time.perf_counter() - began
    print(
        f"sealed {sealed * 1000:.0f} ms after the command was given, the sealed page answers after {shown * 1000:.0f} ms"
    )


class Page:
    """A browser in which somebody is logged in."""

    def __init__(self, session: str) -> None:
        self.cookies, self.shown, self.token = {"desk": session}, "", ""

    def get(self, path: str) -> int:
        """Return the status of a page."""
        return self._answer(urllib.request.Request(DESK + path))

    def send(self, path: str, **fields: str) -> int:
        """Send a form; return the status."""
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": self.token}).encode()
        return self._answer(urllib.request.Request(DESK + path, body))

    def _answer(self, asked: urllib.request.Request) -> int:
        asked.add_header("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        try:
            answer = urllib.request.urlopen(asked, timeout=120)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.shown = answer.read().decode()
        for set_cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = set_cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        if token := re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.shown):
            self.token = token[1]
        return int(answer.status)


if __name__ == "__main__":
    main()
