"""Golden pairs of what is asked and answered: a call on the hotline, and the public form."""

import tomllib
from pathlib import Path

import pytest
from django.urls import reverse

from tidings.web.appeals.models import Appeal

GOLDEN = Path(__file__).parent / "golden"
CALLS = sorted(GOLDEN.glob("hotline.*.toml"))
FORMS = sorted(GOLDEN.glob("form.*.toml"))


def told(file: Path) -> dict:
    return tomllib.loads(file.read_text("utf-8"))


def facts(appeal: Appeal) -> list[str]:
    return sorted(f"{fact.about} {fact.field}: {fact.value}" for fact in appeal.facts.all())


@pytest.mark.parametrize("file", CALLS, ids=lambda file: file.stem)
def test_a_call_is_read_as_a_person_reads_it(as_, her_gate, file):
    (her_gate.database.parent / "secret").write_bytes(bytes(32))
    golden, lang = told(file), file.stem.rpartition(".")[2]
    as_("boris").post(reverse("appeals-hotline"), golden["answers"] | {"lang": lang})
    appeal = Appeal.objects.get()
    assert (appeal.channel, appeal.lang, appeal.text) == ("hotline", lang, golden["message"]["text"])
    assert facts(appeal) == golden["facts"]


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_what_the_form_sends_is_read_as_a_person_reads_it(her_gate, collect, file):
    golden = told(file)
    her_gate.send(text=golden["message"]["text"], fields=golden["answers"])
    (appeal,) = collect()
    assert (appeal.channel, appeal.text) == ("form", golden["message"]["text"])
    assert facts(appeal) == golden["facts"]
