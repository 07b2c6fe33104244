"""Reading and writing files so that nothing is guessed and nothing is half-written.

Text is UTF-8. Anything else is refused with the file, the line and what to do; a result appears whole or not at all.
"""

import codecs
import contextlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import IO

from tidings.errors import UnreadableInput

LONGEST_LINE = 4 * 1024 * 1024
"""Bytes in one line; a longer one is no message and no row."""

_MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


@dataclass(frozen=True)
class Held:
    """A file held in memory, read as one on disk is: what is uploaded is never laid down in the clear."""

    name: str  # may be empty: then errors name only the line
    data: bytes = field(repr=False)
    ending: str = ""  # with the dot; of a file whose name is not told

    @property
    def suffix(self) -> str:
        """The ending of its name, with the dot."""
        return self.ending or PurePath(self.name).suffix

    @property
    def stem(self) -> str:
        """Its name without the ending."""
        return PurePath(self.name).stem

    def is_dir(self) -> bool:
        """Return False: it is one file."""
        return False

    def open(self, mode: str = "rb") -> IO[bytes]:
        """Return its bytes as a stream."""
        return io.BytesIO(self.data)

    def __str__(self) -> str:
        return self.name


File = Path | Held


COUNTED = {
    "line": ("line", "строка", "рядок"),
    "row": ("row", "строка", "рядок"),
    "message": ("message", "сообщение", "повідомлення"),
    "page": ("page", "страница", "сторінка"),
}
"""What a file is counted in: English, Russian, Ukrainian."""


@dataclass(frozen=True)
class Where:
    """A place in what was given, said in each language: its name if it has one, the line, the part of the line.

    >>> where = Where("a.jsonl", 3)
    >>> where.en, where.ru, where.uk
    ('a.jsonl, line 3', 'a.jsonl, строка 3', 'a.jsonl, рядок 3')
    >>> Where("", 3).en, Where("").en
    ('Line 3', 'The file')
    """

    given: File | str
    line: int | None = None
    part: str = ""
    counted: str = "line"  # of COUNTED: what the number counts
    page: int | None = None

    @property
    def en(self) -> str:
        """The place in English."""
        return self._said(0, "the file")

    @property
    def ru(self) -> str:
        """The place in Russian."""
        return self._said(1, "файл")

    @property
    def uk(self) -> str:
        """The place in Ukrainian."""
        return self._said(2, "файл")

    def _said(self, lang: int, file: str) -> str:
        name = str(self.given)
        page = f"{COUNTED['page'][lang]} {self.page}" if self.page else ""
        pieces = (name, page, f"{COUNTED[self.counted][lang]} {self.line}" if self.line else "", self.part)
        said = ", ".join(piece for piece in pieces if piece) or file
        return said if name else said[0].upper() + said[1:]


def lines(path: File) -> Iterator[tuple[int, str]]:
    """Yield each line of a UTF-8 text with its number, from 1, without its line ending.

    Memory is bounded by LONGEST_LINE. Raises UnreadableInput for a missing file, a directory, an empty or
    binary file, another encoding, or a line that is too long.
    """
    for number, raw in raw_lines(path):
        yield number, _decoded(path, number, raw)


def raw_lines(path: File) -> Iterator[tuple[int, bytes]]:
    """Yield each line of a text in any encoding of single bytes, as bytes with its line ending, numbered from 1.

    Raises UnreadableInput as `lines` does, but not for what is no UTF-8: an e-mail declares its encoding itself.
    """
    with _opened(path) as stream:
        number = 0
        while raw := stream.readline(LONGEST_LINE + 1):
            number += 1
            _check(path, number, raw)
            yield number, raw
        if not number:
            raise _empty(Where(path, 1))


def text(path: File) -> str:
    """Return a whole UTF-8 text, with \\n between lines. Raises UnreadableInput as `lines` does."""
    return "\n".join(line for _, line in lines(path))


def content(path: File, most: int) -> bytes:
    """Return a whole file of any kind. Raises UnreadableInput where it is missing, empty, or larger than `most` bytes."""
    with _opened(path) as stream:
        found = stream.read(most + 1)
    where = Where(path)
    if not found:
        raise _empty(where)
    if len(found) > most:
        mib = most // 1024 // 1024
        raise UnreadableInput(
            en=f"{where.en} is larger than {mib} MiB. Divide it into smaller files.",
            ru=f"{where.ru}: больше {mib} МиБ. Разделите на файлы поменьше.",
            uk=f"{where.uk}: більше {mib} МіБ. Розділіть на менші файли.",
        )
    return found


def check(path: File) -> None:
    """Raise UnreadableInput unless the file is UTF-8 text throughout."""
    for _ in lines(path):
        pass


