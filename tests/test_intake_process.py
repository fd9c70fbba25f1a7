"""The order in which a file is read, saved and moved: whatever breaks off in between, nothing is lost."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from pipeline import process as processing
from pipeline.errors import PasswordProtected, TesseractMissing
from pipeline.process import process
from records import Duplicate, Outcome, Refused, Scan, ScanReading
from settings import Settings

NOON = dt.datetime(2026, 4, 28, 12, 0)


class Memory:
    """A register in memory."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.places: dict[str, Path] = {}
        self.origins_forgotten: list[str] = []

    def known(self, sha256: str) -> str | None:
        return self.names.get(sha256)

    def archived_path(self, sha256: str) -> Path | None:
        return self.places.get(sha256)

    def save(self, reading: ScanReading) -> None:
        self.names.setdefault(reading.scan.sha256, reading.scan.name)

    def archived(self, sha256: str, path: Path) -> None:
        self.places[sha256] = path

    def forget_origin(self, sha256: str) -> None:
        self.origins_forgotten.append(sha256)

    def unarchived(self) -> tuple[str, ...]:
        return tuple(sha256 for sha256 in self.names if sha256 not in self.places)

    def forget(self, sha256: str) -> None:
        self.names.pop(sha256, None)
        self.places.pop(sha256, None)


class Killed(BaseException):
    """The power goes off."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folders = {name: tmp_path / name for name in ("inbox", "archive", "failed", "duplicates", "outputs")}
    folders["inbox"].mkdir()
    return Settings.model_validate(folders)


def drop(settings: Settings, name: str = "a.pdf", content: bytes = b"%PDF-1.7") -> Path:
    path = settings.inbox / name
    path.write_bytes(content)
    return path


def read(scan: Scan) -> ScanReading:
    return ScanReading(scan, 1, ())


def run(path: Path, settings: Settings, register: Memory) -> Outcome:
    return process(path, settings, register, read, lambda: NOON)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_is_read_saved_and_archived(settings: Settings) -> None:
    register = Memory()
    outcome = run(drop(settings), settings, register)
    assert isinstance(outcome, ScanReading)
    assert register.archived_path(outcome.scan.sha256) == next(settings.archive.rglob("*.pdf"))
    assert files(settings.inbox) == []


def test_the_same_bytes_again_are_a_duplicate_and_not_read(settings: Settings) -> None:
    register = Memory()
    run(drop(settings), settings, register)
    outcome = process(drop(settings, "b.pdf"), settings, register, lambda scan: pytest.fail("read"), lambda: NOON)
    assert isinstance(outcome, Duplicate)
    assert (outcome.name, outcome.of) == ("b.pdf", "a.pdf")
    assert files(settings.duplicates) == ["b.pdf"]


def test_two_of_the_same_at_once_are_one_and_its_duplicate(settings: Settings) -> None:
    register, both = Memory(), Barrier(2)

    def read_together(scan: Scan) -> ScanReading:
        both.wait(5)
        return read(scan)

    paths = [drop(settings, "a.pdf"), drop(settings, "b.pdf")]
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda path: process(path, settings, register, read_together, lambda: NOON), paths))
    assert {type(outcome) for outcome in outcomes} == {ScanReading, Duplicate}
    assert len(files(settings.archive)) == len(files(settings.duplicates)) == 1


def test_a_kill_before_the_save_leaves_the_file(settings: Settings) -> None:
    register, path = Memory(), drop(settings)

    def killed(scan: Scan) -> ScanReading:
        raise Killed

    with pytest.raises(Killed):
        process(path, settings, register, killed, lambda: NOON)
    assert path.exists()
    assert isinstance(run(path, settings, register), ScanReading)


def test_a_kill_between_save_and_move_is_made_up_for(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    register, path = Memory(), drop(settings)
    with monkeypatch.context() as patch:
        patch.setattr(processing, "archive", lambda scan, settings: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            run(path, settings, register)
    assert path.exists()
    outcome = run(path, settings, register)
    assert isinstance(outcome, Duplicate)
    assert register.archived_path(outcome.sha256) == next(settings.archive.rglob("*.pdf"))
    assert files(settings.duplicates) == []


def test_a_kill_between_move_and_note_is_healed_when_the_file_comes_again(settings: Settings) -> None:
    register = Memory()
    first = run(drop(settings), settings, register)
    assert isinstance(first, ScanReading)
    place = register.places.pop(first.scan.sha256)
    assert isinstance(run(drop(settings, "b.pdf"), settings, register), Duplicate)
    assert register.places == {first.scan.sha256: place}
    assert files(settings.archive) == [place.name]
    assert files(settings.duplicates) == ["b.pdf"]


def test_a_refused_file_lies_with_the_failed(settings: Settings) -> None:
    def locked(scan: Scan) -> ScanReading:
        raise PasswordProtected()

    register = Memory()
    outcome = process(drop(settings), settings, register, locked, lambda: NOON)
    assert isinstance(outcome, Refused)
    assert outcome.code == "password_protected"
    assert files(settings.failed) == ["a.pdf", "a.pdf.txt"]
    assert register.names == {}


def test_an_empty_file_lies_with_the_failed(settings: Settings) -> None:
    outcome = run(drop(settings, content=b""), settings, Memory())
    assert isinstance(outcome, Refused)
    assert files(settings.failed) == ["a.pdf", "a.pdf.txt"]


def test_a_missing_tesseract_is_not_the_files_fault(settings: Settings) -> None:
    def cannot(scan: Scan) -> ScanReading:
        raise TesseractMissing()

    path = drop(settings)
    outcome = process(path, settings, Memory(), cannot, lambda: NOON)
    assert isinstance(outcome, Refused)
    assert "apt-get install" in outcome.remedy
    assert path.exists()


def test_a_file_that_changed_while_it_was_read_is_not_saved(settings: Settings) -> None:
    register, path = Memory(), drop(settings)

    def slow(scan: Scan) -> ScanReading:
        path.write_bytes(b"%PDF-1.7 more of it")
        return read(scan)

    outcome = process(path, settings, register, slow, lambda: NOON)
    assert isinstance(outcome, Refused)
    assert outcome.code == "changed_meanwhile"
    assert path.exists()
    assert register.names == {}


def test_a_file_that_went_away_is_refused_and_nothing_moves(settings: Settings) -> None:
    assert isinstance(run(settings.inbox / "gone.pdf", settings, Memory()), Refused)
    assert not settings.failed.exists()
