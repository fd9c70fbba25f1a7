"""A full disk, closed folders, odd things in the inbox: the file stays, and the next sweep succeeds."""

from __future__ import annotations

import datetime as dt
import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from pipeline import archive, sweep
from pipeline.errors import DiskFull, NotAllowed, PasswordProtected, StorageBusy
from pipeline.intake import skipped
from pipeline.mend import leftovers, mend
from pipeline.process import process
from records import Duplicate, Outcome, Refused, Scan, ScanReading, SweepReport
from registry.connection import as_oserror
from settings import FOLDERS, Settings
from terminal import print_sweep, printable
from tests.test_intake_process import Memory

NOON = dt.datetime(2026, 4, 28, 12, 0)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    for name in FOLDERS:
        (tmp_path / name).mkdir()
    return Settings.model_validate({**{name: tmp_path / name for name in FOLDERS}, "stable_seconds": 0})


def read(scan: Scan) -> ScanReading:
    if scan.name.startswith("locked"):
        raise PasswordProtected()
    return ScanReading(scan, 1, ())


def swept(settings: Settings, register: Memory) -> SweepReport:
    def handle(path: Path) -> Outcome:
        return process(path, settings, register, read, lambda: NOON)

    mend(settings, register)
    return sweep.sweep(settings, handle)


def drop(settings: Settings, name: str = "a.pdf", content: bytes = b"%PDF-1.7") -> Path:
    path = settings.inbox / name
    path.write_bytes(content)
    return path


