"""The verbs of the gate, and the only writers: keep an answer, send the appeal, forget."""

import threading
from datetime import datetime
from typing import Any

from django.db import transaction

from tidings.gate import answers, drafts, settings
from tidings.gate.drafts import Key
from tidings.gate.models import Post
from tidings.sealing import boxes, post, receipts

QUEUE = threading.Lock()
"""SQLite lets one writer in and makes the others ask again and again; in a queue none of them waits long."""


def keep(key: Key, said: dict[str, str], now: datetime) -> None:
    """Put a page's answers into the draft; a draft that is gone begins anew, so that what was typed stays."""
    with QUEUE, transaction.atomic():
        drafts.sweep(now)
        held = drafts.read(key, now) or {}
        if "receipt" not in held:
            drafts.write(key, held | said, now)


def send(key: Key, lang: str, now: datetime) -> None:
    """Seal the draft's answers to the office; from now on the draft holds only the receipt's code.

    Sending twice sends once. Appeal and receipt are kept together or not at all.
    """
    with QUEUE, transaction.atomic():
        held = drafts.read(key, now)
        if held is None or "receipt" in held:
            return
        receipt = receipts.make()
        office, mailbox = boxes.load_public(settings.OFFICE_KEY), boxes.new_keypair().public
        sealed = post.sealed(office, mailbox, receipt.locator, "appeal", answers.told(held, lang))
        Post.objects.create(sealed=sealed, day=now.date(), lane=post.ORDINARY)
        drafts.write(key, {"receipt": receipt.code}, now)


def forget(key: Key) -> None:
    """Delete a draft and what it holds."""
    with QUEUE:
        drafts.forget(key)


def receipt_of(held: dict[str, Any]) -> receipts.Receipt | None:
    """Return the receipt in a draft that was sent."""
    return receipts.parse(held["receipt"]) if "receipt" in held else None
