"""Many rows are kept at once: all of them or none, as each alone would be."""

import pytest
from django.db import IntegrityError, transaction

from tidings.web.accounts.models import Team
from tidings.web.inserting import insert, insert_columns

pytestmark = pytest.mark.django_db


def test_rows_are_kept_as_each_alone_would_be():
    insert([Team(name="North"), Team(name="South")], "default")
    assert sorted(Team.objects.values_list("name", flat=True)) == ["North", "South"]


def test_one_that_cannot_be_kept_leaves_none():
    Team.objects.create(pk=7, name="North")
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([Team(pk=8, name="South"), Team(pk=7, name="West")], "default")
    assert [team.name for team in Team.objects.all()] == ["North"]


def test_nothing_is_kept_of_nothing():
    assert insert([], "default") == []


def test_rows_are_kept_from_the_values_of_each_field():
    insert_columns(Team, {"name": ["North", "South"], "id": [7, 9]}, "default")
    assert list(Team.objects.order_by("pk").values_list("pk", "name")) == [(7, "North"), (9, "South")]


def test_fields_of_different_length_are_refused():
    with pytest.raises(ValueError):
        insert_columns(Team, {"name": ["North"], "id": [7, 9]}, "default")
    assert not Team.objects.exists()
