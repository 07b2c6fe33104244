"""What Telegram Desktop exports as JSON (`result.json`): one chat, or all chats of an account.

A text is a string, or a list of strings and entities, of which the words are taken. Pictures, voices and files stay
where they are and are named. What somebody sends on has another author than its sender, and stands alone.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from tidings import files
from tidings.errors import InvalidRecord
from tidings.extraction.channels.pieces import Asked, LeftOut, Piece
from tidings.extraction.channels.series import Post, joined
from tidings.files import Where

MOST = 512 * 1024 * 1024
_NOT_THERE = "(File "
"""How the export begins to say that a file was not exported."""


def read(file: files.File, asked: Asked) -> Iterator[tuple[int, Piece]]:
    """Yield each appeal of each chat with the number of its first message in the file."""
    export, before = _export(file), 0
    for chat in _chats(export, file):
        ours = _ours(export, chat)
        posts = (
            (number, _piece(one, chat, asked, ours, Where(file, number, counted="message")))
            for number, one in enumerate(chat["messages"], before + 1)
        )
        yield from joined(posts, "telegram", lambda number: Where(file, number, counted="message"))
        before += len(chat["messages"])


def _export(file: files.File) -> dict[str, Any]:
    where = Where(file)
    try:
        export = json.loads(files.content(file, MOST).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InvalidRecord(
            en=f"{where.en}, byte {error.start + 1} is not UTF-8. Export the chat again.",
            ru=f"{where.ru}, байт {error.start + 1}: это не UTF-8. Выгрузите чат заново.",
            uk=f"{where.uk}, байт {error.start + 1}: це не UTF-8. Вивантажте чат знову.",
        ) from None
    except json.JSONDecodeError as error:
        where = Where(file, error.lineno)
        raise InvalidRecord(
            en=f"{where.en}, column {error.colno} is not JSON: {error.msg}. The export was cut or changed: export the chat again.",
            ru=f"{where.ru}, знак {error.colno}: это не JSON. Выгрузка оборвана или изменена: выгрузите чат заново.",
            uk=f"{where.uk}, знак {error.colno}: це не JSON. Вивантаження обірване або змінене: вивантажте чат знову.",
        ) from None
    except (ValueError, RecursionError):
        raise _no_export(where) from None
    if not isinstance(export, dict):
        raise _no_export(where)
    return export


def _no_export(where: Where) -> InvalidRecord:
    return InvalidRecord(
        en=f"{where.en} is no export of Telegram. Give the result.json that Telegram Desktop writes (Export chat history, as JSON).",
        ru=f"{where.ru}: это не выгрузка Telegram. Нужен result.json из Telegram Desktop (Экспорт истории чата, формат JSON).",
        uk=f"{where.uk}: це не вивантаження Telegram. Потрібен result.json із Telegram Desktop (Експорт історії чату, формат JSON).",
    )


def _chats(export: Mapping[str, Any], file: files.File) -> list[dict[str, Any]]:
    """Return the chats that have messages. Raises InvalidRecord where it is no export."""
    if "messages" in export:
        chats = [export]
    else:
        folders = [export.get(name) for name in ("chats", "left_chats")]
        chats = [one for folder in folders if isinstance(folder, dict) for one in folder.get("list") or []]
    if not chats or not all(isinstance(one, dict) and isinstance(one.get("messages"), list) for one in chats):
        raise _no_export(Where(file))
    return [dict(one) for one in chats]


def _ours(export: Mapping[str, Any], chat: Mapping[str, Any]) -> set[str]:
    """Return by which ids the chat names who exported it: told for an account, and in a chat of two all but the other."""
    account = export.get("personal_information")
    if isinstance(account, dict) and account.get("user_id"):
        return {f"user{account['user_id']}"}
    ids = {one.get("from_id") for one in chat["messages"] if isinstance(one, dict)} - {None}
    other = f"user{chat.get('id')}"
    of_two = chat.get("type") == "personal_chat" and other in ids
    return {str(id) for id in ids if id != other} if of_two else set()


def _piece(
    one: Any, chat: Mapping[str, Any], asked: Asked, ours: set[str], where: Where
) -> Post | LeftOut | InvalidRecord:
    if not isinstance(one, dict):
        return _broken(where)
    if one.get("type") != "message":
        return LeftOut("service", str(one.get("action") or one.get("type") or ""))
    at = _moment(one.get("date"))
    text = _words(one.get("text", ""))
    if at is None or text is None:
        return _broken(where)
    sender, forwarded = _said(one.get("from")) or _said(one.get("from_id")), _said(one.get("forwarded_from"))
    return Post(
        id=f"{chat.get('id') or asked.name}-{one.get('id')}",
        sender=sender,
        at=at,
        text="\n".join(filter(None, [text.strip(), _card(one.get("contact_information"))])),
        files=tuple(_files(one)),
        forwarded_from=forwarded,
        answers=f"{chat.get('id') or asked.name}-{one['reply_to_message_id']}"
        if one.get("reply_to_message_id")
        else "",
        ours=not forwarded and (one.get("from_id") in ours or sender in asked.ours),
    )


def _broken(where: Where) -> InvalidRecord:
    return InvalidRecord(
        en=f"{where.en} has no date or text as Telegram writes them. Export the chat again.",
        ru=f"{where.ru}: нет даты или текста, как их пишет Telegram. Выгрузите чат заново.",
        uk=f"{where.uk}: немає дати або тексту, як їх пише Telegram. Вивантажте чат знову.",
    )


def _moment(written: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(written)).replace(tzinfo=None)
    except ValueError:
        return None


def _words(text: object) -> str | None:
    """Return the words of a text, which may be a list of words and entities; None where it is neither."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return None
    words = [one.get("text") if isinstance(one, dict) else one for one in text]
    said = [word for word in words if isinstance(word, str)]
    return "".join(said) if len(said) == len(words) else None


def _card(card: object) -> str:
    """Return the contact that somebody sends, as words."""
    if not isinstance(card, dict):
        return ""
    return " ".join(
        filter(None, (_said(card.get(name)) for name in ("first_name", "last_name", "phone_number")))
    )


def _files(one: Mapping[str, Any]) -> Iterator[str]:
    """Yield the files that came with a message; one that was not exported by its name, or by what it is."""
    for kind in ("photo", "file"):
        name = _said(one.get(kind))
        if name and name.startswith(_NOT_THERE):
            name = _said(one.get("file_name")) or _said(one.get("media_type")) or kind
        if name:
            yield name


def _said(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
