"""Words and the names they may stand for."""

import polars as pl
import pytest

from tidings.matching import slips, vocabulary
from tidings.matching.spelling import skeleton
from tidings.matching.vocabulary import CASE, READING, SHORT, SLIP, UKRAINIAN, one_slip_away

WORDS = sorted(
    [
        "илюха",
        "кравцов",
        "кравцова",
        "кравцв",
        "крвацов",
        "сергій",
        "kusnezow",
        "петрова-водкина",
        "и",
        "hrytsenko",
        "jukov",
    ]
    + ["зямцоў", "siarhei", "юли", "павла", "cop", "dupont", "schtscherbakow", "אבג"]
    + [
        "палыч",
        "иванна",
        "саныч",
        "чайковская",
        "чайковська",
        "белая",
        "pouchkine",
        "tchernychev",
        "магомедрасул",
    ]
    + ["анна-мария", "гасаноглы", "hasanoglu", "гасанкызы", "магомедрасулов", "шейхмагомедович"]
)


@pytest.fixture(scope="module")
def known():
    return vocabulary.build(WORDS)


@pytest.mark.parametrize(
    "word, name, kind",
    [
        ("илюха", "Илья", SHORT),
        ("кравцова", "Кравцов", CASE),
        ("кравцв", "Кравцов", SLIP),
        ("сергій", "Сергей", UKRAINIAN),
        ("kusnezow", "Кузнецов", READING),
    ],
)
def test_a_word_stands_for_a_name_that_it_came_from(known, word, name, kind):
    meant = {known.sounds[number]: kind for number, kind, _ in known.meanings(word)}
    assert meant[skeleton(name)] == kind


def test_many_words_looked_up_at_once_mean_what_each_means_by_itself(known, monkeypatch):
    monkeypatch.setattr(vocabulary, "FEW", 0)
    together = vocabulary.build(WORDS).edges
    for column in ("word", "name", "kind"):
        assert getattr(together, column).tolist() == getattr(known.edges, column).tolist()
    assert together.share.tolist() == pytest.approx(known.edges.share.tolist())


def test_slips_found_in_a_column_are_the_slips_of_each_word():
    words = ["kravcov", "kravcv", "krvacov", "krovcov", "kravcova", "kravcof", "ivanov"]
    found = {(words[a], words[b]): share for a, b, share in slips.slips(pl.Series(words)).iter_rows()}
    single = {(a, b): share for a in words for b, share in one_slip_away(a, words)}
    assert found.keys() == single.keys()
    assert all(found[pair] == pytest.approx(single[pair]) for pair in found)
