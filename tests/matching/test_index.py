"""One person against everyone, in memory."""

import pytest

from tidings.errors import InvalidRecord
from tidings.matching import Index, Model, Record, Table, blocking, training
from tidings.matching.keys import keys_of_one

ROWS = [
    {
        "id": "1",
        "name": "Ануфриев Васька Вениаминович",
        "birth_date": "1988",
        "unit": "37287",
        "place": "Хабаровск",
    },
    {"id": "2", "name": "Sergiy Cheslavovich Lamanov", "birth_date": "2005-03-18"},
    {"id": "3", "name": "Иванов Иван", "birth_date": "2003"},
    {"id": "4", "name": "Иванов Пётр", "birth_date": "1979"},
]


@pytest.fixture
def index():
    return Index(Table.from_rows(ROWS))


def ids(index, name, **told):
    return [hit.id for hit in index.search(Record("asked", name, **told))]


@pytest.mark.parametrize(
    "name", ["Ануфриева Василия", "Anufriev Vasilij", "Ануфрив В. В.", "Василий Ануфриев"]
)
def test_a_person_is_found_under_any_spelling(index, name):
    assert ids(index, name)[0] == "1"


def test_the_likelier_comes_first(index):
    assert ids(index, "Иванов Иван", birth_date="2003-05-05")[0] == "3"


def test_a_hit_says_why(index):
    hit = index.search(Record("asked", "Ламанов Сергей", "2005"))[0]
    assert hit.id == "2" and 0 < hit.probability < 1
    assert {reason.fact for reason in hit.reasons if reason.weight > 0} == {"surname", "given", "born"}


def test_someone_added_is_found_and_someone_removed_is_not(index):
    index.add(Record("5", "Брзгмеев Захар", unit="99887"))
    assert ids(index, "Захара Брзгмеева")[0] == "5" and "5" in index and len(index) == 5
    index.remove("5")
    assert ids(index, "Захара Брзгмеева") == [] and "5" not in index


def test_a_slip_of_a_name_added_is_found(index):
    index.add(Record("5", "Брзгмеев Захар", unit="99887", place="Тмутаракань"))
    assert ids(index, "Брзгмев Захар") == ["5"]
    assert ids(index, "Захар", unit="99886", place="Тмутаркань") == ["5"] or ids(
        index, "Брзгмеев", unit="99886"
    ) == ["5"]


def test_a_change_replaces_the_old_record(index):
    index.change(Record("4", "Гринчук Анатолий"))
    assert ids(index, "Гринчук Анатолий") == ["4"] and "4" not in ids(index, "Иванов Пётр")


def test_what_was_added_weighs_as_if_it_had_been_there(index):
    whole = Index(Table.from_rows([*ROWS, {"id": "5", "name": "Ломовцев Артём", "birth_date": "1999-01-02"}]))
    index.add(Record("5", "Ломовцев Артём", "1999-01-02"))
    asked = Record("asked", "Ломовцева Артёма", "1999")
    assert index.search(asked)[0].match_weight == pytest.approx(whole.search(asked)[0].match_weight, abs=1.0)


def test_an_empty_index_finds_nobody_and_grows():
    index = Index(Table.from_rows([]))
    assert ids(index, "Иванов Иван") == []
    index.add(Record("1", "Иванов Иван"))
    assert ids(index, "Иванов Ваня") == ["1"]


def test_an_id_is_added_once_and_only_a_known_one_changed(index):
    with pytest.raises(InvalidRecord, match="already someone with the id '3'"):
        index.add(Record("3", "Иванов Иван"))
    with pytest.raises(InvalidRecord, match="nobody with the id '9'"):
        index.change(Record("9", "Иванов Иван"))


def test_many_may_be_added(index):
    for number in range(1500):
        index.add(Record(f"n{number}", f"Имярек{chr(1072 + number % 32)}{chr(1072 + number // 32)}ов Захар"))
    assert len(index) == 1504 and ids(index, "Ануфриев Василий")[0] == "1"


@pytest.mark.parametrize("name", ["", "😀", "\u200b", "И" * 10_000, "12345"])
def test_odd_questions_find_nobody_and_break_nothing(index, name):
    assert ids(index, name) == []


def test_one_person_has_the_keys_that_a_table_would_give_him():
    table = Table.from_rows(
        [
            {
                "id": "1",
                "name": "Кравцова Ильи П.",
                "birth_date": "2005-03-04",
                "unit": "12345",
                "place": "Омск",
            }
        ]
    )
    prepared = training.prepare_one(table, Model())
    known = prepared.evidence
    keys = keys_of_one(prepared.found, known.packed.found, known.facts, turned=True)
    blocks = blocking.block(prepared.found, known.packed.found, known.facts)
    assert len(set(keys)) == len(keys) > 10 and len(blocks.rows) < len(
        keys
    )  # the table has no day turned round
    assert blocking.shared_by_one(prepared.found, known.packed.found, known.facts, blocks).tolist() == [0]
