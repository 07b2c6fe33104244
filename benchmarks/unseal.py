#!/usr/bin/env python3
"""How long a large office takes from the moment it has its key until names are found, and its queue after that.

    python benchmarks/unseal.py [--people 100000] [--appeals 100000] [--times 40] [--data DIR]

Fills an office in DIR (or in a folder that is gone afterwards; TIDINGS_DATABASE names a PostgreSQL database) with invented
people and with appeals that wait, each with eight facts. Then, in a process of its own as after unsealing: opens the keys,
reads everybody into the index of people and into the one of whom appeals seek, and asks for pages of the queue. With a
DIR that is filled already it only does the second. What custodians wait for besides is Argon2id, a second or so.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

ROOT = bytes(range(32))
TODAY = date.today()
AT_A_TIME = 5000
WORDS = (
    "Помогите найти сына, служил по призыву, связи нет с начала августа, последний раз звонил из-под Суджи. "
    * 5
)


def main() -> None:
    """Fill an office, and open it in another process."""
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("--people", type=int, default=100_000)
    words.add_argument("--appeals", type=int, default=100_000)
    words.add_argument("--times", type=int, default=40)
    words.add_argument("--data", type=Path)
    words.add_argument("--only-open", action="store_true", help=argparse.SUPPRESS)
    told = words.parse_args()
    if told.only_open:
        unseal(told.data, told.times)
        return
    with tempfile.TemporaryDirectory(prefix="tidings-unseal-") as gone:
        data = told.data or Path(gone)
        if not (data / "filled").exists():
            _open(data)
            Filling().all(told.people, told.appeals)
            (data / "filled").touch()
        again = [sys.executable, __file__, "--only-open", "--data", str(data), "--times", str(told.times)]
        subprocess.run(again, check=True)


def _open(data: Path) -> None:
    os.environ |= {"TIDINGS_DATA": str(data), "DJANGO_SETTINGS_MODULE": "tidings.web.settings"}
    os.environ.setdefault("TIDINGS_HOSTS", "testserver")
    from tidings.web.vault import opened

    data.mkdir(parents=True, exist_ok=True)
    opened.open_with(ROOT, data / "keyring.sqlite3")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say how long something took, by the clock and of the processor, and how much memory is used after it."""
    began, worked = time.perf_counter(), time.process_time()
    yield
    used = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20
    spent, busy = time.perf_counter() - began, time.process_time() - worked
    print(f"{what:52} {spent:7.2f} s {busy:7.2f} s of the processor {used:6} MB", flush=True)


