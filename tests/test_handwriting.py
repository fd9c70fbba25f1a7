"""Lines read letter by letter: printed and written digits, the forms of ĐẾN stamps, pens told from print."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from corpora.fonts import DPI
from corpora.hand import write as pen
from corpora.sheet import Sheet
from extractors.strokes import days
from pipeline.by_hand import is_by_hand
from pipeline.errors import blames_file, refused
from pipeline.handwriting import traced
from pipeline.picture import Picture
from pipeline.strips import strips
from pipeline.writing import lines_of_writing
from rules import rule
from tests.drawn_pages import paper, pixels, write

DIGITS = "0123456789/-."
INK = (20, 20, 20)


def _penned(text: str, seed: int) -> Picture:
    """Digits in a hand of their own (the place on the sheet gives the hand) on a cut-out of a page at 300 dpi."""
    sheet = Sheet.blank()
    left, top, right, bottom = pen(sheet, text, (300 + seed * 7, 600 + seed * 40), 16, INK)
    cut = sheet.image.crop((int(left) - 14, int(top) - 14, int(right) + 14, int(bottom) + 14)).convert("L")
    return Picture(np.array(cut), DPI)


def _typed(text: str, size: float = 14) -> Picture:
    sheet = Image.new("L", (round(8.27 * 200), 120), 255)
    write(sheet, [text], 40, 12, size)
    ink = np.argwhere(np.array(sheet) < 128)
    (top, left), (bottom, right) = ink.min(axis=0), ink.max(axis=0)
    return Picture(np.array(sheet)[max(0, top - 8) : bottom + 9, max(0, left - 8) : right + 9].copy(), 200)


def test_written_numbers_are_read() -> None:
    wanted = ["729", "1096", "2025", "471", "38", "265", "88", "1614"]
    told = [one.text(DIGITS) for one in traced(_penned(text, seed) for seed, text in enumerate(wanted))]
    assert sum(a == b for a, b in zip(told, wanted, strict=True)) >= 7, told


def test_written_dates_are_read() -> None:
    wanted = ["21/9/2026", "30/9/2019", "16/8/2021", "26/3/2010"]
    told = [days(one.text(DIGITS)) for one in traced(_penned(text, seed) for seed, text in enumerate(wanted))]
    assert [[f"{day.day}/{day.month}/{day.year}" for day in one] for one in told] == [[text] for text in wanted]


def test_an_empty_line_says_nothing() -> None:
    (seen,) = traced([Picture(np.full((60, 300), 255, np.uint8), 200)])
    assert (seen.text(), seen.confidence(), seen.places()) == ("", 0.0, [])


@pytest.mark.parametrize("line", ["Số: 729/QĐ-TTg", "Số 256 -CV/ĐUK", "Số: 1187/SNV-CCHC", "Số: 05/2026/TT-BXD"])
def test_print_is_not_taken_for_a_pen(line: str) -> None:
    picture = _typed(line)
    (seen,) = traced([picture])
    match = rule("zones", "strip.number").search(seen.text())
    assert match is not None, seen.text()
    assert not is_by_hand(picture, seen, match)


@pytest.mark.parametrize("number", ["729", "38", "1096"])
def test_a_pen_between_print_is_told(number: str) -> None:
    sheet = Image.new("L", (round(8.27 * 200), 130), 255)
    hand = Image.fromarray(_penned(number, 3).pixels)
    small = hand.resize((hand.width * 2 // 3, hand.height * 2 // 3))
    sheet.paste(small, (180, 15))
    write(sheet, ["Số:"], 40, 8, 14)
    write(sheet, ["/QĐ-TTg"], (180 + small.width + 6) * 72 / 200, 8, 14)
    picture = Picture(np.array(sheet)[5:75, 100 : 360 + small.width].copy(), 200)
    (seen,) = traced([picture])
    match = rule("zones", "strip.number").search(seen.text())
    assert match is not None, seen.text()
    assert is_by_hand(picture, seen, match)


def test_a_page_without_a_head_has_no_strips() -> None:
    page = Picture(pixels(paper()), 200)
    assert strips((), page) == ()


def test_the_model_is_found_and_named_when_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import handwriting

    assert handwriting.model().is_file()
    monkeypatch.setattr(handwriting, "MODEL", Path("nowhere.onnx"))
    with pytest.raises(handwriting.RecogniserMissing, match="viết tay") as caught:
        handwriting.model()
    assert not blames_file(refused(caught.value, "a.pdf"))  # the paper waits in the inbox until it is installed


def test_two_strokes_of_very_different_height_are_no_form() -> None:
    field = np.full((80, 200), 255, np.uint8)
    field[20:30, 20:26] = 0
    field[20:45, 60:66] = 0
    assert lines_of_writing(Picture(field, 200))
