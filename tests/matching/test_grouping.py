"""One table into people."""

from tidings.matching import Table, group

ROWS = [
    {"id": 7, "name": "Кравцов Илья Петрович", "birth_date": "2005-03-14", "unit": "12345"},
    {"id": 3, "name": "KRAVTSOV ILYA", "birth_date": "2005-03-14", "unit": "12345"},
    {"id": 9, "name": "Илюха Кравцов", "birth_date": "2005", "unit": "12345"},
    {"id": 1, "name": "Кравцов Илья Сергеевич", "birth_date": "1971-08-30", "unit": "70001"},
    {"id": 2, "name": "Бондаровец Виктор", "birth_date": "1999"},
]


def test_the_records_of_one_person_come_together_under_the_smallest_id():
    people = group(Table.from_rows(ROWS))
    assert dict(people.table.iter_rows()) == {"7": "3", "3": "3", "9": "3", "1": "1", "2": "2"}


def test_each_link_is_given_with_its_weight():
    links = group(Table.from_rows(ROWS)).links
    assert links.columns == ["id1", "id2", "match_weight", "probability"]
    assert links["match_weight"].is_sorted(descending=True) and links["probability"].min() > 0.9


def test_an_empty_table_has_no_people():
    assert group(Table.from_rows([])).table.is_empty()
