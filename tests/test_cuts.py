"""Number and date as pictures: coloured ink between the print, and what is kept for the clerk."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from corpora.hand import write as pen
from corpora.render import render
from corpora.sheet import Sheet
from pipeline.cuts import cuts, with_cuts
from pipeline.pages import PagePool
from pipeline.picture import Picture
from pipeline.reading import read_file, reader
from pipeline.strips import strips
from records import Cut, Page, Problem, Reading, ScanReading, Strip
from settings import Settings
from tests.drawn_pages import paper, pixels, write
from tests.papers import A4, centred, page, reading, scan_of, state_head, words

RED = (235, 30, 40)
#: What the page's own reading saw of the letterhead: no number.
SEEN = (
    *centred("ỦY BAN NHÂN DÂN", 150, 60),
    *centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 420, 60),
    *words("Số:", 75, 102),
    *words("/QĐ-TTg", 130, 102),
)
CASES = Path(__file__).parents[1] / "corpora" / "cases"
PNG = b"\x89PNG\r\n\x1a\n"


def _page_with_red(number: str) -> Picture:
    """A page at 200 dpi whose number stands in pure red between 'Số:' and '/QĐ-TTg'."""
    sheet = paper(mode="RGB")
    write(sheet, ["Số:"], 75, 100, 13)
    write(sheet, ["/QĐ-TTg"], 130, 100, 13)
    own = Sheet.blank()
    left, top, right, bottom = pen(own, number, (600, 800), 15, RED)
    hand = own.image.crop((int(left) - 3, int(top) - 3, int(right) + 3, int(bottom) + 3))
    sheet.paste(hand.resize((hand.width * 2 // 3, hand.height * 2 // 3)), (270, 276))
    return Picture(pixels(sheet), 200)


def _red_number(number: str) -> tuple[Strip, ...]:
    coloured = _page_with_red(number)
    return strips(SEEN, Picture(np.ascontiguousarray(coloured.pixels[:, :, 0]), 200), coloured)


@pytest.mark.parametrize("number", ["729", "38", "1406"])
def test_red_ink_between_the_print_is_read(number: str) -> None:
    (one,) = _red_number(number)
    assert (one.digits, one.ink) == ((number,), True)


def test_a_line_that_no_reader_can_tell_is_a_strip_without_digits() -> None:
    sheet = paper()
    write(sheet, ["Số:"], 75, 100, 13)
    write(sheet, ["/QĐ-TTg"], 130, 100, 13)
    (one,) = strips(SEEN, Picture(pixels(sheet), 200))
    assert (one.digits, one.held, one.ink) == ((), False, False)


def _drawn(own: Page) -> tuple[Cut, ...]:
    return cuts(own, Picture(pixels(paper()), 200))


def test_a_letterhead_without_strips_shows_where_they_should_be() -> None:
    found = {one.field: one.box for one in _drawn(page(*state_head()))}
    assert set(found) == {"symbol", "issued_on"}
    for name, column in (("symbol", 150.0), ("issued_on", 420.0)):
        x0, y0, x1, y1 = found[name]
        assert x0 < column < x1
        assert y0 < 110 < y1


def test_a_strip_and_a_stamp_are_shown_themselves() -> None:
    strip = Strip((100.0, 100.0, 200.0, 118.0), "", ("38",), held=True, by_hand=False)
    own = replace(page(*state_head()), strips=(strip,), stamp_words=centred("ĐẾN Số: 17", 420, 200))
    found = {one.field: one.box for one in _drawn(own)}
    assert found["symbol"] == strip.box
    assert found["arrival"][1] < 200 < found["arrival"][3]


def test_a_page_without_letterhead_shows_nothing() -> None:
    assert _drawn(page(words("Điều 2. Phòng Kinh tế hướng dẫn thực hiện.", 85, 100))) == ()


def test_only_doubtful_fields_are_shown_and_only_those_of_the_own_pages() -> None:
    own = Page(1, *A4, words=(), source="ocr", cuts=(Cut("symbol", 1, A4 * 2, PNG), Cut("issued_on", 1, A4 * 2, PNG)))
    other = replace(own, number=2, cuts=(Cut("arrival", 2, A4 * 2, PNG),))
    doubted = replace(
        Reading((1,), "", reading(TYPED).header),
        problems=(Problem("x", "?", field="symbol"), Problem("y", "?", field="arrival.date")),
    )
    (told,) = with_cuts((doubted,), scan_of(own, other))
    assert [one.field for one in told.cuts] == ["symbol"]
    assert with_cuts((replace(doubted, problems=()),), scan_of(own))[0].cuts == ()


TYPED = "Số: 38/QĐ-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHàm Ninh, ngày 05 tháng 4 năm 2023\n\nQUYẾT ĐỊNH\n"


@pytest.mark.ocr
def test_a_written_number_comes_with_its_picture(tmp_path: Path) -> None:
    scan = render(CASES / "hand-state-cv-do-luong.txt", "office", tmp_path)
    with PagePool(2) as pool:
        outcome = read_file(scan, reader(Settings(), pool))
    assert isinstance(outcome, ScanReading)
    (one,) = outcome.readings
    assert one.header.symbol
    assert one.header.issued_on
    assert max(one.header.symbol.confidence, one.header.issued_on.confidence) < 0.9
    pictures = {cut.field: Image.open(BytesIO(cut.png)) for cut in one.cuts}
    assert {"symbol", "issued_on"} <= set(pictures)
    for cut in one.cuts:
        size = pictures[cut.field].size
        assert size[0] * 72 / 200 == pytest.approx(cut.box[2] - cut.box[0] + 32 * 72 / 200, abs=2)
        assert np.asarray(pictures[cut.field]).min() < 120  # there is ink on it
