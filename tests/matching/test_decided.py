"""What people decided about pairs is learnt from."""

import pytest

from tidings import cli
from tidings.errors import InvalidRecord
from tidings.matching import Table, link

# Eighty people, each on both lists; whoever wrote the second one put another unit down for every one of them.
SURNAMES = ["Кравцов", "Бондаровец", "Галимов", "Ломовцев", "Кнышевич", "Шукуров", "Ануфриев", "Брзгмеев"]
SOUGHT = [
    {
        "id": f"s{n}",
        "name": f"{SURNAMES[n % 8]} Илья Петрович",
        "birth_date": f"19{60 + n // 4}-0{1 + n % 9}-11",
        "unit": f"{12345 + 37 * n}",
    }
    for n in range(80)
]
FOUND = [{**row, "id": f"f{n}", "unit": f"{71000 + 53 * n}"} for n, row in enumerate(SOUGHT)]
SAME = {(f"s{n}", f"f{n}"): True for n in range(80)}


def tables():
    return Table.from_rows(SOUGHT), Table.from_rows(FOUND)


def test_people_who_say_that_units_are_often_wrong_are_believed():
    assert link(*tables(), decided=SAME).model.told["unit"]["different"] > 0.4


def test_a_pair_that_was_rejected_teaches_what_strangers_look_like():
    other = {(one, other): False for one, other in SAME}
    believed, rejected = (link(*tables(), decided=decided).model for decided in (SAME, other))
    assert rejected.told["unit"]["different"] < believed.told["unit"]["different"]


def test_the_order_of_decisions_changes_nothing():
    one, other = (link(*tables(), decided=decided).table for decided in (SAME, dict(reversed(SAME.items()))))
    assert one.equals(other)


def test_a_decision_about_nobody_is_refused():
    with pytest.raises(InvalidRecord, match="nobody with the id 's99'"):
        link(*tables(), decided={("s99", "f1"): True})


def test_decisions_are_read_from_a_file(tmp_path, capsys):
    for name, rows in (("sought", SOUGHT), ("found", FOUND)):
        Table.from_rows(rows).rows.select("id", "name", "birth_date", "unit").write_csv(
            tmp_path / f"{name}.csv"
        )
    (tmp_path / "decided.csv").write_text("sought_id,found_id,same\ns1,f1,да\ns2,f3,no\n", encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("sought.csv", "found.csv")]
    words = ["match", *paths, "-o", str(tmp_path / "pairs.csv"), "--decided", str(tmp_path / "decided.csv")]
    assert cli.main(words) == 0 and (tmp_path / "pairs.csv").exists()
    (tmp_path / "decided.csv").write_text("sought_id,found_id,same\ns1,f1,maybe\n", encoding="utf-8")
    assert cli.main(words) == 2
    assert "row 1, column 'same' is 'maybe'" in capsys.readouterr().err
