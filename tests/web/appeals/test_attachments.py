"""Files come closed, stay closed, and are given out only in a parcel."""

import hashlib
import io
import os
import time
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tidings.errors import CannotOpen
from tidings.web.appeals import attachments
from tidings.web.appeals.models import Attachment
from tidings.web.journal import journal
from tidings.web.vault import opened


def photograph() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((300, 200), 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def photo(her_gate, collect):
    """A photograph that came with an appeal."""
    her_gate.send(files=[("Егор на присяге.jpg", photograph())])
    (appeal,) = collect()
    return appeal.attachments.get()


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_closed_with_what_it_is(photo, settings, her_gate):
    original = attachments.content(photo)
    assert original.startswith(b"\xff\xd8\xff")
    assert (photo.name, photo.kind, photo.number) == ("Егор на присяге.jpg", "jpeg", 1)
    assert (photo.size, photo.digest) == (len(original), hashlib.sha256(original).hexdigest())
    lying = everything(settings.HOME / "files")
    assert original[:64] not in lying and "присяге".encode() not in lying
    assert not list((her_gate.database.parent / "files").iterdir())


def test_nothing_of_a_files_name_stands_in_the_database_or_the_journal(photo):
    row = Attachment.objects.values().get()
    assert "присяге" not in str(row) and photo.digest not in str(row)
    assert "присяге" not in str([entry.details for entry in journal.of(photo.appeal)])


def test_files_that_come_later_are_counted_on(her_gate, photo, collect):
    her_gate.send("message", "Вот справка.", files=[("a.txt", "Справка".encode()), ("b.txt", "Ещё".encode())])
    collect()
    assert [(one.number, one.message_id is None) for one in photo.appeal.attachments.all()] == [
        (1, True),
        (2, False),
        (3, False),
    ]


def test_a_file_that_did_not_come_whole_loses_no_words(her_gate, collect):
    told = her_gate.send(files=[("a.jpg", photograph()), ("b.jpg", photograph())])
    path = her_gate.database.parent / "files" / str(told[0]["file"])
    path.write_bytes(path.read_bytes()[:-100])
    (her_gate.database.parent / "files" / str(told[1]["file"])).unlink()
    (appeal,) = collect()
    assert [one.digest for one in appeal.attachments.all()] == ["", ""]
    with pytest.raises(CannotOpen):
        attachments.content(appeal.attachments.last())
    assert "did not come whole" in attachments.seen(appeal.attachments.first()).note.en


def test_a_look_shows_pixels_and_is_written_down(photo, people):
    shown = attachments.look(photo, by=people["boris"])
    (page,) = shown.pages
    assert Image.open(io.BytesIO(page)).size == (300, 200)
    entry = journal.of(photo.appeal).first()
    assert (entry.verb, entry.by, entry.details) == ("looked_at", people["boris"], {"attachment": 1})


def test_the_original_goes_out_only_in_a_parcel(photo, people):
    with zipfile.ZipFile(io.BytesIO(attachments.parcel(photo, by=people["boris"]))) as parcel:
        assert parcel.namelist() == ["original.bin", "original.txt"]
        assert {member.compress_type for member in parcel.infolist()} == {zipfile.ZIP_STORED}
        assert parcel.read("original.bin") == attachments.content(photo)
        assert "Егор на присяге.jpg" in parcel.read("original.txt").decode()
    assert journal.of(photo.appeal).first().verb == "downloaded"


def test_when_the_key_of_the_appeal_is_erased_its_files_are_noise_and_go(photo, settings):
    attachments.seen(photo)
    opened.keyring().erase([photo.key])
    erased = Attachment.objects.get()
    with pytest.raises(CannotOpen):
        attachments.content(erased)
    assert "erased" in attachments.seen(erased).note.en
    assert attachments.sweep() == 0  # it might be on its way
    for path in (settings.HOME / "files").iterdir():
        os.utime(path, (time.time() - 7200,) * 2)
    assert attachments.sweep() == 1
    assert not list((settings.HOME / "files").iterdir())


def test_a_file_that_is_kept_is_not_swept_away(photo, settings):
    for path in (settings.HOME / "files").iterdir():
        os.utime(path, (0, 0))
    assert attachments.sweep() == 0
