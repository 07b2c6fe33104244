"""A file of appeals is looked at first; what cannot be read is refused with a sentence, and nothing is kept."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tidings.web import work
from tidings.web.appeals import batches, imports
from tidings.web.appeals.models import Appeal, ColumnProfile, Import, Lane, Mention
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
    assert "twice in the file 1" in page
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
    (part,) = batch.parts.all()
    assert [row["state"] for row in part.rows] == ["new", "unreadable", "new"]
    assert (batch.file, batch.preview, batch.state) == ("", [], "done")
    assert "Ярцев" not in json.dumps(part.rows, ensure_ascii=False)
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
    assert "before you" in browser.post(report, follow=True).text
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


SHEET = "Отметка времени;ФИО военнослужащего;Кем приходитесь;Телефон;Что случилось;Зю\n" + "".join(
    f"0{n}.08.2024;Ярцев Глеб Олегович;мать;+7 916 123-45-6{n};Не выходит на связь, часть {12340 + n};{n}\n"
    for n in range(1, 4)
)


def test_a_sheet_shows_what_its_columns_are_and_why(upload, as_):
    page = as_("amal").get(upload(SHEET, "a.csv")["Location"]).text
    assert "by its heading" in page
    assert "Bring in 3 appeals" in page
    assert Appeal.objects.count() == 0


def test_a_row_is_read_as_answers_to_its_questions(upload, as_):
    as_("amal").post(upload(SHEET, "a.csv")["Location"])
    facts = Appeal.objects.order_by("pk")[0].facts
    assert facts.get(field="relation").value == "mother"
    assert facts.get(about="sought:0", field="patronymic").value == "Олегович"


def test_what_a_person_said_of_the_columns_is_remembered_for_the_same_headings(upload, as_):
    browser, page = as_("amal"), upload(SHEET, "a.csv")["Location"]
    fields = ["received", "", "relation", "", "text", "also"]
    browser.post(f"{page}columns/", {f"column{place}": field for place, field in enumerate(fields)})
    browser.post(page)
    first = Appeal.objects.order_by("pk")[0]
    assert first.text == "Не выходит на связь, часть 12341\n\nКем приходитесь: мать\nЗю: 1"
    other = upload(SHEET.replace("1234", "5432"), "b.csv")["Location"]
    browser.post(other)
    assert "Зю: 2" in Appeal.objects.order_by("-pk")[1].text
    assert ColumnProfile.objects.count() == 1


def test_two_columns_cannot_be_the_same(upload, as_):
    page = upload(SHEET, "a.csv")["Location"]
    refused = as_("amal").post(f"{page}columns/", {f"column{place}": "name" for place in range(6)})
    assert refused.status_code == 422
    assert "Only one may be" in refused.text


def test_a_chat_of_whatsapp_is_brought_in_without_our_own_answers(upload, as_):
    chat = "14.03.2024, 10:22 - Нина: Ищу сына\n14.03.2024, 10:30 - Мы: Спасибо\n14.03.2024, 10:31 - Нина: Ярцева\n"
    as_("amal").post(upload(chat, "chat.txt", ours="Мы")["Location"])
    assert [(one.channel, one.author) for one in Appeal.objects.all()] == [("whatsapp", "Нина")] * 2
    assert [row["state"] for row in Import.objects.get().parts.get().rows] == ["new", "left", "new"]


def test_what_a_letter_quotes_is_kept_beside_it(upload, as_):
    mail = "From: a@example.org\nDate: Fri, 9 Aug 2024 10:00:00 +0300\nContent-Type: text/plain; charset=utf-8\n\nОн из Курска.\n> Откуда он?\n"
    as_("amal").post(upload(mail, "a.eml")["Location"])
    asked = Appeal.objects.get()
    assert asked.history == "> Откуда он?" and "Откуда" not in asked.text
    assert "Откуда он?" in as_("amal").get(f"/appeals/{asked.code}/").text


@pytest.fixture
def large(monkeypatch):
    """Every file is large, so that only the worker deals with it."""
    monkeypatch.setattr(batches, "LARGE", 0)
    monkeypatch.setitem(vars(batches.APPEALS), "small", -1)


def test_a_large_file_is_looked_through_and_brought_in_by_the_worker(upload, as_, large):
    browser, page = as_("amal"), upload("\n".join(line(number) for number in range(3)))["Location"]
    assert "is being looked through" in browser.get(page).text
    work.imports()
    assert "Bring in 3 appeals" in browser.get(page).text
    browser.post(page)
    assert "is being brought in" in browser.get(page).text
    work.imports()
    assert "3 appeals are still being read" in browser.get(page).text
    assert set(Appeal.objects.values_list("lane", flat=True)) == {Lane.READING}
    assert "/appeals/" + Appeal.objects.all()[0].code not in browser.get("/appeals/").text
    work.reading()
    assert set(Appeal.objects.values_list("lane", flat=True)) == {Lane.ORDINARY}
    assert Appeal.objects.all()[0].facts.filter(field="surname").exists()
    assert "3 appeals are still" not in browser.get(page).text


def test_the_worker_stops_where_it_is_told_to_and_what_came_is_taken_out_again(
    upload, as_, large, monkeypatch
):
    monkeypatch.setattr(imports, "AT_A_TIME", 2)
    monkeypatch.setattr(imports.in_groups, "__defaults__", (2,))
    browser, page = as_("amal"), upload("\n".join(line(number) for number in range(5)))["Location"]
    work.imports()
    browser.post(page)
    browser.post(f"{page}stop/")
    work.imports()
    assert (Import.objects.get().state, Appeal.objects.count()) == ("stopped", 2)
    browser.post(f"{page}undo/")
    work.imports()
    assert (Import.objects.get().state, Appeal.objects.count()) == ("undone", 0)
    assert "2 rows were taken out again" in browser.get(page).text
    assert [entry.verb for entry in journal.of(Import.objects.get())] == [
        "undid_import",
        "imported",
        "stopped_import",
    ]


def test_a_worker_that_was_interrupted_goes_on_and_keeps_nothing_twice(upload, as_, large, monkeypatch):
    monkeypatch.setattr(imports.in_groups, "__defaults__", (2,))
    browser, page = as_("amal"), upload("\n".join(line(number) for number in range(5)))["Location"]
    work.imports()
    browser.post(page)
    keep, kept = batches.actions.keep_unread, []

    def breaks(messages, batch, by):
        if kept:
            raise OSError("the power went")
        kept.append(1)
        return keep(messages, batch, by=by)

    monkeypatch.setattr(batches.actions, "keep_unread", breaks)
    with pytest.raises(OSError):
        work.imports()
    assert Appeal.objects.count() == 2
    monkeypatch.undo()
    Import.objects.update(taken_at=None)
    work.imports()
    assert Appeal.objects.count() == 5
    assert Import.objects.get().counts == {"new": 5}


def test_a_report_has_as_many_rows_on_a_page_as_one_can_look_at(upload, as_, monkeypatch):
    monkeypatch.setattr(imports, "PART", 2)
    browser, page = as_("amal"), upload("\n".join(line(number) for number in range(5)))["Location"]
    browser.post(page)
    parts = Import.objects.get().parts.order_by("number")
    assert [[row["row"] for row in part.rows] for part in parts] == [[1, 2], [3, 4], [5]]
    assert [part.number for part in parts] == [0, 1, 2]
    second = browser.get(f"{page}?page=2").text
    third, fourth = Appeal.objects.order_by("pk")[2:4]
    assert third.code in second and fourth.code in second


def test_what_somebody_has_worked_on_stays_when_a_file_is_taken_out(upload, as_, people):
    browser, page = as_("amal"), upload("\n".join(line(number) for number in range(3)))["Location"]
    browser.post(page)
    kept = Appeal.objects.all()[1]
    browser.post(f"/appeals/{kept.code}/take/")
    browser.post(f"{page}undo/")
    assert list(Appeal.objects.all()) == [kept]
    assert "stays" in browser.get(page).text


def test_the_file_lies_closed_until_it_is_brought_in(upload, as_, settings):
    page = upload(line(1))["Location"]
    (file,) = [
        path for path in batches.attachments.folder().iterdir() if path.name == Import.objects.get().file
    ]
    assert "Ярцев".encode() not in file.read_bytes()
    batches.attachments.sweep()
    assert file.exists()
    as_("amal").post(page)


def test_another_kind_of_the_same_words_is_known(upload, as_):
    browser = as_("amal")
    browser.post(upload("id,channel,received,text\n1,form,2024-08-09,Ищу сына\n", "a.csv")["Location"])
    again = json.dumps({"id": "9", "channel": "form", "received": "2024-08-09", "text": "Ищу сына"})
    assert "here already 1" in browser.get(upload(again)["Location"]).text


def test_the_report_shows_what_needs_a_look(upload, as_):
    browser, page = as_("amal"), upload("\n".join([line(1), "{", line(2)]))["Location"]
    browser.post(page)
    odd = browser.get(f"{page}?show=odd").text
    assert "Line 2" in odd and Appeal.objects.all()[0].code not in odd


GOLDEN = Path(__file__).parents[2] / "extraction/channels/golden"
KINDS = {
    "telegram/group.json": 7,
    "whatsapp/ios.txt": 3,
    "mail/thread.mbox": 3,
    "sheets/book.xlsx": 2,
    "sheets/book.ods": 2,
}


@pytest.mark.parametrize("name", KINDS)
def test_every_channel_is_brought_in(upload, as_, name):
    file = GOLDEN / name
    page = upload(file.read_bytes(), file.name)["Location"]
    as_("amal").post(page)
    assert Appeal.objects.count() == KINDS[name]
    shown = as_("amal").get(f"/appeals/{Appeal.objects.all()[0].code}/").text
    assert "The file with which it came" in shown
    rows = [row for part in Import.objects.get().parts.all() for row in part.rows]
    assert sum(row["state"] == "new" for row in rows) == KINDS[name]


def test_after_thirty_days_nothing_is_taken_out_by_one_person(upload, as_):
    browser, page = as_("amal"), upload(line(1))["Location"]
    browser.post(page)
    assert "Take out 1 appeal" in browser.get(page).text
    Import.objects.update(at=timezone.now() - timedelta(days=31))
    assert "Take out" not in browser.get(page).text
    browser.post(f"{page}undo/")
    assert Appeal.objects.count() == 1
