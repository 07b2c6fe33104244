"""Press reports as files: a text, a saved web page, a line of JSON, or a folder of these.

Nothing is guessed: a file that cannot be read as it stands is refused with its name and line. To read another kind
of file, add a function to READERS.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tidings import files
from tidings.errors import InvalidRecord, UnreadableInput
from tidings.extraction.messages import checked
from tidings.files import Where

LANGUAGES = ("ru", "uk", "en", "mixed")


@dataclass(frozen=True)
class Document:
    """A report as it came: its id and its words, or the HTML that holds them; `lang` where it was told."""

    id: str
    text: str
    lang: str | None = None


Reader = Callable[[files.File, str], Iterator[Document]]


def load_reports(paths: Iterable[Path]) -> list[Document]:
    """Return the reports of several files and folders, in their order.

    Raises InputError with the file and the line for what cannot be read, for two reports with the same id, and
    where there is no report at all.
    """
    seen: dict[str, Path] = {}
    found: list[Document] = []
    for path in paths:
        before = len(found)
        for file, name in _files(path):
            for document in _reader(file)(file, name):
                if document.id in seen:
                    raise _twice(document.id, Where(file), seen[document.id])
                seen[document.id] = file
                found.append(document)
        if len(found) == before:
            raise _nothing(Where(path))
    return found


def opened(file: files.File) -> Document:
    """Return the one report of a file. Raises InputError as `load_reports` does, also where there are several."""
    documents = list(_reader(file)(file, file.stem))
    if len(documents) != 1:
        raise _nothing(Where(file)) if not documents else _several(Where(file))
    return documents[0]


def _several(where: Where) -> InvalidRecord:
    return InvalidRecord(
        en=f"{where.en}: there are several reports in it. Give one report at a time.",
        ru=f"{where.ru}: здесь несколько публикаций. Дайте одну.",
        uk=f"{where.uk}: тут кілька публікацій. Дайте одну.",
    )


def _files(path: Path) -> list[tuple[Path, str]]:
    """Return each file to read with the name that its report gets; of a folder those that can be read."""
    if not path.is_dir():
        return [(path, path.stem)]
    found = sorted(file for file in path.rglob("*") if file.is_file() and file.suffix.lower() in READERS)
    shown = [file for file in found if not any(part.startswith(".") for part in file.relative_to(path).parts)]
    return [(file, file.relative_to(path).with_suffix("").as_posix()) for file in shown]


def _reader(file: files.File) -> Reader:
    try:
        return READERS[file.suffix.lower()]
    except KeyError:
        where, kinds = Where(file), ", ".join(READERS)
        raise UnreadableInput(
            en=f"{where.en} is of a kind that cannot be read as a report. Give {kinds} files.",
            ru=f"{where.ru}: такой файл как публикация не читается. Дайте файлы {kinds}.",
            uk=f"{where.uk}: такий файл як публікація не читається. Дайте файли {kinds}.",
        ) from None


def _whole(file: files.File, name: str) -> Iterator[Document]:
    """Yield a text or a web page as one report; nothing where it holds only blanks."""
    text = checked(files.text(file), Where(file))
    if text.strip():
        yield Document(name, text)


def _json_lines(file: files.File, name: str) -> Iterator[Document]:
    for number, line in files.lines(file):
        if line.strip():
            yield _from_line(line, Where(file, number))


def _from_line(line: str, where: Where) -> Document:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise _bad(where, "it is no JSON object", "это не объект JSON", "це не об’єкт JSON")
    id_, text, lang = row.get("id"), row.get("text"), row.get("lang")
    if not isinstance(id_, str | int) or isinstance(id_, bool) or not str(id_).strip():
        raise _bad(where, "it has no id", "нет поля id", "немає поля id")
    if not isinstance(text, str) or not text.strip():
        raise _bad(where, "it has no text", "нет поля text", "немає поля text")
    if lang is not None and lang not in LANGUAGES:
        raise _bad(
            where,
            "lang is none of ru, uk, en, mixed",
            "lang не ru, uk, en или mixed",
            "lang не ru, uk, en чи mixed",
        )
    return Document(checked(str(id_), where), checked(text, where), _told(lang))


def _told(lang: Any) -> str | None:
    return str(lang) if lang in ("ru", "uk", "en") else None


def _bad(where: Where, en: str, ru: str, uk: str) -> InvalidRecord:
    return InvalidRecord(
        en=f"{where.en}: {en}. Each line needs an id and a text.",
        ru=f"{where.ru}: {ru}. В каждой строке нужны id и text.",
        uk=f"{where.uk}: {uk}. У кожному рядку потрібні id і text.",
    )


def _twice(id_: str, where: Where, before: Path) -> InvalidRecord:
    return InvalidRecord(
        en=f"{where.en}: the id {id_!r} was already read from {before}. Give each report its own id.",
        ru=f"{where.ru}: номер «{id_}» уже прочитан из {before}. Дайте каждой публикации свой номер (id).",
        uk=f"{where.uk}: номер «{id_}» уже прочитано з {before}. Дайте кожній публікації свій номер (id).",
    )


def _nothing(where: Where) -> InvalidRecord:
    return InvalidRecord(
        en=f"{where.en}: there is no report in it. Check that the right file was given.",
        ru=f"{where.ru}: здесь нет ни одной публикации. Проверьте, тот ли это файл.",
        uk=f"{where.uk}: тут немає жодної публікації. Перевірте, чи це той файл.",
    )


READERS: dict[str, Reader] = {".txt": _whole, ".html": _whole, ".htm": _whole, ".jsonl": _json_lines}
"""How each kind of file is read, by its ending."""
