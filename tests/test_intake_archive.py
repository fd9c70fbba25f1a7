"""Files are moved, never lost: to the archive, the failed, the duplicates, also across file systems."""

from __future__ import annotations

import datetime as dt
import errno
import os
from pathlib import Path

import pytest

from pipeline.archive import archive, archived_copy, set_aside_duplicate, set_aside_failed
from pipeline.errors import DamagedPdf, refused
from pipeline.intake import take_in
from pipeline.safe_name import MAX_BYTES, numbered, safe_name
from records import Duplicate, Refused, Scan
from settings import Settings

CONTENT = b"%PDF-1.7 what was scanned"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folders = {name: tmp_path / name for name in ("inbox", "archive", "failed", "duplicates", "outputs")}
    folders["inbox"].mkdir()
    return Settings.model_validate(folders)


@pytest.fixture(params=["one file system", "two file systems"])
def systems(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Renaming out of the inbox fails as it does between two file systems."""
    if request.param == "one file system":
        return
    rename = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if "inbox" in self.parts:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def scan_of(settings: Settings, name: str = "CV 411.pdf", content: bytes = CONTENT) -> Scan:
    path = settings.inbox / name
    path.write_bytes(content)
    scan = take_in(path, lambda: dt.datetime(2026, 4, 28))
    assert isinstance(scan, Scan)
    return scan


@pytest.mark.usefixtures("systems")
def test_the_original_is_archived_byte_by_byte(settings: Settings) -> None:
    scan = scan_of(settings)
    place = archive(scan, settings)
    assert isinstance(place, Path)
    assert place == settings.archive / "2026" / "04" / f"{scan.sha256[:12]}-CV 411.pdf"
    assert place.read_bytes() == CONTENT
    assert list(settings.inbox.iterdir()) == []
    assert [path.name for path in place.parent.iterdir()] == [place.name]
    assert archived_copy(scan.sha256, settings) == place


@pytest.mark.usefixtures("systems")
def test_a_file_that_changed_stays(settings: Settings) -> None:
    scan = scan_of(settings)
    scan.path.write_bytes(CONTENT + b" and more")
    outcome = archive(scan, settings)
    assert isinstance(outcome, Refused)
    assert outcome.code == "changed_meanwhile"
    assert scan.path.exists()
    assert archived_copy(scan.sha256, settings) is None


def test_a_copy_that_fails_its_check_leaves_the_source(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = scan_of(settings)

    def replace(self: Path, target: Path) -> Path:
        scan.path.write_bytes(b"%PDF- changed while it was copied")
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(Path, "replace", replace)
    outcome = archive(scan, settings)
    assert isinstance(outcome, Refused)
    assert scan.path.read_bytes() == b"%PDF- changed while it was copied"
    assert [path for path in settings.archive.rglob("*") if path.is_file()] == []


def test_another_file_of_the_same_archived_name_is_not_overwritten(settings: Settings) -> None:
    scan = scan_of(settings)
    folder = settings.archive / "2026" / "04"
    folder.mkdir(parents=True)
    other = folder / f"{scan.sha256[:12]}-CV 411.pdf"
    other.write_bytes(b"something else")
    place = archive(scan, settings)
    assert isinstance(place, Path)
    assert place.name.endswith("-CV 411-2.pdf")
    assert other.read_bytes() == b"something else"


@pytest.mark.usefixtures("systems")
def test_the_failed_lie_beside_their_reason(settings: Settings) -> None:
    for _ in range(2):
        scan = scan_of(settings)
        set_aside_failed(scan.path, refused(DamagedPdf(), scan.name, scan.sha256), settings)
    assert sorted(path.name for path in settings.failed.iterdir()) == [
        "CV 411-2.pdf",
        "CV 411-2.pdf.txt",
        "CV 411.pdf",
        "CV 411.pdf.txt",
    ]
    note = (settings.failed / "CV 411.pdf.txt").read_text(encoding="utf-8")
    assert note == f"CV 411.pdf\n{DamagedPdf.sentence}\n{DamagedPdf.remedy}\n"


@pytest.mark.usefixtures("systems")
def test_duplicates_are_kept_too(settings: Settings) -> None:
    for _ in range(2):
        scan = scan_of(settings)
        set_aside_duplicate(scan.path, Duplicate(scan.sha256, scan.name, "first.pdf"), settings)
    assert sorted(path.name for path in settings.duplicates.iterdir()) == ["CV 411-2.pdf", "CV 411.pdf"]


@pytest.mark.parametrize("name", ["Kế hoạch " * 40 + ".pdf", "a\nb.pdf", "x" * 255, "Ế" * 85 + ".PDF", "\udcff.pdf"])
def test_any_name_can_be_archived_and_failed(settings: Settings, name: str) -> None:
    assert len(safe_name(name).encode()) <= MAX_BYTES
    name = name if len(os.fsencode(name)) < 256 else name[:60] + ".pdf"
    scan = scan_of(settings, name)
    assert isinstance(archive(scan, settings), Path)
    again = scan_of(settings, name)
    assert set_aside_failed(again.path, refused(DamagedPdf(), again.name), settings).exists()


@pytest.mark.parametrize(
    ("name", "number", "expected"),
    [("a.pdf", 1, "a.pdf"), ("a.pdf", 3, "a-3.pdf"), ("scan", 2, "scan-2"), ("a.b.pdf", 2, "a.b-2.pdf")],
)
def test_the_counter_stands_before_the_ending(name: str, number: int, expected: str) -> None:
    assert numbered(name, number) == expected
