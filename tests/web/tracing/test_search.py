"""How sure the desk is of the demo's rows: true ones stay first and sure, those who only look alike do not."""

from datetime import date

import pytest

from tidings.web.demo import lists
from tidings.web.tracing import actions
from tidings.web.tracing.columns import FoundRow

SOUGHT = {
    "demo-12": ("Шевчук", "Назар", "Петрович", "2005-05-17", "74208"),
    "demo-16": ("Рябинин", "Дмитрий", "Сергеевич", "2006-12-12", "95113"),
    "demo-09": ("Коваленко", "Олександр", "Іванович", "1987-06", ""),
}


@pytest.fixture
def traced(case, people):
    """Candidates for one sought person of the demo, against the demo's own lists: name on the list → probability."""

    def trace(appeal):
        fields = ("surname", "given", "patronymic", "birth_date", "unit")
        for name, value in zip(fields, SOUGHT[appeal], strict=True):
            setattr(case.person, name, value)
        case.person.save()
        for key, rows in lists.rows().items():
            found = [
                FoundRow(line, row["name"], row["birth_date"], row["unit"], row["place"])
                for line, row in enumerate(rows, 2)
            ]
            actions.add_list(found, actions.About(name=key, kind="other"), case.team, by=people["amal"])
        request = actions.request(case, by=people["amal"], on=date(2026, 11, 20))
        actions.trace(request, by=people["amal"])
        return {one.record.name: one.probability for one in request.candidates.all()}

    return trace


def test_a_namesake_nine_years_older_is_at_most_possible_and_the_true_row_stays_first(traced):
    found = traced("demo-12")
    assert list(found)[0] == "Шевчук Н. П."
    assert found["Шевчук Н. П."] > 0.9
    assert found["ШЕВЧУК НАЗАР"] < 0.5


@pytest.mark.parametrize(
    "who, name", [("demo-16", "Рябинин Дима"), ("demo-09", "KOVALENKO ALEKSANDR IVANOVICH")]
)
def test_the_hardest_true_rows_are_still_very_likely(traced, who, name):
    found = traced(who)
    assert list(found)[0] == name and found[name] > 0.9
