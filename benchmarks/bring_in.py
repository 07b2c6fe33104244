#!/usr/bin/env python3
"""How long a large sheet takes until it is in: a list of people, and appeals.

    python benchmarks/bring_in.py [--rows 100000] [--what people appeals] [--kind csv|xlsx] [--read SECONDS] [--undo] [--data DIR]

Makes an office in DIR (or in a folder that is gone afterwards; TIDINGS_DATABASE names a PostgreSQL database) and a sheet of
invented people; has it looked through and brought in by the worker's own job, then looked through once more, and taken out
again where --undo says so. Appeals are kept first and read afterwards: with --read, the speed of the reading is said.
Seconds by the clock and of the processor (with those of the process that unpacks a workbook); memory of this process at its highest.
"""

import argparse
import csv
import io
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

ROOT = bytes(range(32))
SURNAMES = "Ярцев Носов Крапивин Лебедев Громов Зуев Тихомиров Воронин Белов Чернов".split()
GIVEN = "Глеб Иван Олег Пётр Антон Егор Роман Денис".split()
PATRONYMICS = "Олегович Иванович Петрович Павлович Романович".split()
STORIES = (
    "Не выходит на связь третью неделю, последний раз звонил из-под Суджи. Дом {n}.",
    "Увозят завтра под Курск, он срочник, помогите остановить! Квартира {n}.",
    "Забрали паспорт и военный билет, заставляют подписать контракт. Рота {n}.",
)
LIST = "ФИО;Дата рождения;В/ч;Место".split(";")
FORM = "Отметка времени;ФИО военнослужащего;Дата рождения;В/ч;Кем приходитесь;Ваш телефон;Опишите ситуацию".split(
    ";"
)


def main() -> None:
    """Bring in a list of people, then appeals, and say how long each step took."""
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("--rows", type=int, default=100_000)
    words.add_argument("--what", nargs="+", choices=("people", "appeals"), default=["people", "appeals"])
    words.add_argument("--kind", choices=("csv", "xlsx"), default="csv")
    words.add_argument("--read", type=float, default=0, metavar="SECONDS")
    words.add_argument("--undo", action="store_true")
    words.add_argument("--data", type=Path)
    told = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="tidings-bring-in-") as gone:
        _open(told.data or Path(gone))
        from tidings.web.appeals import batches
        from tidings.web.tracing.importing import PEOPLE

        about = {"name": "List", "kind": "captured", "source": "", "published_on": ""}
        if "people" in told.what:
            step_by_step(PEOPLE.target, told, LIST, people(told.rows), about=about)
        if "appeals" in told.what:
            step_by_step(batches.APPEALS, told, FORM, appeals(told.rows))
        if told.read:
            read_for(told.read)


def people(rows: int) -> Iterator[list[str]]:
    """Yield rows of a list."""
    chance = Random(1)
    for n in range(rows):
        born = date(1985, 1, 1) + timedelta(chance.randrange(7300))
        yield [
            _name(chance),
            f"{born:%d.%m.%Y}",
            str(10000 + n % 90000),
            chance.choice(("Суджа", "Курск", "")),
        ]


def appeals(rows: int) -> Iterator[list[str]]:
    """Yield rows of a form that families filled in."""
    chance = Random(2)
    for n in range(rows):
        day, born = (
            date(2026, 1, 1) + timedelta(n % 300),
            date(1985, 1, 1) + timedelta(chance.randrange(7300)),
        )
        phone = f"+7 9{n % 100:02d} {n % 1000:03d}-{n % 90 + 10}-{n % 80 + 10}"
        story = chance.choice(STORIES).format(n=n)
        yield [
            f"{day:%d.%m.%Y} 10:22:01",
            _name(chance),
            f"{born:%d.%m.%Y}",
            str(10000 + n % 90000),
            "мать",
            phone,
            story,
        ]


def step_by_step(target, told, heading: list[str], rows: Iterator[list[str]], **about) -> None:
    """Look through, bring in, look at the same file again, and say how long it took."""
    from tidings.web import work
    from tidings.web.accounts.models import Team, User
    from tidings.web.appeals import batches

    team, _ = Team.objects.get_or_create(name="Large")
    user, _ = User.objects.get_or_create(username="one", team=team, role=User.Role.COORDINATOR)
    print(f"{target.what}: {told.rows} rows, {told.kind}", flush=True)
    with timed("(make the sheet)"):
        content = _sheet(told.kind, heading, rows)
    print(f"  {len(content) / 1e6:.0f} MB")

    def offer():
        return batches.offer(target, team, told.kind, content, by=user, **about)

    with timed("look through it"):
        batch = offer()
        _work(work)
    batch.refresh_from_db()
    batches.bring_in(batch, by=user)
    with timed("bring it in"):
        _work(work)
    batch.refresh_from_db()
    print(f"  {batch.counts}", flush=True)
    with timed("look through the same file again"):
        again = offer()
        _work(work)
    again.refresh_from_db()
    print(f"  {again.counts}", flush=True)
    if told.undo:
        batches.undo(batch, by=user)
        with timed("take it out again"):
            _work(work)


def _work(work) -> None:
    """Do what the worker does about files, until nothing is left."""
    while work.imports():
        pass


def read_for(seconds: float) -> None:
    """Read appeals that were kept unread, and say how many a second."""
    from tidings.web.appeals import batches

    ends, count, began = time.monotonic() + seconds, 0, time.monotonic()
    while time.monotonic() < ends and (done := batches.read_some()):
        count += done
    print(f"appeals read: {count / (time.monotonic() - began):.0f} a second", flush=True)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say how long something took, and how much memory the process has had at most until then."""
    began, worked = time.perf_counter(), _busy()
    yield
    took, busy = time.perf_counter() - began, _busy() - worked
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {what:34} {took:7.2f} s, of the processor {busy:6.2f} s; {most} MB at most", flush=True)


def _busy() -> float:
    """Return the seconds that this process and those it started have worked."""
    return sum(os.times()[:4])


def _name(chance: Random) -> str:
    return f"{chance.choice(SURNAMES)} {chance.choice(GIVEN)} {chance.choice(PATRONYMICS)}"


def _sheet(kind: str, heading: list[str], rows: Iterator[list[str]]) -> bytes:
    if kind == "xlsx":
        return _book(heading, rows)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue().encode()


def _book(heading: list[str], rows: Iterator[list[str]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((heading, *rows)):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def _open(data: Path) -> None:
    os.environ |= {"TIDINGS_DATA": str(data), "DJANGO_SETTINGS_MODULE": "tidings.web.settings"}
    from tidings.web.vault import opened

    data.mkdir(parents=True, exist_ok=True)
    opened.open_with(ROOT, data / "keyring.sqlite3")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()
