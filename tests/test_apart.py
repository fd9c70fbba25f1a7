"""The process that opens files: it may die, hang or want too much, and only a page is lost."""

from __future__ import annotations

import datetime as dt
import os
import signal
from pathlib import Path

import pytest

from benchmarks.broken_pdf import A6, pages
from benchmarks.hostile_pdfs import KID, tiny_tiles
from pipeline import apart
from pipeline.apart import MOST_BREAKS, Apart, sheets
from pipeline.errors import DamagedPage, DamagedPdf, PageSkipped, PageTooSlow
from pipeline.sniff import PDF, PNG
from records import Scan
from settings import Settings
from tests.drawn_pages import letter


def scan_of(path: Path, kind: str = PDF) -> Scan:
    return Scan("0" * 64, path, path.name, dt.datetime(2026, 4, 28), kind, 1)


@pytest.fixture
def three(tmp_path: Path) -> Scan:
    path = tmp_path / "a.pdf"
    path.write_bytes(pages([KID % A6] * 3))
    return scan_of(path)


def kill(opened: Apart, how: signal.Signals = signal.SIGSEGV) -> None:
    assert opened._opener is not None
    os.kill(opened._opener.process.pid, how)


def test_the_next_file_is_opened_by_the_same_process(three: Scan) -> None:
    used = []
    for _ in range(3):
        with sheets(three, Settings()) as opened:
            assert isinstance(opened, Apart)
            assert opened._opener is not None
            used.append(opened._opener.process.pid)
            assert opened.picture(2).width == pytest.approx(298, abs=1)
    assert len(set(used)) == 1


def test_a_crash_costs_one_page(three: Scan) -> None:
    with sheets(three, Settings()) as opened:
        assert isinstance(opened, Apart)
        assert opened.picture(1).pixels.min() == 255
        kill(opened)
        with pytest.raises(DamagedPage):
            opened.picture(2)
        assert opened.picture(3).pixels.min() == 255


def test_a_file_that_breaks_everything_is_given_up(three: Scan) -> None:
    with sheets(three, Settings()) as opened:
        assert isinstance(opened, Apart)
        for _ in range(MOST_BREAKS):
            opened.picture(1)
            kill(opened)
            with pytest.raises(DamagedPage):
                opened.picture(1)
        with pytest.raises(PageSkipped) as caught:
            opened.picture(1)
    assert str(MOST_BREAKS) in caught.value.message


def test_a_file_that_is_refused_leaves_the_process_for_the_next(tmp_path: Path, three: Scan) -> None:
    torn = tmp_path / "torn.pdf"
    torn.write_bytes(b"%PDF-1.7")
    with pytest.raises(DamagedPdf), sheets(scan_of(torn), Settings()):
        pass
    with sheets(three, Settings()) as opened:
        assert opened.count == 3


def test_a_page_that_takes_no_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tiles.pdf"
    path.write_bytes(tiny_tiles())
    with sheets(scan_of(path), Settings()) as opened:
        monkeypatch.setattr(apart, "PATIENCE", 1.0)
        with pytest.raises(PageTooSlow):
            opened.picture(1)


def test_a_picture_comes_as_it_is(tmp_path: Path) -> None:
    letter(100).save(tmp_path / "a.png")
    with sheets(scan_of(tmp_path / "a.png", PNG), Settings()) as opened:
        picture = opened.picture(1)
        assert opened.text_page(1) is None
        assert opened.field_words(1) == ()
    assert picture.pixels.shape == letter(100).size[::-1]
    assert (picture.pixels == letter(100)).all()
