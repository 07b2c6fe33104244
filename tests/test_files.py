"""What cannot be read is said in three languages, with the same numbers in each."""

import os
import re
from datetime import date

import pytest

from tidings import files
from tidings.errors import InputError
from tidings.extraction import channels
from tidings.files import Held
from tidings.text.dates import ImpreciseDate

ROW = '{"id": "1", "channel": "form", "received": "2026-03-12", "text": "Ищу сына"}\n'
HEAD = "From: a@b.example.org\nDate: Thu, 12 Mar 2026 10:00:00 +0300\n"
CHAT = '{"id": 7, "messages": [{"id": 1, "type": "message", "date": "2024-08-09T10:00:00", "from": "A", "text": "x"}]}'
NO_MAIL_DAY = "From: a@b.example.org\n\nwords\n"

HELD = {
    "empty.jsonl": "",
    "blank.jsonl": "\n\n",
    "zero.txt": "a\nb\0",
    "utf16.jsonl": ROW.encode("utf-16"),
    "cp1251.jsonl": ROW.encode() + "Ищу сына".encode("cp1251"),
    "broken.jsonl": ROW.encode() + b"abcdefgh\xd0\n",
    "long.jsonl": b"a" * (files.LONGEST_LINE + 1),
    "kind.pdf": "x",
    "nojson.jsonl": ROW + "{id: 1}\n",
    "digits.jsonl": ROW + '{"id": ' + "9" * 5000 + "}",
    "list.jsonl": ROW + "[]",
    "nofield.jsonl": ROW.replace("text", "words"),
    "number.jsonl": ROW.replace('"Ищу сына"', "5"),
    "nowords.jsonl": ROW.replace("Ищу сына", " "),
    "half.jsonl": ROW.replace("сына", "\\ud800"),
    "nought.jsonl": ROW.replace("сына", "\\u0000"),
    "noday.jsonl": ROW.replace("2026-03-12", "12.03.2026"),
    "lang.jsonl": ROW.replace("}", ', "lang": "de"}'),
    "spaces.txt": " \n ",
    "undated.txt": "Ищу сына",
    "nohead.eml": "just words\n\nand more\n",
    "nodate.eml": NO_MAIL_DAY,
    "farday.eml": NO_MAIL_DAY.replace("\n\n", "\nDate: Thu, 12 Mar 1970 10:00:00 +0300\n\n"),
    "unknown.eml": HEAD + "Content-Type: text/plain; charset=klingon\n\nwords\n",
    "otherwise.eml": (HEAD + "Content-Type: text/plain; charset=utf-8\n\nok\n").encode() + b"\xd0\n",
    "nowords.eml": HEAD + "\n\n",
    "cut.eml": HEAD + 'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nwords\n',
    "noletter.mbox": "just words\n",
    "cut.mbox": "From a\n" + HEAD + 'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nwords\n',
    "nodate.mbox": "From a\n" + NO_MAIL_DAY,
    "cut.json": CHAT[:60],
    "cp1251.json": CHAT.replace('"x"', '"сын"').encode("cp1251"),
    "deep.json": "[" * 200_000,
    "other.json": '{"name": "x"}',
    "nodate.json": CHAT.replace("2024-08-09T10:00:00", "yesterday"),
    "notext.json": CHAT.replace('"x"', "[5]"),
    "half.json": CHAT.replace('"x"', '"\\ud800"'),
    "farday.json": CHAT.replace("2024", "1970"),
    "order.txt": "3/4/25, 10:22 - Нина: Ищу сына\n",
    "noclock.txt": "14.03.2025, 10:72 - Нина: Ищу сына\n",
    "farday.txt": "14.03.1970, 10:22 - Нина: Ищу сына\n",
    "heading.csv": "Дата,Текст\n",
    "order.csv": "Дата,Текст\n03/04/2025,Ищу сына\n",
    "short.csv": "Дата,Текст\n2025-03-14\n",
    "quote.csv": 'Дата,Текст\n2025-03-14,"Ищу сына\n',
    "undated.csv": "Текст\nИщу сына\n",
    "badday.csv": "Дата,Текст\n2025-02-30,Ищу сына\n",
    "nowords.csv": "Дата,Текст\n2025-03-14,\n",
    "unknown.csv": "Зю,Ля\nфу,бу\n",
    "noname.csv": ",,\n\n",
    "broken.xlsx": b"PK\x03\x04" + b"x" * 50,
    "nobook.ods": "just words",
}
DAYS = {
    "words": lambda: ImpreciseDate.parse("сорок 5"),
    "month": lambda: ImpreciseDate.parse("1971-13"),
    "day": lambda: ImpreciseDate.parse("30.02.1971"),
    "age": lambda: ImpreciseDate.from_age(131, date(2026, 1, 1)),
    "order": lambda: ImpreciseDate(date(2026, 1, 2), date(2026, 1, 1)),
}


