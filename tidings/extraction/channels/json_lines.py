"""One object a line: id, channel, received, text, and lang if known."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tidings import files
from tidings.errors import InvalidRecord, UnreadableInput
from tidings.extraction.channels.pieces import Asked, Piece
from tidings.extraction.messages import LANGUAGES, Message, checked, day
from tidings.files import Where


def read(file: files.File, asked: Asked) -> Iterator[tuple[int, Piece]]:
    """Yield the message of each line, or why there is none; blank lines part nothing and are no rows."""
    for number, line in files.lines(file):
        if line.strip():
            yield number, _tried(line, Where(file, number))


def _tried(line: str, where: Where) -> Message | InvalidRecord:
    try:
        return _message(_object(line, where), where)
    except (InvalidRecord, UnreadableInput) as error:
        return InvalidRecord(**error.as_dict())


def _object(line: str, where: Where) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InvalidRecord(
            en=f"{where.en}, column {error.colno} is not JSON: {error.msg}. Write one object a line.",
            ru=f"{where.ru}, знак {error.colno}: это не JSON. Пишите по одному объекту в строке.",
            uk=f"{where.uk}, знак {error.colno}: це не JSON. Пишіть по одному об’єкту в рядку.",
        ) from None
    except (ValueError, RecursionError):
        raise InvalidRecord(
            en=f"{where.en} is not JSON that can be a message. Write one flat object a line.",
            ru=f"{where.ru}: из такого JSON не выйдет сообщения. Пишите по одному простому объекту в строке.",
            uk=f"{where.uk}: з такого JSON не вийде повідомлення. Пишіть по одному простому об’єкту в рядку.",
        ) from None
    if not isinstance(row, dict):
        raise InvalidRecord(
            en=f"{where.en} is not an object. Write {{…}} with id, channel, received and text.",
            ru=f"{where.ru} — не объект. Напишите {{…}} с полями id, channel, received и text.",
            uk=f"{where.uk} — не об’єкт. Напишіть {{…}} з полями id, channel, received і text.",
        )
    return row


def _message(row: dict[str, Any], where: Where) -> Message:
    return Message(
        id=_field(row, "id", where),
        channel=_field(row, "channel", where),
        received=day(_field(row, "received", where), where),
        text=_field(row, "text", where),
        lang=_language(row.get("lang"), where),
    )


def _field(row: dict[str, Any], name: str, where: Where) -> str:
    """Return a field that must be there and be text that can be written again."""
    value = row.get(name)
    if value is None:
        raise InvalidRecord(
            en=f"{where.en} has no {name!r}. A message needs id, channel, received and text.",
            ru=f"{where.ru}: нет поля «{name}». Сообщению нужны id, channel, received и text.",
            uk=f"{where.uk}: немає поля «{name}». Повідомленню потрібні id, channel, received і text.",
        )
    if not isinstance(value, str):
        kind = type(value).__name__
        raise InvalidRecord(
            en=f"{where.en}: {name!r} is of the kind {kind}. Write it as text that is not empty.",
            ru=f"{where.ru}: поле «{name}» — не текст, а {kind}. Запишите его текстом, не пустым.",
            uk=f"{where.uk}: поле «{name}» — не текст, а {kind}. Запишіть його текстом, не порожнім.",
        )
    if not value.strip():
        raise InvalidRecord(
            en=f"{where.en}: {name!r} is empty. Write it as text that is not empty.",
            ru=f"{where.ru}: поле «{name}» пустое. Запишите в него текст.",
            uk=f"{where.uk}: поле «{name}» порожнє. Запишіть у нього текст.",
        )
    return checked(value, replace(where, part=repr(name)))


def _language(value: object, where: Where) -> str | None:
    if value is None or value in LANGUAGES:
        return None if value is None else str(value)
    known = ", ".join(LANGUAGES)
    raise InvalidRecord(
        en=f"{where.en}: 'lang' must be one of {known}, or left out.",
        ru=f"{where.ru}: в поле «lang» должно стоять одно из {known}; или уберите его.",
        uk=f"{where.uk}: у полі «lang» має стояти одне з {known}; або приберіть його.",
    )
