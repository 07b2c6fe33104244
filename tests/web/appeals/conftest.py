"""An appeal of the cast's team, as extraction and triage may propose it; the words are invented."""

import contextlib
import os
import secrets
import sqlite3
from datetime import date
from pathlib import Path

import pytest

if os.environ.get("DJANGO_SETTINGS_MODULE") == "tidings.web.settings":
    from tidings.extraction.mentions import Fact, Mention
    from tidings.extraction.messages import Message
    from tidings.sealing import boxes, post, streams
    from tidings.text.sentences import Sentence
    from tidings.web.appeals import actions, mailbox
    from tidings.web.appeals.proposals import Proposal

TEXT = "Ищу сына, Ярцева Глеба, 14.03.2005, в/ч 12345. Завтра <b>отправляют</b> под Суджу. Мать, +79000000001"


def mention(kind: str, words: str, value: str) -> "Mention":
    start = TEXT.index(words)
    return Mention(kind, words, start, start + len(words), value)


@pytest.fixture
def proposal() -> "Proposal":
    mentions = (
        mention("person", "Ярцева Глеба", "Ярцев Глеб"),
        mention("birth_date", "14.03.2005", "2005-03-14"),
        mention("unit", "12345", "12345"),
        mention("place", "Суджу", "Суджа"),
        mention("phone", "+79000000001", "+79000000001"),
    )
    facts = (
        Fact("sought:0", "surname", "Ярцев", (0,)),
        Fact("sought:0", "given", "Глеб", (0,)),
        Fact("sought:0", "birth_date", "2005-03-14", (1,)),
        Fact("sought:0", "unit", "12345", (2,)),
        Fact("enquirer", "phones", "+79000000001", (4,)),
        Fact("message", "place", "Суджа", (3,)),
        Fact("message", "deadline", "2024-08-10", ()),
    )
    return Proposal(
        lang="ru",
        category="deployment_notice",
        confidence=0.9,
        secondary=(),
        urgency=3,
        deadline=date(2024, 8, 10),
        flags=(),
        reasons=(Sentence(en="Sent tomorrow.", ru="Завтра отправка.", uk="Завтра відправка."),),
        deciding="Завтра <b>отправляют</b>",
        mentions=mentions,
        facts=facts,
    )


@pytest.fixture
def keep(people, proposal):
    """Keep one more appeal of the team, with words of its own."""

    def kept(text=TEXT, channel="telegram", by=None, **changes):
        message = Message("1", channel, date(2024, 8, 9), text)
        appeal = actions.keep(message, proposal, people["amal"].team, by=by)
        for name, value in changes.items():
            setattr(appeal, name, value)
        appeal.save()
        return appeal

    return kept


@pytest.fixture
def appeal(keep):
    return keep()


@pytest.fixture
def fact(appeal):
    return appeal.facts.get(field="surname")


@pytest.fixture
def url(appeal):
    return f"/appeals/{appeal.code}/"


class Gate:
    """The gate with somebody's mailbox: what she sends waits there, what we answer lies in it."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self.office, self.hers = boxes.new_keypair(), boxes.new_keypair()
        self.put("gate_mailbox", public=self.hers.public, locator="AAAA")

    def put(self, table: str, **row: object) -> int:
        with contextlib.closing(sqlite3.connect(self.database)) as gate:
            names, marks = ", ".join(row), ", ".join("?" * len(row))
            number = gate.execute(
                f"INSERT INTO {table} ({names}) VALUES ({marks})", [*row.values()]
            ).lastrowid
            gate.commit()
        return number

    def send(
        self, kind="appeal", text="Ищу сына, Ярцева Глеба", files=(), fields=None, lane="ordinary", hers=None
    ):
        """Seal a post to the office, with files as pairs of name and content."""
        told = [self.file(name, content) for name, content in files]
        answers = {
            "version": 1,
            "lang": "ru",
            "fields": fields or {},
            "unknown": [],
            "text": text,
            "files": told,
        }
        sealed = post.sealed(self.office.public, (hers or self.hers).public, "AAAA", kind, answers)
        number = self.put("gate_post", sealed=sealed, day="2024-08-09", lane=lane)
        for file in told:
            self.put("gate_file", id=file["file"], post=number)
        return told

    def file(self, name: str, content: bytes) -> dict[str, object]:
        """Close a file as the gate does."""
        key, id = streams.new_key(), secrets.token_hex(16)
        closing, path = streams.Closing(key), post.file_at(self.database.parent, id)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(closing.add(content) + closing.end())
        return {"name": name, "size": len(content), "key": key.hex(), "file": id}

    def answers(self) -> list[str]:
        """Open what lies in her mailbox, as her receipt would."""
        with contextlib.closing(sqlite3.connect(self.database)) as gate:
            lying = gate.execute("SELECT sealed FROM gate_reply ORDER BY number").fetchall()
        return [post.unpack(boxes.open_sealed(self.hers.private, sealed))["text"] for (sealed,) in lying]


@pytest.fixture
def her_gate(gate, settings, tmp_path):
    settings.GATE, settings.HOME = gate.parent, tmp_path / "desk"
    settings.HOME.mkdir()
    return Gate(gate)


@pytest.fixture
def collect(her_gate, people):
    """Bring to the desk what waits at the gate."""
    return lambda: mailbox.collect(her_gate.database, [her_gate.office.private], people["amal"].team)


@pytest.fixture
def hers(her_gate, collect):
    """Her appeal, as it came through the gate."""
    her_gate.send()
    (appeal,) = collect()
    return appeal
