"""Lists of people on printed pages: a table with headings, or lines that begin with names → rows with page and line.

Nothing is passed over in silence: what stands on every page is told as that, and so is each line in which nobody is read.

>>> words = [(20.0, 700.0 - 20 * n, 200.0, 710.0 - 20 * n, text) for n, text in enumerate(("1. Тишин Егор, 2003", "2. Сомов Пётр"))]
>>> [(one.line, one.piece.name, one.piece.birth_date) for one in read_pages([words], date(2024, 9, 1))]
[(1, 'Тишин Егор', '2003'), (2, 'Сомов Пётр', '')]
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tidings.errors import InputError, InvalidRecord, UnreadableInput
from tidings.extraction import layout, lists
from tidings.extraction.channels import columns, people
from tidings.extraction.channels.columns import PEOPLE
from tidings.extraction.channels.people import Listed
from tidings.extraction.channels.pieces import LeftOut
from tidings.extraction.layout import Line, Placed
from tidings.files import Where

EDGE = 2
"""Lines at the top and at the bottom of a page among which the ones are that stand on every page."""
LINES = 4
"""Lines that one person takes at most, where the lines are numbered."""
SHOWN = 80
"""Signs of a line that are said where nobody was read in it."""


@dataclass(frozen=True)
class Found:
    """One person, or a line in which none was read, and where it stands; `words` are those of the page."""

    page: int
    line: int
    words: str
    piece: Listed | InvalidRecord | LeftOut


def read_pages(pages: Sequence[Sequence[Placed]], on: date) -> Iterator[Found]:
    """Yield everybody on the list, in order, and every line in which nobody was read. `on`: the day of which ages are told.

    Raises UnreadableInput where no page has words, and InvalidRecord where nobody is named at all.
    """
    if not any(pages):
        raise _scanned()
    found = sorted(_of_tables(pages, on) or _of_lines(pages, on), key=lambda one: (one.page, one.line))
    if not any(isinstance(one.piece, Listed) for one in found):
        raise _no_list()
    for number, words in enumerate(pages, 1):
        if not words:
            yield Found(number, 1, "", _without_words(number))
        yield from (one for one in found if one.page == number)


# Tables: a row of headings, and rows below it.


def _of_tables(pages: Sequence[Sequence[Placed]], on: date) -> list[Found]:
    """Return the rows of a table that goes on over the pages; nothing where there are no headings."""
    found: list[Found] = []
    heading: list[layout.Cell] = []
    every = [_rows(words, number) for number, words in enumerate(pages, 1)]
    repeated = _repeated(every)
    for rows in every:
        here = next((row for row in rows if _is_heading(row)), None)
        if here and not heading:
            found += _not_read(here)
        heading = layout.cells(here) if here else heading
        body = [row for row in rows if row not in repeated and not (here and row.top > here.bottom + 1)]
        table = (
            _Table(heading, [word for row in body for word in row.words], on) if heading and body else None
        )
        found += _of_page(rows, body, repeated, table)
    return found if heading else []


def _of_page(
    rows: list[Line], body: list[Line], repeated: set[Line], table: "_Table | None"
) -> Iterator[Found]:
    """Yield what stands in the rows of one page; those of the body are rows of the table, where there is one."""
    line = 0
    for row in rows:
        inside = table if row in body else None
        for part in inside.parts(row) if inside else [row]:
            line += 1
            placed = replace(part, number=line)
            if inside:
                yield inside.read(placed)
            else:
                yield _repeats(placed) if row in repeated or _is_heading(row) else _left(placed)


def _rows(words: Sequence[Placed], page: int) -> list[Line]:
    """Return the rows of a page; where they touch each other, the headings are parted from what is below them."""
    found: list[Line] = []
    for row in layout.rows(words, page):
        lines = [] if _is_heading(row) else layout.lines(row.words, page)
        at = next((place for place, line in enumerate(lines) if _is_heading(line)), None)
        parts = [row.words]
        if at is not None:
            below = [word for line in lines[at + 1 :] for word in line.words]
            above = [word for line in lines[:at] for word in line.words]
            parts = [tuple(above), lines[at].words, tuple(below)]
        found += [Line(page, len(found) + place, part) for place, part in enumerate(parts, 1) if part]
    return found


def _not_read(heading: Line) -> list[Found]:
    """Return the columns of a table that are not read."""
    told = dict.fromkeys(text for *_, text in layout.cells(heading))
    unknown = [one.heading for one in columns.guess(list(told), [], PEOPLE).columns if not one.field]
    return [
        Found(heading.page, heading.number, text, LeftOut("column", text))
        for text in unknown
        if not _is_number(text)
    ]


def _repeats(row: Line) -> Found:
    return Found(row.page, row.number, row.text, LeftOut("repeated", row.text))


def _is_heading(row: Line) -> bool:
    """Return whether the cells of a row are headings of a list: a name, and something beside it."""
    told = [text for *_, text in layout.cells(row)]
    if any(columns.is_value(word[4]) for word in row.words):
        return False
    fields = columns.guess(told, [], PEOPLE).fields()
    return bool(fields & {"name", "surname"}) and len(fields) > 1


class _Table:
    """The part of a table that stands on one page: what its columns are, and where each begins."""

    def __init__(self, heading: list[layout.Cell], words: list[Placed], on: date) -> None:
        self.on, self.at = on, layout.borders(heading, words)
        told = [text for *_, text in heading]
        self.fields = [column.field for column in columns.guess(told, [], PEOPLE).columns]
        self.number = next((place for place, text in enumerate(told) if _is_number(text)), None)
        half = len(told) // 2
        self.sides = []
        if half > 1 and told[:half] == told[half:]:  # two tables side by side
            self.gap = self.at[half - 1]
            self.sides = [_Table(some, words, on) for some in (heading[:half], heading[half:])]

    def parts(self, row: Line) -> list[Line]:
        """Return the rows of what seemed to be one: of two tables side by side, or of rows that touch each other.

        Each begins with a number where there is a column of them, else it has a day of birth.
        """
        if self.sides:
            halves = [
                tuple(word for word in row.words if (word[0] < self.gap) is left) for left in (True, False)
            ]
            told = [(side, words) for side, words in zip(self.sides, halves, strict=True) if words]
            return [part for side, words in told for part in side.parts(replace(row, words=words))]
        starts = self._starts(row)
        if len(starts) < 2:
            return [row]
        of = [
            max((at for at, top in enumerate(starts) if word[1] < top - 1), default=0) for word in row.words
        ]
        parts = [
            tuple(w for w, at in zip(row.words, of, strict=True) if at == part) for part in range(len(starts))
        ]
        return [replace(row, words=words) for words in parts if words]

    def read(self, row: Line) -> Found:
        """Return the person of a row, or why there is none."""
        if self.sides:
            return self.sides[row.words[0][0] >= self.gap].read(row)
        return self._read(row)

    def _starts(self, row: Line) -> list[float]:
        born = self.fields.index("birth_date") if "birth_date" in self.fields else None
        key = born if self.number is None else self.number
        own = [word for word in row.words if layout.column(word, self.at) == key]
        lines = layout.lines(own)
        return [line.top for line in lines if self.number is None or line.text.strip(". ").isdigit()]

    def _read(self, row: Line) -> Found:
        cells = layout.parted(row, self.at)
        words = " ".join(filter(None, cells))
        told = {field: cell for field, cell in zip(self.fields, cells, strict=True) if field and cell}
        name, where = told.get("name") or told.get("surname", ""), Where("", row.number, page=row.page)
        counted = self.number is not None and cells[self.number].strip(". ").isdigit()
        if not lists.may_be_name(name) or (self.number is not None and not counted and " " not in name):
            goes_on = lists.may_be_name(name) and not re.search(r"[\d:]", name)  # of a row on the page before
            nobody = _nobody(where, words) if counted or goes_on else LeftOut("prose", words[:SHOWN])
            return Found(row.page, row.number, words, nobody)
        if born := told.get("birth_date"):
            told["birth_date"] = lists.birth_date(born, self.on) or born
        try:
            return Found(row.page, row.number, words, people.listed(told, where))
        except InputError as error:
            return Found(row.page, row.number, words, InvalidRecord(**error.as_dict()))


def _is_number(heading: str) -> bool:
    return heading.strip(" .").lower() in ("№", "no", "n", "№ п/п", "п/п", "№п/п", "#", "номер", "nr")


# Lines that begin with names.


def _of_lines(pages: Sequence[Sequence[Placed]], on: date) -> list[Found]:
    lines = [_read_down(words, number) for number, words in enumerate(pages, 1)]
    repeated = _repeated(lines)
    groups = list(_together([line for page in lines for line in page if line not in repeated]))
    texts = [_text(group) for group in groups]
    rows = {row.line: row for row in lists.read_list("\n".join(texts), on)}
    found = list(map(_repeats, repeated))
    covered = 0
    for number, (group, text) in enumerate(zip(groups, texts, strict=True), 1):
        if row := rows.get(number):
            found.append(Found(group[0].page, group[0].number, text, _listed(row)))
            covered = number + _facts_until(row, on)
        elif group and number > covered:
            found += map(_left, group)
    return found


def _read_down(words: Sequence[Placed], page: int) -> list[Line]:
    """Return the lines of a page in the order in which they are read: one column after the other, where it has two lists."""
    found: list[Line] = []
    parts = layout.halves(words)
    sides = [layout.lines(part, page) for part in parts[-2:]]
    if len(parts) > 1 and not all(
        sum(bool(lists.begins(line.text)) for line in side) >= lists.FEWEST for side in sides
    ):
        parts = [list(words)]
    for part in parts:
        found += layout.lines(part, page, len(found) + 1)
    return found


def _together(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield lines that belong to one person, where each person has a number; an empty group where none goes on."""
    numbered = sum(lists.is_numbered(line.text) for line in lines) >= lists.FEWEST
    group: list[Line] = []
    for line in lines:
        blank = bool(group) and layout.is_blank_between(group[-1], line)
        goes_on = (
            numbered and group and not blank and len(group) < LINES and not lists.is_numbered(line.text)
            and lists.is_numbered(group[0].text)
        )  # fmt: skip
        if group and not goes_on:
            yield group
            group = []
            if blank or numbered:
                yield []
        group.append(line)
    if group:
        yield group


