"""A sheet of appeals: a row is a message. What its columns are is guessed (columns.py), or was said.

Cells that answer a question ("name", "birth_date", …) stand in the text as a line each, under the story, as in what comes
through the public form; so each is read as an answer to exactly that question.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from tidings import files
from tidings.errors import InvalidRecord, UnreadableInput
from tidings.extraction.channels import columns, tables, written_days
from tidings.extraction.channels.columns import Column, Mapping
from tidings.extraction.channels.pieces import Asked, LeftOut, Piece
from tidings.extraction.forms import IN_ORDER, RELATIONS, SERVICES
from tidings.extraction.kinship import kin_word
from tidings.extraction.messages import LANGUAGES, Message, checked, received_on
from tidings.files import Where

CHANNELS = {
    "telegram": r"телегра|telegram|^тг$",
    "whatsapp": r"whats|ватсап|вотсап|вацап",
    "email": r"почт|пошт|mail",
    "hotline": r"телефон|звон|дзвін|лини|ліні|phone|hotline|call",
    "form": r"форм|сайт|анкет|form|site|web",
}
"""What people call a channel in small letters; another word stays as it is, an empty cell is a file."""
HEADING_WITHIN = 10
"""Rows from above among which the headings stand: titles come before them."""
_NAME = ("surname", "given", "patronymic")


@dataclass(frozen=True)
class Sheet:
    """A sheet whose headings were found."""

    headings: tuple[str, ...]
    found: tables.Rows
    began: int  # the row of the headings; 0: there are none, and columns are called by their letters
    first: tuple[list[str], ...]  # rows below, by which the columns are judged

    @property
    def rows(self) -> Iterator[tables.Row]:
        """The rows below the headings, numbered as in the file; read anew each time."""
        return (row for row in self.found if row[0] > self.began)

    @property
    def others(self) -> AnyMapping[str, int]:
        """Other sheets of the workbook, with their heights."""
        return self.found.others

    def samples(self) -> list[list[str]]:
        """Return rows by which the columns are judged."""
        return list(self.first)


def look(file: files.File) -> Sheet:
    """Return the sheet of a file, read to its end. Raises InputError where it cannot be read, or holds nothing."""
    found = tables.rows_of(file)
    told = ((number, cells) for number, cells in found if _is_told(cells))
    first = list(islice(told, HEADING_WITHIN + columns.LOOKED_AT))
    last = max((number for number, _ in told), default=first[-1][0] if first else 0)
    if not first:
        raise _nothing(Where(file))
    heading = _heading(first[:HEADING_WITHIN])
    number, cells = heading or (0, [])
    below = [row for place, row in first if place > number and isinstance(row, list)][: columns.LOOKED_AT]
    if last == number:
        raise _only_headings(Where(file, number, counted="row"))
    headings = _named(cells) if heading else tuple(map(letter, range(max(map(len, below)))))
    return Sheet(headings, found, number, tuple(below))


def _is_told(cells: list[str] | InvalidRecord) -> bool:
    return isinstance(cells, list) and any(cell.strip() for cell in cells)


def letter(place: int) -> str:
    """Return what a column without a heading is called: A, B, … Z, AA."""
    before = letter(place // 26 - 1) if place >= 26 else ""
    return before + chr(ord("A") + place % 26)


def read(file: files.File, asked: Asked) -> Iterator[tuple[int, Piece]]:
    """Yield the message of each row, or why there is none."""
    return read_sheet(file, asked, look(file))


def read_sheet(file: files.File, asked: Asked, sheet: Sheet) -> Iterator[tuple[int, Piece]]:
    """Yield what `read` does, of a sheet that was looked at already."""
    mapping = asked.mapping or columns.guess(sheet.headings, sheet.samples())
    reader = _Reader(file, asked, sheet, mapping)
    for name in sheet.others:
        yield sheet.began, LeftOut("sheet", name)
    for column in _not_read(sheet, mapping):
        yield sheet.began, LeftOut("column", column)
    for number, cells in sheet.rows:
        yield number, reader.piece(number, cells)


def _not_read(sheet: Sheet, mapping: Mapping) -> list[str]:
    """Return the columns that hold something and are not read."""
    known = {column.heading for column in mapping.columns if column.field}
    return [
        heading
        for place, heading in enumerate(sheet.headings)
        if heading not in known and any(place < len(row) and row[place].strip() for row in sheet.samples())
    ]


class _Reader:
    """Makes messages of the rows of one sheet."""

    def __init__(self, file: files.File, asked: Asked, sheet: Sheet, mapping: Mapping) -> None:
        self.file, self.asked, self.width = file, asked, len(sheet.headings)
        self.places = mapping.places(sheet.headings, Where(file, sheet.began or None, counted="row"))
        if not self.places:
            raise _nothing_known(Where(file, sheet.began or None, counted="row"), sheet.headings)
        self.dates = mapping.dates or asked.order or self._order(sheet)

    def _order(self, sheet: Sheet) -> str:
        """Return how the sheet writes the days on which messages came, as far as its rows show it."""
        places = [place for place, column in self.places if column.field == "received"]
        values = (
            [row[places[0]] for _, row in sheet.rows if isinstance(row, list) and len(row) > places[0]]
            if places
            else []
        )
        return written_days.order_of(map(written_days.numbers, values), any(v.endswith("M") for v in values))

    def piece(self, number: int, cells: list[str] | InvalidRecord) -> Piece:
        """Return the message of a row, or why there is none."""
        where = Where(self.file, number, counted="row")
        if isinstance(cells, InvalidRecord):
            return cells
        if not any(cell.strip() for cell in cells):
            return LeftOut("empty")
        if len(cells) < self.width or any(cell.strip() for cell in cells[self.width :]):
            return ragged(where, len(cells), self.width)
        try:
            return self._message(where, cells)
        except (InvalidRecord, UnreadableInput) as error:
            return InvalidRecord(**error.as_dict())

    def _message(self, where: Where, cells: Sequence[str]) -> Message:
        told = [(column, cells[place].strip()) for place, column in self.places if cells[place].strip()]
        story, answers, lines = _said(told)
        if not (story or lines):
            raise _no_words(where)
        of = {column.field: value for column, value in told}
        return Message(
            id=of.get("id") or f"{self.asked.name}-{where.line}",
            channel=_channel(of.get("channel", "")),
            received=self._received(of.get("received", ""), where),
            text=checked("\n\n".join(part for part in (story, "\n".join(lines)) if part), where),
            lang=of["lang"] if of.get("lang") in LANGUAGES else None,
            author=of.get("enquirer_name", ""),
            fields={"what_happened": story, **answers} if answers else {},
        )

    def _received(self, said: str, where: Where) -> date:
        if not said and self.asked.received:
            return self.asked.received
        if not said:
            raise InvalidRecord(
                en=f"{where.en} does not say on which day the message came, and “yesterday” in it needs one. "
                "Give that day, for example 2024-08-07 (on the command line with --received), or name its column.",
                ru=f"{where.ru}: не видно, в какой день пришло сообщение, а для слова «вчера» это нужно. "
                "Укажите этот день, например 2024-08-07 (в командной строке: --received), или его столбец.",
                uk=f"{where.uk}: не видно, якого дня надійшло повідомлення, а для слова «вчора» це потрібно. "
                "Вкажіть цей день, наприклад 2024-08-07 (у командному рядку: --received), або його стовпець.",
            )
        numbers = written_days.numbers(said)
        if numbers and not numbers.told and not self.dates:
            raise _which_order(where, said)
        return received_on(written_days.day_of(numbers, self.dates), said, where)


def _said(told: Sequence[tuple[Column, str]]) -> tuple[str, dict[str, str], list[str]]:
    """Return the story of a row, its answers by field, and the lines in which they stand in the text."""
    story = "\n".join(value for column, value in told if column.field == "text")
    headings: dict[str, str] = {}
    answers: dict[str, str] = {}
    for column, value in told:
        if column.field in IN_ORDER and _understood(column.field, value):
            answers[column.field] = (
                f"{answers[column.field]}, {_line(value)}" if column.field in answers else _line(value)
            )
            headings.setdefault(column.field, column.heading)
    if "name" not in answers and (parts := [_line(v) for f in _NAME for c, v in told if c.field == f]):
        answers["name"] = " ".join(parts)
        headings["name"] = "ФИО"
    lines = [f"{_label(headings[name])}: {answers[name]}" for name in IN_ORDER if name in answers]
    rest = [(c, v) for c, v in told if c.field == "also" or (c.field in IN_ORDER and c.field not in answers)]
    lines += [f"{_label(column.heading)}: {_line(value)}" for column, value in rest]
    return story, {name: _code(name, value) for name, value in answers.items()}, lines


def _understood(field: str, value: str) -> bool:
    """Return whether an answer that must be one of a few words is one; else its words are read as any others are."""
    return field not in ("relation", "service") or bool(_code(field, value) in (*RELATIONS, *SERVICES))


def _channel(said: str) -> str:
    """Return the channel that a cell names."""
    plain = said.strip().lower()
    return next((name for name, words in CHANNELS.items() if re.search(words, plain)), plain) or "file"


def _code(field: str, value: str) -> str:
    if field == "relation":
        kin = kin_word(value.strip(" ."), 0, 0)
        return kin.kin.name if kin else value.lower()
    return value.lower() if field == "service" else value


def _line(value: str) -> str:
    return " ".join(value.split())


def _label(heading: str) -> str:
    return " ".join(heading.replace(":", " ").replace("?", " ").split())[:80] or "–"


def _heading(rows: Sequence[tables.Row]) -> tuple[int, list[str]] | None:
    """Return the row with the headings: the first in which at least half of the cells are called as a field is.

    Titles may stand above it, rows with days, numbers or addresses not.
    """
    for number, cells in rows:
        filled = [cell for cell in cells if cell.strip()] if isinstance(cells, list) else []
        if any(map(columns.is_value, filled)):
            break
        known = sum(map(columns.is_heading, filled))
        if known and known * 2 >= len(filled) and isinstance(cells, list):
            return number, cells
    number, cells = rows[0]
    if isinstance(cells, list) and len(rows) > 1 and all(map(_may_head, cells)):
        return number, cells
    return None


def _may_head(cell: str) -> bool:
    """Return whether a cell may be a heading that nobody has foreseen: short words without a number, or none."""
    return (
        len(cell) <= 60
        and not any(sign.isdigit() or sign in "@+" for sign in cell)
        and not columns.is_name(cell)
    )


def _named(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the headings, each by another name."""
    found: list[str] = []
    for place, cell in enumerate(cells):
        heading = _line(cell)[:120] or letter(place)
        found.append(heading if heading not in found else f"{heading} ({letter(place)})")
    return tuple(found)


