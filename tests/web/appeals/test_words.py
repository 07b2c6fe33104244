"""The office's own words count as soon as they are saved; a file that cannot be used changes nothing and is said."""

import os
from datetime import date

import pytest

from tidings.extraction import Message
from tidings.triage.wordlists import use
from tidings.web.appeals import actions, words

TEXT = "Сын ушёл в туман, ищу"


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Write the office's file; each time it is another one by its time."""
    monkeypatch.setenv("TIDINGS_DATA", str(tmp_path))
    monkeypatch.setattr(words, "_read", None)
    (tmp_path / "desk").mkdir()
    times = iter(range(1_000_000, 2_000_000))

    def write(text):
        words.path().write_text(text, "utf-8")
        os.utime(words.path(), (at := next(times), at))

    yield write
    use({})
    monkeypatch.setattr(words, "own", {})


@pytest.fixture
def received(people):
    def receive(text):
        return actions.receive(Message("1", "form", date(2024, 8, 9), text), people["amal"].team)

    return receive


def _of_rules(appeal):
    """Return what the rules say of an appeal; messages alike quote any of its words."""
    return " ".join(one["en"] for one in appeal.reasons if "such words" not in one["en"])


def test_a_phrase_counts_from_the_moment_it_is_saved(own, received, as_):
    assert "ушёл в туман" not in _of_rules(received(TEXT))
    own('[lost_contact.silence]\nru = ["ушел в туман"]\nwithout = ["молчок"]\npoints = 4')
    assert "ушёл в туман" in _of_rules(received(TEXT + "!"))
    page = as_("boris").get("/appeals/words/").text
    assert "«ушел в туман»" in page and "«молчок»</s>" in page and "shipped: 3.5" in page
    words.path().unlink()
    assert "ушёл в туман" not in _of_rules(received(TEXT + "?"))


def test_a_broken_file_leaves_the_last_good_words_and_says_where(own, received, as_, caplog):
    own('[lost_contact.silence]\nru = ["ушел в туман"]')
    received(TEXT)
    own("[lost_contact.silense]\npoints = 4")
    assert "ушёл в туман" in _of_rules(received(TEXT + "!"))
    page = as_("boris").get("/appeals/words/").text
    assert "Did you mean “silence”?" in page and "desk/triage.toml" in page
    assert caplog.messages.count(str(words.refresh())) == 1
    own('[lost_contact.silence]\nru = ["ушел в туман"]')
    assert "Did you mean" not in as_("boris").get("/appeals/words/").text


def test_the_page_shows_every_list_to_who_reads_appeals(as_):
    page = as_("dora").get("/appeals/words/").text
    assert "lost_contact.silence" in page and "нет связи" in page
    assert as_("chen").get("/appeals/words/").status_code == 200
