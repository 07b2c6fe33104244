"""Against labelled appeals that are no part of the product: a folder with a `.jsonl` of labels and its `score.py`.

Give the folder in the environment variable TIDINGS_APPEALS.
"""

import importlib.util
import os
from pathlib import Path
from typing import Any

import pytest

from tidings.cli.reading import proposal
from tidings.extraction import load

FOLDER = os.environ.get("TIDINGS_APPEALS")

pytestmark = pytest.mark.skipif(not FOLDER, reason="TIDINGS_APPEALS names no folder of labelled appeals")


@pytest.fixture(scope="module")
def scores() -> dict[str, Any]:
    folder = Path(str(FOLDER))
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec and spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    labels = folder / "open.jsonl"
    read = {message.id: proposal(message) for message in load(labels)}
    result, _ = scorer.score(scorer.load(labels), read)
    assert isinstance(result, dict)
    return result


@pytest.mark.parametrize(
    "name, bar",
    [
        ("category accuracy", 0.88),
        ("urgency accuracy", 0.75),
        ("critical recall", 0.9),
        ("deadline accuracy", 0.88),
    ],
)
def test_of_the_whole_message(scores, name, bar):
    assert scores[name] >= bar


@pytest.mark.parametrize(
    "field, bar",
    [
        ("units", 0.9),
        ("contacts", 0.9),
        ("person surname", 0.8),
        ("birth_date", 0.9),
        ("status", 0.8),
        ("last_contact", 0.65),
        ("flags", 0.7),
    ],
)
def test_of_each_field(scores, field, bar):
    assert scores["fields"][field]["f1"] >= bar