def _nothing(where: Where) -> UnreadableInput:
    return UnreadableInput(
        en=f"{where.en}: there is no row with anything in it. Check that the right file was given.",
        ru=f"{where.ru}: нет ни одной заполненной строки. Проверьте, тот ли это файл.",
        uk=f"{where.uk}: немає жодного заповненого рядка. Перевірте, чи це той файл.",
    )


def _only_headings(where: Where) -> InvalidRecord:
    return InvalidRecord(
        en=f"{where.en} has headings, and there are no rows below them. Check that the right file was given.",
        ru=f"{where.ru}: есть заголовки, а строк под ними нет. Проверьте, тот ли это файл.",
        uk=f"{where.uk}: є заголовки, а рядків під ними немає. Перевірте, чи це той файл.",
    )


def _nothing_known(where: Where, headings: Sequence[str]) -> InvalidRecord:
    shown = ", ".join(heading[:30] for heading in headings[:12])
    return InvalidRecord(
        en=f"{where.en}: none of the columns could be told ({shown}). Say which is which with --map, for example --map text=A.",
        ru=f"{where.ru}: ни один столбец не распознан ({shown}). Укажите столбцы через --map, например --map text=A.",
        uk=f"{where.uk}: жодного стовпця не розпізнано ({shown}). Вкажіть стовпці через --map, наприклад --map text=A.",
    )


