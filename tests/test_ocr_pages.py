"""Drawn pages read by the real Tesseract: whatever way they lie, their words come out."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.picture import Picture
from pipeline.scanned import scanned_page
from records import Page, Word
from settings import Settings
from tests.drawn_pages import LETTER, font_path, letter, paper, pixels, write

pytestmark = pytest.mark.ocr

TEXT = " ".join(LETTER)
MOST = 0.95  # of the words of a clean drawn page, letter by letter; all of them when it was written


def read(image: Image.Image, *printed: Word) -> Page:
    return scanned_page(Picture(pixels(image), 200), 1, printed, Settings())


def share_read(page: Page) -> float:
    said = {word.text for word in page.words}
    return sum(word in said for word in TEXT.split()) / len(TEXT.split())


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_read_whatever_way_it_lies(turn: int) -> None:
    page = read(letter(times=2).rotate(-turn, expand=True))
    assert share_read(page) >= MOST
    assert (page.rotation, page.source) == (turn, "ocr")
    assert page.height == pytest.approx(842, abs=1)
    first = next(word for word in page.words if word.text == "Thực")
    assert first.box[0] == pytest.approx(85, abs=2)
    assert 85 < first.box[1] < first.box[3] < 110


def test_a_skewed_page_is_read_straight() -> None:
    page = read(letter(times=2).rotate(1.5, resample=Image.Resampling.BICUBIC, fillcolor="white"))
    assert share_read(page) >= MOST
    row = [word.box[3] for word in page.words[:10] if "," not in word.text]
    assert max(row) - min(row) < 6


def test_blank_paper_is_not_read() -> None:
    page = read(paper())
    assert (page.source, page.words) == ("blank", ())


def test_what_a_signature_field_prints_replaces_what_was_read() -> None:
    sheet = letter(times=2)
    write(sheet, ["Email: thongtin@chinhphu.vn"], 85, 40, 9)
    printed = Word("Email:", (85, 40, 112, 52), 1.0), Word("thongtin@chinhphu.vn", (114, 40, 205, 52), 1.0)
    page = read(sheet, *printed)
    assert page.words[:2] == printed
    assert [word.text for word in page.words if "chinhphu" in word.text] == ["thongtin@chinhphu.vn"]


def test_a_table_and_the_words_in_all_its_cells() -> None:
    sheet = letter(times=1)
    pen = ImageDraw.Draw(sheet)
    for x in (240, 400, 900, 1500):
        pen.line((x, 800, x, 1100), fill="black", width=3)
    for y in (800, 900, 1000, 1100):
        pen.line((240, y, 1500, y), fill="black", width=3)
    for row, texts in enumerate(
        (["TT", "Nội dung", "Đơn vị"], ["1", "Báo cáo", "Sở Nội vụ"], ["2", "Tổng hợp", "Sở Tài chính"])
    ):
        for left, text in zip((270, 430, 930), texts, strict=True):
            write(sheet, [text], left * 0.36, (830 + 100 * row) * 0.36)
    page = read(sheet)
    (table,) = page.tables
    assert len(table.cells) == 9
    for cell in table.cells:
        inside = [
            word
            for word in page.words
            if cell.box[0] < word.box[0] < cell.box[2] and cell.box[1] < word.box[1] < cell.box[3]
        ]
        assert inside, f"row {cell.row}, column {cell.column}"


def test_a_lying_table_of_numbers_is_set_upright() -> None:
    sheet = paper()
    pen = ImageDraw.Draw(sheet)
    for x in range(150, 1451, 216):
        pen.line((x, 150, x, 950), fill="black", width=3)
    for row, y in enumerate(range(150, 951, 80)):
        pen.line((150, y, 1446, y), fill="black", width=3)
        for column in range(6 if y < 950 else 0):
            write(sheet, [str(217 + 61 * row + 8 * column)], (170 + 216 * column) * 0.36, (165 + 80 * row) * 0.36)
    page = read(sheet.rotate(-90, expand=True))
    assert page.rotation == 90
    assert [len(table.cells) for table in page.tables] == [60]
    assert {"217", "225", "806"} <= {word.text for word in page.words}


def test_a_red_stamp_is_read_by_itself() -> None:
    red = (205, 40, 45)
    sheet = letter(times=2).convert("RGB")
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(font_path(), 28)
    pen.rectangle((900, 1500, 1440, 1780), outline=red, width=4)
    pen.line((900, 1590, 1440, 1590), fill=red, width=3)
    pen.text((930, 1525), "VĂN PHÒNG TỈNH ỦY", font=font, fill=red)
    pen.text((930, 1610), "ĐẾN", font=font, fill=red)
    pen.text((1080, 1610), "Ngày: 10/6/2022", font=font, fill=(40, 60, 170))
    page = read(sheet)
    assert [word.text for word in page.stamp_words] == ["VĂN", "PHÒNG", "TỈNH", "ỦY", "ĐẾN", "Ngày:", "10/6/2022"]
    office, date = page.stamp_words[0], page.stamp_words[-1]
    assert office.box[0] == pytest.approx(930 * 0.36, abs=4)
    assert 1610 * 0.36 - 4 < date.box[1] < date.box[3] < 1660 * 0.36
    assert not [word for word in page.words if "2022" in word.text and word.box[1] > 1490 * 0.36]
    assert share_read(page) >= MOST
