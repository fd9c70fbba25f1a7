"""Roman numerals whose strokes are counted by their width, and eights written as '§'."""

from __future__ import annotations

import itertools

import pytest
from PIL import ImageDraw, ImageFont

from pipeline.eights import with_eights
from pipeline.picture import Picture
from pipeline.romans import NUMERALS, with_romans
from records import Word
from tests.drawn_pages import font_path, paper, pixels

DPI = 200


def _line(printed: str, read: str) -> tuple[list[Word], Picture]:
    """A drawn line, and its words as they were read; their boxes are those of what was read."""
    sheet = paper(DPI)
    font = ImageFont.truetype(font_path(), round(14 * DPI / 72))
    pen, at, words = ImageDraw.Draw(sheet), 200.0, []
    for shown, told in zip(printed.split(), read.split(), strict=True):
        pen.text((at, 300), shown, font=font, fill="black")
        right = at + font.getlength(told)
        box = (at * 72 / DPI, 300 * 72 / DPI, right * 72 / DPI, 345 * 72 / DPI)
        words.append(Word(told, box, 0.95))
        at += font.getlength(shown + " ")
    return words, Picture(pixels(sheet), DPI)


SENTENCE = "Nghị quyết Hội nghị Trung ương (khóa {}) về xây dựng Đảng"


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (one, other)
        for one, other in itertools.product(NUMERALS, NUMERALS)
        if one.rstrip("I") == other.rstrip("I") and one != "IV"
    ],
)
def test_the_width_tells_the_numeral(printed: str, read: str) -> None:
    words, picture = _line(SENTENCE.format(printed), SENTENCE.format(read))
    told = with_romans(words, picture)
    assert told[7].text == f"{printed})"
    assert (told[7].confidence < 0.9) == (printed != read)


def test_an_h_is_two_strokes() -> None:
    words, picture = _line("các quy định của Đại hội khóa XIII", "các quy định của Đại hội khóa XIH")
    assert with_romans(words, picture)[-1].text == "XIII"


@pytest.mark.parametrize("read", ["VV", "IXV", "XVX"])
def test_strokes_that_are_no_numeral_stay(read: str) -> None:
    words, picture = _line(SENTENCE.format(read), SENTENCE.format(read))
    assert with_romans(words, picture)[7].text == f"{read})"


@pytest.mark.parametrize("text", ["Điểm I mục này có nội dung sau", "Công an tỉnh V chủ trì thực hiện"])
def test_letters_that_no_word_leads_to_stay(text: str) -> None:
    words, picture = _line(text.replace(" I ", " III "), text)
    assert [word.text for word in with_romans(words, picture)] == text.split()


@pytest.mark.parametrize(
    ("read", "told"), [("3§8-KL/TW,", "38-KL/TW,"), ("1§-KL/TW", "18-KL/TW"), ("§", "§"), ("8§", "8"), ("a§b", "a§b")]
)
def test_the_sign_is_an_eight_inside_numbers(read: str, told: str) -> None:
    (word,) = with_eights([Word(read, (0, 0, 10, 10), 0.9)])
    assert word.text == told
    assert word.confidence == (0.9 if read == told else 0.6)
