#!/usr/bin/env python3
"""How long a large sheet takes until it is in: a list of people, and appeals.

    python benchmarks/bring_in.py [--rows 100000] [--data DIR]

Makes an office in DIR (or in a folder that is gone afterwards; TIDINGS_DATABASE names a PostgreSQL database) and a sheet of
invented people; has it looked through and brought in by the worker's own functions, then looked through once more.
Appeals are kept first and read afterwards: of the reading, the speed is said. Seconds by the clock and of the processor.
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
    words.add_argument("--data", type=Path)
    told = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="tidings-bring-in-") as gone:
        _open(told.data or Path(gone))
        from tidings.web.appeals import batches
        from tidings.web.tracing.importing import PEOPLE

        about = {"name": "List", "kind": "captured", "source": "", "published_on": ""}
        step_by_step(PEOPLE.target, _sheet(LIST, people(told.rows)), about=about)
        step_by_step(batches.APPEALS, _sheet(FORM, appeals(told.rows)))
        read_for(30)
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


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


def step_by_step(target, content: bytes, **told) -> None:
    """Look through, bring in, look at the same file again, and say how long it took."""
    from tidings.web.accounts.models import Team, User
    from tidings.web.appeals import batches

    team, _ = Team.objects.get_or_create(name="Large")
    user, _ = User.objects.get_or_create(username="one", team=team, role=User.Role.COORDINATOR)
    what = f"{target.what}, {len(content) / 1e6:.0f} MB: "
    with timed(what + "take the file over"):
        batch = batches.offer(target, team, "csv", content, by=user, **told)
    with timed(what + "look through it"):
        batches.work(target)
    batch.refresh_from_db()
    batches.bring_in(batch, by=user)
    with timed(what + "bring it in"):
        batches.work(target)
    batch.refresh_from_db()
    print(f"{what}{batch.counts}", flush=True)
    again = batches.offer(target, team, "csv", content, by=user, **told)
    with timed(what + "look through the same file again"):
        batches.work(target)
    again.refresh_from_db()
    print(f"{what}{again.counts}", flush=True)


def read_for(seconds: float) -> None:
    """Read appeals that were kept unread, and say how many a second."""
    from tidings.web.appeals import batches

    ends, count, began = time.monotonic() + seconds, 0, time.monotonic()
    while time.monotonic() < ends and (done := batches.read_some()):
        count += done
    print(f"appeals read: {count / (time.monotonic() - began):.0f} a second", flush=True)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say how long something took."""
    began, worked = time.perf_counter(), time.process_time()
    yield
    took, busy = time.perf_counter() - began, time.process_time() - worked
    print(f"{what:58} {took:8.2f} s, of the processor {busy:.2f} s", flush=True)


def _name(chance: Random) -> str:
    return f"{chance.choice(SURNAMES)} {chance.choice(GIVEN)} {chance.choice(PATRONYMICS)}"


def _sheet(heading: list[str], rows: Iterator[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue().encode()


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
