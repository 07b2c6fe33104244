"""Amal's case, and a list on which he may stand under another spelling."""

from datetime import date

import pytest


@pytest.fixture
def found_list(case, people):
    from tidings.web.tracing import actions
    from tidings.web.tracing.columns import FoundRow

    rows = [
        FoundRow(2, "Тихоміров Єгор Павлович", "2005-11-02", "61057", "Суджа"),
        FoundRow(3, "NOSOV IVAN", "1988", "", ""),
        FoundRow(4, "Тихомиров Егор Алексеевич", "2001", "41873", "Коренево"),
    ]
    about = actions.About(
        name="Captured 14.08", kind="captured", source="videos", published_on=date(2026, 11, 1)
    )
    return actions.add_list(rows, about, case.team, by=people["boris"])


@pytest.fixture
def tracing(case, found_list, people):
    from tidings.web.tracing import actions

    request = actions.request(case, by=people["amal"], on=date(2026, 11, 20))
    actions.trace(request, by=people["amal"])
    return request


@pytest.fixture
def candidate(tracing):
    return tracing.candidates.first()
