"""What cannot be read is refused: exit code 2, one sentence with file and line, nothing half-written."""

import json

import pytest

from tidings.cli import main

ROW = {"id": "1", "channel": "form", "received": "2026-03-12", "text": "Ищу сына"}


def line(**changes: object) -> bytes:
    row = {key: value for key, value in (ROW | changes).items() if value is not ...}
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


BAD = {
    "cp1251.jsonl": (line().decode().encode("cp1251"), "line 1"),
    "utf16.jsonl": (line().decode().encode("utf-16"), "line 1 is UTF-16"),
    "tail.jsonl": (line() + line(id="2")[:-8] + "ы".encode()[:1], "line 2"),
    "empty.jsonl": (b"", "line 1: the file is empty"),
    "blank.jsonl": (b"\n\n", "line 1: there is no message"),
    "binary.jsonl": (b"\x89PNG\r\n\x1a\n\0\0\0", "line 1"),
    "notjson.jsonl": (line() + b"{id: 1}\n", "line 2, column 2"),
    "cut.jsonl": (line() + line()[:20], "line 2"),
    "list.jsonl": (b"[1, 2]\n", "line 1 is not an object"),
    "deep.jsonl": (b"[" * 200_000 + b"\n", "line 1"),
    "digits.jsonl": (b'{"id": ' + b"9" * 5000 + b"}\n", "line 1"),
    "notext.jsonl": (line() + line(id="2", text=...), "line 2 has no 'text'"),
    "noday.jsonl": (line(received=...), "line 1 has no 'received'"),
    "badday.jsonl": (line(received="12.03.2026"), "line 1: '12.03.2026'"),
    "noday2.jsonl": (line(received="2026-02-30"), "line 1"),
    "farday.jsonl": (line(received="0001-01-01"), "line 1"),
    "number.jsonl": (line(text=5), "line 1: 'text'"),
    "emptytext.jsonl": (line(text=" "), "line 1: 'text' is empty"),
    "twice.jsonl": (line() + line(), "line 2: the id '1' was already read"),
    "lang.jsonl": (line(lang="de"), "line 1: 'lang'"),
    "half.jsonl": (line().replace("Ищу".encode(), b"\\ud800"), "line 1, 'text', character 1"),
    "long.jsonl": (b'{"id": "' + b"a" * (5 * 1024 * 1024) + b'"}\n', "line 1 is longer than 4 MiB"),
    "noday.txt": ("Ищу сына".encode(), "line 1: a text does not say on which day"),
    "cp1251.txt": ("Ищу сына\nОн срочник".encode("cp1251"), "line 1, byte 1 is not UTF-8. It looks like Windows-1251"),
    "empty.txt": (b"", "line 1"),
    "sheet.pdf": (b"%PDF-1.4", "is of a kind that cannot be read yet"),
    "nohead.eml": (b"just words\n\nand more\n", "line 1: there are no e-mail headers"),
    "nodate.eml": (b"From: a@b.example.org\nSubject: x\n\nwords\n", "line 1: the e-mail has no Date"),
    "baddate.eml": (b"From: a@b.example.org\nDate: yesterday\n\nwords\n", "line 1: the e-mail has no Date"),
    "charset.eml": (b"From: a@b.example.org\nDate: Thu, 12 Mar 2026 10:00:00 +0300\nContent-Type: text/plain; charset=klingon\n\nwords\n", "unknown encoding 'klingon'"),
    "broken.eml": (b"From: a@b.example.org\nDate: Thu, 12 Mar 2026 10:00:00 +0300\nContent-Type: text/plain; charset=utf-8\n\nok\n\xd0\n", "line 2 of the e-mail's words"),
    "noword.eml": (b"From: a@b.example.org\nDate: Thu, 12 Mar 2026 10:00:00 +0300\n\n\n", "no words"),
}  # fmt: skip


def refused(capsys, *args: str) -> str:
    assert main(["read", *args]) == 2
    return capsys.readouterr().err


@pytest.mark.parametrize("name", BAD)
def test_it_is_refused_with_file_and_line(name, tmp_path, capsys):
    content, said = BAD[name]
    file, out = tmp_path / name, tmp_path / "out.jsonl"
    file.write_bytes(content)
    error = refused(capsys, str(file), "-o", str(out))
    assert name in error and said in error
    assert error.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_missing_file(tmp_path, capsys):
    assert "There is no file" in refused(capsys, str(tmp_path / "none.jsonl"))


def test_a_folder_with_nothing_to_read(tmp_path, capsys):
    (tmp_path / ".hidden.txt").write_text("x")
    assert "nothing in it to read" in refused(capsys, str(tmp_path))


def test_a_folder_with_a_file_of_another_kind(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Ищу сына")
    (tmp_path / "b.docx").write_bytes(b"PK")
    assert "b.docx" in refused(capsys, str(tmp_path), "--received", "2026-03-12")


def test_one_bad_line_among_good_ones_leaves_no_output(tmp_path, capsys):
    file, out = tmp_path / "a.jsonl", tmp_path / "out.jsonl"
    out.write_text("as it was")
    file.write_bytes(line() + b"oops\n")
    assert "line 2" in refused(capsys, str(file), "-o", str(out))
    assert out.read_text() == "as it was"


def test_a_day_that_is_none(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Ищу сына")
    assert "--received" in refused(capsys, str(tmp_path / "a.txt"), "--received", "yesterday")


def test_an_output_in_a_folder_that_is_not_there(tmp_path, capsys):
    (tmp_path / "a.jsonl").write_bytes(line())
    assert "does not exist" in refused(
        capsys, str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "no" / "out.jsonl")
    )