class Filling:
    """An office that is being filled."""

    def __init__(self) -> None:
        from tidings.text import tables

        self.luck = Random(7)
        common = {name.title(): count for name, count in tables.surnames().items() if count > 50}
        self.surnames, self.counted = list(common), list(accumulate(common.values()))
        self.given = [name.title() for name, (count, *_) in tables.given_names().items() if count > 50]

    def all(self, people: int, appeals: int) -> None:
        """Everybody, and how long each kind took."""
        from tidings.web.accounts.models import Team, User

        self.team = Team.objects.create(name="North")
        User.objects.create(username="amal", team=self.team, role="coordinator", language="ru")
        with timed(f"{people} people kept"):
            self._people(people)
        with timed(f"{appeals} appeals with eight facts each kept"):
            for start in range(0, appeals, AT_A_TIME):
                self._appeals(range(start, min(start + AT_A_TIME, appeals)))

    def _name(self) -> dict[str, str]:
        (surname,) = self.luck.choices(self.surnames, cum_weights=self.counted)
        return {"surname": surname, "given": self.luck.choice(self.given), "patronymic": "Иванович"}

    def _born(self) -> str:
        year = self.luck.randrange(1970, 2007)
        return f"{year}-{self.luck.randrange(1, 13):02}-{self.luck.randrange(1, 29):02}"

    def _people(self, count: int) -> None:
        from tidings.web.people.models import Person

        for start in range(0, count, AT_A_TIME):
            Person.objects.bulk_create(
                Person(team=self.team, **self._name(), birth_date=self._born(), unit="61057", place="Суджа")
                for _ in range(min(AT_A_TIME, count - start))
            )

    def _appeals(self, numbers: Iterable[int]) -> None:
        from tidings.web.appeals.models import Appeal, Category, ReadFact

        luck = self.luck
        appeals = Appeal.objects.bulk_create(
            Appeal(
                team=self.team,
                channel=luck.choice(["form", "telegram", "email"]),
                received_on=TODAY - timedelta(luck.randrange(700)),
                lang=luck.choice(["ru", "ru", "ru", "uk"]),
                text=WORDS,
                deciding=WORDS[:100],
                code=f"{number:08}",
                digest=f"{number:064x}",
                category=luck.choice(Category.values),
                urgency=luck.choices([3, 2, 1, 0], [2, 10, 60, 28])[0],
                deadline=TODAY + timedelta(luck.randrange(60)) if luck.random() < 0.3 else None,
            )
            for number in numbers
        )
        ReadFact.objects.bulk_create(
            ReadFact(appeal=appeal, about=about, field=field, value=value, proposed=value)
            for appeal in appeals
            for about, field, value in self._told(appeal.pk)
        )

    def _told(self, number: int) -> Iterator[tuple[str, str, str]]:
        born = self._born()
        sought = self._name() | {
            "birth_date": born if self.luck.random() < 0.6 else born[:4],
            "unit": f"{self.luck.randrange(10**4, 10**5)}",
            "status": "conscript",
        }
        yield from (("sought:0", field, value) for field, value in sought.items())
        yield "enquirer", "phones", f"+7900{number:07}"
        yield "message", "place", "Суджа"


def unseal(data: Path, times: int) -> None:
    """Open an office as a process does that was given the key, and say when names are found."""
    with timed("the program starts, the keys and the database open"):
        _open(data)
    from tidings.web.accounts.models import Team
    from tidings.web.appeals import sought
    from tidings.web.people import index

    team = Team.objects.get().pk
    with timed("everybody is in the index of people"):
        index.warm(team)
    with timed("whom the appeals seek is known"):
        sought.warm(team)
    with timed("a name is looked up"):
        index.search(team, {"name": "Иванов Егор", "birth_date": None, "unit": None})
    measure(times)


def measure(times: int) -> None:
    """Ask for pages of the queue, each time another, and say how long they took."""
    browser = _browser()
    print(f"\n{'in milliseconds':46} {'p50':>7} {'p95':>7} {'p95 of the processor':>22}")
    for what, address in _pages():
        taken, busy = [], []
        for number in range(times + 1):
            began, worked = time.perf_counter(), time.process_time()
            if browser.get(address(number)).status_code != 200:
                sys.exit(f"{address(number)} did not answer")
            taken.append((time.perf_counter() - began) * 1000)
            busy.append((time.process_time() - worked) * 1000)
        print(f"{what:46} {statistics.median(taken[1:]):7.0f} {_p95(taken[1:]):7.0f} {_p95(busy[1:]):22.0f}")


def _p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def _browser() -> Any:
    from allauth.mfa.models import Authenticator
    from django.test import Client

    from tidings.web.accounts.models import Opened, User

    user = User.objects.get(username="amal")
    Opened.objects.filter(user=user).delete()  # one may open 150 records a day
    key = {"name": "key", "credential": {}}
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.WEBAUTHN, defaults={"data": key})
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "at": time.time()}]
    session.save()
    return client


def _pages() -> list[tuple[str, Callable[[int], str]]]:
    from tidings.web.appeals.models import Appeal

    codes = list(Appeal.objects.order_by("?").values_list("code", flat=True)[:2000])
    deepest = max(1, Appeal.objects.count() // 50)
    return [
        ("queue, the first page", lambda number: "/appeals/"),
        ("queue, another page each time", lambda number: f"/appeals/?page={1 + number * 37 % deepest}"),
        ("queue, of one category", lambda number: "/appeals/?category=captivity"),
        ("an appeal", lambda number: f"/appeals/{codes[number % len(codes)]}/"),
    ]


if __name__ == "__main__":
    main()
