"""Two tables linked: who is found under another spelling, how sure we are, and what must not matter."""

import polars as pl

from tidings.matching import Table, link

SOUGHT = [
    {
        "id": "s1",
        "name": "Кравцов Илья Петрович",
        "birth_date": "2005-03-14",
        "unit": "12345",
        "place": "Курск",
    },
    {"id": "s2", "name": "Бондаровец Виктор", "birth_date": "1999", "place": "Омск"},
    {"id": "s3", "name": "Галимов Рамиль Валентинович", "birth_date": "1990-03-07"},
]
FOUND = [
    {"id": "f1", "name": "KRAVTSOV I. P.", "birth_date": "14.03.2005"},
    {"id": "f2", "name": "Виктора Бондаровца", "place": "Omsk"},
    {"id": "f3", "name": "Сидоренко Пётр", "birth_date": "1971"},
]


def linked(sought, found):
    pairs = link(Table.from_rows(sought), Table.from_rows(found)).table
    return {(row["sought_id"], row["found_id"]): row["probability"] for row in pairs.iter_rows(named=True)}


def test_a_man_is_found_under_another_spelling():
    assert list(linked(SOUGHT, FOUND)) == [("s1", "f1"), ("s2", "f2")]


def test_pairs_come_heaviest_first():
    weights = link(Table.from_rows(SOUGHT), Table.from_rows(FOUND)).table["match_weight"]
    assert weights.is_sorted(descending=True)


def test_the_order_of_records_changes_nothing():
    assert linked(SOUGHT, FOUND) == linked(SOUGHT[::-1], FOUND[::-1])


def test_the_same_input_gives_the_same_bytes(tmp_path):
    for name in ("one.csv", "two.csv"):
        link(Table.from_rows(SOUGHT), Table.from_rows(FOUND)).table.write_csv(tmp_path / name)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_an_empty_table_links_with_nothing():
    pairs = link(Table.from_rows([]), Table.from_rows(FOUND)).table
    assert pairs.columns == ["sought_id", "found_id", "match_weight", "probability"] and pairs.is_empty()
    assert link(Table.from_rows(SOUGHT), Table.from_rows([])).table.is_empty()


def test_one_row_each_is_enough():
    assert linked(SOUGHT[:1], FOUND[:1])[("s1", "f1")] > 0.9


def test_names_that_are_no_names_do_not_stop_the_work():
    odd = ["", None, "😀🙏", "\u200b", "И" * 10_000, "12345", "...", "Иванов\u200b\u00ad Иван", "א ב ג"]
    rows = [{"id": str(number), "name": name} for number, name in enumerate(odd)]
    assert ("7", "7") in linked(rows, rows)


def test_two_thousand_equal_names_neither_explode_nor_vanish_in_silence():
    crowd = [{"id": str(number), "name": "Иванов Иван", "birth_date": "2003"} for number in range(2000)]
    pairs = link(Table.from_rows(crowd), Table.from_rows(crowd))
    assert len(pairs.table) < 20_000
    assert any("too many of the sought" in warning for warning in pairs.warnings)


def test_ids_keep_their_kind():
    numbers = Table.from_rows(SOUGHT)
    pairs = link(numbers, Table.from_rows(FOUND)).table
    assert pairs.schema["sought_id"] == pl.String


def test_one_contradicted_pair_does_not_teach_that_contradictions_are_usual():
    sought = [{"id": "s", "name": "Кнышевич Илья Петрович", "birth_date": "2005"}]
    found = [{"id": "f", "name": "КНЫШЕВИЧ ИЛЬЯ", "birth_date": "1996"}]
    assert link(Table.from_rows(sought), Table.from_rows(found)).model.born["far_year"] < 0.002
