"""An auditor checks an exported journal on her own machine."""

import pytest

from tidings.cli import main
from tidings.custody import Series, close, enter, exports, new_key, next_key

SERIES = Series("00112233aabbccdd", 1)


@pytest.fixture
def folder(tmp_path):
    """A folder with an exported journal, its anchor and its start key."""
    start = new_key()
    key = next_key(start)
    entries, before = [], ""
    for number in range(1, 4):
        entries.append(enter("cases.case/7", number, 1, ["told", number], previous=before, key=key))
        before = entries[-1].seal
    anchors = [close(None, SERIES, entries, at="2026-11-22", key=key)]
    (tmp_path / "journal.jsonl").write_text("".join(exports.lines(anchors, entries)), encoding="utf-8")
    (tmp_path / "anchor.txt").write_text(exports.said(anchors[0]), encoding="utf-8")
    (tmp_path / "key.txt").write_text(exports.said_key(SERIES, start), encoding="utf-8")
    return tmp_path


def verify(folder, *more):
    words = [str(folder / word) if word.endswith((".txt", ".jsonl")) else word for word in more]
    return main(["verify", str(folder / "journal.jsonl"), *words])


def test_a_whole_journal_ends_with_its_counts_and_exit_code_0(folder, capsys):
    assert verify(folder, "--against", "anchor.txt", "--key", "key.txt") == 0
    assert capsys.readouterr().out == "3 entries of 1 records, 3 of them proven, 1 anchors; 0 broken.\n"


def test_a_broken_record_is_named_with_exit_code_1(folder, capsys):
    path = folder / "journal.jsonl"
    path.write_text(path.read_text("utf-8").replace('["told", 2]', '["told", 9]'), encoding="utf-8")
    assert verify(folder) == 1
    assert capsys.readouterr().out.startswith(
        "cases.case/7: Entry 2 is not what was sealed: it was changed.\n"
    )


def test_an_end_that_is_gone_is_found_against_the_anchor(folder, capsys):
    (folder / "journal.jsonl").write_text("", encoding="utf-8")
    assert verify(folder) == 0
    assert verify(folder, "--against", "anchor.txt") == 1
    assert "the end of the journal is gone" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--against", "--key"])
@pytest.mark.parametrize("file", ["journal.jsonl", "missing.txt"])
def test_what_is_no_anchor_and_no_key_is_refused(folder, option, file, capsys):
    assert verify(folder, option, file) == 2
    assert "tidings verify:" in capsys.readouterr().err


def test_a_journal_that_is_not_there_is_refused(tmp_path, capsys):
    assert main(["verify", str(tmp_path / "none.jsonl")]) == 2
    assert "Cannot read" in capsys.readouterr().err
