"""Marks without a whole frame, slanted, in arrows, as lone words or drawn over a text layer; and what is none."""

from __future__ import annotations

import ctypes
import datetime as dt
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as raw
import pytest
from PIL import Image

from corpora.case import Block, parse
from corpora.look import look
from corpora.seal import seal
from corpora.sheet import INKS, Sheet
from corpora.stamps import mark
from pipeline.errors import SecretMark
from pipeline.image import grey
from pipeline.layout import lay_out
from pipeline.lone_words import lone_marks
from pipeline.loose_marks import SLIPPED, loose_marks
from pipeline.page_marks import begins_dispatch
from pipeline.pages import PagePool
from pipeline.picture import Picture, head_of
from pipeline.prepare import has_colour
from pipeline.read import read_scan
from pipeline.secrecy import is_secret
from pipeline.segment import segment
from pipeline.sniff import PDF
from pipeline.stages import reading_of
from records import Cell, Page, Scan, Table, Word
from settings import Settings
from tests.drawn_pages import LETTER, TypedPdf

CASE = Path(__file__).parent.parent / "corpora" / "cases" / "sample-state.txt"


def stamp(text: str, ink: str = "red", frame: str = "none", angle: int = 0) -> Sheet:
    """The mark as our renderer draws it, level."""
    options = {"ink": ink, "angle": str(angle), "at": "left", "frame": frame, "size": "17"}
    return mark(Block("mark", options, (text,), 1), look(parse(CASE), 1))


def pressed(text: str, ink: str = "red", frame: str = "none", angle: int = 0) -> Picture:
    """A page at 200 dpi that bears nothing but the mark."""
    sheet = Sheet.blank()
    sheet.press(stamp(text, ink, frame, angle), (620, 820), angle)
    return Picture(np.asarray(sheet.image.resize((1654, 2339), Image.Resampling.LANCZOS)), 200)


def faxed(page: Picture) -> Picture:
    """The page in black and white at 150 dpi, as grey pixels."""
    grey = cv2.resize(cv2.cvtColor(page.pixels, cv2.COLOR_RGB2GRAY), (1240, 1754), interpolation=cv2.INTER_AREA)
    return Picture(np.where(grey > 140, 255, 0).astype(np.uint8), 150)


def marks_on(page: Picture) -> tuple[Word, ...]:
    """The marks of a page that lies straight; an almost empty one cannot tell how it lies."""
    head = head_of(page)
    coloured = head if has_colour(page.pixels) else None
    reading = Picture(grey(head.pixels) if coloured is None else head.pixels[:, :, 0].copy(), head.dpi)
    return loose_marks(reading, coloured, (), (), Settings())


def told(page: Picture) -> list[str]:
    return [word.text for word in marks_on(page)]


@pytest.mark.parametrize("fax", [False, True])
@pytest.mark.parametrize(
    ("text", "ink", "frame", "angle"),
    [
        pytest.param("MẬT", "red", "none", 0, id="bare"),
        pytest.param("MẬT", "blue", "none", -18, id="bare, blue, slanted"),
        pytest.param("MẬT", "black", "none", 30, id="bare, black, slanted"),
        pytest.param("TỐI MẬT", "black", "double", -25, id="two frames"),
        pytest.param("TUYỆT MẬT", "red", "box", 6, id="a frame"),
        pytest.param("KHẨN", "black", "broken", -7, id="a broken frame"),
        pytest.param("THƯỢNG KHẨN", "red", "none", 43, id="steep"),
        pytest.param("HỎA TỐC", "red", "arrow", 40, id="an arrow up"),
        pytest.param("HOẢ TỐC", "black", "arrow", -35, id="an arrow down"),
    ],
)
def test_a_mark_is_read_however_it_is_stamped(text: str, ink: str, frame: str, angle: int, fax: bool) -> None:
    page = pressed(text, ink, frame, angle)
    assert told(faxed(page) if fax else page) == ["HỎA TỐC" if text == "HOẢ TỐC" else text]


