"""Files are closed while they arrive; only the desk opens them, and only with the post they came with."""

import io
import os
import re
from datetime import UTC, datetime, timedelta

import pytest

from tidings.gate import actions, limits, settings, uploads
from tidings.gate.models import Draft, File
from tidings.sealing import post, streams

SCAN = b"%PDF-1.7 invented " + os.urandom(100_000)


def file(content=SCAN, name="повестка.pdf"):
    found = io.BytesIO(content)
    found.name = name
    return found


def lying():
    return sorted(path.name for path in settings.FILES.iterdir()) if settings.FILES.is_dir() else []


def opened(folder, told):
    closed = post.file_at(folder, told["file"]).read_bytes()
    return b"".join(streams.opened(bytes.fromhex(told["key"]), [closed]))


def test_the_desk_opens_what_was_sent_with_the_form(visitor, post_of, gate_file):
    visitor.answer().press("files/", file=[file(), file(b"short", "фото.jpg")])
    assert "повестка.pdf" in visitor.words("check/")
    visitor.send()
    (arrived,) = post_of()
    one, two = arrived.answers["files"]
    assert (one["name"], one["size"]) == ("повестка.pdf", len(SCAN))
    assert opened(gate_file.parent, one) == SCAN and opened(gate_file.parent, two) == b"short"
    post.taken(gate_file, arrived.number)
    assert lying() == [] and not File.objects.exists()


def test_what_lies_there_is_closed_and_has_no_name(visitor):
    visitor.answer().press("files/", file=file())
    (name,) = lying()
    path = settings.FILES / name
    assert re.fullmatch("[0-9a-f]{32}", name) and SCAN[:40] not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    assert (written.date(), written.hour, written.minute, written.second) == (
        datetime.now(UTC).date(),
        0,
        0,
        0,
    )


def test_a_file_may_be_sent_from_the_mailbox(visitor, another, post_of, gate_file):
    code = "".join(visitor.answer().send())
    back = another().enter(code)
    assert back.press("inside/2/", file=file(), more="1")["Location"] == "/ru/inside/2/"
    assert back.press("inside/2/")["Location"] == "/ru/inside/done/"
    first, second = post_of()
    assert second.kind == "message" and second.mailbox == first.mailbox
    assert opened(gate_file.parent, second.answers["files"][0]) == SCAN
    assert "повестка.pdf" not in back.words("inside/2/")


def test_without_a_file_nothing_is_sent_from_the_mailbox(visitor, another, post_of):
    back = another().enter("".join(visitor.answer().send()))
    assert back.press("inside/2/").status_code == 422
    assert len(post_of()) == 1


def test_the_form_goes_on_without_files(visitor):
    assert visitor.answer().press("files/")["Location"] == "/ru/check/"


@pytest.mark.parametrize(
    "button, led_to", [("more", "/ru/files/"), ("back", "/ru/6/"), ("speak", "/uk/files/")]
)
def test_whatever_is_pressed_what_was_chosen_is_kept(visitor, button, led_to):
    answer = visitor.answer().press("files/", file=file(), **{button: "uk"})
    assert answer["Location"] == led_to
    assert "повестка.pdf" in visitor.words("files/")


def test_one_that_was_added_can_be_taken_away(visitor, post_of):
    visitor.answer().press("files/", file=[file(), file(b"short", "фото.jpg")])
    found = re.search(r'name="remove" value="(\w+)"', visitor.words("files/"))
    assert visitor.press("files/", remove=found[1])["Location"] == "/ru/files/"
    visitor.send()
    assert [told["name"] for told in post_of()[0].answers["files"]] == ["фото.jpg"]


def test_one_that_is_too_large_is_named_and_the_others_stay(visitor, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 200_000)
    large = file(b"x" * 300_000, "видео.mp4")
    answer = visitor.answer().press("files/", file=[file(), large, file(b"short", "фото.jpg")])
    page = answer.content.decode()
    assert answer.status_code == 422 and "«видео.mp4» больше" in page
    assert "повестка.pdf" in page and "фото.jpg" in page
    assert len(lying()) == 2


def test_no_more_than_ten_are_taken_and_the_rest_is_named(visitor):
    visitor.answer().press("files/", file=[file(b"x", f"{n}.jpg") for n in range(9)], more="1")
    answer = visitor.press("files/", file=[file(b"x", "десятый.jpg"), file(b"x", "лишний.jpg")])
    page = answer.content.decode()
    assert "«лишний.jpg» не принят: за один раз можно прислать 10 файлов" in page
    assert "десятый.jpg" in page and len(lying()) == 10


