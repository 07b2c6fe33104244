"""The words of the invented office, with their days reckoned from today."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tidings.extraction.messages import Message

HERE = Path(__file__).parent

_DAY = re.compile(r"\{([+-]\d+)(?::(full|words))?\}")

_MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "en": "January February March April May June July August September October November December",
}


@dataclass(frozen=True)
class Person:
    """One of the invented staff; role is one of tidings.web.accounts.roles."""

    username: str
    name: str
    role: str
    team: str
    language: str
    password: str


@dataclass(frozen=True)
class Custodian:
    """One of the two who open the invented office together."""

    name: str
    password: str


def appeals(today: date) -> Iterator[Message]:
    """Yield the messages in the order of the file, as if the last came today."""
    for line in (HERE / "appeals.jsonl").read_text("utf-8").splitlines():
        said = json.loads(line)
        received = today - timedelta(said["days_ago"])
        text = dated(said["text"], today, said["lang"])
        yield Message(said["id"], said["channel"], received, text, said["lang"])


def reports(today: date) -> Iterator[tuple[str, str]]:
    """Yield each press report: its name and its text, page clutter and all."""
    for path in sorted((HERE / "reports").glob("*.txt")):
        yield path.stem, dated(path.read_text("utf-8"), today, path.stem[-2:])


def staff() -> tuple[Person, ...]:
    """Return the cast, with the passwords of the demo."""
    return tuple(Person(**one) for one in tomllib.loads((HERE / "staff.toml").read_text("utf-8"))["person"])


def custodians() -> tuple[Custodian, ...]:
    """Return the invented custodians, with their passwords."""
    return tuple(
        Custodian(**one) for one in tomllib.loads((HERE / "staff.toml").read_text("utf-8"))["custodian"]
    )


def who_works_here() -> str:
    """Names, passwords and parts of the invented staff and custodians, a line each."""
    lines = [f"  {who.username:8}{who.password:32}{who.role}, team {who.team}" for who in staff()]
    lines += [f"  {who.name:8}{who.password:32}custodian: opens the sealed office" for who in custodians()]
    return "\n".join(lines)


def dated(text: str, today: date, lang: str) -> str:
    """Return the text with each {-3}, {-3:full} or {-3:words} made a day, counted from today.

    >>> dated("{-3} = {+1:full} = {-3:words}", date(2026, 11, 22), "ru")
    '19.11 = 23.11.2026 = 19 ноября'
    """

    def day(found: re.Match[str]) -> str:
        on = today + timedelta(int(found[1]))
        if found[2] == "words":
            return f"{on.day} {_MONTHS[lang].split()[on.month - 1]}"
        return f"{on:%d.%m.%Y}" if found[2] else f"{on:%d.%m}"

    return _DAY.sub(day, text)
