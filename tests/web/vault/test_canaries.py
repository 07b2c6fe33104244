"""Invented words are planted everywhere an office keeps words; then every byte on the disk is searched for them.

Neither the files of the office, nor its logs and temporary files, nor the whole data directory of PostgreSQL may hold
one, in any of the ways in which a program writes text.
"""

import json
import os
import re
import subprocess
import sys
import time
from base64 import b64encode
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tidings.web.accounts.models import Team, User
from tidings.web.appeals.models import Appeal, ReadFact
from tidings.web.cases.models import Case
from tidings.web.letters.models import Letter
from tidings.web.people.models import Person
from tidings.web.vault.parts import Sealed, words_of

CANARIES = ("Канарейк", "канарейк", "Zq7xCanary", "9990001122", "zq7x@example")
NAME = "Канарейкин-Zq7xCanary"
ASKED = (
    "Ищу сына, Канарейкина Егора Павловича, 14.03.2005 года рождения, срочник, в/ч 61057. Zq7xCanary. "
    "Мать, Канарейкина Лариса, +7 999 000-11-22, +79990001122, zq7x@example.org"
)


def spellings(word):
    """A word as bytes, in each way in which it may be written down."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        plain = word.encode(encoding)
        yield plain
        for skipped in range(3):  # base64 of it, wherever in a text it begins
            text = b64encode(bytes(skipped) + plain)
            yield text[-(-skipped * 4 // 3) :].rstrip(b"=")[1:-1]
    yield json.dumps(word).strip('"').encode()
    yield word.encode().hex().encode()


SOUGHT = re.compile(b"|".join(re.escape(one) for word in CANARIES for one in spellings(word)))


def traces(*places):
    """Every file below these in which a planted word stands, and in its name too."""
    files = [one for place in places for one in ([place] if place.is_file() else place.rglob("*"))]
    assert files
    named = [one for one in files if SOUGHT.search(str(one).encode())]
    return named + [one for one in files if one.is_file() and SOUGHT.search(one.read_bytes())]


@pytest.mark.parametrize("word", CANARIES)
def test_the_search_sees_each_word_however_it_is_written(tmp_path, word):
    for number, spelling in enumerate(spellings(f"нечто {word} иное")):
        (tmp_path / f"{number}").write_bytes(b"\0\xff" * 50 + spelling + b"\0" * 50)
    whole = b64encode(f"Прошу найти: {word}, и скорее".encode())
    (tmp_path / "whole").write_bytes(whole)
    assert len(traces(tmp_path)) == len(list(tmp_path.iterdir()))
    assert "whole" in {one.name for one in traces(tmp_path)}
    (tmp_path / f"letter of {word}").touch()
    assert any(word in one.name for one in traces(tmp_path))


class Planting:
    """An office in whose every sealed field stands a planted word: by its pages, and by every kind of record."""

    def __init__(self):
        self.team = Team.objects.create(name="Control-Q8w3")
        self.user = User.objects.create(username="amal", team=self.team, role="coordinator", language="en")
        self.made = {Team: self.team, User: self.user}
        self.refused = []

    def all(self):
        self._pages()
        for model in apps.get_models():
            if issubclass(model, Sealed):
                self._record(model)

    def _record(self, model):
        """One more record of a kind, all its words planted."""
        told = {
            field.attname: self._value(model, field)
            for field in model._meta.concrete_fields
            if not (field.primary_key or field.null or field.has_default() or field.name in ("key", "sealed"))
        }
        record = model(**told)
        for name, words in words_of(model).items():
            setattr(record, name, self._planted(words.default))
        record.save()
        kept = model.objects.get(pk=record.pk).sealed_words()
        assert set(kept) == set(words_of(model)) and all(map(self._is_planted, map(str, kept.values())))
        self.made[model] = record
        return record

    def _value(self, model, field):
        if field.is_relation:
            related = field.related_model
            return (self.made.get(related) or self._any(related)).pk
        if field.choices:
            return field.choices[0][0]
        if isinstance(field, models.DateTimeField):
            return timezone.now()
        if isinstance(field, models.DateField):
            return date.today()
        return 1 if isinstance(field, models.IntegerField | models.FloatField) else "x"

    def _any(self, model):
        if issubclass(model, Sealed):
            return self._record(model)
        told = {
            field.attname: self._value(model, field)
            for field in model._meta.concrete_fields
            if not (field.primary_key or field.null or field.has_default())
        }
        self.made[model] = model.objects.create(**told)
        return self.made[model]

    @staticmethod
    def _planted(default):
        if isinstance(default, bytes):
            return ASKED.encode()
        if isinstance(default, list):
            return [NAME, {"said": ASKED}]
        return {"said": NAME} if isinstance(default, dict) else NAME

    @staticmethod
    def _is_planted(words):
        return any(one in words for one in CANARIES) or b64encode(ASKED.encode())[:20].decode() in words

    def _pages(self):
        self.browser = browser(self.user)
        self._appeal()
        self._case()
        self._letter()
        self._lists()
        self._post("incidents-add", text=ASKED)
        self._post("people-search", name=NAME, born="", unit="")
        assert not self.refused, self.refused

    def _post(self, page, /, *of, **told):
        answer = self.browser.post(reverse(page, args=of), told)
        if answer.status_code >= 400:
            self.refused.append((page, answer.status_code, answer.text[-1500:]))
        return answer

    def _appeal(self):
        file = SimpleUploadedFile(f"{NAME}.txt", ASKED.encode())
        preview = self._post("appeals-import", file=file, received_on=date.today().isoformat()).url
        self.browser.get(preview)
        self.browser.post(preview)
        self.appeal = appeal = Appeal.objects.get()
        for page in (reverse("appeals-list"), reverse("appeals-detail", args=[appeal.code])):
            assert CANARIES[0] in self.browser.get(page).text
        self._post("appeals-facts-add", appeal.code, about="sought:0", field="place", value=NAME)
        surname = ReadFact.objects.filter(field="surname", about="sought:0").first()
        self._post("appeals-fact-correct", appeal.code, surname.pk, value=NAME)
        self._post("appeals-facts-confirm", appeal.code)
        file = SimpleUploadedFile("second.txt", (ASKED + " Ещё раз.").encode())
        self._post("appeals-import", file=file, received_on=date.today().isoformat())

    def _case(self):
        facts = [fact.pk for fact in ReadFact.objects.all()]
        self._post("cases-open", self.appeal.code, fact=facts)
        self.case = case = Case.objects.get()
        self.browser.get(reverse("cases-detail", args=[case.code]))
        told = {
            "surname": NAME,
            "given": NAME,
            "patronymic": NAME,
            "birth_date": "2005",
            "unit": NAME,
            "place": NAME,
        }
        self._post("cases-identity", case.code, seen=case.person.changed_at.isoformat(), **told)
        assert Person.objects.get(pk=case.person_id).unit == NAME
        enquirer = case.enquiries.get().enquirer_id
        contact = {"kind": "telegram", "value": NAME, "safe_when": ASKED}
        self._post("cases-contact", case.code, enquirer, **contact)

    def _letter(self):
        from tidings.web.letters import actions

        letter = actions.draft(self.case, "whereabouts", by=self.user, on=date.today())
        self._post("letters-detail", letter.code, text=ASKED, version=letter.version)
        assert "Канарейк" in Letter.objects.get().text
        for kind in ("docx", "pdf"):
            self.browser.get(reverse(f"letters-{kind}", args=[letter.code]))

    def _lists(self):
        rows = f"name,birth_date,unit,place\n{NAME} Егор,2005,61057,{NAME}\n"
        file = SimpleUploadedFile(f"{NAME}.csv", rows.encode())
        preview = self._post("tracing-offer", file=file, name=NAME, kind="hospital", source=NAME).url
        self.browser.post(preview)
        from tidings.web.tracing import actions

        actions.trace(actions.request(self.case, by=self.user, on=date.today() - timedelta(1)), by=self.user)


def browser(user):
    """A browser in which somebody is logged in, with a second factor."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=user, type="webauthn", data={"name": "key", "credential": {}})
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "at": time.time()}]
    session.save()
    return client


