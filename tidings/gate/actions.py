"""The verbs of the gate, and the only writers: keep an answer or a file, send, enter a mailbox, forget, sweep."""

import contextlib
import hmac
import os
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from tidings.errors import InvalidReceipt
from tidings.gate import answers, drafts, limits, settings
from tidings.gate.drafts import Key
from tidings.gate.models import Draft, File, Mailbox, Post, Reply, Tally
from tidings.gate.uploads import MOST_FILES
from tidings.sealing import boxes, mailboxes, post, receipts

QUEUE = threading.Lock()
"""SQLite lets one writer in and makes the others ask again and again; in a queue none of them waits long."""

STRETCHING = threading.BoundedSemaphore(2)
"""Argon2id takes much memory: so many at once."""

UNVISITED = timedelta(days=180)
"""A mailbox that nobody opened for so long is deleted."""


def keep(key: Key, said: dict[str, Any], now: datetime) -> None:
    """Put a page's answers into the draft; a draft that is gone begins anew, so that what was typed stays."""
    with QUEUE, transaction.atomic():
        drafts.sweep(now)
        held = drafts.read(key, now) or {}
        if "receipt" not in held:
            drafts.write(key, held | said, now)


def register_file(key: Key, id: str) -> None:
    """Note that a file of this draft is about to be written."""
    with QUEUE:
        File.objects.create(id=id, draft=key.lookup)


def keep_files(key: Key, shelf: str, kept: Sequence[dict[str, Any]], without: str, now: datetime) -> None:
    """Put files that were closed onto a shelf of the draft; `without` is the id of one to take away."""
    with QUEUE, transaction.atomic():
        held = drafts.read(key, now)
        if held is None or "receipt" in held:
            return
        files = [file for file in [*held.get(shelf, []), *kept] if file["file"] != without]
        drafts.write(key, held | {shelf: files[:MOST_FILES]}, now)


def send(key: Key, lang: str, now: datetime) -> None:
    """Seal the draft's answers to the office; from now on the draft holds only the receipt's code.

    Sending twice sends once. Appeal, files, mailbox and receipt are kept together or not at all.
    """
    receipt = receipts.make()
    mailbox = _derived(receipt)
    with QUEUE, transaction.atomic():
        held = drafts.read(key, now)
        if held is None or "receipt" in held:
            return
        today, lane = now.date(), limits.lane_of_appeal()
        Mailbox.objects.create(
            public=mailbox.keys.public,
            locator=receipt.locator,
            verifier=mailboxes.kept(mailbox.verifier),
            opened_on=today,
            last_visit_on=today,
        )
        told = answers.told(held, lang)
        _lay_down(mailbox.keys.public, receipt.locator, "appeal", told, lane, now)
        drafts.write(key, {"receipt": receipt.code}, now)
    limits.slow_down(lane)


def may_try(receipt: receipts.Receipt, now: datetime) -> bool:
    """Count a try of this code; False if there were too many."""
    with QUEUE, transaction.atomic():
        return limits.may_try(receipt.locator, now)


def enter(receipt: receipts.Receipt, key: Key | None, now: datetime) -> Key | None:
    """Open the mailbox of a receipt for this browser, under a new key; None if there is no such mailbox.

    The work is the same whatever is known: one Argon2id, one look-up.
    """
    mailbox = _derived(receipt)
    right = mailboxes.kept(mailbox.verifier)
    found = Mailbox.objects.filter(locator=receipt.locator).values_list("verifier", flat=True)
    if not any([hmac.compare_digest(bytes(known), right) for known in found]):
        return None
    with QUEUE, transaction.atomic():
        limits.not_tried(receipt.locator, now)
        Mailbox.objects.filter(public=mailbox.keys.public).update(last_visit_on=now.date())
        visit = {"private": mailbox.keys.private.hex(), "locator": receipt.locator}
        return _moved(key, {"mailbox": visit}, now)


