"""Patronymics as they are said: Палыч, Сергеич, Сан Саныч; Иванна, Сергевна.

>>> spelling.skeleton("Павлович") in formal(spelling.skeleton("Палыч"))
True
"""

import re
from collections import defaultdict
from functools import cache

import polars as pl

from tidings.matching import spelling

_FATHERS = """
Александрович Саныч Алексаныч Александрыч
Александровна Санна Алексанна Александрна
Алексеевич Алексеич Лексеич
Алексеевна Алексевна Лексевна
Анатольевич Анатолич Толич
Анатольевна Анатольна
Андреевич Андреич
Андреевна Андревна
Антонович Антоныч
Антоновна Антонна
Аркадьевич Аркадич
Арсеньевич Арсенич
Артурович Артурыч
Богданович Богданыч
Борисович Борисыч
Борисовна Борисна
Вадимович Вадимыч
Вадимовна Вадимна
Валентинович Валентиныч
Валентиновна Валентинна
Валерьевич Валерич Валерьич
Валерьевна Валерьна
Васильевич Василич Васильич
Васильевна Васильна
Викторович Викторыч Викторч
Викторовна Викторна
Витальевич Виталич Витальич
Владимирович Владимирыч Володимирыч
Владимировна Владимирна
Владиславович Владиславич Владиславыч
Вячеславович Вячеславич Вячеславыч
Вячеславовна Вячеславна
Геннадьевич Геннадич Геннадьич
Геннадьевна Геннадьна
Георгиевич Георгич
Григорьевич Григорич Григорьич
Григорьевна Григорьна
Данилович Данилыч
Дмитриевич Дмитрич Митрич
Дмитриевна Дмитревна
Евгеньевич Евгенич Евгеньич
Евгеньевна Евгеньна
Егорович Егорыч
Иванович Иваныч
Ивановна Иванна
Игоревич Игорич
Константинович Константиныч Кстиныч
Константиновна Константинна
Леонидович Леонидыч
Леонидовна Леонидна
Львович Львыч
Максимович Максимыч
Максимовна Максимна
Матвеевич Матвеич
Михайлович Михалыч Михайлыч
Михайловна Михална Михайлна
Николаевич Николаич Колаич
Николаевна Николавна
Олегович Олегыч
Павлович Палыч Павлыч
Павловна Пална Павлна
Петрович Петрыч
Петровна Петрвна
Романович Романыч
Романовна Романна
Русланович Русланыч
Семёнович Семёныч
Семёновна Семённа
Сергеевич Сергеич
Сергеевна Сергевна
Станиславович Станиславич Станиславыч
Степанович Степаныч
Степановна Степанна
Тимофеевич Тимофеич
Тимурович Тимурыч
Фёдорович Фёдорыч
Фёдоровна Фёдорна
Филиппович Филиппыч
Юрьевич Юрич Юрьич
Юрьевна Юрьна
Яковлевич Яковлич Якылич
"""

SAID = 0.5
"""The share of uncommon ways to write a patronymic that are the way it is said."""


@cache
def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for line in _FATHERS.split("\n"):
        for said in line.split()[1:]:
            found[spelling.skeleton(said)][spelling.skeleton(line.split()[0])] = None
    return {said: tuple(formals) for said, formals in found.items()}


_SON_OR_DAUGHTER = re.compile("(.{3,}?)(?:(ogl[iu]|ul[iu])|[kg]i[zs]i)")
ODD = f"^(?:{_SON_OR_DAUGHTER.pattern})$"
"""Sounds with an ending of a patronymic that is none of Russian."""


@cache
def formal(sound: str) -> tuple[str, ...]:
    """Return the sounds of the patronymics that are said so; "Гасан оглы" may be written Гасанович, or Həsən oğlu."""
    found = _table().get(sound, ())
    if turkic := _SON_OR_DAUGHTER.fullmatch(sound):
        ends = ("ogli", "oglu", "oviC", "eviC") if turkic[2] else ("kizi", "gizi", "ovna", "evna")
        fathers = dict.fromkeys((turkic[1], turkic[1].replace("h", "g")))
        found = (*found, *(father + end for father in fathers for end in ends))
    return tuple(full for full in found if full != sound)


def all_formal(sounds: pl.DataFrame) -> pl.DataFrame:
    """Return `number`, `sound` for sounds in `sound` with their `number`, as `formal` does for one."""
    said = pl.col("sound").is_in(list(_table())) | pl.col("sound").str.contains(ODD)
    rows = [(number, full) for number, sound in sounds.filter(said).iter_rows() for full in formal(sound)]
    return pl.DataFrame(rows, schema={"number": sounds["number"].dtype, "sound": pl.String}, orient="row")
