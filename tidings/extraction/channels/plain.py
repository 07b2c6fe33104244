"""A whole text file as one message."""

from collections.abc import Iterator

from tidings import files
from tidings.errors import InvalidRecord, UnreadableInput
from tidings.extraction.channels.pieces import Asked, Piece
from tidings.extraction.messages import Message
from tidings.files import Where


def read(file: files.File, asked: Asked) -> Iterator[tuple[int, Piece]]:
    """Yield the text."""
    text, where = files.text(file), Where(file, 1)
    if not text.strip():
        raise UnreadableInput(
            en=f"{where.en}: there are only blanks in it. Check that the right file was given.",
            ru=f"{where.ru}: здесь одни пробелы. Проверьте, тот ли это файл.",
            uk=f"{where.uk}: тут лише пробіли. Перевірте, чи це той файл.",
        )
    if asked.received is None:
        raise InvalidRecord(
            en=f"{where.en}: a text does not say on which day it came, and “yesterday” in it needs one. "
            "Give that day, for example 2024-08-07 (on the command line with --received).",
            ru=f"{where.ru}: из текста не видно, в какой день он пришёл, а для слова «вчера» это нужно. "
            "Укажите этот день, например 2024-08-07 (в командной строке: --received).",
            uk=f"{where.uk}: з тексту не видно, якого дня він надійшов, а для слова «вчора» це потрібно. "
            "Вкажіть цей день, наприклад 2024-08-07 (у командному рядку: --received).",
        )
    yield 1, Message(id=asked.name, channel="file", received=asked.received, text=text)
