"""A sheet of people: a row is a person, with as much as the list says of them.

Which column is which is guessed, or was said, as for appeals; a name may stand in one column or in three.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tidings import files
from tidings.errors import InvalidDate, InvalidRecord, UnreadableInput
from tidings.extraction.channels import columns, sheets
from tidings.extraction.channels.columns import PEOPLE, Column, Mapping
from tidings.extraction.channels.pieces import LeftOut
from tidings.extraction.messages import checked
from tidings.files import Where
from tidings.text.dates import ImpreciseDate

LENGTHS = {"name": 300, "birth_date": 30, "unit": 60, "place": 120}
"""Signs that a cell has at most; a longer one means that columns are shifted."""
_PARTS = ("surname", "given", "patronymic")


@dataclass(frozen=True)
class Listed:
    """One person on a list, in the words of the list; "" where it tells nothing."""

    name: str
    birth_date: str = ""
    unit: str = ""
    place: str = ""

    @property
    def is_dated(self) -> bool:
        """Return whether the day of birth can be read; where it was not told there is nothing to read."""
        try:
            return not self.birth_date or bool(ImpreciseDate.parse(self.birth_date))
        except InvalidDate:
            return False


def guess(sheet: sheets.Sheet) -> Mapping:
    """Return what the columns of a list of people seem to be."""
    return columns.guess(sheet.headings, sheet.samples(), PEOPLE)


def read(
    file: files.File, sheet: sheets.Sheet, mapping: Mapping
) -> Iterator[tuple[int, Listed | InvalidRecord | LeftOut]]:
    """Yield the person of each row, or why there is none. Raises UnknownColumn where no column holds names."""
    heading = Where(file, sheet.began or None, counted="row")
    places = mapping.places(sheet.headings, heading)
    if not mapping.fields() & {"name", *_PARTS}:
        raise _no_names(heading, sheet.headings)
    for name in sheet.others:
        yield sheet.began, LeftOut("sheet", name)
    for number, cells in sheet.rows:
        yield number, _piece(cells, places, len(sheet.headings), Where(file, number, counted="row"))


def _piece(
    cells: list[str] | InvalidRecord, places: Sequence[tuple[int, Column]], width: int, where: Where
) -> Listed | InvalidRecord | LeftOut:
    if isinstance(cells, InvalidRecord):
        return cells
    if not any(cell.strip() for cell in cells):
        return LeftOut("empty")
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        return sheets.ragged(where, len(cells), width)
    told = {column.field: " ".join(cells[place].split()) for place, column in places}
    try:
        return listed(told, where)
    except (InvalidRecord, UnreadableInput) as error:
        return InvalidRecord(**error.as_dict())


def listed(told: dict[str, str], where: Where) -> Listed:
    """Return the person of whom these cells tell. Raises InvalidRecord or UnreadableInput where they tell nothing, or too much."""
    name = told.get("name") or " ".join(filter(None, map(told.get, _PARTS)))
    kept = {"name": name, **{field: told.get(field, "") for field in ("birth_date", "unit", "place")}}
    if not name:
        raise InvalidRecord(
            en=f"{where.en}: there is no name. Write it, or take the row out.",
            ru=f"{where.ru}: нет имени. Впишите его или уберите строку.",
            uk=f"{where.uk}: немає імені. Впишіть його або приберіть рядок.",
        )
    for field, value in kept.items():
        checked(value, where)
        if len(value) > LENGTHS[field]:
            raise _too_long(where, field, len(value))
    return Listed(**kept)


def _too_long(where: Where, field: str, signs: int) -> InvalidRecord:
    most = LENGTHS[field]
    return InvalidRecord(
        en=f"{where.en}, column “{field}” has {signs} signs; {most} is the most. Check that the columns are not shifted.",
        ru=f"{where.ru}, столбец «{field}»: знаков {signs}, а может быть не больше {most}. Проверьте, не сдвинуты ли столбцы.",
        uk=f"{where.uk}, стовпець «{field}»: знаків {signs}, а може бути не більше {most}. Перевірте, чи не зсунуті стовпці.",
    )


def _no_names(where: Where, headings: Sequence[str]) -> InvalidRecord:
    shown = ", ".join(heading[:30] for heading in headings[:12])
    return InvalidRecord(
        en=f"{where.en}: no column holds names. It has: {shown}. Say which one does.",
        ru=f"{where.ru}: ни в одном столбце нет имён. Есть: {shown}. Укажите, в каком они.",
        uk=f"{where.uk}: у жодному стовпці немає імен. Є: {shown}. Вкажіть, у якому вони.",
    )
