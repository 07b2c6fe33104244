"""Phrases are found whatever their case, ё or ending, and not where they are denied."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.text.phrases import Phrases, fold


@pytest.mark.parametrize(
    "phrase, text, held",
    [
        ("нет связи", "НЕТ СВЯЗИ уже неделю", True),
        ("нет связи", "нет, связи", True),
        ("нет связи", "сети нет. Связи тоже", False),
        ("угрожа*", "ему угрожали", True),
        ("угрожа*", "ему не угрожали", False),
        ("ранен", "он не был ранен", False),
        ("ранен", "ранение", False),
        ("сын|дочь пропал*", "дочь пропала", True),
        ("забрал* .. паспорт", "забрали у него вчера паспорт", True),
        ("забрал* .. паспорт", "забрали его. Паспорт дома", False),
        ("не выходит", "он не выходит на связь", True),
        ("ещё", "еще", True),
        ("м'яч", "м’яч", True),
        ("wounded", "he is not wounded", False),
        ("wounded", "he wasn't wounded", False),
        ("и", "ил", False),
    ],
)
def test_a_phrase(phrase, text, held):
    assert bool(Phrases([phrase]).spans(text)) is held


@given(st.text(max_size=80))
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)


def test_a_phrase_that_would_match_nearly_everything_is_refused():
    with pytest.raises(ValueError, match="two letters"):
        Phrases(["а*"])