def tell(key: Key, kind: str, told: dict[str, Any], now: datetime) -> bool:
    """Send something from a mailbox; False if the visit is over or the mailbox gone, and then nothing is sent."""
    with QUEUE, transaction.atomic():
        held = drafts.read(key, now) or {}
        visit = held.get("mailbox")
        if visit is None or not _stands(mailbox := boxes.public_of(bytes.fromhex(visit["private"]))):
            return False
        lane = limits.lane_of_mailbox(mailbox, now)
        _lay_down(mailbox, visit["locator"], kind, told, lane, now)
        Mailbox.objects.filter(public=mailbox).update(last_visit_on=now.date())
        done = "added" if told["files"] else "typed"
        drafts.write(key, {name: held[name] for name in held if name != done} | {"said": kind}, now)
    limits.slow_down(lane)
    return True


def forget(key: Key) -> None:
    """Delete a draft and what it holds, its files too; a visit to a mailbox ends with it."""
    with QUEUE:
        drafts.forget(key)
        _sweep_files()


def receipt_of(held: dict[str, Any]) -> receipts.Receipt | None:
    """Return the receipt in a draft that was sent."""
    return receipts.parse(held["receipt"]) if "receipt" in held else None


def receipt_typed(typed: str) -> receipts.Receipt:
    """Return the receipt that was typed; for what is none, one that opens nothing, so that it takes the same time."""
    try:
        return receipts.parse(typed)
    except InvalidReceipt:
        return receipts.Receipt(receipts.symbols(typed)[:4], receipts.make().secret)


def make_secret() -> None:
    """Make the gate's own secret on first start; without it no receipt opens its mailbox, so it is never replaced."""
    with contextlib.suppress(FileExistsError):
        handle = os.open(settings.SECRET, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "wb") as stream:
            stream.write(os.urandom(boxes.KEY_BYTES))
            stream.flush()
            os.fsync(handle)


def sweep(now: datetime) -> None:
    """Delete what its time has come for: drafts, their files, mailboxes nobody visits, counts of hours gone by."""
    with QUEUE:
        with transaction.atomic():
            drafts.sweep(now)
            Tally.objects.filter(expires_at__lte=now).delete()
            old = Mailbox.objects.filter(last_visit_on__lt=now.date() - UNVISITED)
            Reply.objects.filter(mailbox__in=list(old.values_list("public", flat=True))).delete()
            old.delete()
        _sweep_files()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _sweep_files() -> None:
    """Delete the files of drafts and posts that are gone: first the file, then its row."""
    drafted, posted = Draft.objects.values("lookup"), Post.objects.values("number")
    left = File.objects.filter(post=None).exclude(draft__in=drafted)
    left |= File.objects.exclude(post=None).exclude(post__in=posted)
    for file in left:
        post.file_at(settings.DATA, file.id).unlink(missing_ok=True)
        file.delete()


def _derived(receipt: receipts.Receipt) -> mailboxes.Mailbox:
    with STRETCHING:
        return mailboxes.derive(receipt, settings.SECRET.read_bytes())


def _lay_down(
    mailbox: bytes, locator: str, kind: str, told: dict[str, Any], lane: str, now: datetime
) -> None:
    office = boxes.load_public(settings.OFFICE_KEY)
    closed = post.sealed(office, mailbox, locator, kind, told)
    row = Post.objects.create(sealed=closed, day=now.date(), lane=lane)
    ids = [file["file"] for file in told["files"]]
    File.objects.filter(id__in=ids).update(post=row.number, draft="")


def _moved(key: Key | None, more: dict[str, Any], now: datetime) -> Key:
    """Put the draft under a new key with more in it: whoever knew the old one knows nothing of this."""
    new, held = Key.new(), drafts.read(key, now) or {}
    held.pop("receipt", None)  # whoever can type a code has written it down
    drafts.write(new, held | more, now)
    if key:
        File.objects.filter(draft=key.lookup).update(draft=new.lookup)
        drafts.forget(key)
    return new


def _stands(mailbox: bytes) -> bool:
    return Mailbox.objects.filter(public=mailbox).exists()
