"""The text layer: its words and tables where it is sound, nothing where it is not."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from pipeline.pdf import Pdf
from pipeline.syllables import marked_share, syllable_share
from pipeline.textlayer import TextLayer, is_sound, without_captions, woven
from records import Page, Word
from settings import Settings
from tests.drawn_pages import LETTER, TypedPdf, letter, scanned_pdf

GOOD = " ".join(LETTER)
CAPTION = (
    "Ký bởi: VĂN PHÒNG CHÍNH PHỦ",
    "Email: thongtinchinhphu@chinhphu.vn",
    "Cơ quan: VĂN PHÒNG CHÍNH PHỦ",
    "Thời gian ký: 28.04.2026 15:49:15 +07:00",
)


def words(*lines: str) -> tuple[Word, ...]:
    """Words laid out line under line."""
    return tuple(
        Word(text, (60.0 * column, 20.0 * row, 60.0 * column + 50, 20.0 * row + 12), 1.0)
        for row, line in enumerate(lines)
        for column, text in enumerate(line.split())
    )


def layer(*lines: str, on_scan: bool = False, fonts: tuple[str, ...] = ()) -> TextLayer:
    return TextLayer(words(*lines), fonts, on_scan)


@pytest.mark.parametrize("on_scan", [False, True])
def test_good_vietnamese_is_sound(on_scan: bool) -> None:
    assert is_sound(layer(*LETTER, on_scan=on_scan))


@pytest.mark.parametrize(
    "bad",
    [
        layer("2"),
        layer(*CAPTION),
        layer(*CAPTION, on_scan=True),
        layer(*LETTER[:1], on_scan=True),
        layer(*["Thuc hien Cong van so cua Ban Thuong vu Tinh uy ve viec nang cao chat luong"] * 5, on_scan=True),
        layer(*["QuyÕt ®Þnh sè cña ñy ban nh©n d©n vÒ viÖc phª duyÖt kÕ ho¹ch ph¸t triÓn"] * 5),
        layer(*["Quyeát ñònh cuûa UÛy ban nhaân daân veà vieäc pheâ duyeät keá hoaïch"] * 5),
        layer(*["(cid:3)(cid:12)nh (cid:44)ng v(cid:9)n"] * 12),
        layer(*LETTER, fonts=(".VnTime",) * 5 + ("Times",)),
    ],
    ids=["number", "caption", "on scan", "too little", "no marks", "TCVN3", "VNI", "no letters behind", "old font"],
)
def test_what_is_not_sound(bad: TextLayer) -> None:
    assert not is_sound(bad)


def test_text_that_stands_on_end_is_not_sound() -> None:
    standing = tuple(Word(word.text, (0, 0, 12, 40), 1.0) for word in words(*LETTER))
    assert not is_sound(TextLayer(standing, (), on_scan=False))


@pytest.mark.parametrize(
    "good",
    [
        layer("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "DANH SÁCH ĐẠI BIỂU DỰ HỌP"),
        layer(*["The Government shall guide the implementation of this Decree and other clauses"] * 5),
    ],
    ids=["short and in capitals", "English"],
)
def test_what_is_sound_though_it_looks_odd(good: TextLayer) -> None:
    assert is_sound(good)


def test_captions_are_cut_away_with_their_row() -> None:
    assert without_captions(words(*CAPTION, "Điều 1. Phê chuẩn")) == ["Điều 1. Phê chuẩn"]


def test_a_word_that_a_field_prints_comes_to_its_place_in_the_row() -> None:
    row = words("Số: /KH-UBND Hà Nội")
    number = Word("173", (45.0, 2.0, 55.0, 10.0), 1.0)
    assert [word.text for word in woven(row, [number])] == ["Số:", "173", "/KH-UBND", "Hà", "Nội"]
    lone = Word("ngoài", (0.0, 400.0, 20.0, 410.0), 1.0)
    assert woven(row, [lone])[-1] == lone


def test_signs_of_vietnamese() -> None:
    assert syllable_share([GOOD]) > 0.95
    assert marked_share(GOOD) > 0.25
    assert syllable_share([GOOD[::-1]]) < 0.4
    assert syllable_share([]) == marked_share("") == 0.0


def typed(tmp_path: Path, rules: list[tuple[float, float, float, float]] | None = None) -> Page:
    lines = [(85.0, 90 + 20.0 * index, line) for index, line in enumerate(LETTER)]
    path = TypedPdf().page(lines, rules or []).save(tmp_path / "typed.pdf")
    with Pdf(path, Settings()) as pdf:
        page = pdf.text_page(1)
    assert page is not None
    return page


def test_the_words_of_a_typed_page_with_their_places(tmp_path: Path) -> None:
    page = typed(tmp_path)
    assert " ".join(word.text for word in page.words) == GOOD
    assert (page.source, page.width, page.height) == ("text", 595, 842)
    first = page.words[0]
    assert first.confidence == 1.0
    assert first.box[0] == pytest.approx(85, abs=1)
    assert 85 < first.box[1] < first.box[3] < 106


def test_a_cut_page_has_its_places_from_the_cut(tmp_path: Path) -> None:
    whole = typed(tmp_path)
    document = pypdfium2.PdfDocument(tmp_path / "typed.pdf")
    document[0].set_cropbox(50, 300, 500, 800)
    document.save(tmp_path / "cut.pdf")
    with Pdf(tmp_path / "cut.pdf", Settings()) as pdf:
        page = pdf.text_page(1)
    assert page is not None
    assert (page.width, page.height) == (450, 500)
    left, top = whole.words[0].box[:2]
    assert page.words[0].box[:2] == pytest.approx((left - 50, top - 42), abs=0.1)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_turned_against_its_text_is_left_to_its_picture(tmp_path: Path, turn: int) -> None:
    typed(tmp_path)
    document = pypdfium2.PdfDocument(tmp_path / "typed.pdf")
    document[0].set_rotation(turn)
    document.save(tmp_path / "turned.pdf")
    with Pdf(tmp_path / "turned.pdf", Settings()) as pdf:
        assert pdf.text_page(1) is None
        assert pdf.picture(1).width == pytest.approx(595 if turn == 180 else 842, abs=1)


def test_a_ruled_table_of_two_by_two(tmp_path: Path) -> None:
    across = [(80.0, y, 500.0, y + 0.7) for y in (300.0, 330.0, 360.0)]
    down = [(x, 300.0, x + 0.7, 360.0) for x in (80.0, 200.0, 500.0)]
    (table,) = typed(tmp_path, across + down).tables
    assert [(cell.row, cell.column) for cell in table.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert table.cells[3].box == pytest.approx((200, 330, 500, 360), abs=2)


def test_coloured_fields_and_single_rows_are_no_tables(tmp_path: Path) -> None:
    fields = [(80.0, 300.0, 300.0, 330.0), (300.0, 300.0, 500.0, 330.0), (80.0, 330.0, 300.0, 360.0)]
    row = [(80.0, 400.0, 500.0, 400.7), (80.0, 430.0, 500.0, 430.7), (80.0, 400.0, 80.7, 430.0)]
    assert typed(tmp_path, fields + row).tables == ()


def test_a_scan_has_no_text_page(tmp_path: Path) -> None:
    with Pdf(scanned_pdf([letter(100)], tmp_path / "a.pdf", 100), Settings()) as pdf:
        assert pdf.text_page(1) is None
        assert pdf.field_words(1) == ()


@pytest.mark.shared
def test_signature_fields_fill_in_number_and_date(shared: Path) -> None:
    with Pdf(shared / "real" / "hanoi_kh_173_festival.pdf", Settings()) as pdf:
        page = pdf.text_page(1)
    assert page is not None
    text = " ".join(word.text for word in page.words)
    assert "Số: 173 /KH-UBND" in text
    assert "Hà Nội, ngày 28 tháng 4 năm 2026" in text


@pytest.mark.shared
def test_the_caption_of_a_signed_scan_is_known_letter_by_letter(shared: Path) -> None:
    with Pdf(shared / "real" / "qd_729_ttg.pdf", Settings()) as pdf:
        assert pdf.text_page(1) is None
        text = " ".join(word.text for word in pdf.field_words(1))
    assert text.endswith("Thời gian ký: 23.04.2026 15:54:16 +07:00")
