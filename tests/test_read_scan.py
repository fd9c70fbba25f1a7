"""A scan read page by page: in order, one failing page among good ones, all kinds of files."""

from __future__ import annotations

import datetime as dt
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from pipeline import apart as opening
from pipeline import read as reading
from pipeline.errors import DamagedPage, DamagedPdf, NotText, OcrTimeout, PipelineError, TesseractMissing
from pipeline.pages import PagePool
from pipeline.picture import Picture
from pipeline.read import read_scan
from pipeline.sheets import Sheets
from pipeline.sniff import PDF, TEXT, TIFF, media_type
from records import Grade, Page, Problem, Scan, Word
from settings import Settings
from tests.drawn_pages import LETTER, TypedPdf, letter, paper, scanned_pdf

SHEET = Picture(np.full((20, 20), 255, np.uint8), 150)
SURE = Word("Điều", (0, 0, 10, 10), 0.95)


def scan_of(path: Path, kind: str | None = None) -> Scan:
    return Scan("0" * 64, path, path.name, dt.datetime(2026, 4, 28), kind or media_type(path), 1)


class FakeSheets:
    """Pages without a file."""

    def __init__(self, count: int) -> None:
        self.count = count

    def text_page(self, number: int) -> Page | None:
        return None

    def field_words(self, number: int) -> tuple[Word, ...]:
        return ()

    def doubts(self, number: int) -> tuple[Problem, ...]:
        return ()

    def picture(self, number: int) -> Picture:
        return SHEET

    def drawn_head(self, number: int) -> Picture:
        return SHEET


@pytest.fixture
def pool() -> Iterator[PagePool]:
    with PagePool(2) as threads:
        yield threads


Ocr = Callable[[Picture, int, Sequence[Word], Settings], Page]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Ocr], None]:
    """Read so many pages with this in place of OCR."""

    def install(count: int, ocr: Ocr) -> None:
        @contextmanager
        def sheets(scan: Scan, settings: Settings) -> Iterator[Sheets]:
            yield FakeSheets(count)

        monkeypatch.setattr(reading, "sheets", sheets)
        monkeypatch.setattr(reading, "scanned_page", ocr)

    return install


def good(picture: Picture, number: int, printed: Sequence[Word], settings: Settings) -> Page:
    return Page(number, 595, 842, (SURE,), "ocr")


SCAN = scan_of(Path("a.pdf"), PDF)


def test_pages_come_in_order_and_progress_is_told(fake: Callable[[int, Ocr], None], pool: PagePool) -> None:
    fake(9, good)
    told: list[tuple[str, int, int]] = []
    read = read_scan(SCAN, Settings(), pool, lambda name, done, total: told.append((name, done, total)))
    assert [page.number for page in read.pages] == list(range(1, 10))
    assert told == [("a.pdf", done, 9) for done in range(1, 10)]
    assert read.problems == ()


@pytest.mark.parametrize("error", [OcrTimeout(60), DamagedPage(2)])
def test_a_page_that_fails_is_a_problem_and_the_others_go_on(
    fake: Callable[[int, Ocr], None], pool: PagePool, error: PipelineError
) -> None:
    def ocr(picture: Picture, number: int, printed: Sequence[Word], settings: Settings) -> Page:
        if number == 2:
            raise error
        return good(picture, number, printed, settings)

    fake(3, ocr)
    read = read_scan(SCAN, Settings(), pool)
    assert [len(page.words) for page in read.pages] == [1, 0, 1]
    (problem,) = read.problems
    assert (problem.code, problem.page) == (error.code, 2)
    assert problem.message == f"Trang 2 không đọc được. {error}"


def test_a_scan_of_which_nothing_can_be_read_is_refused(fake: Callable[[int, Ocr], None], pool: PagePool) -> None:
    def ocr(picture: Picture, number: int, printed: Sequence[Word], settings: Settings) -> Page:
        raise OcrTimeout(60)

    fake(3, ocr)
    with pytest.raises(OcrTimeout):
        read_scan(SCAN, Settings(), pool)


def test_a_missing_tesseract_stops_the_scan_at_once(fake: Callable[[int, Ocr], None], pool: PagePool) -> None:
    asked: list[int] = []

    def ocr(picture: Picture, number: int, printed: Sequence[Word], settings: Settings) -> Page:
        asked.append(number)
        threading.Event().wait(0.005)
        raise TesseractMissing()

    fake(500, ocr)
    with pytest.raises(TesseractMissing):
        read_scan(SCAN, Settings(), pool)
    assert len(asked) < 100


