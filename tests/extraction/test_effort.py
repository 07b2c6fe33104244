"""Reading a long message takes as much longer as it is longer, whatever is in it. All names here are invented."""

import sys
import time
from collections.abc import Callable
from datetime import date

import pytest

from tidings.extraction import Message, naming, read
from tidings.extraction.namesakes import Told
from tidings.extraction.naming import Group
from tidings.extraction.reading import HEAD, TAIL
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
LONG = {name: TEXTS[name] for name in ("names with commas", "kin", "figures", "a letter", "blanks")} | {
    "quotation marks": lambda length: '"' * length,
    "brackets": lambda length: "()" * (length // 2),
    "addresses": lambda length: "a.b@c.de " * (length // 9),
    "telephones": lambda length: "+7 900 000-11-22 " * (length // 17),
    "capital words": lambda length: "Аа Бб " * (length // 6),
    "names in Latin letters": lambda length: " ".join(f"K{letters}x" for letters in pairs(length // 5)),
    "places": lambda length: "в Курске Суджа Белгород " * (length // 24),
}
CALLS = 100
"""Calls of functions for a letter that is read, at most; of so long a text 24,000 letters are."""


def pairs(many: int) -> list[str]:
    """Return pairs of small letters, all different as long as there are such."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [letters[i % 26] + letters[i // 26 % 26] for i in range(many)]


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


@pytest.mark.parametrize("kind", LONG)
def test_of_a_hundred_thousand_letters_no_more_is_done_than_of_those_that_are_read(kind: str) -> None:
    text = LONG[kind](100_000)
    done = calls(lambda: read(Message("1", "form", DAY, text)))
    assert done <= CALLS * (HEAD + TAIL)


def calls(do: Callable[[], object]) -> int:
    """Return how many functions of Python are called: the same on any machine."""
    done = 0

    def count(frame: object, event: str, _: object) -> None:
        nonlocal done
        done += event == "call"

    sys.setprofile(count)
    try:
        do()
    finally:
        sys.setprofile(None)
    return done


def test_of_very_many_words_in_latin_letters_the_first_are_read_as_cyrillic_ones() -> None:
    text = " ".join(f"K{letters}x" for letters in pairs(600))
    respelled = [token.cyrillic for token in naming.tokens(text) if token.cyrillic != token.text]
    assert len(respelled) == naming.MANY


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
