"""What was written to a file is read again as it was, and what is no such file is refused with its line."""

import pytest

from tidings.custody import Series, close, enter, examine, new_key, next_key
from tidings.custody.exports import heard, lines, load, said
from tidings.errors import InvalidRecord


@pytest.fixture
def journal():
    start = new_key()
    key = next_key(start)
    one = enter("cases.case/1", 1, 1, {"verb": "opened", "details": {"appeal": "Ю7"}}, previous="", key=key)
    two = enter("cases.case/1", 2, 1, {"verb": "read", "by": 4}, previous=one.seal, key=key)
    return [close(None, Series("a1", 1), [one, two], at="2026-11-22", key=key)], [one, two], start


def test_a_file_holds_all_that_an_examination_needs(tmp_path, journal):
    anchors, entries, start = journal
    path = tmp_path / "journal.jsonl"
    path.write_text("".join(lines(anchors, entries)), encoding="utf-8")
    export = load(path)
    assert (list(export.anchors), list(export.entries)) == (anchors, entries)
    report = examine(export.entries, export.anchors, start_keys={"a1": start})
    assert report.is_whole and report.proven == 2


@pytest.mark.parametrize("line", ["", "[]", '{"entry": [1]}', '{"anchor": {}}', '{"other": 1}', "ё"])
def test_a_line_that_is_none_is_named(tmp_path, line):
    path = tmp_path / "journal.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InvalidRecord, match="line 1"):
        load(path)


def test_a_printed_anchor_is_read_again(journal):
    (anchor,), _, _ = journal
    assert heard("Kept by the auditor.\n" + said(anchor)) == {1: anchor.seal}


@pytest.mark.parametrize("text", ["", "Anchor 1", "Anchor 1\nSeal 12"])
def test_what_is_no_anchor_is_refused(text):
    with pytest.raises(InvalidRecord):
        heard(text)