def failing(number: int) -> Callable[..., None]:
    def fails(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fails


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "failure",
    [
        ("pipeline.archive.Path.replace", "a.pdf"),
        ("pipeline.archive.Path.mkdir", "a.pdf"),
        ("tests.test_intake_process.Memory.save", "a.pdf"),
        ("tests.test_intake_process.Memory.archived", "b.pdf"),
        ("pipeline.archive.Path.write_text", "locked.pdf"),
        ("pipeline.archive.Path.replace", "locked.pdf"),
    ],
    ids=["move", "folder", "save", "note of the move", "failed note", "failed move"],
)
@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, DiskFull.code), (errno.EACCES, NotAllowed.code)])
def test_the_file_stays_and_comes_next_time(
    failure: tuple[str, str], number: int, code: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (what, name), register = failure, Memory()
    drop(settings, name)
    with monkeypatch.context() as patch:
        patch.setattr(what, failing(number))
        ((_, outcome),) = swept(settings, register)
    assert isinstance(outcome, Refused)
    assert outcome.code == code
    assert outcome.remedy
    assert names(settings.failed) == []
    assert len(names(settings.inbox)) + len(names(settings.archive)) == 1
    swept(settings, register)
    assert names(settings.inbox) == []
    assert len(names(settings.archive)) + len(names(settings.failed)) == (2 if name == "locked.pdf" else 1)
    assert register.unarchived() == ()


def test_a_copy_to_a_full_disk_leaves_nothing_behind(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    path, register = drop(settings), Memory()
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.archive.Path.replace", failing(errno.EXDEV))
        patch.setattr("shutil.copyfileobj", failing(errno.ENOSPC))
        ((_, outcome),) = swept(settings, register)
    assert isinstance(outcome, Refused)
    assert path.exists()
    assert names(settings.archive) == []
    ((_, outcome),) = swept(settings, register)
    assert isinstance(outcome, Duplicate)
    assert len(names(settings.archive)) == 1
    assert names(settings.duplicates) == []


def test_an_unforeseen_fault_with_nowhere_to_go_stops_no_other(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(settings, "bad.pdf")
    drop(settings, "good.pdf", b"%PDF-1.7 good")

    def handle(path: Path) -> Outcome:
        if path.name == "bad.pdf":
            raise ZeroDivisionError
        return process(path, settings, Memory(), read, lambda: NOON)

    monkeypatch.setattr(archive, "_noted", failing(errno.EROFS))
    outcomes = dict(sweep.sweep(settings, handle).outcomes)
    assert isinstance(outcomes["good.pdf"], ScanReading)
    assert isinstance(outcomes["bad.pdf"], Refused)
    assert names(settings.inbox) == ["bad.pdf"]


def test_outputs_on_a_full_disk_end_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.everything.publish", failing(errno.ENOSPC))
    done = CliRunner().invoke(cli.main, ["publish"])
    assert done.exit_code == 1
    assert "Ổ đĩa đã đầy" in done.output
    assert "chạy lại" in done.output


def test_outputs_held_by_another_program_end_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> None:
        raise PermissionError("Không ghi được register.xlsx; hãy đóng tệp.")

    monkeypatch.setattr("publish.everything.publish", held)
    done = CliRunner().invoke(cli.main, ["publish"])
    assert done.exit_code == 1
    assert "hãy đóng tệp" in done.output


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("database or disk is full", errno.ENOSPC),
        ("attempt to write a readonly database", errno.EROFS),
        ("database is locked", errno.EBUSY),
        ("unable to open database file", errno.EACCES),
        ("file is not a database", errno.EIO),
        ("could not extend file: No space left on device", errno.ENOSPC),
    ],
)
def test_the_database_speaks_like_the_system(said: str, number: int) -> None:
    assert as_oserror(RuntimeError(said)).errno == number


def test_a_locked_database_leaves_the_file(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    drop(settings)
    monkeypatch.setattr(Memory, "save", failing(errno.EBUSY))
    ((_, outcome),) = swept(settings, Memory())
    assert isinstance(outcome, Refused)
    assert outcome.code == StorageBusy.code
    assert names(settings.inbox) == ["a.pdf"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_stays(settings: Settings) -> None:
    drop(settings).chmod(0)
    ((_, outcome),) = swept(settings, Memory())
    assert isinstance(outcome, Refused)
    assert names(settings.inbox) == ["a.pdf"]


def test_what_is_no_file_is_skipped_and_named_once(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    (settings.inbox / "folder.pdf").mkdir()
    (settings.inbox / "link.pdf").symlink_to(settings.inbox / "nowhere.pdf")
    os.mkfifo(settings.inbox / "pipe.pdf")
    drop(settings)
    report = swept(settings, Memory())
    assert [name for name, _ in report] == ["a.pdf"]
    assert report.skipped == ("folder.pdf", "link.pdf", "pipe.pdf") == skipped([settings.inbox])
    print_sweep(SweepReport((), report.skipped), settings.outputs, 1.0)
    said = capsys.readouterr().out
    assert [said.count(name) for name in report.skipped] == [1, 1, 1]


def test_a_file_that_never_stands_still_is_left(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    growing = drop(settings)

    def grow(_: float) -> None:
        with growing.open("ab") as file:
            file.write(b"more")

    monkeypatch.setattr("pipeline.sweep.time.sleep", grow)
    assert sweep.settled(settings.model_copy(update={"stable_seconds": 0.1})) == ()
    assert names(settings.inbox) == ["a.pdf"]


@pytest.mark.parametrize("name", ["a\nb.pdf", "x" * 251 + ".pdf", "\udcff\udcfe.pdf", "[bold]a.pdf"])
@pytest.mark.parametrize("folder", ["archive", "failed", "duplicates"])
def test_any_name_finds_its_place_and_can_be_shown(
    name: str, folder: str, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    register = Memory()
    if folder == "duplicates":
        drop(settings)
        swept(settings, register)
    drop(settings, name, b"" if folder == "failed" else b"%PDF-1.7")
    report = swept(settings, register)
    assert names(settings.inbox) == []
    assert len([one for one in names(getattr(settings, folder)) if not one.endswith(".txt")]) == 1
    print_sweep(report, settings.outputs, 1.0)
    capsys.readouterr().out.encode()
    assert "\n" not in printable(name)


def test_the_same_file_again_takes_the_place_of_one_that_is_gone_or_altered(settings: Settings) -> None:
    register = Memory()
    drop(settings)
    swept(settings, register)
    (place,) = register.places.values()
    for altered in (False, True):
        if altered:
            place.write_bytes(b"altered")
        else:
            place.unlink()
        drop(settings, "again.pdf")
        swept(settings, register)
        (place,) = register.places.values()
        assert place.read_bytes() == b"%PDF-1.7"
        assert names(settings.duplicates) == []


def test_the_mend_notes_what_was_moved(settings: Settings) -> None:
    register = Memory()
    drop(settings)
    swept(settings, register)
    places = dict(register.places)
    register.places.clear()
    swept(settings, register)
    assert register.places == places


def test_a_note_left_by_a_kill_is_used_and_a_failed_text_file_is_not_touched(settings: Settings) -> None:
    (settings.failed / "a.pdf.txt").write_text("a.p", encoding="utf-8")
    drop(settings, content=b"")
    swept(settings, Memory())
    assert names(settings.failed) == ["a.pdf", "a.pdf.txt"]
    drop(settings, "b.pdf.txt", b"b.pdf\n is a text of its own")
    swept(settings, Memory())
    drop(settings, "b.pdf", b"")
    swept(settings, Memory())
    assert (settings.failed / "b.pdf.txt").read_bytes() == b"b.pdf\n is a text of its own"
    assert (settings.failed / "b-2.pdf").exists()


def test_the_pictures_of_a_process_that_nobody_asked_after_are_removed(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and its entry stays
    gone, ours = tmp_path / f"vanthu-{ended.pid}-abc", tmp_path / f"vanthu-{os.getpid()}-abc"
    for folder in (gone, ours):
        folder.mkdir()
    assert gone in leftovers(settings)
    assert ours not in leftovers(settings)
    ended.wait()
