"""Tables that cannot be used: each command refuses with one sentence that says where, and writes nothing."""

import pytest

from tidings.cli import main
from tidings.errors import InvalidModel
from tidings.matching import Table
from tidings.matching.model import load

GOOD = "id,name,birth_date\n1,Кравцов Илья,2005-03-14\n2,Иванов Иван,\n"


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def long_line(path):
    with path.open("wb") as stream:
        stream.write(b"id,name\n1,")
        for _ in range(200):
            stream.write(b"a" * 1024 * 1024)


BAD = {
    "cp1251": (lambda path: path.write_bytes(GOOD.encode("cp1251")), "line 2, byte 3 is not UTF-8"),
    "utf16": (lambda path: path.write_bytes(GOOD.encode("utf-16")), "line 1 is UTF-16"),
    "broken tail": (lambda path: path.write_bytes(GOOD.encode() + "3,Ив".encode()[:-1]), "line 4, byte"),
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "long line": (long_line, "line 2 is longer than 4 MiB"),
    "binary": (lambda path: path.write_bytes(b"\x7fELF\x02\x01\x00\x00" * 100), "is not"),
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "missing": (lambda path: None, "There is no file"),
    "no column": (lambda path: path.write_text("id,fio\n1,x\n"), "no column 'name'. It has: id, fio"),
    "no id": (lambda path: path.write_text("id,name\n1,x\n,y\n"), "row 2, column 'id' is empty"),
    "double id": (
        lambda path: path.write_text("id,name\n1,x\n1,y\n"),
        "column 'id': '1' of row 1 comes 2 times",
    ),
    "double column": (
        lambda path: path.write_text("id,name,name\n1,x,y\n"),
        "line 1 names the column 'name' twice",
    ),
    "ragged": (
        lambda path: path.write_text("id,name\n1,x\n2,y,z\n"),
        "line 3 has 3 cells where the heading has 2",
    ),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("command", ["match", "dedupe", "search", "explain", "batch"])
def test_a_bad_table_is_refused_and_nothing_is_written(tmp_path, good, capsys, kind, command):
    make, told = BAD[kind]
    bad, out = tmp_path / "bad.csv", tmp_path / "out.csv"
    make(bad)
    before = sorted(path.name for path in tmp_path.iterdir())
    args = {
        "match": ["match", str(good), str(bad), "-o", str(out)],
        "dedupe": ["dedupe", str(bad), "-o", str(out)],
        "search": ["search", str(bad), "Иванов"],
        "explain": ["explain", str(bad), str(good), "1", "1"],
        "batch": ["search", str(bad), "--batch", str(good), "-o", str(out)],
    }[command]
    assert main([*args, "--quiet"]) == 2
    message = capsys.readouterr().err
    assert told in message and str(bad) in message and message.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize("kind", [kind for kind in BAD if kind not in ("no id", "double id", "no column")])
def test_a_bad_list_of_pairs_is_refused(tmp_path, capsys, kind):
    make, told = BAD[kind]
    make(tmp_path / "bad.csv")
    assert main(["compare", str(tmp_path / "bad.csv"), "-o", str(tmp_path / "out.csv"), "--quiet"]) == 2
    message = capsys.readouterr().err
    assert ("bad.csv" in message) and not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    "content, told",
    [
        (b"PAR1 and then nonsense PAR1", "broken or cut off"),
        (b"id,name\n1,x\n", "is no Parquet file"),
        (b"", "is no Parquet file"),
    ],
)
def test_a_broken_parquet_file_is_refused(tmp_path, good, capsys, content, told):
    bad = tmp_path / "bad.parquet"
    bad.write_bytes(content)
    assert main(["match", str(good), str(bad), "-o", str(tmp_path / "out.csv"), "--quiet"]) == 2
    assert told in capsys.readouterr().err


