"""Lists of people on printed pages: a table with headings, or lines that begin with names → rows with page and line.

Nothing is passed over in silence: what stands on every page is told as that, and so is each line in which nobody is read.

>>> words = [(20.0, 700.0 - 20 * n, 200.0, 710.0 - 20 * n, text) for n, text in enumerate(("1. Тишин Егор, 2003", "2. Сомов Пётр"))]
>>> [(one.line, one.piece.name, one.piece.birth_date) for one in read_pages([words], date(2024, 9, 1))]
[(1, 'Тишин Егор', '2003'), (2, 'Сомов Пётр', '')]
"""

from collections.abc import Iterator, Sequence
from datetime import date

from tidings.errors import InvalidRecord, UnreadableInput
from tidings.extraction import layout, lists, printed_rest, printed_tables
from tidings.extraction.channels.people import Listed
from tidings.extraction.layout import Line, Placed
from tidings.extraction.printed_rest import Found
from tidings.files import Where

LINES = 4
"""Lines that one person takes at most, where the lines are numbered."""


def read_pages(pages: Sequence[Sequence[Placed]], on: date) -> Iterator[Found]:
    """Yield everybody on the list, in order, and every line in which nobody was read. `on`: the day of which ages are told.

    Raises UnreadableInput where no page has words, and InvalidRecord where nobody is named at all.
    """
    if not any(pages):
        raise _scanned()
    found = sorted(_read(pages, on), key=lambda one: (one.page, one.line))
    if not any(isinstance(one.piece, Listed) for one in found):
        raise _no_list()
    for number, words in enumerate(pages, 1):
        if not words:
            yield Found(number, 1, "", _without_words(number))
        yield from (one for one in found if one.page == number)


def _read(pages: Sequence[Sequence[Placed]], on: date) -> list[Found]:
    """Return what the first reader finds that finds anybody: by headings, by lines, by the values of columns."""
    tried = [found for reader in READERS if (found := reader(pages, on))]
    return next(
        (found for found in tried if any(isinstance(one.piece, Listed) for one in found)),
        tried[0] if tried else [],
    )


# Lines that begin with names.


def _of_lines(pages: Sequence[Sequence[Placed]], on: date) -> list[Found]:
    lines = [_read_down(words, number) for number, words in enumerate(pages, 1)]
    repeated = printed_rest.repeated(lines)
    groups = list(_together([line for page in lines for line in page if line not in repeated]))
    texts = [_text(group) for group in groups]
    rows = {row.line: row for row in lists.read_list("\n".join(texts), on)}
    found = list(map(printed_rest.repeats, repeated))
    covered = 0
    for number, (group, text) in enumerate(zip(groups, texts, strict=True), 1):
        if row := rows.get(number):
            found.append(Found(group[0].page, group[0].number, text, _listed(row)))
            covered = number + _facts_until(row, on)
        elif group and number > covered:
            found += map(printed_rest.left, group)
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


READERS = [printed_tables.with_headings, _of_lines, printed_tables.without_headings]
"""How a list may be printed, tried in this order."""
