"""What must hold whoever is compared: symmetry, order, threads, strangers, and input that means harm."""

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tidings.cli import main
from tidings.errors import InvalidRecord, TidingsError, UnknownColumn
from tidings.matching import (
    Index,
    Model,
    Record,
    Table,
    blocking,
    compare,
    compiled,
    explain,
    group,
    link,
    linking,
)

NAMES = some.sampled_from(
    [
        "Кравцов Илья Петрович", "Кравцова Илью", "KRAVTSOV I. P.", "Илюха Кравцов", "Кравцв Илья", "Кравченко Илья",
        "Иванов Иван Иванович", "Іванов Іван", "Зайцаў Сяргей Уладзіміравіч", "Зайцев Сергей", "Мамедов Али Гасан оглы",
        "Мамедов Али Гасанович", "Гаджи-Мурад Алиев", "Петрова-Водкина Анна", "Ли В.", "фон Берг", "И", "", "🙏", "Саныч",
    ]
) | some.text(max_size=20)  # fmt: skip
BOTH_ALIKE = replace(Model(), found=Model().sought)
FEW = settings(deadline=None, max_examples=40)


def people(count, first=0):
    """Return rows of invented people, each with a name and a day of birth of his own."""
    surnames = [
        "Кравцов",
        "Мельник",
        "Зайцев",
        "Гаджиев",
        "Соколов",
        "Шевчук",
        "Бондарь",
        "Орлов",
        "Кнышевич",
        "Попов",
    ]
    given = [
        "Илья",
        "Сергей",
        "Андрей",
        "Магомед",
        "Тарас",
        "Виктор",
        "Олег",
        "Роман",
        "Павел",
        "Никита",
        "Денис",
    ]
    fathers = ["Петрович", "Иванович", "Олегович", "Русланович", "Андреевич", "Павлович", "Юрьевич"]
    return [
        {
            "id": f"{n:05}",
            "name": f"{surnames[n % 10]} {given[n % 11]} {fathers[n % 7]}",
            "birth_date": f"{1970 + n % 35}-{1 + n % 12:02}-{1 + n % 28:02}",
            "unit": f"{10000 + n * 37 % 900}",
            "place": ["Курск", "Суджа", "Курская область", "Омск", None][n % 5],
        }
        for n in range(first, first + count)
    ]  # fmt: skip


@FEW
@given(NAMES, NAMES)
def test_it_does_not_matter_who_is_compared_with_whom(one, other):
    left, right = Record("1", one), Record("2", other)
    there, back = compare(left, right, BOTH_ALIKE), compare(right, left, BOTH_ALIKE)
    assert there == pytest.approx(back, abs=1e-4)


@pytest.mark.parametrize(
    "name, spellings",
    [
        ("Кравцов", ["Кравцов", "Кравцв", "Сидорчук"]),
        ("Сергей", ["Сергей", "Серге", "Виктор"]),
        ("Бондаровец", ["Бондаровец", "Бондаровц", "Калашник"]),
        ("Шевченко", ["Shevchenko", "Shevcheko", "Melnyk"]),
        ("Павлович", ["Павлович", "Палыч", "Юрьич"]),
    ],
)
def test_a_closer_spelling_never_hurts(name, spellings):
    weights = [
        sum(
            reason.weight
            for reason in explain(
                Record("1", f"Рябоконь Захар {name}"), Record("2", f"Рябоконь Захар {said}")
            )
        )
        for said in spellings
    ]
    assert weights == sorted(weights, reverse=True)


def table_of(rows, found, model=None):
    return link(Table.from_rows(rows), Table.from_rows(found), model).table.sort("sought_id", "found_id")


@pytest.mark.parametrize("by_key", [False, True])
def test_the_order_of_records_changes_nothing(by_key, monkeypatch):
    if by_key:
        monkeypatch.setattr(blocking, "EVERY_PAIR", 0)
    sought, found = people(60), people(60, first=20)
    one, turned = table_of(sought, found), table_of(sought[::-1], found[::-1])
    assert one.select("sought_id", "found_id").equals(turned.select("sought_id", "found_id"))
    for column in ("match_weight", "probability"):
        assert one[column].to_list() == pytest.approx(turned[column].to_list(), abs=1e-6)


