"""Lines read by the real Tesseract: words where they stand, the whole page where lines are not to be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

import pipeline.line_words as line_words
from pipeline.line_look import TELLING, held_in_order, line_look
from pipeline.line_ocr import _halves
from pipeline.line_pictures import page_lines
from pipeline.line_words import PageReading, ReadLine, read_lines, read_page
from pipeline.ocr import RAW_LINE
from pipeline.picture import Picture
from pipeline.regions import regions
from records import Cell, Table, Word
from settings import Settings
from tests.drawn_pages import LETTER, letter, paper, pixels, write

pytestmark = pytest.mark.ocr

PAGE = Picture(pixels(letter(times=1)), 200)
TABLE = Table((0, 0, 100, 100), (Cell(0, 0, (0, 0, 50, 50)),))


@pytest.fixture(scope="module")
def read() -> PageReading:
    return read_page(PAGE, (), Settings())


MOST = 0.95  # of the words; 'chi bộ' is read as 'chỉ bộ' now and then


def share(read: str, said: str) -> float:
    """How many of the words that were said were read."""
    return sum((Counter(said.split()) & Counter(read.split())).values()) / len(said.split())


def texts(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def test_words_come_line_by_line_with_their_places(read: PageReading) -> None:
    assert share(texts(read.words), " ".join(LETTER)) >= MOST
    first, last = read.words[0], read.lines[-1].words[0]
    assert first.box[0] == pytest.approx(85, abs=2)
    assert 88 < first.box[1] < first.box[3] < 108
    assert last.box[1] - first.box[1] == pytest.approx(5 * 13 * 1.4, abs=3)


def test_the_second_reader_sees_the_same_words_in_the_same_places(read: PageReading) -> None:
    again = read_lines([one.line for one in read.lines], Settings(), RAW_LINE)
    assert share(" ".join(texts(one.words) for one in again), texts(read.words)) >= MOST
    for ours, theirs in zip(read.lines[0].words, again[0].words, strict=True):
        assert (ours.box[0] + ours.box[2]) / 2 == pytest.approx((theirs.box[0] + theirs.box[2]) / 2, abs=3)


def test_a_page_with_a_ruled_table_is_read_as_a_whole() -> None:
    whole = read_page(PAGE, (TABLE,), Settings())
    assert whole.lines == ()
    assert "411-CV/TU," in [word.text for word in whole.words]


def test_a_page_whose_lines_say_nothing_is_read_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    unread = tuple(ReadLine(line, ()) for line in page_lines(PAGE).lines)
    monkeypatch.setattr(line_words, "read_lines", lambda *_: unread)
    whole = read_page(PAGE, (), Settings())
    assert whole.lines == ()
    assert len(whole.words) > 60


def test_head_and_foot_are_read_twice_and_what_both_say_is_surer() -> None:
    sheet = paper()
    write(sheet, ["TỈNH ỦY TRÀ VINH", "Số 411-CV/TU"], 60, 60)
    write(sheet, ["ĐẢNG CỘNG SẢN VIỆT NAM", "Trà Vinh, ngày 06 tháng 6 năm 2022"], 320, 60)
    write(sheet, LETTER, 85, 150)
    page = Picture(pixels(sheet), 200)
    once = read_page(page, (), Settings())
    doubted = tuple(replace(word, confidence=0.8) for word in once.words)
    lines = [
        replace(one, words=tuple(word for word in doubted if word.box in {w.box for w in one.words}))
        for one in once.lines
    ]
    twice = line_look(doubted, lines, regions(doubted, page.width, page.height), Settings())
    sure = {word.text for word in twice if word.confidence > 0.9}
    assert {"TRÀ", "411-CV/TU", "NAM", "2022"} <= sure
    assert not sure & {"quán", "nâng", "Thực"}
    assert len(twice) == len(once.words)


@pytest.mark.parametrize(
    ("first", "second", "held"),
    [
        ("số 11-HD/BTCTU", "số 11-HD/BTCTU", [("số", 0.92), ("11-HD/BTCTU", 0.92)]),
        ("số 111-HD/BTCTU", "số 11-HD/BTCTU", [("số", 0.92), ("111-HD/BTCTU", 0.7)]),
        ("số 11 -HD/BTCTU", "số 11-HD/BTCTU", [("số", 0.92), ("11", 0.7), ("-HD/BTCTU", 0.7)]),
        ("Lưu: VT, KT", "VT, KT", [("Lưu:", 0.68), ("VT,", 0.92), ("KT", 0.92)]),
    ],
)
def test_two_readings_of_a_line_are_held_together_in_their_order(
    first: str, second: str, held: list[tuple[str, float]]
) -> None:
    ours, theirs = (
        [Word(text, (0, 0, 9, 9), sure) for text in said.split()] for said, sure in ((first, 0.8), (second, 0.2))
    )
    told = [(word.text, round(word.confidence, 4)) for word in held_in_order(ours, theirs)]
    assert told == held


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kết luận số 18-KIL/TW của Bộ Chính trị", True),
        ("báo cáo trước ngày l5 tháng 8", True),
        ("ngày 14/5/2021", True),
        ("quý 3 năm nay", True),
        ("1. Cấp ủy các chi bộ", False),
        ("có 25 đảng viên và/hoặc quần chúng", False),
        ("hai mươi tháng", False),
    ],
)
def test_lines_with_numbers_of_documents_or_dates_are_looked_at_twice(text: str, told: bool) -> None:
    assert (TELLING.search(text) is not None) is told


@pytest.mark.parametrize("widths", [(9, 9, 9, 9, 9, 9, 9, 9), (1, 1, 1, 1, 1, 1, 1, 90), (90, 1, 1, 1, 1, 1, 1, 1)])
def test_neither_half_of_a_page_is_empty(widths: tuple[int, ...]) -> None:
    pictures = [Picture(np.zeros((9, width), np.uint8), 200) for width in widths]
    first, second = _halves(pictures)
    assert [*first, *second] == pictures
    assert first
    assert second
