"""When the disk is full: a sentence, nothing half done, and what was typed is still there."""

import contextlib
import io
import resource
import signal

import pytest
from django.db import connection

from tidings.gate import settings
from tidings.gate.models import Mailbox, Post


@contextlib.contextmanager
def no_file_longer_than(size):
    """The system refuses to write beyond, as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    told = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, told)


@pytest.mark.parametrize("size", [3_000_000, 1_050_000])
def test_a_file_that_has_no_room_is_named_and_the_others_stay(visitor, size):
    visitor.answer()
    large, small = io.BytesIO(b"x" * size), io.BytesIO(b"short")
    large.name, small.name = "видео.mp4", "фото.jpg"
    with no_file_longer_than(1_000_000):
        answer = visitor.press("files/", file=[large, small])
    page = answer.content.decode()
    assert answer.status_code == 422 and "«видео.mp4» не принят: сейчас для файлов нет места" in page
    assert "фото.jpg" in page and len(list(settings.FILES.iterdir())) == 1


@pytest.mark.parametrize("room", [0, 4_200, 8_400, 12_600, 16_800])
def test_an_appeal_that_has_no_room_is_not_sent_by_half_and_can_be_sent_later(visitor, gate_file, room):
    visitor.answer()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    visitor.client.raise_request_exception = False
    token = visitor.look("check/").context["token"]
    with no_file_longer_than(room):
        refused = visitor.client.post("/ru/check/", {"token": token})
    assert refused.status_code == 500 and not Post.objects.exists() and not Mailbox.objects.exists()
    assert "завтра на границу" in visitor.words("check/")
    assert len(visitor.send()) == 5 and Post.objects.count() == Mailbox.objects.count() == 1
