"""A Tesseract that is killed, hangs, breaks off or lacks its language: told as such, never a page wrongly read."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytesseract import pytesseract as engine

from pipeline.errors import LanguageMissing, OcrFailed, OcrStopped, OcrTimeout, PipelineError, TesseractMissing
from pipeline.pages import PagePool
from pipeline.process import process
from pipeline.read import read_scan
from pipeline.reading import reader
from pipeline.sniff import TIFF
from records import Outcome, Refused, Scan, ScanReading
from settings import FOLDERS, Settings
from tests.drawn_pages import letter

#: Answers the question for its version, then does what the test wants.
WRAPPER = """#!/bin/sh
[ "$1" = --version ] && echo 'tesseract 5.3.0' && exit 0
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


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Puts a Tesseract of our own first on the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def put(body: str) -> None:
        (folder / "tesseract").write_text(WRAPPER.format(body=body))
        (folder / "tesseract").chmod(0o755)

    yield put


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
        read_scan(scan_of(settings, letter(60)), settings, pool)


@pytest.mark.ocr
def test_only_the_page_is_lost_on_which_it_was_killed(
    tesseract: Callable[[str], None], settings: Settings, tmp_path: Path
) -> None:
    true = engine.tesseract_cmd
    found = next(path for path in os.environ["PATH"].split(os.pathsep)[1:] if (Path(path) / true).exists())
    once = tmp_path / "once"
    tesseract(f'[ -e "{once}" ] || {{ touch "{once}"; kill -9 $$; }}\nexec "{found}/tesseract" "$@"')
    patient = settings.model_copy(update={"ocr_timeout": 60.0})
    with PagePool(1) as pool:
        read = read_scan(scan_of(settings, letter(100, 1), letter(100, 1)), patient, pool)
    assert [(problem.code, problem.page) for problem in read.problems][:1] == [("ocr_stopped", 1)]
    assert read.pages[0].words == ()
    assert len(read.pages[1].words) > 20


@pytest.mark.parametrize("accident", ["killed", "no vie"])
def test_the_file_stays_where_it_is_not_at_fault(
    accident: str, tesseract: Callable[[str], None], settings: Settings
) -> None:
    tesseract(ACCIDENTS[accident][0])
    scan = scan_of(settings, letter(60))
    outcome = swept(scan, settings)
    assert isinstance(outcome, Refused)
    assert outcome.code == ACCIDENTS[accident][1].code
    assert scan.path.exists()


def test_where_there_is_none_the_file_stays(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "tesseract_cmd", "no-such-program")
    scan = scan_of(settings, letter(60))
    outcome = swept(scan, settings)
    assert isinstance(outcome, Refused)
    assert outcome.code == "tesseract_missing"
    assert scan.path.exists()


@pytest.mark.parametrize("error", [TesseractMissing(), LanguageMissing("vie")])
def test_the_remedy_names_the_doctor(error: PipelineError) -> None:
    assert "vanthu doctor" in error.remedy