@pytest.mark.parametrize("ink", ["red", "blue", "black"])
@pytest.mark.parametrize("angle", [0, 17])
@pytest.mark.parametrize(
    "text",
    ["BẢN SAO", "BÍ MẬT", "MẶT TRẬN", "MẬT MÃ", "MẬT ĐỘ", "DỰ THẢO", "KHẨN TRƯƠNG", "NAM", "MÁT XA", "KHÁNH HÒA"],
)
def test_another_stamp_is_no_mark(text: str, ink: str, angle: int) -> None:
    assert told(pressed(text, ink, "none", angle)) == []


def test_a_seal_is_no_mark() -> None:
    sheet = Sheet.blank()
    sheet.press(seal("ỦY BAN MẶT TRẬN TỔ QUỐC", INKS["red"], state=True), (700, 700))
    assert told(Picture(np.asarray(sheet.image.resize((1654, 2339), Image.Resampling.LANCZOS)), 200)) == []


def test_a_slip_of_urgency_is_a_doubt_and_one_of_secrecy_counts() -> None:
    assert SLIPPED < 0.9
    sheet = Sheet.blank()
    sheet.press(stamp("THƯNG KHẨ"), (620, 820), 12)
    (word,) = marks_on(Picture(np.asarray(sheet.image), 300))
    assert (word.text, word.confidence < 0.9) == ("THƯỢNG KHẨN", True)
    assert told(pressed("MÂI", "red", "none", 14)) == ["MẬT"]


def words(*lines: tuple[str, float, float]) -> tuple[Word, ...]:
    """Words of print: each line with its left and top."""
    made = []
    for text, left, top in lines:
        for word in text.split():
            made.append(Word(word, (left, top, left + 8.0 * len(word), top + 11.0), 0.95))
            left += 8.0 * len(word) + 4
    return tuple(made)


def typed(*lines: tuple[str, float, float], source: str = "ocr", tables: tuple[Table, ...] = ()) -> Page:
    return Page(1, 595, 842, words(*lines), source, tables=tables)


NUMBER, DATE = ("Số: 12/TB-SNV", 90, 110), ("Sơn La, ngày 02 tháng 3 năm 2026", 300, 110)


@pytest.mark.parametrize(
    ("line", "source", "expected"),
    [
        pytest.param(("MẬT", 120, 130), "text", ["MẬT"], id="under the number"),
        pytest.param(("MẬT", 240, 110), "text", ["MẬT"], id="on the number's line, apart"),
        pytest.param(("TỐI MẬT", 90, 40), "ocr", ["TỐI MẬT"], id="above all"),
        pytest.param(("MẠT", 120, 130), "ocr", ["MẬT"], id="with a slip of the reader"),
        pytest.param(("MẠT", 120, 130), "text", [], id="typed so"),
        pytest.param(("KHẨN", 120, 130), "ocr", ["KHẨN"], id="urgency"),
        pytest.param(("Khẩn", 120, 130), "ocr", [], id="in small letters"),
        pytest.param(("MẬT ĐỘ DÂN SỐ", 120, 130), "ocr", [], id="in a title"),
        pytest.param(("MẬT", 120, 600), "ocr", [], id="in the body"),
    ],
)
def test_a_lone_word_in_the_head_is_a_mark(line: tuple[str, float, float], source: str, expected: list[str]) -> None:
    page = typed(NUMBER, DATE, line, source=source)
    marks, others = lone_marks(page)
    assert [word.text for word in marks] == expected
    assert len(others) == len(page.words) - (len(line[0].split()) if expected else 0)


def test_the_side_of_a_frame_read_as_a_letter_does_not_hide_the_mark() -> None:
    page = typed(NUMBER, ("KHẨN", 72, 160))
    page = replace(page, words=(*page.words, Word("l", (110, 160, 112, 171), 0.4)))
    assert [(word.text, word.confidence) for word in lone_marks(page)[0]] == [("KHẨN", 0.95)]


