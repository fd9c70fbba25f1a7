"""A Tesseract that is killed, hangs, breaks off or lacks its language: told as such, never a page wrongly read.

Pages with ruled tables are read by its command, others line by line by its library.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytesseract import pytesseract as engine

from pipeline import line_ocr
from pipeline.beside import Spare
from pipeline.errors import LanguageMissing, OcrFailed, OcrStopped, OcrTimeout, PipelineError, TesseractMissing
from pipeline.pages import PagePool
from pipeline.process import process
from pipeline.read import read_scan
from pipeline.reading import reader
from pipeline.sniff import TIFF
from records import Outcome, Refused, Scan, ScanReading
from settings import FOLDERS, Settings
from tests.drawn_pages import letter, with_table

#: Answers what it is asked of itself, then does what the test wants.
WRAPPER = """#!/bin/sh
[ "$1" = --version ] && echo 'tesseract 5.3.0' && exit 0
[ "$1" = --list-langs ] && exec "{true}" --list-langs
{body}
"""
HEAD = "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext"
ACCIDENTS = {
    "killed": ("kill -9 $$", OcrStopped),
    "ended": ("kill -15 $$", OcrStopped),
    "crashed": ("kill -11 $$", OcrFailed),
    "hanging": ("exec sleep 60", OcrTimeout),
    "silent": ("exit 0", OcrFailed),
    "an empty table": ('touch "$2.tsv"', OcrFailed),
    "a table without pages": (f"printf '{HEAD}\\n' > \"$2.tsv\"", OcrFailed),
    "a torn table": (f"printf '{HEAD}\\n1\\t1\\t0\\n5\\tx' > \"$2.tsv\"", OcrFailed),
    "no vie": ("echo \"Failed loading language 'vie'\" >&2; exit 1", LanguageMissing),
}

OF_THE_LIBRARY = {
    "killed": OcrStopped,
    "ended": OcrStopped,
    "crashed": OcrFailed,
    "silent": OcrFailed,
    "hanging": OcrTimeout,
}


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Puts a Tesseract of our own first on the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    true = shutil.which("tesseract")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def put(body: str) -> None:
        (folder / "tesseract").write_text(WRAPPER.format(body=body, true=true))
        (folder / "tesseract").chmod(0o755)

    yield put


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Has lines read by a process that meets with this accident."""

    def put(accident: str) -> None:
        monkeypatch.setenv("BROKEN_LINE_READER", accident)
        monkeypatch.setattr(line_ocr, "_spare", Spare("tests.broken_line_reader", 1))

    return put


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folders = {name: tmp_path / name for name in FOLDERS}
    folders["inbox"].mkdir()
    return Settings.model_validate({**folders, "ocr_timeout": 1.0, "workers": 1})


def scan_of(settings: Settings, *sheets: Image.Image) -> Scan:
    path = settings.inbox / "a.tif"
    sheets[0].save(path, save_all=True, append_images=list(sheets[1:]))
    return Scan("0" * 64, path, path.name, dt.datetime(2026, 4, 28), TIFF, 1)


class Empty:
    """A register that knows nothing and must keep nothing."""

    def known(self, sha256: str) -> str | None:
        return None

    def archived_path(self, sha256: str) -> Path | None:
        return None

    def save(self, reading: ScanReading) -> None:
        pytest.fail("saved")

    def archived(self, sha256: str, path: Path) -> None:
        pytest.fail("archived")

    def forget_origin(self, sha256: str) -> None:
        raise AssertionError("asked")

    def unarchived(self) -> tuple[str, ...]:
        return ()

    def forget(self, sha256: str) -> None:
        pytest.fail("forgotten")


def swept(scan: Scan, settings: Settings) -> Outcome:
    with PagePool(1) as pool:
        return process(scan.path, settings, Empty(), reader(settings, pool), lambda: dt.datetime(2026, 4, 28))


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_a_page_is_not_read_wrongly(accident: str, tesseract: Callable[[str], None], settings: Settings) -> None:
    body, error = ACCIDENTS[accident]
    tesseract(body)
    with PagePool(1) as pool, pytest.raises(error, match="Hãy"):
        read_scan(scan_of(settings, with_table(letter(100))), settings, pool)


@pytest.mark.parametrize("accident", OF_THE_LIBRARY)
def test_lines_are_not_read_wrongly(accident: str, library: Callable[[str], None], settings: Settings) -> None:
    library(accident)
    with PagePool(1) as pool, pytest.raises(OF_THE_LIBRARY[accident], match="Hãy"):
        read_scan(scan_of(settings, letter(60)), settings, pool)


def test_lines_in_a_language_without_data(settings: Settings) -> None:
    foreign = settings.model_copy(update={"ocr_language": "xxx"})
    with PagePool(1) as pool, pytest.raises(LanguageMissing, match="Hãy"):
        read_scan(scan_of(settings, letter(60)), foreign, pool)


@pytest.mark.ocr
def test_only_the_page_is_lost_on_which_it_was_killed(
    tesseract: Callable[[str], None], settings: Settings, tmp_path: Path
) -> None:
    found, once = shutil.which("tesseract"), tmp_path / "once"
    tesseract(f'[ -e "{once}" ] || {{ touch "{once}"; kill -9 $$; }}\nexec "{found}" "$@"')
    assert_only_the_first_is_lost(settings, with_table(letter(100, 1)), with_table(letter(100, 1)))


@pytest.mark.ocr
def test_only_the_page_is_lost_on_whose_lines_it_was_killed(
    library: Callable[[str], None], settings: Settings, tmp_path: Path
) -> None:
    library(str(tmp_path / "once"))
    assert_only_the_first_is_lost(settings, letter(100, 1), letter(100, 1))


def assert_only_the_first_is_lost(settings: Settings, *sheets: Image.Image) -> None:
    patient = settings.model_copy(update={"ocr_timeout": 60.0})
    with PagePool(1) as pool:
        read = read_scan(scan_of(settings, *sheets), patient, pool)
    assert [(problem.code, problem.page) for problem in read.problems][:1] == [("ocr_stopped", 1)]
    assert read.pages[0].words == ()
    assert len(read.pages[1].words) > 20


@pytest.mark.parametrize("accident", ["killed", "no vie"])
def test_the_file_stays_where_it_is_not_at_fault(
    accident: str, tesseract: Callable[[str], None], settings: Settings
) -> None:
    tesseract(ACCIDENTS[accident][0])
    assert_stays(settings, with_table(letter(100)), ACCIDENTS[accident][1].code)


def test_the_file_stays_where_the_library_is_stopped(library: Callable[[str], None], settings: Settings) -> None:
    library("killed")
    assert_stays(settings, letter(60), OcrStopped.code)


def test_the_file_stays_where_the_library_is_not_there(
    library: Callable[[str], None], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    library("silent")
    monkeypatch.setattr(line_ocr, "find_spec", lambda _: None)
    assert_stays(settings, letter(60), "line_reader_missing")
    assert "script/setup" in line_ocr.LineReaderMissing().remedy


def assert_stays(settings: Settings, sheet: Image.Image, code: str) -> None:
    scan = scan_of(settings, sheet)
    outcome = swept(scan, settings)
    assert isinstance(outcome, Refused)
    assert outcome.code == code
    assert scan.path.exists()


def test_where_there_is_none_the_file_stays(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "tesseract_cmd", "no-such-program")
    assert_stays(settings, letter(60), "tesseract_missing")


@pytest.mark.parametrize("error", [TesseractMissing(), LanguageMissing("vie")])
def test_the_remedy_names_the_doctor(error: PipelineError) -> None:
    assert "vanthu doctor" in error.remedy