def _text(group: Sequence[Line]) -> str:
    text = ""
    for line in group:
        text = layout.after(text, line.text)
    return text


def _facts_until(row: lists.Row, on: date) -> int:
    """Return how many of the lines below the name tell something of the person."""
    below = row.words.split("\n")[1:]
    return max((place for place, words in enumerate(below, 1) if lists.tells(words, on)), default=0)


def _listed(row: lists.Row) -> Listed:
    return Listed(row.name, row.birth_date or "", row.unit or "", row.place or "")


# What is no person.

_PAGE_NUMBER = re.compile(
    r"\W*(?:стр(?:аница|\.)?|page|сторінка|лист|арк(?:уш|\.)?)?\W*\d+(?:\s*(?:из|з|of|/)\s*\d+)?\W*",
    re.IGNORECASE,
)


def _repeated(pages: Sequence[Sequence[Line]]) -> set[Line]:
    """Return the lines that stand at the top or bottom of more than one page, and the numbers of pages.

    Two people of one name may stand there as well: what begins as a person does is none of these.
    """
    edges = [set((*page[:EDGE], *page[-EDGE:])) for page in pages]
    seen = Counter(words for edge in edges for words in {_plain(line) for line in edge})
    twice = {line for edge in edges for line in edge if seen[_plain(line)] > 1 and not _may_be_person(line)}
    numbers = {line for edge in edges for line in edge if _PAGE_NUMBER.fullmatch(line.text)}
    return twice | (numbers if len(pages) > 1 else set())


