"""Messages come as lines of JSON, as texts, as e-mails, and in folders of them."""

from datetime import date

import pytest

from tidings.extraction import load
from tidings.extraction.channels.mail import from_html, parted

HEAD = "From: Нина <nina@example.org>\nSubject: {}\nDate: Thu, 12 Mar 2026 23:30:00 +0300\n{}\n\n{}"


def written(tmp_path, name: str, content: str | bytes):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def one(file, received=None):
    (message,) = load(file, received)
    return message


def test_a_line_of_json(tmp_path):
    file = written(
        tmp_path,
        "a.jsonl",
        '\ufeff{"id":"1","channel":"form","received":"2026-03-12","text":"Ищу","lang":"ru"}\r\n\r\n',
    )
    assert (one(file).id, one(file).received, one(file).lang) == ("1", date(2026, 3, 12), "ru")


def test_a_text_has_the_day_that_is_given(tmp_path):
    message = one(written(tmp_path, "letter.txt", "Ищу\r\nсына"), date(2026, 3, 12))
    assert (message.id, message.text, message.received) == ("letter", "Ищу\nсына", date(2026, 3, 12))


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "a.txt", "in/c.txt"):
        written(tmp_path, name, "Ищу")
    assert [message.id for message in load(tmp_path, date(2026, 3, 12))] == ["a", "b", "in/c"]


def test_an_email_has_its_own_day_in_the_zone_of_who_wrote_it(tmp_path):
    message = one(
        written(
            tmp_path, "a.eml", HEAD.format("Розыск", "Content-Type: text/plain; charset=utf-8", "Ищу сына")
        )
    )
    assert message.received == date(2026, 3, 12)
    assert message.text.splitlines()[0] == "Розыск" and "nina@example.org" in message.text


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r"])
def test_an_email_is_read_in_the_encoding_that_it_declares(tmp_path, charset):
    raw = HEAD.format("x", f"Content-Type: text/plain; charset={charset}", "").encode() + "Ищу сына".encode(
        charset
    )
    assert "Ищу сына" in one(written(tmp_path, "a.eml", raw)).text


def test_an_email_in_html_only_is_read_as_text(tmp_path):
    page = "<html><head><title>t</title></head><body><p>Ищу&nbsp;<b>сына</b></p><script>x()</script></body></html>"
    message = one(
        written(tmp_path, "a.eml", HEAD.format("x", "Content-Type: text/html; charset=utf-8", page))
    )
    assert "Ищу сына" in message.text and "x()" not in message.text


def test_marked_up_words_keep_their_lines():
    assert from_html("<div>Ищу</div><div>сына<br>Глеба</div>") == "Ищу\nсына\nГлеба"


@pytest.mark.parametrize(
    "quoted",
    [
        "12 марта 2026 г., 10:15 Приёмная <a@example.org> написал(а):\n> Здравствуйте",
        "On Thu, 12 Mar 2026 at 10:15, Office <a@example.org> wrote:\n> Hello",
        "-----Original Message-----\nFrom: Office\n\nHello",
    ],
)
def test_what_a_letter_answers_is_cut(quoted):
    assert parted(f"Ищу сына\n\n{quoted}")[0] == "Ищу сына"


def test_a_letter_that_is_only_a_quotation_stays_whole():
    assert parted("> Ищу сына")[0] == "> Ищу сына"