@contextlib.contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a place to write to; it becomes `path` only when the work ends well.

    What stands at `path` and is no file (a pipe, /dev/stdout) is written into at the end, never replaced.

    >>> with whole(Path("pairs.csv")) as draft:  # doctest: +SKIP
    ...     table.write_csv(draft)
    """
    if path.is_dir():
        raise UnreadableInput(
            en=f"{path} is a folder. Name a file to write to.",
            ru=f"{path} — это папка. Укажите файл, в который писать.",
            uk=f"{path} — це тека. Вкажіть файл, у який писати.",
        )
    if not (folder := path.absolute().parent).is_dir():
        raise UnreadableInput(
            en=f"The folder {folder} does not exist. Create it, or write somewhere else.",
            ru=f"Папки {folder} нет. Создайте её или пишите в другое место.",
            uk=f"Теки {folder} немає. Створіть її або пишіть в інше місце.",
        )
    special = path.exists() and not path.is_file()
    handle, name = tempfile.mkstemp(prefix=".tidings-", suffix=path.suffix, dir=None if special else folder)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        if special:
            _copy(draft, path)
        else:
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _copy(draft: Path, path: Path) -> None:
    with draft.open("rb") as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)


def _empty(where: Where) -> UnreadableInput:
    return UnreadableInput(
        en=f"{where.en}: the file is empty. Check that the right file was given.",
        ru=f"{where.ru}: файл пуст. Проверьте, тот ли это файл.",
        uk=f"{where.uk}: файл порожній. Перевірте, чи це той файл.",
    )


def _opened(path: File) -> IO[bytes]:
    try:
        if path.is_dir():
            raise UnreadableInput(
                en=f"{path} is a folder. Name a file in it.",
                ru=f"{path} — это папка. Укажите файл в ней.",
                uk=f"{path} — це тека. Вкажіть файл у ній.",
            )
        return path.open("rb")
    except FileNotFoundError:
        raise UnreadableInput(
            en=f"There is no file {path}. Check its name and folder.",
            ru=f"Файла {path} нет. Проверьте его имя и папку.",
            uk=f"Файлу {path} немає. Перевірте його назву й теку.",
        ) from None
    except OSError as error:
        raise UnreadableInput(
            en=f"{path} cannot be opened: {error.strerror}.",
            ru=f"{path} не открывается: {error.strerror}.",
            uk=f"{path} не відкривається: {error.strerror}.",
        ) from error


def _check(path: File, number: int, raw: bytes) -> None:
    """Refuse a line that is too long, in UTF-16, or no text at all."""
    where, most = Where(path, number), LONGEST_LINE // 1024 // 1024
    if len(raw) > LONGEST_LINE:
        raise UnreadableInput(
            en=f"{where.en} is longer than {most} MiB. Check that it is a text with one record a line.",
            ru=f"{where.ru} длиннее {most} МиБ. Проверьте, что это текст, по одной записи в строке.",
            uk=f"{where.uk} довший за {most} МіБ. Перевірте, що це текст, по одному запису в рядку.",
        )
    if number == 1:
        for mark, name in _MARKS.items():
            if raw.startswith(mark):
                raise UnreadableInput(
                    en=f"{where.en} is {name}. Save the file as UTF-8 and try again.",
                    ru=f"{where.ru} — в кодировке {name}. Сохраните файл в UTF-8 и попробуйте снова.",
                    uk=f"{where.uk} — у кодуванні {name}. Збережіть файл в UTF-8 і спробуйте знову.",
                )
    if b"\0" in raw:
        raise UnreadableInput(
            en=f"{where.en} is not text (it has a zero byte). Give a text file saved as UTF-8.",
            ru=f"{where.ru} — не текст (в ней есть нулевой байт). Нужен текстовый файл в UTF-8.",
            uk=f"{where.uk} — не текст (у ньому є нульовий байт). Потрібен текстовий файл в UTF-8.",
        )


def _decoded(path: File, number: int, raw: bytes) -> str:
    if number == 1:
        raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode("utf-8").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError as error:
        where, byte, (en, ru, uk) = Where(path, number), error.start + 1, _likely(raw)
        raise UnreadableInput(
            en=f"{where.en}, byte {byte} is not UTF-8. {en} Save the file as UTF-8 and try again.",
            ru=f"{where.ru}, байт {byte}: это не UTF-8. {ru} Сохраните файл в UTF-8 и попробуйте снова.",
            uk=f"{where.uk}, байт {byte}: це не UTF-8. {uk} Збережіть файл в UTF-8 і спробуйте знову.",
        ) from None


def _likely(raw: bytes) -> tuple[str, str, str]:
    """Say which encoding it looks like, where that helps someone to convert it: English, Russian, Ukrainian."""
    upper, lower = sum(0xC0 <= byte < 0xE0 for byte in raw), sum(byte >= 0xE0 for byte in raw)
    if (
        upper + lower > len(raw) / 4
    ):  # small letters stand in one half of Windows-1251, in the other of KOI8-R
        name = "KOI8-R" if upper > 2 * lower else "Windows-1251"
        return f"It looks like {name}.", f"Похоже на {name}.", f"Схоже на {name}."
    return "The text is broken here.", "Текст здесь повреждён.", "Текст тут пошкоджено."
