"""A letter in Amal's case."""

from datetime import date

import pytest


@pytest.fixture
def letter(case, people):
    from tidings.web.letters import actions

    return actions.draft(case, "whereabouts", recipient="commander", by=people["amal"], on=date(2026, 11, 20))
