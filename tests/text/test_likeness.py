"""Variants of one template are one group; who writes of his own stands alone."""

import numpy as np
import pytest

from tidings.text.likeness import EMPTY, groups, sketches

TEMPLATE = "Здравствуйте! Моего сына {} забрали {} из дома и увезли в {}. Телефон отключён, в военкомате молчат. Что делать?"


def variants(*told: tuple[str, str, str]) -> list[str]:
    return [TEMPLATE.format(*one) for one in told]


def test_other_names_days_and_places_make_no_other_text():
    said = variants(("Ивана", "3 мая", "Курск"), ("Петра", "14 июня", "Суджу"), ("Олега", "9 мая", "Ростов"))
    assert groups(sketches([*said, "Брат не пишет с четверга, мы ищем его сами."])) == [[0, 1, 2], [3]]


def test_the_largest_group_comes_first():
    said = ["Он звонил вчера вечером из госпиталя.", *variants(("а", "б", "в"), ("г", "д", "е"))]
    assert groups(sketches(said)) == [[1, 2], [0]]


def test_a_text_without_words_is_like_no_other():
    drawn = sketches(["", "…", "Где он?"])
    assert (drawn[:2] == EMPTY).all()
    assert groups(drawn) == [[0], [1], [2]]


def test_nothing_has_no_groups():
    assert groups(sketches([])) == []


@pytest.mark.parametrize("left_out", range(3))
def test_a_sentence_left_out_makes_no_other_text(left_out):
    sentences = TEMPLATE.format("Ивана", "3 мая", "Курск").split(". ")
    shorter = ". ".join(one for place, one in enumerate(sentences) if place != left_out)
    assert len(groups(sketches([". ".join(sentences), shorter]))) == 1


def test_the_share_of_equal_numbers_tells_the_share_of_common_pairs():
    first, second = sketches(["один два три четыре пять", "один два три четыре шесть"])
    assert np.mean(first == second) == pytest.approx(7 / 11, abs=0.2)