def test_without_room_files_are_refused_and_words_are_not(visitor, monkeypatch, post_of):
    monkeypatch.setattr(settings, "FILES_QUOTA", 0)
    answer = visitor.answer().press("files/", file=file())
    assert answer.status_code == 422 and "сейчас для файлов нет места" in answer.content.decode()
    visitor.send()
    assert len(post_of()) == 1 and lying() == []


def test_the_disk_keeps_a_reserve_for_words(monkeypatch, office):
    assert limits.room_for_files()
    monkeypatch.setattr(limits, "DISK_RESERVE", 1 << 62)
    assert not limits.room_for_files()


def test_when_many_send_files_the_next_is_asked_to_wait(visitor, monkeypatch):
    import threading

    full = threading.BoundedSemaphore(1)
    full.acquire()
    visitor.answer()
    monkeypatch.setattr(uploads, "ROOM", full)
    assert visitor.press("files/", file=file()).status_code == 429
    full.release()
    assert visitor.press("files/", file=file()).status_code == 302


def test_what_is_far_too_much_at_once_is_not_even_read(visitor, monkeypatch):
    from tidings.gate import files

    visitor.answer()
    monkeypatch.setattr(files, "MOST_AT_ONCE", 50_000)
    answer = visitor.press("files/", file=file())
    assert answer.status_code == 413 and "Все файлы вместе больше 250 МБ" in answer.content.decode()
    assert lying() == []


def test_files_of_a_draft_that_rested_too_long_go_with_it(visitor):
    visitor.answer().press("files/", file=file())
    now = datetime.now(UTC)
    actions.sweep(now + timedelta(minutes=59))
    assert len(lying()) == 1
    actions.sweep(now + timedelta(hours=2, minutes=1))
    assert lying() == [] and not File.objects.exists() and not Draft.objects.exists()


def test_files_of_a_post_stay_when_the_draft_has_gone(visitor, post_of, gate_file):
    visitor.answer().press("files/", file=file())
    groups = visitor.send()
    visitor.press("code/", last=groups[-1])
    actions.sweep(datetime.now(UTC) + timedelta(days=3))
    assert opened(gate_file.parent, post_of()[0].answers["files"][0]) == SCAN


def test_a_file_of_a_post_that_was_taken_halfway_is_swept(visitor, gate_file):
    visitor.answer().press("files/", file=file())
    visitor.send()
    from tidings.gate.models import Post

    Post.objects.all().delete()
    actions.sweep(datetime.now(UTC))
    assert lying() == []


def test_another_site_leaves_no_file(visitor):
    visitor.answer()
    for headers in [{"origin": "https://evil.example"}, {}]:
        answer = visitor.client.post("/ru/files/", {"file": file()}, headers=headers)
        assert answer.status_code == 403
    assert lying() == []


def test_without_a_draft_nothing_is_taken(visitor):
    assert visitor.client.post("/ru/files/", {"file": file()}).status_code == 410
    assert visitor.client.post("/ru/inside/2/", {"file": file()})["Location"] == "/ru/again/"
    assert lying() == []


@pytest.mark.parametrize("page", ["1/", "check/", "again/"])
def test_a_page_that_asks_for_no_file_takes_none(visitor, page):
    visitor.answer()
    visitor.press(page, name="Иванов", code="2222", file=file())
    assert lying() == []


def test_one_that_hangs_up_in_the_middle_leaves_nothing_of_that_file(visitor):
    visitor.answer()
    token = visitor.look("files/").context["token"]
    body = (
        f'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n'
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nwhole\r\n'
        '--b\r\nContent-Disposition: form-data; name="file"; filename="b.jpg"\r\n\r\nbroken o'
    )
    visitor.client.post("/ru/files/", body.encode(), content_type="multipart/form-data; boundary=b")
    assert len(lying()) == 1
    page = visitor.words("files/")
    assert "a.jpg" in page and "b.jpg" not in page


@pytest.mark.parametrize(
    "given, kept",
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Анна\\скан.pdf", "скан.pdf"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("<b>.jpg", "<b>.jpg"),
        ("я" * 300 + ".pdf", "я" * 130 + "…" + "я" * 15 + ".pdf"),
    ],
)
def test_a_name_is_one_line_without_a_path(visitor, post_of, given, kept):
    visitor.answer().press("files/", file=file(b"x", given))
    visitor.send()
    assert post_of()[0].answers["files"][0]["name"] == kept
