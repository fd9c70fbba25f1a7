"""The searchable copy: the invisible font, where words are laid, pictures and pages as they were, the metadata."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageFont

from pipeline.image import frame, warped
from pipeline.lie import back_from
from pipeline.prepare import turning
from publish import invisible_font
from publish.about import About, about
from publish.laid_text import LaidWord, layer, lines_of, onto, through
from publish.no_copy import NoCopy
from publish.searchable import LaidPage, write
from settings import Settings
from tests.drawn_pages import TypedPdf, pixels, scanned_pdf
from tests.drawn_pages import letter as letter_page
from tests.papers_of_graph import found, header, paper
from tests.searched import carried, copied, drawn, is_over, is_same_picture, words_found, words_shown
from tests.signed_pdfs import signed, signer

PDF = "application/pdf"
TOLD = About("Công văn 1-CV/TU: Về việc “chợ”; quy hoạch", "Tỉnh ủy Trà Vinh", "quy hoạch", dt.date(2022, 6, 6))
WORDS = (
    LaidWord("Thực", (85, 90, 115, 103)),
    LaidWord("hiện", (118, 91, 145, 104)),
    LaidWord("ĐẢNG", (350, 90, 390, 103)),
    LaidWord("Ủy", (85, 110, 100, 123)),
    LaidWord("nghị", (104, 110, 130, 123)),
)
SHEET = letter_page(100, 1).crop((0, 0, 800, 1150))  # 576 by 828 points
WIDE, HIGH = SHEET.width * 0.72, SHEET.height * 0.72


def laid(width: float = WIDE, height: float = HIGH, turn: int = 0, angle: float = 0.0) -> LaidPage:
    """A page with WORDS, read after it was turned back and straightened by so much."""
    lie = back_from(width, height, turn, angle)
    return LaidPage(width, height, WORDS, lie.back)


def made(original: Path, media_type: str, *pages: LaidPage | None, told: About = TOLD) -> Path:
    before, target = original.read_bytes(), original.with_name("copy.pdf")
    write(original, media_type, pages, told, target)
    assert original.read_bytes() == before
    return target


def test_the_font_has_two_signs_and_no_ink() -> None:
    font = ImageFont.truetype(BytesIO(invisible_font.program()), 1000)
    assert font.getmask("A").getbbox() is None
    assert font.getmetrics() == (invisible_font.ASCENT, -invisible_font.DESCENT)
    assert set(invisible_font.sign_map()) == {0, invisible_font.SIGN}


def test_letters_have_codes_and_find_the_way_back() -> None:
    assert invisible_font.codes("Ủy 😀ữ") == "1EE60079002001EF".replace("01EF", "1EEF")
    told = invisible_font.to_unicode("ữ" + "".join(map(chr, range(0x100, 0x170)))).decode()
    assert "<1EEF> <1EEF>" in told
    assert "100 beginbfchar" in told
    assert "13 beginbfchar" in told


def test_words_go_on_in_a_line_until_a_column_or_a_line_ends() -> None:
    assert [[one.text for one in line] for line in lines_of(WORDS)] == [["Thực", "hiện"], ["ĐẢNG"], ["Ủy", "nghị"]]
    assert lines_of([LaidWord("😀", (0, 0, 9, 9)), LaidWord("", (0, 0, 9, 9))]) == []
    assert layer((), (1, 0, 0, 1, 0, 0), "F") == b""


def test_words_paint_nothing_and_a_blank_stands_between_two() -> None:
    told = layer(WORDS[:2], onto((0, 0, 600, 800), 0, 600, 800), "F").decode()
    assert told.startswith("q\nBT\n3 Tr\n/F 13 Tf\n")
    assert told.count(" Tj") == 3
    assert "<0020> Tj" in told
    assert told.endswith("ET\nQ\n")


@pytest.mark.parametrize(
    ("rotation", "corner", "far"),
    [(0, (10, 820), (610, 20)), (90, (10, 20), (610, 820)), (180, (610, 20), (10, 820)), (270, (610, 820), (10, 20))],
)
def test_corners_of_the_shown_page_are_corners_of_the_paper(rotation: int, corner: Any, far: Any) -> None:
    shown = (600.0, 800.0) if rotation % 180 == 0 else (800.0, 600.0)
    a, b, c, d, e, f = onto((10, 20, 610, 820), rotation, *shown)
    assert (e, f) == corner
    assert (a * shown[0] + c * shown[1] + e, b * shown[0] + d * shown[1] + f) == far


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_read_place_is_where_the_picture_has_it(turn: int) -> None:
    picture = np.full((300, 400), 255, np.uint8)
    picture[100:140, 50:80] = 0
    turned = np.rot90(picture, turn // 90)
    rows, columns = turned.shape
    seen = warped(np.ascontiguousarray(turned), turning(3.0, (columns / 2, rows / 2)), (columns, rows))
    down, across = (float(np.mean(axis)) + 0.5 for axis in np.nonzero(seen < 128))
    a, b, c, d, e, f = back_from(400, 300, turn, 3.0).back
    assert (a * across + c * down + e, b * across + d * down + f) == pytest.approx((65, 120), abs=1.0)


def test_one_way_after_the_other() -> None:
    assert through((1, 0, 0, 1, 5, 7), (2, 0, 0, -3, 0, 100)) == (2, 0, 0, -3, 10, 79)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_words_of_a_pdf_lie_where_they_were_read(tmp_path: Path, turn: int, rotate: int) -> None:
    plain = scanned_pdf([SHEET], tmp_path / "plain.pdf", 100)
    original = tmp_path / "a.pdf"
    with pikepdf.open(plain) as pdf:
        pdf.pages[0].obj.CropBox = [20, 30, 560, 800]
        pdf.Root.Pages.Rotate = rotate
        pdf.Root.Pages.Resources = pdf.pages[0].obj.Resources
        del pdf.pages[0].obj["/Resources"]
        pdf.save(original)
    size = (540.0, 770.0) if rotate % 180 == 0 else (770.0, 540.0)
    copy = made(original, PDF, laid(*size, turn=turn, angle=0.8))
    assert is_same_picture(original, copy)
    lie, (seen,) = back_from(*size, turn, 0.8), words_shown(copy)
    places = {word.text: word.box for word in seen}
    assert all(is_over(places[word.text], carried(lie, word.box)) for word in WORDS)
    assert len(copied(copy).replace(" ", "")) == len("ThựchiệnĐẢNGỦynghị")


@pytest.mark.parametrize(
    ("name", "media_type", "packing"),
    [("a.png", "image/png", "/FlateDecode"), ("a.jpeg", "image/jpeg", "/DCTDecode"), ("a.tif", "image/tiff", "/CC")],
)
def test_a_picture_is_put_in_as_it_is_packed(tmp_path: Path, name: str, media_type: str, packing: str) -> None:
    original = tmp_path / name
    image = SHEET.convert("1") if name == "a.tif" else SHEET
    more: dict[str, Any] = {"compression": "group4"} if name == "a.tif" else {}
    image.save(original, dpi=(100, 100), **more)
    copy = made(original, media_type, laid())
    with pikepdf.open(copy) as pdf:
        packed: Any = next(iter(pdf.pages[0].images.values()))
        assert packing in str(packed.Filter)
        assert name == "a.tif" or packed.read_raw_bytes() in original.read_bytes()  # its strips become one
        with Image.open(original) as wanted:
            assert np.array_equal(pixels(pikepdf.PdfImage(packed).as_pil_image()), pixels(wanted))
    assert [word.text for _, word in words_found(copy)] == ["Thực", "hiện", "ĐẢNG", "Ủy", "nghị"]
    assert all(is_over(word.box, one.box) for (_, word), one in zip(words_found(copy), WORDS, strict=True))
    assert copied(copy) == "Thực hiện ĐẢNG Ủy nghị"


@pytest.mark.parametrize("way", range(1, 9))
def test_a_photograph_lies_as_its_camera_says(tmp_path: Path, way: int) -> None:
    original, exif = tmp_path / "a.jpeg", Image.Exif()
    exif[0x0112] = way
    SHEET.save(original, dpi=(100, 100), exif=exif)
    width, height = (WIDE, HIGH) if way < 5 else (HIGH, WIDE)
    copy = made(original, "image/jpeg", laid(width, height))
    seen = frame(original, 1, Settings()).pixels
    page = drawn(copy, 100 / 72)[0][:, :, 0]
    assert page.shape == seen.shape
    assert np.mean(np.abs(page.astype(int) - seen)) < 1.0
    assert [word.text for _, word in words_found(copy)] == ["Thực", "hiện", "ĐẢNG", "Ủy", "nghị"]
    assert all(is_over(word.box, one.box) for (_, word), one in zip(words_found(copy), WORDS, strict=True))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "LA", "RGBA", "I;16"])
def test_every_kind_of_png_looks_the_same(tmp_path: Path, mode: str) -> None:
    original = tmp_path / "a.png"
    (SHEET.convert("I").point(lambda grey: grey * 256).convert(mode) if mode == "I;16" else SHEET.convert(mode)).save(
        original, dpi=(100, 100)
    )
    page = drawn(made(original, "image/png", laid()), 100 / 72)[0][:, :, 0]
    wanted = pixels(SHEET.convert("1").convert("L") if mode == "1" else SHEET)
    assert np.mean(np.abs(page.astype(int) - wanted)) < 1.0


def test_pages_of_a_tiff_keep_their_order_and_a_blank_one_stays_blank(tmp_path: Path) -> None:
    original = tmp_path / "a.tif"
    blank = Image.new("L", SHEET.size, "white")
    SHEET.save(original, dpi=(100, 100), compression="tiff_lzw", save_all=True, append_images=[blank, SHEET])
    copy = made(original, "image/tiff", laid(), LaidPage(WIDE, HIGH), laid())
    assert [page for page, _ in words_found(copy)] == [1] * 5 + [3] * 5
    dark = [float(np.mean(page < 128)) for page in drawn(copy)]
    assert dark[0] == dark[2] > dark[1] == 0.0


def test_the_metadata_is_that_of_the_dispatch(tmp_path: Path) -> None:
    copy = made(scanned_pdf([SHEET], tmp_path / "a.pdf", 100), PDF, laid())
    with pikepdf.open(copy) as pdf, pdf.open_metadata() as meta:
        assert pdf.docinfo["/Title"] == TOLD.title == meta["dc:title"]
        assert pdf.docinfo["/Author"] == TOLD.author
        assert meta["dc:creator"] == [TOLD.author]
        assert pdf.docinfo["/Subject"] == "quy hoạch" == meta["dc:description"]
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20220606000000+07")
        assert pdf.Root.Lang == "vi-VN"
        assert "pdfaid:part" not in meta


def test_what_is_doubtful_is_not_told() -> None:
    sure = header("411-CV/TU", "công văn", "2022-06-06", "Tỉnh ủy Trà Vinh", "Trà Vinh", "nâng cao chất lượng")
    one, other = (
        paper(sure, "x").reading,
        paper(header("2-TB/TU", "thông báo", "2022-06-07", "Tỉnh ủy Trà Vinh", "Trà Vinh"), "x").reading,
    )
    told = about((one, other), "x.pdf")
    assert told.title == "Công văn 411-CV/TU: nâng cao chất lượng; Thông báo 2-TB/TU"
    assert (told.author, told.subject, told.day) == ("Tỉnh ủy Trà Vinh", "nâng cao chất lượng", dt.date(2022, 6, 6))
    doubtful = paper(header("411-CV/TU", "công văn", "2022-06-06", "Tỉnh ủy", "Trà Vinh"), "x").reading
    less = replace(doubtful.header, symbol=found("411-CV/TU", 0.6), kind=None)
    assert about((replace(doubtful, header=less),), "x.pdf").title == "x.pdf"


def test_pictures_alone_make_an_archival_file(tmp_path: Path) -> None:
    original = tmp_path / "a.png"
    SHEET.convert("RGB").save(original, dpi=(100, 100))
    with pikepdf.open(made(original, "image/png", laid())) as pdf:
        with pdf.open_metadata() as meta:
            assert meta.pdfa_status == "2B"
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
        assert "/Encrypt" not in pdf.trailer
        assert len(pdf.trailer.ID) == 2
        assert all(fonts_are_embedded(page) for page in pdf.pages)
        assert pdf.check_pdf_syntax() == []
    colours = tmp_path / "b.jpeg"
    SHEET.convert("CMYK").save(colours, dpi=(100, 100))
    with pikepdf.open(made(colours, "image/jpeg", laid())) as pdf, pdf.open_metadata() as meta:
        assert meta.pdfa_status == ""


def fonts_are_embedded(page: Any) -> bool:
    fonts = [font.DescendantFonts[0] for font in page.resources.Font.values()]
    return bool(fonts) and all("/FontFile2" in one.FontDescriptor and "/CIDToGIDMap" in one for one in fonts)


def signed_pdf(folder: Path) -> Path:
    """A scan with a signature that shows in a box."""
    path = scanned_pdf([SHEET], folder / "signed.pdf", 100)
    path.write_bytes(signed(path.read_bytes(), signer("Lâm Minh Đăng", "Tỉnh ủy Trà Vinh")))
    return path


def mean_difference(one: Path, other: Path) -> float:
    """By how many greys of 255 the pixels of two first pages differ."""
    first, second = (drawn(path, 2.0)[0].astype(int) for path in (one, other))
    return float(np.mean(np.abs(first - second)))


def test_a_signed_scan_shows_its_signature_and_none_is_told_to_be_broken(tmp_path: Path) -> None:
    original = signed_pdf(tmp_path)
    page = pypdfium2.PdfDocument(original)[0]
    copy = made(original, PDF, laid(*page.get_size()))
    assert mean_difference(original, copy) < 0.1  # the edges of its letters are smoothed otherwise
    assert mean_difference(original, scanned_pdf([SHEET], tmp_path / "bare.pdf", 100)) > 0.5
    with pikepdf.open(copy) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert b"/ByteRange" not in copy.read_bytes()
    assert "Thực hiện" in copied(copy)


def test_a_signed_file_with_its_own_text_stays_as_it_is(tmp_path: Path) -> None:
    original = signed_pdf(tmp_path)
    assert made(original, PDF, None).read_bytes() == original.read_bytes()


def test_a_text_of_its_own_gets_no_second_one(tmp_path: Path) -> None:
    original = TypedPdf().page([(80, 100, "Kính gửi: Tỉnh ủy")]).save(tmp_path / "a.pdf")
    copy = made(original, PDF, None)
    assert copied(copy) == copied(original) == "Kính gửi: Tỉnh ủy"
    assert is_same_picture(original, copy)
    with pikepdf.open(copy) as pdf:
        assert pdf.docinfo["/Title"] == TOLD.title


def test_a_broken_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    original = tmp_path / "a.pdf"
    original.write_bytes(b"%PDF-1.4\nkaputt")
    with pytest.raises(NoCopy, match="hãy quét lại, hoặc dùng bản gốc"):
        made(original, PDF, laid())