def test_a_table_must_be_csv_or_parquet(tmp_path, good, capsys):
    assert main(["match", str(good), str(tmp_path / "found.xlsx"), "-o", str(tmp_path / "out.csv")]) == 2
    assert "neither .csv nor .parquet" in capsys.readouterr().err


def test_pairs_must_be_csv_or_parquet(tmp_path, good, capsys):
    assert main(["match", str(good), str(good), "-o", str(tmp_path / "pairs.json")]) == 2
    assert "must end in .csv or .parquet" in capsys.readouterr().err


def test_a_master_belongs_to_spark(tmp_path, good, capsys):
    assert main(["match", str(good), str(good), "-o", str(tmp_path / "out.csv"), "--master", "local[2]"]) == 2
    assert "--master belongs to --engine spark" in capsys.readouterr().err


def test_a_birth_date_that_cannot_be_read_loses_no_row_and_is_told(tmp_path, good, capsys):
    odd = tmp_path / "odd.csv"
    odd.write_text("id,name,birth_date\n7,Кравцов Илья,весной\n8,Иванов Иван,31.02.2005\n", encoding="utf-8")
    assert main(["match", str(good), str(odd), "-o", str(tmp_path / "out.csv"), "--quiet"]) == 0
    message = capsys.readouterr().err
    assert "column 'birth_date': 2 cells could not be read and count as not told (rows 1, 2)" in message
    assert len(Table.read(odd)) == 2


def test_separators_and_a_byte_order_mark_are_understood(tmp_path):
    path = tmp_path / "excel.csv"
    path.write_bytes("\ufeffid;name;place\n1;Кравцов Илья;Курск\n".encode())
    assert Table.read(path).record(0).place == "Курск"


def test_a_name_in_quotation_marks_may_hold_a_line_break(tmp_path):
    path = tmp_path / "lines.csv"
    path.write_text('id,name\n1,"Кравцов\nИлья"\n2,Иванов\n', encoding="utf-8")
    assert len(Table.read(path)) == 2


MODEL_FAULTS = {
    "not json": ("{", "line 1, column 2 is not JSON"),
    "another file": ("[]", "no matching model of version 4"),
    "missing": ('{"version": 4}', "has no entry 'again'"),
    "unknown": ('{"version": 4, "x": 1}', "an entry 'x' that no model has"),
}


@pytest.mark.parametrize("fault", MODEL_FAULTS)
def test_a_model_that_cannot_be_used_is_refused(tmp_path, good, capsys, fault):
    text, told = MODEL_FAULTS[fault]
    path = tmp_path / "model.json"
    path.write_text(text)
    assert main(["match", str(good), str(good), "-o", str(tmp_path / "out.csv"), "--model", str(path)]) == 2
    assert told in capsys.readouterr().err and not (tmp_path / "out.csv").exists()


def test_a_share_outside_of_0_and_1_is_refused(tmp_path, good):
    path = tmp_path / "model.json"
    assert (
        main(
            [
                "match",
                str(good),
                str(good),
                "-o",
                str(tmp_path / "o.csv"),
                "--save-model",
                str(path),
                "--quiet",
            ]
        )
        == 0
    )
    path.write_text(path.read_text().replace('"same": 0.', '"same": 7.', 1))
    with pytest.raises(InvalidModel, match="must be a number between 0 and 1"):
        load(path)


def test_a_saved_model_gives_the_same_pairs(tmp_path, good):
    first, again, model = tmp_path / "1.csv", tmp_path / "2.csv", tmp_path / "model.json"
    assert main(["match", str(good), str(good), "-o", str(first), "--save-model", str(model), "--quiet"]) == 0
    assert main(["match", str(good), str(good), "-o", str(again), "--model", str(model), "--quiet"]) == 0
    assert first.read_bytes() == again.read_bytes()


def test_an_unknown_id_is_named(good, capsys):
    assert main(["explain", str(good), str(good), "1", "99", "--quiet"]) == 2
    assert "The found table has nobody with the id '99'" in capsys.readouterr().err