def numbers(sentence: str) -> list[str]:
    return sorted(re.findall(r"\d+", sentence))


def check_each_language(error: InputError) -> None:
    assert str(error) == error.say("en") == error.say("de") == error.say(None)
    said = error.as_dict()
    assert len(set(said.values())) == 3
    assert numbers(said["en"]) == numbers(said["ru"]) == numbers(said["uk"])
    assert re.search("[А-Яа-я]{3}", said["ru"]) and re.search("[А-Яа-яіїє]{3}", said["uk"])
    assert not re.search("[іїєґ]", said["ru"]) and not re.search("[ыэъё]", said["uk"])


def refused(held: Held) -> InputError:
    """Return why the first line that cannot be read is refused, or the whole file."""
    try:
        return next(
            found
            for _, found in channels.pieces(held, channels.Asked(held.stem))
            if isinstance(found, InputError)
        )
    except InputError as error:
        return error


@pytest.mark.parametrize("name", HELD)
def test_what_is_wrong_with_a_file_is_said_in_each_language(name):
    content = HELD[name]
    raw = content if isinstance(content, bytes) else content.encode()
    error = refused(Held(name, raw))
    check_each_language(error)
    assert all(name in words for words in error.as_dict().values())


@pytest.mark.parametrize("name", HELD)
def test_a_file_without_a_name_is_not_given_one(name):
    content = HELD[name]
    raw = content if isinstance(content, bytes) else content.encode()
    error = refused(Held("", raw, ending="." + name.rpartition(".")[2]))
    check_each_language(error)
    assert re.match("(Line|Row|Message) [0-9]|The file", error.say("en"))
    assert re.match("(Строка|Сообщение) [0-9]|Файл", error.say("ru"))
    assert re.match("(Рядок|Повідомлення) [0-9]|Файл", error.say("uk"))


@pytest.mark.parametrize("what", DAYS)
def test_words_that_are_no_date_are_refused_in_each_language(what):
    with pytest.raises(InputError) as refused:
        DAYS[what]()
    check_each_language(refused.value)


def test_a_path_that_cannot_be_read_or_written_is_named_in_each_language(tmp_path):
    def opened(path):
        list(files.lines(path))

    def written(path):
        with files.whole(path):
            pass

    locked = tmp_path / ("n" * 300)
    for work, path in (
        (opened, tmp_path),
        (opened, tmp_path / "none.txt"),
        (opened, locked),
        (written, tmp_path),
        (written, tmp_path / "none" / "out.csv"),
    ):
        with pytest.raises(InputError) as refused:
            work(path)
        check_each_language(refused.value)


def test_a_folder_is_refused_in_each_language_for_nothing_in_it_and_for_one_id_twice(tmp_path):
    for content in (None, ROW + ROW):
        if content:
            (tmp_path / "twice.jsonl").write_text(content, encoding="utf-8")
        with pytest.raises(InputError) as refused:
            list(channels.load(tmp_path))
        check_each_language(refused.value)


def test_an_error_with_one_language_is_said_in_it():
    assert InputError("No such team.").say("ru") == "No such team."


def test_what_is_no_file_is_written_into_and_never_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with files.whole(pipe) as draft:
        draft.write_text("whole", encoding="utf-8")
    assert os.read(reader, 100) == b"whole"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_result_that_was_broken_off_leaves_what_was_there(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(RuntimeError), files.whole(path) as draft:
        draft.write_text("half", encoding="utf-8")
        raise RuntimeError
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]
