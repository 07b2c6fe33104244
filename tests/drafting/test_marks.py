from hypothesis import given
from hypothesis import strategies as st

from tidings.drafting import Piece, gaps, parse


def kinds(text):
    return [block.kind for block in parse(text)]


def test_each_mark_makes_its_paragraph():
    text = "> Кому\n# ЖАЛОБА\n## ПРОШУ:\n1. Проверить.\n- копия\n~ дата | подпись\nпросто слова"
    assert kinds(text) == ["address", "title", "heading", "number", "point", "signature", "paragraph"]


def test_lines_of_an_address_stay_together():
    (block,) = parse("> Командиру\n>\n> От: Анны")
    assert [line[0].text if line else "" for line in block.lines] == ["Командиру", "", "От: Анны"]


def test_numbers_are_kept_as_written():
    assert [block.number for block in parse("3. три\n7) семь")] == [3, 7]


def test_a_signature_has_two_sides():
    (block,) = parse("~ 1 мая | А. Кравцова")
    assert block.lines == ((Piece("1 мая"),), (Piece("А. Кравцова"),))


def test_a_gap_is_a_piece_of_its_own():
    (block,) = parse("родился [дата] в [город].")
    assert [(piece.text, piece.gap) for piece in block.lines[0]] == [
        ("родился ", False),
        ("[дата]", True),
        (" в ", False),
        ("[город]", True),
        (".", False),
    ]


def test_marks_without_a_blank_are_words():
    assert kinds("#хештег\n12.05.2024 позвонил\n-минус") == ["paragraph"] * 3


def test_what_cannot_be_printed_is_left_out():
    (block,) = parse("а\x00б\x1b\u202eв\ud800г")
    assert block.lines[0][0].text == "абвг"


@given(st.text())
def test_every_text_is_a_letter(text):
    parse(text)
    gaps(text)
