"""A message is read the same on any machine and any day; a very long one is read at both ends. All names are invented."""

import os
import subprocess
import sys
from datetime import date

import pytest

from tidings.extraction import Message, read
from tidings.extraction.reading import HEAD, TAIL

TEXT = (
    "Здравствуйте, ищу двоих: мужа, Ярцева Глеба Ильича, 1991 г.р., контракт, в/ч 12345, и его брата Ярцева Олега, "
    "срочник. Глеб молчит с 5 марта, Олег звонил 7 марта из-под Суджи. Паспорт у него забрали, угрожали, "
    "говорят: не подпишешь контракт, поедешь на штурм. Ярцева Инна, +7 900 000-11-22"
)
PROGRAM = """
import json, sys
from datetime import date
from tidings.cli.reading import proposal
from tidings.extraction import Message
print(json.dumps(proposal(Message("1", "form", date(2026, 3, 12), sys.argv[1])), sort_keys=True, ensure_ascii=True))
"""


def read_elsewhere(**changed: str) -> str:
    environment = {**os.environ, **changed}
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, TEXT], capture_output=True, text=True, check=True, env=environment
    )
    return run.stdout


@pytest.mark.parametrize(
    "changed",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland"},
        {"PYTHONHASHSEED": "77", "LC_ALL": "C", "TZ": "America/Anchorage"},
    ],
)
def test_the_order_in_memory_the_clock_and_the_country_change_nothing(changed: dict[str, str]) -> None:
    assert read_elsewhere(**changed) == read_elsewhere(PYTHONHASHSEED="0")


@pytest.mark.parametrize("length", [HEAD + TAIL, HEAD + TAIL + 2, HEAD + TAIL + 3, 60_000, 100_000])
def test_of_a_very_long_message_both_ends_are_read_and_every_mention_stands_in_it(length: int) -> None:
    end = " Ярцева Инна, +7 900 000-11-22"
    text = TEXT[:100] + " и ещё" * (length // 6)
    text = text[: length - len(end)] + end
    found = read(Message("1", "form", date(2026, 3, 12), text))
    assert len(text) == length and found.enquirer.phones == ("+79000001122",)
    assert all(text[one.start : one.end] == one.text for one in found.mentions)
    assert found.unread == ((HEAD, length - TAIL) if length > HEAD + TAIL + 1 else (0, 0))
