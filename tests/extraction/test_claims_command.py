"""`tidings claims`: files in, one object a line out."""

import json

import pytest

from tidings.cli import main
from tidings.errors import InputError
from tidings.extraction.reports import load_reports

FIXED = {"id", "lang", "title", "published", "publisher", "body", "claims"}
OF_A_CLAIM = {
    *("kind", "text", "start", "end", "attributed_to", "stance"),
    *("places", "persons", "organisations", "dates", "instruments"),
}
TEXT = "Conscripts were beaten near Sudzha, their mothers say. The army did not respond."


def read(capsys, *args) -> list[dict]:
    assert main(["claims", *map(str, args)]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_document_is_one_object_in_the_order_of_the_input(tmp_path, capsys):
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "a.html").write_text(f"<html><h1>A heading</h1><p>{TEXT}</p></html>")
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": 7, "text": TEXT}) + "\n")
    rows = read(capsys, tmp_path / "b.txt", tmp_path / "a.html", tmp_path / "c.jsonl")
    assert [row["id"] for row in rows] == ["b", "a", "7"]
    assert all(set(row) == FIXED for row in rows)
    for row in rows:
        assert [one["kind"] for one in row["claims"]] == ["ill_treatment", "official_response"]
        for one in row["claims"]:
            assert set(one) >= OF_A_CLAIM
            assert row["body"][one["start"] : one["end"]] == one["text"]


def test_a_folder_is_read_and_the_result_appears_whole(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(TEXT)
    (tmp_path / "in" / "picture.png").write_bytes(b"\x89PNG")
    out = tmp_path / "claims.jsonl"
    assert main(["claims", str(tmp_path / "in"), "-o", str(out)]) == 0
    assert json.loads(out.read_text())["id"] == "one"


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("a.jsonl", '{"text": "x"}', "it has no id"),
        ("a.jsonl", '{"id": "1"}', "it has no text"),
        ("a.jsonl", "[1]", "it is no JSON object"),
        ("a.jsonl", '{"id": "1", "text": "x", "lang": "de"}', "lang"),
        ("a.jsonl", '{"id": "1", "text": "x"}\n{"id": "1", "text": "y"}', "already read"),
        ("a.txt", "  \n", "no report in it"),
        ("a.docx", "x", "cannot be read as a report"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path, capsys, name, content, said):
    (tmp_path / name).write_text(content)
    assert main(["claims", str(tmp_path / name), "-o", str(tmp_path / "out")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    with pytest.raises(InputError):
        load_reports([tmp_path / name])