def _plain(line: Line) -> str:
    return " ".join(line.text.lower().split())


def _may_be_person(line: Line) -> bool:
    return bool(lists.is_numbered(line.text) or re.match(r"\d+\s", line.text) or lists.begins(line.text))


def _left(line: Line) -> Found:
    """Return a line in which nobody is read: one that looks like a person needs a look, other words are left out."""
    words = " ".join(line.text.split())
    if lists.is_numbered(line.text) or re.match(r"\d+\s", line.text):
        return Found(line.page, line.number, words, _nobody(Where("", line.number, page=line.page), words))
    return Found(line.page, line.number, words, LeftOut("prose", words[:SHOWN]))


def _nobody(where: Where, words: str) -> InvalidRecord:
    said = words[:SHOWN]
    return InvalidRecord(
        en=f"{where.en}: no name can be read in “{said}”. Look at the page; add the person by hand if it is one.",
        ru=f"{where.ru}: в «{said}» не читается имя. Посмотрите на страницу; если это человек, впишите его сами.",
        uk=f"{where.uk}: у «{said}» не читається ім’я. Подивіться на сторінку; якщо це людина, впишіть її самі.",
    )


def _without_words(page: int) -> InvalidRecord:
    where = Where("", page=page)
    return InvalidRecord(
        en=f"{where.en} has no words in it, only a picture. Type what it says into a sheet, or have it recognised first.",
        ru=f"{where.ru}: слов нет, только картинка. Перепишите её в таблицу или сначала распознайте текст.",
        uk=f"{where.uk}: слів немає, лише зображення. Перепишіть її в таблицю або спершу розпізнайте текст.",
    )


def _scanned() -> UnreadableInput:
    return UnreadableInput(
        en="The PDF has no words in it, only pictures: it is a scan. Type the list into a sheet, or have its text recognised first.",
        ru="В PDF нет слов, только картинки: это скан. Перепишите список в таблицу или сначала распознайте текст.",
        uk="У PDF немає слів, лише зображення: це скан. Перепишіть список у таблицю або спершу розпізнайте текст.",
    )


def _no_list() -> InvalidRecord:
    return InvalidRecord(
        en="No list of people was found in the PDF: no row of headings with a name, and no lines that begin with names.",
        ru="В PDF не нашлось списка людей: нет ни заголовков с именем, ни строк, которые начинаются с имён.",
        uk="У PDF не знайшлося списку людей: немає ні заголовків з ім’ям, ні рядків, що починаються з імен.",
    )