def test_the_order_of_more_records_than_are_all_compared_changes_nothing():
    sought, found = people(700), people(700, first=300)
    assert len(sought) * len(found) > blocking.EVERY_PAIR
    one, turned = table_of(sought, found, Model()), table_of(sought[::-1], found[::-1], Model())
    assert len(one) >= 400
    assert one.select("sought_id", "found_id").equals(turned.select("sought_id", "found_id"))
    assert one["match_weight"].to_list() == pytest.approx(turned["match_weight"].to_list(), abs=1e-6)


def test_the_number_of_threads_changes_not_a_byte(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "WORTH_A_THREAD", 0)
    monkeypatch.setattr(linking, "AT_A_TIME", 150)
    sought, found = Table.from_rows(people(600)), Table.from_rows(people(600, first=200))
    for threads in (1, 2):
        monkeypatch.setattr(compiled, "THREADS", threads)
        link(sought, found).table.write_csv(tmp_path / f"{threads}.csv")
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()


def test_a_stranger_changes_no_weight_beyond_frequency():
    sought, found = people(40), people(40)
    stranger = {
        "id": "z",
        "name": "Брзгмеев Ыван Цжович",
        "birth_date": "1931-01-01",
        "unit": "77",
        "place": "Уэлен",
    }
    alone, beside = table_of(sought, found, Model()), table_of(sought, [*found, stranger], Model())
    both = alone.join(beside, on=["sought_id", "found_id"])
    assert len(both) == len(alone) == len(beside)
    assert (both["match_weight"] - both["match_weight_right"]).abs().max() < 0.5


HOSTILE = [
    "И" * 10_000, "а-" * 5_000, "'" * 10_000, "((((" * 2_500, "«" * 10_000, "0" * 10_000, "4а" * 5_000,
    "😀🙏🏽‍♂️", "א ב ג ד", "محمد عبد الله", "\u202eвонавИ\u202c", "И\u200bв\u200bа\u200bнов", "\x00Иванов", "Ива\x00нов",
    "Иванов\nИван", "Иванов\r\nИван\tИ", "\ud7ff\ufffd", "İİİİ", "ŉ", "ﬁﬂ", "Ⅳ", "ά́́́" * 300, "../../etc/passwd", "=1+1",
    "'; DROP TABLE people; --", "<script>", "NULL", "nan", "-", "--", "----Иванов----", ".", "И.", "И.И.И.И.И.И.И.И.И.И.",
]  # fmt: skip


@pytest.mark.parametrize("by_key", [False, True])
def test_names_that_mean_harm_break_nothing_and_hide_nobody(by_key, monkeypatch):
    if by_key:
        monkeypatch.setattr(blocking, "EVERY_PAIR", 0)
    rows = [{"id": f"h{n}", "name": name, "unit": name, "place": name} for n, name in enumerate(HOSTILE)]
    honest = {"id": "s", "name": "Кнышевич Захар", "birth_date": "1999-02-03"}
    found = table_of([*rows, honest], [*rows, {**honest, "id": "f"}])
    assert ("s", "f") in set(found.select("sought_id", "found_id").iter_rows())
    group(Table.from_rows([*rows, honest]))
    assert Index(Table.from_rows([*rows, honest])).search(Record("a", "Кнышевича Захара"))[0].id == "s"


@FEW
@given(some.text(max_size=40), some.text(max_size=40))
def test_no_text_breaks_a_comparison(one, other):
    weight, probability = compare(
        Record("1", one, birth_date=other, unit=one, place=other),
        Record("2", other, birth_date=one, unit=other, place=one),
    )
    assert weight == weight and 0 <= probability <= 1