def _no_words(where: Where) -> InvalidRecord:
    return InvalidRecord(
        en=f"{where.en} has no words in the columns that are read. Write some, or take the row out.",
        ru=f"{where.ru}: в читаемых столбцах нет слов. Впишите их или уберите строку.",
        uk=f"{where.uk}: у стовпцях, що читаються, немає слів. Впишіть їх або приберіть рядок.",
    )


def ragged(where: Where, cells: int, width: int) -> InvalidRecord:
    """Return the error for a row that has not as many cells as the heading."""
    return InvalidRecord(
        en=f"{where.en} has {cells} cells where the heading has {width}. "
        "Put text with a separator or a line break in quotation marks.",
        ru=f"{where.ru}: ячеек {cells}, а в заголовке {width}. Возьмите в кавычки текст с разделителем или переносом строки.",
        uk=f"{where.uk}: клітинок {cells}, а в заголовку {width}. Візьміть у лапки текст із роздільником чи перенесенням рядка.",
    )


def _which_order(where: Where, said: str) -> InvalidRecord:
    return InvalidRecord(
        en=f"{where.en}: nothing in the sheet shows whether {said[:20]} has the day or the month first. "
        "Say which (on the command line with --dates day-first or --dates month-first).",
        ru=f"{where.ru}: по таблице не видно, что в дате {said[:20]} стоит первым, день или месяц. "
        "Укажите это (в командной строке: --dates day-first или --dates month-first).",
        uk=f"{where.uk}: з таблиці не видно, що в даті {said[:20]} стоїть першим, день чи місяць. "
        "Вкажіть це (у командному рядку: --dates day-first або --dates month-first).",
    )
