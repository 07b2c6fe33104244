"""A flood of false appeals with some true ones among them: are the true ones kept, and does the form go on answering?

python benchmarks/flood.py                                  10,000 false and 20 true ones in ten minutes
python benchmarks/flood.py --false 300 --true 5 --seconds 20    in short, as the tests do

It opens a gate of its own in a folder that is gone afterwards, and prints what it found as one line of JSON. Ends with 1
unless every true appeal can be read by the office and 95 of 100 requests were answered within a second. Everyone in it
is invented.
"""

import argparse
import contextlib
import http.client
import itertools
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

from tidings.sealing import boxes, post

HANDS = 24
"""Lines that the flood keeps open at once."""

FALSE = [
    "Мой сын {n} пропал под Харьковом, помогите срочно!!!",
    "Срочно! Муж не отвечает {n} дней, он в части.",
    "Прошу найти брата, позывной Тест{n}, спасибо.",
]
TRUE = [
    "Вчера сыну сказали: завтра на границу. Присяги ещё не было. Отобрали телефон.",
    "Чоловік не виходить на зв’язок з п’ятниці, частина не відповідає на дзвінки.",
    "Брата избили в роте, он лежит в санчасти, командир запрещает ему писать рапорт.",
    "Сын срочник, за него расписались в контракте. Подпись не его, мы видели копию.",
]


class Visitor:
    """One browser with a line of its own; notes how long each answer takes."""

    accepted: tuple[int, ...] = (200, 302)
    status = 0

    def __init__(self, port: int, taken: list[float]) -> None:
        self.port, self.taken, self.cookie = port, taken, ""

    def ask(self, method: str, path: str, typed: dict[str, str] | None = None) -> str:
        body = urllib.parse.urlencode(typed or {}) if method == "POST" else None
        headers = {"Origin": f"http://127.0.0.1:{self.port}", "Cookie": self.cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(line):
            line.request(method, path, body, headers)
            answer = line.getresponse()
            said = answer.read().decode()
        self.taken.append(time.perf_counter() - began)
        if given := answer.headers.get("Set-Cookie"):
            self.cookie = given.split(";")[0]
        self.status = answer.status
        if answer.status not in self.accepted:
            raise RuntimeError(f"{method} {path} was answered with {answer.status}")
        return said

    def send(self, name: str, words: str, looking: bool) -> None:
        """Send an appeal: with a look at every page as people do, or with the posts alone."""
        answers = [{"name": name}, {}, {"last_contact": "в пятницу"}, {}, {"what_happened": words}, {}]
        for number, typed in enumerate(answers, 1):
            if looking:
                self.ask("GET", f"/ru/{number}/")
            if looking or typed:
                self.ask("POST", f"/ru/{number}/", typed)
        self.ask("POST", "/ru/check/")


def false_appeal(port: int, number: int, taken: list[float]) -> None:
    chosen = random.Random(number)
    words = chosen.choice(FALSE).format(n=chosen.randrange(1000))
    Visitor(port, taken).send(f"Тестов {number}", words, looking=False)


def true_appeal(port: int, number: int, taken: list[float]) -> str:
    """Return the locator of its receipt."""
    visitor = Visitor(port, taken)
    visitor.send(f"Вигаданенко Ілля {number}", TRUE[number % len(TRUE)], looking=True)
    return str(re.findall(r"<span>(\w{4})</span>", visitor.ask("GET", "/ru/code/"))[0])


def flood(port: int, false: int, true: int, seconds: float) -> tuple[list[str], dict[str, list[float]], int]:
    """Send all of them, evenly over the time; return the true ones' locators, the times taken, and what failed."""
    order: list[int | None] = [None] * false
    for number in range(true):
        order.insert(int((number + 0.5) * (false + true) / true), number)
    times: dict[str, list[float]] = {"false": [], "true": []}
    locators: list[str] = []
    failed, lock, began = itertools.count(), threading.Lock(), time.monotonic()

    def one(place: int, number: int | None) -> None:
        time.sleep(max(0.0, began + place * seconds / len(order) - time.monotonic()))
        try:
            if number is None:
                false_appeal(port, place, times["false"])
            else:
                found = true_appeal(port, number, times["true"])
                with lock:
                    locators.append(found)
        except (OSError, RuntimeError, http.client.HTTPException) as error:
            print(f"{place}: {error}", file=sys.stderr)
            next(failed)

    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(one, range(len(order)), order))
    return locators, times, next(failed)


class Served(NamedTuple):
    """A gate that answers."""

    port: int
    office: boxes.KeyPair
    process: "subprocess.Popen[bytes]"


@contextlib.contextmanager
def gate(data: Path) -> Iterator[Served]:
    """Serve a gate in this folder."""
    office = boxes.new_keypair()
    (data / "gate").mkdir()
    boxes.save_public(data / "gate/office.pub", office.public)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    without = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "tidings.gate", "--port", str(port)]
    served = subprocess.Popen(
        command,
        env={**without, "TIDINGS_DATA": str(data)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                Visitor(port, []).ask("GET", "/ru/")
                break
            time.sleep(0.1)
        yield Served(port, office, served)
    finally:
        served.terminate()
        served.wait(timeout=30)


def main() -> int:
    parser = argparse.ArgumentParser(description="Send a flood of false appeals to a gate of its own.")
    parser.add_argument("--false", type=int, default=10_000)
    parser.add_argument("--true", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=600)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="tidings-flood-") as folder,
        gate(Path(folder)) as (port, office, _),
    ):
        began = time.monotonic()
        locators, times, failed = flood(port, given.false, given.true, given.seconds)
        lasted = time.monotonic() - began
        data = Path(folder) / "gate"
        arrived = list(post.waiting(data / "gate.sqlite3", [office.private]))
        size = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    true = {one.locator: one.lane for one in arrived if "Вигаданенко" in one.answers["text"]}
    p50, p95, p99 = (quantiles(times["false"] + times["true"], n=100)[at] for at in (49, 94, 98))
    found = {
        "sent": given.false + given.true - failed,
        "seconds": round(lasted, 1),
        "stored": len(arrived),
        "true stored": len(set(locators) & set(true)),
        "lanes": Counter(one.lane for one in arrived),
        "true by lane": Counter(true.values()),
        "requests": len(times["false"]) + len(times["true"]),
        "p50": round(p50, 3),
        "p95": round(p95, 3),
        "p99": round(p99, 3),
        "p95 of the true": round(quantiles(times["true"], n=100)[94], 3),
        "bytes": size,
    }
    print(json.dumps(found))
    return 0 if found["true stored"] == given.true and not failed and p95 <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
