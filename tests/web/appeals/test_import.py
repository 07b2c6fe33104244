"""A file of appeals is looked at first; what cannot be read is refused with a sentence, and nothing is kept."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tidings.web.appeals.models import Appeal, Import, Mention
from tidings.web.journal import journal


def line(number, **changes):
    text = f"Ищу сына, Ярцева Глеба, 14.03.2005, в/ч {12345 + number}. Не выходит на связь."
    row = {"id": str(number), "channel": "form", "received": "2024-08-09", "text": text}
    return json.dumps(row | changes, ensure_ascii=False)


@pytest.fixture
def upload(as_):
    def uploaded(content, name="appeals.jsonl", by="amal", **fields):
        content = content if isinstance(content, bytes) else content.encode()
        return as_(by).post("/appeals/import/", {"file": SimpleUploadedFile(name, content), **fields})

    return uploaded


def test_the_preview_keeps_nothing_in_the_queue(upload, as_):
    report = upload("\n".join([line(1), line(2), line(1), "{", line(3, channel="pigeon")]))["Location"]
    page = as_("amal").get(report).text
    assert Appeal.objects.count() == 0
    assert "Bring in 2 appeals" in page
    assert "here already 1" in page
    assert "cannot be read 2" in page
    assert "Line 4" in page
    assert "pigeon" in page


def test_a_confirmed_file_is_kept_and_its_report_stays(upload, as_):
    report = upload("\n".join([line(1), "{", line(2)]))["Location"]
    browser = as_("amal")
    assert browser.post(report, follow=True).status_code == 200
    assert Appeal.objects.count() == 2
    assert Mention.objects.filter(appeal__in=Appeal.objects.all()).exists()
    batch = Import.objects.get()
    assert [row["state"] for row in batch.rows] == ["new", "unreadable", "new"]
    assert bytes(batch.content) == b""
    assert "Ярцев" not in json.dumps(batch.rows, ensure_ascii=False)
    page = browser.get(report).text
    assert all(appeal.code in page for appeal in Appeal.objects.all())
    assert [entry.verb for entry in journal.of(batch)] == ["imported"]


def test_the_same_file_twice_adds_nothing(upload, as_):
    browser = as_("amal")
    for _ in range(2):
        report = upload("\n".join([line(1), line(2)]))["Location"]
        browser.post(report)
    assert Appeal.objects.count() == 2
    assert "here already 2" in browser.get(report).text


def test_confirming_twice_adds_nothing(upload, as_):
    report = upload(line(1))["Location"]
    browser = as_("amal")
    browser.post(report)
    assert "brought in already" in browser.post(report, follow=True).text
    assert Appeal.objects.count() == 1


def test_a_text_needs_the_day_it_came(upload, as_):
    refused = upload("Ищу сына, вчера пропал.", "letter.txt")
    assert refused.status_code == 422
    assert "does not say on which day it came" in refused.text
    report = upload("Ищу сына, вчера пропал.", "letter.txt", received_on="2024-08-09")["Location"]
    as_("amal").post(report)
    assert Appeal.objects.get().received_on.isoformat() == "2024-08-09"


def test_an_email_says_its_day_itself(upload, as_):
    mail = "From: a@example.org\nDate: Fri, 9 Aug 2024 10:00:00 +0300\nSubject: =?utf-8?B?0YHRi9C9?=\nContent-Type: text/plain; charset=utf-8\n\nИщу сына.\n"
    as_("amal").post(upload(mail, "letter.eml")["Location"])
    assert Appeal.objects.get().channel == "email"


BAD = {
    "cp1251": (line(1).encode("cp1251"), "Windows-1251"),
    "utf-16": (line(1).encode("utf-16"), "UTF-16"),
    "broken tail": (line(1).encode()[:-30] + "ю".encode()[:1], "not UTF-8"),
    "empty": (b"", "empty"),
    "blank": (b"\n\n", "no message"),
    "binary": (b"\x00\x01\x02" * 50, "not text"),
    "missing column": (b'{"id": "1", "channel": "form", "text": "x"}\n', "received"),
    "a line of 5 MB": (b"x" * 5_000_000, "longer than"),
    "no JSON": (b"hello\n", "not JSON"),
    "no such channel": (line(1, channel="pigeon").encode(), "no channel"),
    "a zero inside": (line(1, text="сын\0").encode(), "zero character"),
    "half a letter": (
        b'{"id": "1", "channel": "form", "received": "2024-08-09", "text": "\\ud800"}',
        "half a character",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_read_is_refused_with_a_sentence(upload, what):
    content, sentence = BAD[what]
    response = upload(content)
    assert response.status_code == 422
    assert sentence in response.text
    assert Import.objects.count() == Appeal.objects.count() == 0


SAID = {
    "en": "Line 2, column 2 is not JSON",
    "ru": "Строка 2, знак 2: это не JSON",
    "uk": "Рядок 2, знак 2: це не JSON",
}


@pytest.mark.parametrize("lang", SAID)
def test_each_reader_is_told_in_her_own_language_why_a_row_was_not_read(upload, as_, lang):
    report = upload("\n".join([line(1), "{", line(3, channel="pigeon")]))["Location"]
    reader = as_("boris")
    reader.cookies["django_language"] = lang
    channel = {"en": "Row 3: “pigeon”", "ru": "Строка 3: канала «pigeon»", "uk": "Рядок 3: каналу «pigeon»"}
    for page in (reader.get(report).text, reader.post(report, follow=True).text):
        assert SAID[lang] in page
        assert channel[lang] in page
        assert [words for other, words in SAID.items() if other != lang and words in page] == []
        assert "file.jsonl" not in page


def test_a_refused_file_is_explained_in_russian(as_):
    reader = as_("amal")
    reader.cookies["django_language"] = "ru"
    page = reader.post("/appeals/import/", {"file": SimpleUploadedFile("a.jsonl", line(1).encode("cp1251"))})
    assert page.status_code == 422
    assert "Похоже на Windows-1251. Сохраните файл в UTF-8" in page.text
    assert "Строка 1, байт" in page.text
    assert "Save the file" not in page.text


def test_more_than_can_be_read_in_one_go_is_refused(upload):
    response = upload("\n".join(line(number) for number in range(1001)))
    assert response.status_code == 422
    assert "There are 1001 new messages" in response.text


def test_a_file_that_was_left_lying_goes_when_the_next_comes(upload):
    for number in range(2):
        upload(line(number))
    assert Import.objects.count() == 1


def test_a_file_of_another_kind_is_refused(upload):
    assert "cannot be read yet" in upload(b"%PDF", "list.pdf").text


def test_a_file_that_is_too_large_is_refused(upload, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = upload("\n".join(line(number) for number in range(100)))
    assert response.status_code == 422
    assert "larger than 32 MB" in response.text


@pytest.mark.parametrize(
    "name, shown, kept", [("amal", 200, 302), ("boris", 200, 302), ("chen", 404, 404), ("dora", 200, 403)]
)
def test_who_may_look_at_a_file_and_bring_it_in(upload, as_, name, shown, kept):
    report = upload(line(1))["Location"]
    assert as_(name).get(report).status_code == shown
    assert as_(name).post(report).status_code == kept


def test_a_reader_may_not_upload(upload):
    assert upload(line(1), by="dora").status_code == 403
