"""Hostile and broken PDFs are refused with a reason, before they cost time or memory."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from pipeline.errors import DamagedPdf, PageTooLarge, PasswordProtected, PipelineError, TooManyPages
from pipeline.pdf import Pdf
from settings import Settings
from tests.drawn_pages import TypedPdf, letter, locked_pdf, paper, scanned_pdf


def test_a_password_is_told_from_damage(tmp_path: Path) -> None:
    with pytest.raises(PasswordProtected) as caught:
        Pdf(locked_pdf(tmp_path / "locked.pdf"), Settings())
    assert "mật khẩu" in caught.value.message


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.7\n" + bytes(range(256)) * 20, b"\xff\xd8\xff\xe0"])
def test_what_is_no_pdf_is_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(DamagedPdf):
        Pdf(path, Settings())


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_cut_off_pdf_is_refused_or_read_but_never_breaks(tmp_path: Path, share: float) -> None:
    whole = scanned_pdf([letter(100)] * 3, tmp_path / "whole.pdf", 100).read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[: int(len(whole) * share)])
    try:
        with Pdf(path, Settings()) as pdf:
            for number in range(1, pdf.count + 1):
                pdf.text_page(number)
                pdf.picture(number)
    except PipelineError as error:
        assert error.remedy


def test_too_many_pages(tmp_path: Path) -> None:
    path = scanned_pdf([paper(20)] * 4, tmp_path / "a.pdf", 20)
    with pytest.raises(TooManyPages) as caught:
        Pdf(path, Settings(max_pages=3))
    assert caught.value.message == "Tệp có 4 trang, vượt mức 3 trang cho một tệp."


def test_a_huge_page_is_refused_before_it_is_drawn(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(14_400, 14_400)
    document.save(tmp_path / "huge.pdf")
    with Pdf(tmp_path / "huge.pdf", Settings()) as pdf, pytest.raises(PageTooLarge):
        pdf.picture(1)


def test_a_huge_image_inside_is_refused_before_it_is_drawn(tmp_path: Path) -> None:
    path = scanned_pdf([paper(100)], tmp_path / "a.pdf", 100)
    with Pdf(path, Settings(max_pixels=400_000)) as pdf, pytest.raises(PageTooLarge):
        pdf.picture(1)


@pytest.mark.parametrize(("dpi", "drawn"), [(100, 150), (200, 200), (300, 300), (400, 300)])
def test_a_scan_is_drawn_at_its_own_resolution(tmp_path: Path, dpi: int, drawn: float) -> None:
    with Pdf(scanned_pdf([paper(dpi)], tmp_path / "a.pdf", dpi), Settings()) as pdf:
        picture = pdf.picture(1)
    assert picture.dpi == pytest.approx(drawn, rel=0.01)
    assert picture.width == pytest.approx(595, abs=2)


def test_a_typed_page_is_drawn_at_300_dpi_or_what_the_limit_leaves(tmp_path: Path) -> None:
    path = TypedPdf().page([(85, 90, "Kính gửi: Các chi bộ")]).save(tmp_path / "a.pdf")
    for limit, dpi in ((40_000_000, 300), (4_000_000, 203)):
        with Pdf(path, Settings(max_pixels=limit)) as pdf:
            picture = pdf.picture(1)
        assert picture.dpi == pytest.approx(dpi, abs=1)
        assert picture.pixels.shape[0] * picture.pixels.shape[1] < limit * 1.01


def test_where_pdfplumber_breaks_the_page_can_still_be_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise IndexError("list index out of range")

    path = TypedPdf().page([(85, 90, "Thực hiện Công văn số 411-CV/TU của Ban Thường vụ")]).save(tmp_path / "a.pdf")
    monkeypatch.setattr(pdfplumber, "open", broken)
    with Pdf(path, Settings()) as pdf:
        assert pdf.text_page(1) is None
        assert pdf.picture(1).pixels.min() < 100
