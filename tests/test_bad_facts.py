"""Facts that cannot be used: one clear sentence that says what, where and what to do, and exit code 2."""

import json

import pytest

from tidings.cli import main
from tidings.errors import InvalidFacts
from tidings.law import FACTS, check


@pytest.fixture
def assess(tmp_path, capsys):
    """Assess the bytes of a file; return the exit code and what stands on standard error."""

    def run(content: bytes | str | object) -> tuple[int, str]:
        path = tmp_path / "facts.json"
        if not isinstance(content, bytes):
            content = (content if isinstance(content, str) else json.dumps(content)).encode()
        path.write_bytes(content)
        code = main(["assess", str(path), "--on", "2024-09-01"])
        return code, capsys.readouterr().err

    return run


SERVES = '{"service": "conscript", "fitness_category": "Б"}'


@pytest.mark.parametrize(
    "content, said",
    [
        (SERVES.encode("cp1251"), "line 1, byte 47 is not UTF-8"),
        (SERVES.encode("utf-16"), "line 1 is UTF-16"),
        (SERVES.encode()[:-3], "is not UTF-8"),
        (b"", "is empty"),
        (b"\x7fELF\x02\x00\x00", "is not text"),
        (b'{"service": "conscript",\n "task" "other"}', "line 2, column 9 is no JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"   ", "line 1, column 4 is no JSON"),
        (b'{"age": NaN}', "NaN is no number"),
        (b'{"age": 17, "age": 18}', "the fact 'age' is given twice"),
        (b"17", "is not an object of facts"),
        (b'[{"age": 17}, null]', "entry 2 is not an object of facts"),
    ],
)
def test_a_file_that_is_no_json_of_facts_is_refused_with_its_place(assess, content, said):
    code, error = assess(content)
    assert code == 2
    assert said in error and "facts.json" in error
    assert error.count("\n") == 1


def test_a_line_of_two_hundred_megabytes_is_refused_before_it_is_read(tmp_path, capsys):
    path = tmp_path / "facts.json"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    assert main(["assess", str(path)]) == 2
    assert "longer than" in capsys.readouterr().err


def test_a_folder_and_a_missing_file_are_refused(tmp_path, capsys):
    assert main(["assess", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err
    assert main(["assess", str(tmp_path / "no.json")]) == 2
    assert "There is no file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "facts, said",
    [
        ({"servise": "conscript"}, "no fact 'servise'. Did you mean 'service'?"),
        ({"": 1}, "no fact ''. The facts are: service,"),
        ({"service": "soldier"}, "'service' cannot be 'soldier'. Give one of conscript, contract"),
        ({"service": ["conscript"]}, "'service' cannot be ['conscript']"),
        ({"contract_signed": "no"}, "'contract_signed' cannot be 'no'. Give true or false"),
        ({"contract_signed": 0}, "'contract_signed' cannot be 0. Give true or false"),
        ({"deployment_on": "2024-08"}, "a day written as 2024-08-06"),
        ({"deployment_on": "2024-02-30"}, "'deployment_on' cannot be '2024-02-30'"),
        ({"deployment_on": "20240806"}, "'deployment_on' cannot be '20240806'"),
        ({"birth_date": "spring"}, "'birth_date' cannot be 'spring'. Give a year, a month or a day"),
        ({"age": 17.5}, "'age' cannot be 17.5. Give whole years"),
        ({"age": -1}, "'age' cannot be -1"),
        ({"age": True}, "'age' cannot be True"),
        ({"days_absent": 1e308}, "'days_absent' cannot be 1e+308"),
        ({"days_absent": float("nan")}, "'days_absent' cannot be nan"),
        ({"coercion": "threat"}, "'coercion' cannot be 'threat'. Give a list of beating"),
        ({"coercion": ["shouting"]}, "'coercion' cannot be ['shouting']"),
        ({"fitness_category": "B"}, "'fitness_category' cannot be 'B'. Give one of А, Б, В, Г, Д"),
    ],
)
def test_a_fact_that_cannot_be_is_refused_with_what_is_allowed(facts, said):
    with pytest.raises(InvalidFacts) as refused:
        check(facts)
    assert said in str(refused.value)


def test_a_long_value_is_cut_in_the_message():
    with pytest.raises(InvalidFacts) as refused:
        check({"service": "x" * 10_000})
    assert len(str(refused.value)) < 200


def test_the_message_says_which_of_several(assess):
    code, error = assess([{"age": 17}, {"age": "seventeen"}])
    assert code == 2
    assert "entry 2: The fact 'age' cannot be 'seventeen'" in error


def test_null_is_a_fact_that_was_not_told():
    assert check(dict.fromkeys(FACTS)) == {}


def test_a_wrong_day_or_language_is_refused(tmp_path, capsys):
    for options in (["--on", "tomorrow"], ["--lang", "fr"]):
        with pytest.raises(SystemExit) as ended:
            main(["assess", str(tmp_path / "facts.json"), *options])
        assert ended.value.code == 2
    assert "is no day; write it as 2024-09-01" in capsys.readouterr().err
