"""The words of a stranger's PDF are read in the confined process: harmless words in time, or a sentence, and nothing else."""

import time

from tidings.preview import printed, rendering
from tidings.preview.printed import WHY


def test_a_hostile_pdf_gives_harmless_words_or_a_sentence(hostile_pdf):
    began = time.monotonic()
    seen = printed(hostile_pdf.content)
    assert time.monotonic() - began < rendering.SECONDS + 5
    assert seen.why is None or seen.why in WHY.values()
    assert not (seen.why and seen.pages)
    assert not {letter for page in seen.pages for word in page for letter in word[4]} & set(
        "\0\x1b\u202e\u2066\u200b"
    )
    if hostile_pdf.name == "PDF of 10,000 pages":
        assert seen.why is WHY["too_much"]


def test_it_is_confined_as_a_preview_is():
    assert printed(b"%PDF-1.7").confinement == rendering.confinement()


def test_what_takes_too_long_is_not_read_in_part(monkeypatch):
    monkeypatch.setattr(rendering, "SECONDS", 0.01)
    seen = printed(b"%PDF-1.7")
    assert seen.why in (WHY["gave_up"], WHY["busy"]) and not seen.pages
