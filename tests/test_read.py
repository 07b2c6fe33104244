"""`tidings read` on chats and sheets: what is left out is said, columns may be named, the message itself is given back."""

import json

import pytest

from tidings.cli import main

CHAT = """14.03.2026, 10:00 - Сообщения и звонки защищены сквозным шифрованием.
14.03.2026, 10:22 - Нина: Ищу сына, Ярцева Глеба
14.03.2026, 10:23 - Нина: в/ч 12345
14.03.2026, 10:30 - Приёмная: Спасибо, приняли
"""
SHEET = "Зю;Дата;Ля\nИщу сына, Ярцева Глеба;12.03.2026;тайное\n;;\n"


@pytest.fixture
def read(tmp_path, capsys):
    def reading(name, content, *args):
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert main(["read", str(tmp_path / name), *args]) == 0
        said = capsys.readouterr()
        return [json.loads(line) for line in said.out.splitlines()], said.err

    return reading


def test_offsets_point_into_the_text_that_was_joined(read):
    rows, _ = read("chat.txt", CHAT, "--ours", "Приёмная")
    (row,) = rows
    assert row["text"] == "Ищу сына, Ярцева Глеба\nв/ч 12345"
    assert [row["text"][one["start"] : one["end"]] for one in row["mentions"]] == [
        one["text"] for one in row["mentions"]
    ]
    assert row["sought"][0]["units"] == ["12345"] and (row["received"], row["author"]) == (
        "2026-03-14",
        "Нина",
    )


def test_what_is_left_out_is_said_even_where_it_should_be_quiet(read):
    _, said = read("chat.txt", CHAT, "--ours", "Приёмная", "--quiet")
    assert "chat.txt: left out: lines of the service itself" in said and "our own answers (1)" in said


def test_columns_may_be_named(read):
    rows, said = read("a.csv", SHEET, "--map", "text=Зю,received=Дата")
    assert [row["text"] for row in rows] == ["Ищу сына, Ярцева Глеба"]
    assert "not read: Ля" in said and "empty rows (1)" in said and "тайное" not in said


def test_columns_may_stand_in_a_profile(read, tmp_path):
    profile = tmp_path / "map.profile"
    profile.write_text('{"columns": {"Зю": "text", "Дата": "received", "Ля": "also"}}', encoding="utf-8")
    rows, _ = read("a.csv", SHEET, "--map", str(profile))
    assert rows[0]["text"] == "Ищу сына, Ярцева Глеба\n\nЛя: тайное"


def test_pictures_beside_an_export_are_counted_and_others_refused(tmp_path, capsys):
    export = tmp_path / "ChatExport"
    (export / "photos").mkdir(parents=True)
    (export / "photos" / "photo_1.jpg").write_bytes(b"x")
    one = {"id": 1, "type": "message", "date": "2026-03-12T10:00:00", "from": "Нина", "text": "Ищу сына"}
    (export / "result.json").write_text(json.dumps({"id": 7, "messages": [one]}), encoding="utf-8")
    assert main(["read", str(tmp_path)]) == 0
    assert "pictures, voice messages) (1)" in capsys.readouterr().err
    (tmp_path / "other.jpg").write_bytes(b"x")
    assert main(["read", str(tmp_path)]) == 2
    assert "other.jpg" in capsys.readouterr().err
