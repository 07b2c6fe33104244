"""Reading a long message takes as much longer as it is longer, whatever is in it. All names here are invented."""

import time
from datetime import date

import pytest

from tidings.extraction import Message, read
from tidings.extraction.namesakes import Told
from tidings.extraction.naming import Group
from tidings.text.names import Name

DAY = date(2026, 3, 1)
WORDS = [
    "Ярцев",
    "Глеб",
    "Ильич",
    "Рощина",
    "Инна",
    "Львовна",
    "Шевчук",
    "Максим",
    "Олегович",
    "Ооржак",
    "Мерген",
]


def named(length: int, between: str) -> str:
    return between.join(WORDS[i * i % len(WORDS)] for i in range(length // 5))[:length]


TEXTS = {
    "names": lambda length: named(length, " "),
    "names with commas": lambda length: named(length, ", "),
    "a list": lambda length: named(length, ", 2004\n"),
    "one line": lambda length: "мой сын служит в части помогите найти его " * (length // 42),
    "kin": lambda length: "мой брат его жена мама отца " * (length // 28),
    "figures": lambda length: "1" * length,
    "no blanks": lambda length: "яглебярцевпомогите" * (length // 18),
    "a letter": lambda length: "a" * length,
    "commas": lambda length: "," * length,
    "blanks": lambda length: " " * length,
    "empty lines": lambda length: "\n" * length,
    "underscores": lambda length: "_" * length,
}


def effort(text: str) -> float:
    """Return the seconds of this process that reading takes, the better of two, for the machine may be busy."""
    taken = []
    for more in ("", " "):  # another text each time, or what is known of it is not looked for again
        start = time.process_time()
        read(Message("1", "form", DAY, text + more))
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_four_times_as_long_takes_no_more_than_eight_times_as_much(kind: str) -> None:
    short, long = (effort(TEXTS[kind](length)) for length in (3_000, 12_000))
    assert long <= 8 * max(short, 0.02)


def group(surname: str | None, given: str | None, gender: str = "m") -> Group:
    cases = frozenset(["nominative"])
    return Group(Name(surname, given), 0, 0, "SG", gender, cases, False, True, False, None, 1.0)


def test_the_first_who_may_be_the_same_is_found() -> None:
    told = Told([group("Рощин", "Глеб"), group("Ярцев", "Глеб"), group("Ярцев", None)])
    assert told.first_like(group("Ярцев", None)) == 1
    assert told.first_like(group("Ярцев", "Глеб", "f")) is None
    assert told.first_like(group("Цой", "Глеб")) is None


def test_with_more_only_those_are_found_who_add_to_the_name() -> None:
    told = Told([group("Ярцев", None), group("Ярцев", "Глеб")])
    assert told.first_like(group("Ярцев", None), more=True) == 1
    assert told.first_like(group("Ярцев", None), more=True, after=1) is None


def test_who_is_the_same_is_found_without_looking_at_all() -> None:
    told = Told([group(f"Ярцев-{letter}ров", "Глеб") for letter in "абвгдежзиклмн"])
    looked = list(told._alike(group("Ярцев-иров", "Глеб"), more=False))
    assert sum(map(len, looked)) == 1