def test_the_last_word_of_a_wrapped_title_is_no_mark() -> None:
    page = typed(NUMBER, DATE, ("QUY CHẾ BẢO VỆ BÍ", 220, 160), ("MẬT", 290, 174))
    assert lone_marks(page) == ((), page.words)


def test_a_word_in_a_table_is_no_mark() -> None:
    box = (80.0, 150.0, 500.0, 250.0)
    page = typed(NUMBER, DATE, ("MẬT", 290, 174), tables=(Table(box, (Cell(0, 0, box),)),))
    assert lone_marks(page) == ((), page.words)


def test_marks_are_looked_for_where_a_dispatch_begins() -> None:
    later = Page(2, 595, 842, words(("ĐẢNG CỘNG SẢN VIỆT NAM", 300, 70), NUMBER), "ocr")
    assert begins_dispatch(typed(NUMBER))
    assert begins_dispatch(later)
    assert not begins_dispatch(Page(2, 595, 842, words(NUMBER), "ocr"))


LETTERHEAD = (
    (90.0, 70.0, "TỈNH ỦY SƠN LA"),
    (90.0, 90.0, "Số 411-CV/TU"),
    (330.0, 70.0, "ĐẢNG CỘNG SẢN VIỆT NAM"),
    (330.0, 110.0, "Sơn La, ngày 06 tháng 6 năm 2022"),
)


def drawn_over(path: Path, text: str, note: bool) -> Scan:
    """A PDF with a text layer, and over it the stamp as a picture, or as the picture of a note."""
    lines = [(85.0, 320.0 + 18 * row, line) for row, line in enumerate(LETTER)]
    pdf = TypedPdf().page([*LETTERHEAD, *lines])
    image = stamp(text).image.rotate(-9, expand=True, fillcolor="white")
    page = pdf.document[0]
    picture = raw.FPDFPageObj_NewImageObj(pdf.document)
    raw.FPDFImageObj_SetBitmap(None, 0, picture, pypdfium2.PdfBitmap.from_pil(image))
    wide, high = image.width * 72 / 300, image.height * 72 / 300
    raw.FPDFPageObj_Transform(picture, wide, 0, 0, high, 120, 650)
    if note:
        annotation = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_STAMP)
        area = raw.FS_RECTF(120, 650 + high, 120 + wide, 650)
        raw.FPDFAnnot_SetRect(annotation, ctypes.byref(area))
        raw.FPDFAnnot_AppendObject(annotation, picture)
        raw.FPDFPage_CloseAnnot(annotation)
    else:
        raw.FPDFPage_InsertObject(page, picture)
        page.gen_content()
    page.close()
    pdf.save(path)
    return Scan("0" * 64, path, path.name, dt.datetime(2026, 4, 28), PDF, 1)


def test_a_mark_is_one_whatever_stands_beside_it() -> None:
    """Seen twice, or on one line with the words of a ĐẾN stamp, it still is a mark."""
    beside = (Word("MẬT", (80, 150, 120, 170), 0.9), Word("MẬT", (81, 150, 121, 170), 0.85))
    arrival = (Word("Số:", (124, 152, 140, 168), 1.0), Word("471", (142, 152, 170, 168), 0.9))
    page = replace(typed(NUMBER, DATE), stamp_words=(*beside, *arrival))
    assert is_secret(segment((lay_out(page),))[0])


@pytest.mark.parametrize("note", [False, True])
def test_a_stamp_drawn_over_a_text_layer_is_seen(tmp_path: Path, note: bool) -> None:
    with PagePool(1) as pool, pytest.raises(SecretMark):
        read_scan(drawn_over(tmp_path / "a.pdf", "MẬT", note), Settings(), pool)


def test_urgency_drawn_over_a_text_layer_is_told_as_a_doubt(tmp_path: Path) -> None:
    with PagePool(1) as pool:
        read = read_scan(drawn_over(tmp_path / "a.pdf", "KHẨN", note=False), Settings(), pool)
    assert read.pages[0].source == "text"
    ((found,),) = (one.header.marks for one in reading_of(read).readings)
    assert (found.value, found.confidence < 0.9) == ("KHẨN", True)