def test_a_poor_page_is_doubted(fake: Callable[[int, Ocr], None], pool: PagePool) -> None:
    grades = (Grade.GOOD, Grade.FAIR, Grade.POOR)
    fake(3, lambda picture, number, *_: Page(number, 595, 842, (SURE,), "ocr", grade=grades[number - 1]))
    read = read_scan(SCAN, Settings(), pool)
    assert [(problem.code, problem.page) for problem in read.problems] == [("poor_page", 3)]
    assert tuple(page.grade for page in read.pages) == grades


def test_several_files_share_the_pool(fake: Callable[[int, Ocr], None], pool: PagePool) -> None:
    fake(20, good)
    results: list[int] = []
    threads = [
        threading.Thread(target=lambda: results.append(len(read_scan(SCAN, Settings(), pool).pages))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert results == [20] * 4


def test_no_more_pages_at_once_than_workers() -> None:
    at_once, most, lock = 0, 0, threading.Lock()

    def work(number: int) -> int:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        threading.Event().wait(0.002)
        with lock:
            at_once -= 1
        return number

    with PagePool(3) as pool:
        assert sorted(pool.each(work, range(30))) == [(number, number) for number in range(30)]
    assert most <= 3
    assert PagePool().workers >= 1


def test_a_reader_that_stops_early_leaves_no_page_behind() -> None:
    begun: list[int] = []

    def work(number: int) -> None:
        begun.append(number)
        threading.Event().wait(0.01)

    with PagePool(2) as pool:
        results = pool.each(work, range(100))
        next(results)
        results.close()  # type: ignore[attr-defined]
        assert len(begun) < 20


def test_plain_text_is_one_page_in_nfc(tmp_path: Path, pool: PagePool) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\ufeff" + unicodedata.normalize("NFD", "Đảng ủy Khối"), encoding="utf-8")
    (page,) = read_scan(scan_of(path, TEXT), Settings(), pool).pages
    assert (page.source, page.plain, page.words) == ("plain", "Đảng ủy Khối", ())
    path.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(NotText):
        read_scan(scan_of(path, TEXT), Settings(), pool)


def test_a_typed_pdf_needs_no_ocr(tmp_path: Path, pool: PagePool) -> None:
    lines = [(85.0, 90 + 20.0 * index, line) for index, line in enumerate(LETTER)]
    path = TypedPdf().page(lines).page([]).page(lines).save(tmp_path / "a.pdf")
    read = read_scan(scan_of(path), Settings(), pool)
    assert [page.source for page in read.pages] == ["text", "blank", "text"]


def test_a_file_that_does_not_open_is_refused(tmp_path: Path, pool: PagePool) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 and nothing more")
    with pytest.raises(DamagedPdf):
        read_scan(scan_of(path), Settings(), pool)


def test_a_tiff_is_opened_frame_by_frame(tmp_path: Path) -> None:
    sheets = [paper(50), letter(50), paper(50)]
    sheets[0].save(tmp_path / "a.tif", save_all=True, append_images=sheets[1:])
    with opening.sheets(scan_of(tmp_path / "a.tif", TIFF), Settings()) as opened:
        assert opened.count == 3
        assert opened.text_page(2) is None
        assert opened.field_words(2) == ()
        assert opened.picture(2).pixels.min() < 50


@pytest.mark.ocr
def test_scans_are_read_side_by_side(tmp_path: Path, pool: PagePool) -> None:
    path = scanned_pdf([letter(150, 1), paper(150), letter(150, 1)], tmp_path / "a.pdf", 150)
    read = read_scan(scan_of(path), Settings(), pool)
    assert [page.source for page in read.pages] == ["ocr", "blank", "ocr"]
    assert [word.text for word in read.pages[0].words] == [word.text for word in read.pages[2].words]
    assert "411-CV/TU," in {word.text for word in read.pages[0].words}


@pytest.mark.ocr
@pytest.mark.shared
def test_a_real_signed_scan(shared: Path, pool: PagePool) -> None:
    path = shared / "real" / "cv_3722_metro.pdf"
    (page,) = read_scan(scan_of(path), Settings(), pool).pages
    said = " ".join(word.text for word in page.words)
    assert "3722/VPCP-CN" in said
    assert "Thời gian ký: 28.04.2026 15:49:15 +07:00" in said
