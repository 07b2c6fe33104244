"""A sheet of appeals and a list of people are brought in: columns, a look, the worker, a report, and back again."""

from pathlib import Path

import pytest

PRINTED = Path(__file__).parents[1] / "extraction" / "printed"
HEADING = (
    "Отметка времени;ФИО военнослужащего;Дата рождения;В/ч;Кем приходитесь;Телефон;Что случилось;Оператор\n"
)
ROW = "{day:02}.08.2026 10:22;Ярцев Глеб Олегович;14.03.2005;{unit};мать;+7 900 000-00-{day:02};Не выходит на связь, рота {unit}.;Ира\n"


def sheet(rows: int, first: int) -> bytes:
    """A sheet with three rows that need a look: one empty, one that stands there twice, one without a day."""
    lines = [ROW.format(day=number % 28 + 1, unit=first + number) for number in range(rows)]
    return (
        HEADING + "".join(lines) + ";;;;;;;\n" + lines[0] + lines[1].replace("02.08.2026 10:22", "вчера")
    ).encode()


@pytest.mark.parametrize(("size", "scheme", "first"), [("phone", "light", 41000), ("desk", "dark", 52000)])
def test_a_sheet_of_appeals_is_brought_in_and_taken_out_again(
    enter, desk, check_access, shot, size, scheme, first
):
    page = enter("amal", size, scheme)
    page.goto(f"{desk}/appeals/import/")
    check_access(page)
    shot(page, f"import-1-choose-{size}-{scheme}")
    page.set_input_files("#id_file", {"name": "a.csv", "mimeType": "text/csv", "buffer": sheet(30, first)})
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("heading", name="What the columns are").wait_for()
    check_access(page)
    shot(page, f"import-2-look-{size}-{scheme}")
    page.get_by_label("Оператор").select_option("also")
    page.get_by_role("button", name="Look again with these columns").click()
    page.get_by_text("Bring in 30 appeals").wait_for()
    assert page.get_by_label("Оператор").input_value() == "also"
    page.get_by_role("button", name="Bring in 30 appeals").click()
    shot(page, f"import-3-run-{size}-{scheme}")
    page.get_by_role("heading", name="Report of an import").or_(
        page.get_by_text("Show what came of it")
    ).first.wait_for()
    address = page.url
    page.goto(address)
    page.get_by_text("To look at 3").click()
    page.get_by_text("is no day on which a message came").wait_for()
    check_access(page)
    shot(page, f"import-4-report-{size}-{scheme}")
    page.get_by_text("Take it out again").click()
    page.get_by_role("button", name="Take out 30 appeals").click()
    page.get_by_text("Show what came of it").or_(
        page.get_by_text("30 rows were taken out again")
    ).first.wait_for()
    page.goto(address)
    page.get_by_text("30 rows were taken out again").wait_for()
    check_access(page)


def test_a_list_of_people_is_brought_in_without_javascript(enter, desk, shot):
    page = enter("amal", script=False)
    page.goto(f"{desk}/tracing/lists/new/")
    rows = "Кто;Род\nНосов Иван Петрович;1988\nЗуев Пётр;1990\n".encode()
    page.set_input_files("#id_file", {"name": "list.csv", "mimeType": "text/csv", "buffer": rows})
    page.fill("#id_name", "Hospital 7")
    page.select_option("#id_kind", "hospital")
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_label("Род").select_option("birth_date")
    page.get_by_role("button", name="Look again with these columns").click()
    shot(page, "import-5-list")
    page.get_by_role("button", name="Bring in 2 rows").click()
    page.get_by_role("link", name="Hospital 7").click()
    page.get_by_role("cell", name="Носов Иван Петрович").wait_for()


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("desk", "light")])
def test_a_printed_list_is_looked_at_with_the_words_of_each_line(
    enter, desk, check_access, shot, size, scheme
):
    page = enter("amal", size, scheme)
    page.goto(f"{desk}/tracing/lists/new/")
    check_access(page)
    shot(page, f"import-6-list-{size}-{scheme}")
    page.set_input_files("#id_file", PRINTED / "scan.pdf")
    page.fill("#id_name", "Hospital 14")
    page.select_option("#id_kind", "hospital")
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_text("it is a scan").wait_for()
    check_access(page)
    shot(page, f"import-7-scan-{size}-{scheme}")
    page.set_input_files("#id_file", PRINTED / "table.pdf")
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_text("page 1, line 5").wait_for()
    check_access(page)
    shot(page, f"import-8-printed-{size}-{scheme}")
    if size == "desk":
        page.get_by_role("button", name="Bring in 8 rows").click()
        page.get_by_text("To look at").click()
        page.get_by_text("no name can be read in").wait_for()
        check_access(page)
        shot(page, f"import-9-report-{size}-{scheme}")
        page.get_by_role("link", name="Hospital 14").click()
        page.get_by_text("page 2, line 4").wait_for()
        check_access(page)
        shot(page, f"import-10-kept-{size}-{scheme}")
