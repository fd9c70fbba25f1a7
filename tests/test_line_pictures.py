"""The lines of a drawn page cut apart: one a printed line, whole, alone, and columns each their own."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.letters import letters
from pipeline.line_pictures import PageLines, page_lines
from pipeline.picture import Picture
from tests.drawn_pages import LETTER, letter, paper, pixels, write

INK = 128


def cut(sheet: Image.Image, dpi: int = 200) -> PageLines:
    return page_lines(Picture(pixels(sheet), dpi))


def inked(sheet: Image.Image) -> int:
    return int(np.count_nonzero(pixels(sheet) < INK))


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_every_printed_line_is_one_with_all_its_ink(dpi: int) -> None:
    sheet = letter(dpi, times=2)
    found = cut(sheet, dpi)
    assert len(found.lines) == 2 * len(LETTER)
    tops = [line.area[1] for line in found.lines]
    assert tops == sorted(tops)
    assert sum(int(np.count_nonzero(line.picture.pixels < INK)) for line in found.lines) == inked(sheet)
    assert found.loose == 0.0


def test_marks_go_with_their_own_line_where_lines_stand_close() -> None:
    sheet = paper()
    write(sheet, ["Ế ở trên gặp g y p ở dưới Ặ"], 85, 100, 13)
    write(sheet, ["Ế ở trên gặp g y p ở dưới Ặ"], 85, 115, 13)
    first, second = cut(sheet).lines
    assert np.array_equal(np.sort(first.picture.pixels, axis=None), np.sort(second.picture.pixels, axis=None))


def test_columns_on_one_level_are_lines_of_their_own() -> None:
    sheet = paper()
    write(sheet, ["TỈNH ỦY TRÀ VINH"], 60, 60)
    write(sheet, ["ĐẢNG CỘNG SẢN VIỆT NAM"], 330, 62)
    left, right = sorted(cut(sheet).lines, key=lambda line: line.area[0])
    assert left.area[2] < right.area[0]


def test_wide_spaces_of_a_justified_line_do_not_cut_it() -> None:
    sheet = paper()
    write(sheet, ["của   Ban   Thường   vụ   Tỉnh   ủy   về   việc   này"], 85, 100)
    assert len(cut(sheet).lines) == 1


def test_rules_and_what_lies_over_other_lines_are_left_out() -> None:
    sheet = letter(times=1)
    bare = cut(sheet)
    pen = ImageDraw.Draw(sheet)
    pen.line((300, 180, 1200, 180), fill="black", width=3)
    pen.ellipse((900, 900, 1300, 1300), outline="black", width=6)
    ruled = cut(sheet)
    assert [line.area for line in ruled.lines] == [line.area for line in bare.lines]
    assert all(np.array_equal(a.picture.pixels, b.picture.pixels) for a, b in zip(ruled.lines, bare.lines, strict=True))


def test_a_stroke_through_two_lines_stays_with_both_as_far_as_it_touches_them() -> None:
    sheet = letter(times=1)
    box = cut(sheet).lines[1].area
    ImageDraw.Draw(sheet).line((700, box[1] - 20, 700, box[3] + 5), fill="black", width=3)
    first, second = cut(sheet).lines[:2]
    assert [int(np.count_nonzero(line.picture.pixels[:, 695 - line.area[0]] < INK)) for line in (first, second)] != [
        0,
        0,
    ]
    assert len(cut(sheet).lines) == len(LETTER)


def test_large_print_that_stands_in_no_line_is_told() -> None:
    sheet = letter(times=1)
    pen = ImageDraw.Draw(sheet)
    for left in range(200, 1400, 150):  # strokes as high as four lines
        pen.line((left, 1200, left + 30, 1290), fill="black", width=8)
    assert cut(sheet).loose > 0.05


def test_blank_paper_has_no_lines() -> None:
    found = cut(paper())
    assert found.lines == ()
    assert letters(Picture(pixels(paper()), 200)) is None