@pytest.mark.parametrize(
    "rows, error, said",
    [
        ([{"name": "Иванов"}], UnknownColumn, "'id'"),
        ([{"id": "1"}], UnknownColumn, "'name'"),
        ([{"id": "1", "name": "А"}, {"id": "1", "name": "Б"}], InvalidRecord, "comes 2 times"),
        ([{"id": "", "name": "А"}], InvalidRecord, "is empty"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_in_a_sentence(rows, error, said):
    with pytest.raises(error, match=said):
        Table.from_rows(rows)


@pytest.mark.parametrize(
    "ids", [pl.Series("id", [1.5, 2.5]), pl.Series("id", [True, False]), pl.Series("id", [b"a", b"b"])]
)
def test_ids_of_another_kind_are_refused(ids, tmp_path):
    pl.DataFrame({"id": ids, "name": ["А", "Б"]}).write_parquet(tmp_path / "people.parquet")
    with pytest.raises(TidingsError, match="ids are whole numbers or text"):
        Table.read(tmp_path / "people.parquet")


def test_an_age_without_its_day_is_not_told():
    table = Table.from_rows(
        [{"id": "1", "name": "А", "age": 20}, {"id": "2", "name": "Б", "age": 20, "age_on": "2026-01-10"}]
    )
    assert (table.born[0] == table.born[0][0]).all() and table.born[1][0] > 0
    assert not table.notes


def test_five_thousand_equal_names_are_bounded_and_counted():
    crowd = Table.from_rows(
        [{"id": str(n), "name": "Иванов Иван", "birth_date": "2003"} for n in range(5000)]
    )
    pairs = link(crowd, crowd)
    assert len(pairs.table) < 50_000
    assert any("5,000 people found" in warning for warning in pairs.warnings)


def test_tables_without_rows_and_with_one_are_enough():
    none, one = Table.from_rows([]), Table.from_rows(people(1))
    assert all(link(*both).table.is_empty() for both in ((none, none), (none, one), (one, none)))
    assert link(one, one).table["probability"].to_list()[0] > 0.9
    assert len(group(one).table) == 1


MORE = ("rank", "call_sign", "region", "home", "seen_place")
TOLD = dict(zip(MORE, ["сержант", "Грач", "Курская область", "г. Суджа", "Покровск"], strict=True))
OTHER = dict(zip(MORE, ["рядовой", "Сокол", "Омская область", "Уссурийск", "Избербаш"], strict=True))


@pytest.mark.parametrize("column", MORE)
def test_what_else_is_told_agrees_or_differs(column, person):
    def weight(one, other):
        reasons = explain(person(**{column: one}), person(**{column: other}))
        return {reason.fact: reason.weight for reason in reasons}.get(column)

    assert weight(TOLD[column], TOLD[column]) > 0 > weight(TOLD[column], OTHER[column])
    assert weight(TOLD[column], None) == 0 and weight(None, None) is None


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("column", MORE)
def test_what_else_is_told_is_compared_from_files_and_left_out_where_one_lacks_it(column, ending, tmp_path):
    def read(name, frame):
        path = tmp_path / f"{name}.{ending}"
        (frame.write_csv if ending == "csv" else frame.write_parquet)(path)
        return Table.read(path)

    rows = pl.DataFrame([{**row, "name": "Иванов Иван"} for row in people(6)]).drop(
        "birth_date", "unit", "place"
    )
    told = rows.with_columns(pl.Series(column, [TOLD[column]] * 3 + [OTHER[column]] * 3))
    without, both = read("bare", rows), read("told", told)
    plain, compared = link(both, without, Model()).table, link(both, both, Model()).table
    assert plain["match_weight"].n_unique() == 1 or plain.is_empty()
    same = compared.filter(pl.col("sought_id") == pl.col("found_id"))["match_weight"].max()
    apart = compared.filter((pl.col("sought_id") == "00000") & (pl.col("found_id") == "00005"))[
        "match_weight"
    ]
    assert apart.is_empty() or same > apart.max()


def test_what_else_is_told_is_compared_on_the_command_line(tmp_path, capsys):
    row = {"id": "1", "name": "Иванов Иван", "birth_date": "2003-01-02", **TOLD}
    for name, told in (("sought", row), ("same", row), ("other", {**row, **OTHER})):
        pl.DataFrame([told]).write_csv(tmp_path / f"{name}.csv")
    weights = []
    for found in ("same", "other"):
        sought, pairs = tmp_path / "sought.csv", tmp_path / f"{found}-pairs.csv"
        assert main(["match", str(sought), str(tmp_path / f"{found}.csv"), "-o", str(pairs), "--quiet"]) == 0
        weights.append(pl.read_csv(pairs)["match_weight"].to_list())
    capsys.readouterr()
    assert weights[0][0] > 10 + max([*weights[1], 0])