SCRIPT = """
import os, sys
sys.path[:0] = [sys.argv[1], sys.argv[2]]
from tidings.web.vault import opened
opened.open_with(bytes(range(32)))
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test.utils import setup_test_environment
setup_test_environment()
import test_canaries
test_canaries.Planting().all()
print("planted", flush=True)
os._exit(0)  # as in a power cut: nothing is tidied up
"""


def test_no_file_of_an_office_holds_a_planted_word(tmp_path):
    given = {name: value for name, value in os.environ.items() if name != "TIDINGS_DATABASE"}
    given |= {
        "TIDINGS_DATA": str(tmp_path / "data"),
        "TMPDIR": str(tmp_path / "temp"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    (tmp_path / "temp").mkdir()
    with (tmp_path / "log").open("wb") as log:
        run = [sys.executable, "-c", SCRIPT, os.getcwd(), str(Path(__file__).parent)]
        subprocess.run(run, env=given, stdout=log, stderr=log, check=False)
    said = (tmp_path / "log").read_text()
    assert said.strip().endswith("planted"), said[-3000:]
    written = {one.name for one in tmp_path.rglob("*")}
    assert {"desk.sqlite3", "desk.sqlite3-wal", "keyring.sqlite3", "log"} <= written
    assert traces(tmp_path) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="this looks into PostgreSQL's own files")
def test_no_file_of_postgresql_holds_a_planted_word():
    Planting().all()
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        directory = Path(cursor.fetchone()[0])
    if not os.access(directory / "pg_wal", os.R_OK):
        pytest.skip("the files of this PostgreSQL are not ours to read")
    files = [one for one in directory.rglob("*") if one.is_file()]
    held = [one for one in files if b"Control-Q8w3" in one.read_bytes()]
    assert any("base" in one.parts for one in held), "what is in a plain column is seen"
    assert any("pg_wal" in one.parts for one in held)
    assert traces(directory, *directory.parent.glob("log")) == []
