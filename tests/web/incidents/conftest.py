"""A report of Amal's team, and what it claims."""

import pytest

TEXT = """Menu | News

Conscripts pressed into contracts, relatives say

Northern Wire News
August 21, 2024

Conscripts were forced to sign contracts near Sudzha, according to Olga Remizova, the mother of one of them.

Private Pavel Sorokin, 19, was captured on August 6, local residents say. <b>He served in unit 12345.

A 14-year-old boy, Anton Melnik, joined the Storm battalion, residents say. Anton was given a rifle.

Leave a comment
"""


@pytest.fixture
def text():
    """The page as it was copied."""
    return TEXT


@pytest.fixture
def source(people, text):
    from tidings.web.incidents import actions

    return actions.add_source(text, people["amal"].team, by=people["amal"])


@pytest.fixture
def claims(source):
    """Its claims by their kind."""
    return {one.kind: one for one in source.claims.all()}
