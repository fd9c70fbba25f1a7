"""`vanthu verify`: every kind of fault is found and told, and only what can lose nothing is repaired."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline.repair import repaired
from pipeline.verify import faults
from publish.replace import half
from records import Original, ScanReading
from settings import FOLDERS, Settings

NOON = dt.datetime(2026, 4, 28, 12, 0)


@dataclass
class Places:
    """A register that is told where originals lie."""

    told: dict[str, Path] = field(default_factory=dict)

    def known(self, sha256: str) -> str | None:
        return None

    def archived_path(self, sha256: str) -> Path | None:
        return self.told.get(sha256)

    def save(self, reading: ScanReading) -> None:
        raise NotImplementedError

    def archived(self, sha256: str, path: Path) -> None:
        self.told[sha256] = path

    def forget_origin(self, sha256: str) -> None:
        raise AssertionError("asked")

    def unarchived(self) -> tuple[str, ...]:
        return ()

    def forget(self, sha256: str) -> None:
        raise NotImplementedError


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in (*FOLDERS, "temp"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    return Settings.model_validate({name: tmp_path / name for name in FOLDERS})


def archived(settings: Settings, content: bytes = b"%PDF-1.7 a", name: str = "a.pdf") -> Original:
    sha256 = hashlib.sha256(content).hexdigest()
    place = settings.archive / "2026" / "04" / f"{sha256[:12]}-{name}"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return Original(sha256, name, place)


def codes(settings: Settings, *originals: Original) -> list[str]:
    return [fault.code for fault in faults(originals, settings)]


def place_of(one: Original) -> Path:
    assert one.archived
    return one.archived


def test_where_all_is_well_nothing_is_told(settings: Settings) -> None:
    (settings.failed / "b.pdf").write_bytes(b"b")
    (settings.failed / "b.pdf.txt").write_text("b.pdf\n", encoding="utf-8")
    (settings.archive / ".sweep-lock").touch()
    assert codes(settings, archived(settings)) == []


def test_a_missing_and_an_altered_original_are_told(settings: Settings) -> None:
    gone, changed = archived(settings), archived(settings, b"%PDF-1.7 b", "b.pdf")
    place_of(gone).unlink()
    place_of(changed).write_bytes(b"%PDF-1.7 c")
    assert codes(settings, gone, changed) == ["missing", "altered"]


def test_a_saved_scan_that_lies_nowhere_waits_for_the_sweep(settings: Settings) -> None:
    assert codes(settings, Original("0" * 64, "a.pdf", None)) == ["not_archived"]


def test_an_original_the_register_does_not_place_is_repaired(settings: Settings) -> None:
    one, register = archived(settings), Places()
    for known in (Original(one.sha256, one.name, None), Original(one.sha256, one.name, settings.archive / "gone")):
        (fault,) = faults([known], settings)
        assert fault.code == "moved"
        (told,) = repaired([fault], register)
        assert str(one.archived) in told[1]
        assert register.told == {one.sha256: one.archived}


def test_an_archived_file_without_a_reading_is_told_and_left(settings: Settings) -> None:
    one = archived(settings)
    found = faults([], settings)
    assert [fault.code for fault in found] == ["unknown"]
    assert list(repaired(found, Places())) == []
    assert place_of(one).exists()


def test_a_second_copy_in_the_archive_is_told(settings: Settings) -> None:
    one = archived(settings)
    place_of(one).with_name("again.pdf").write_bytes(place_of(one).read_bytes())
    assert codes(settings, one) == ["doubled"]


def test_notes_and_failed_files_belong_together(settings: Settings) -> None:
    (settings.failed / "a.pdf").write_bytes(b"a")
    (settings.failed / "b.pdf.txt").write_text("b.pdf\n", encoding="utf-8")
    found = faults([], settings)
    assert {(fault.code, fault.path.name) for fault in found} == {("no_note", "a.pdf"), ("lone_note", "b.pdf.txt")}
    (done,) = repaired(found, Places())
    assert done[0].code == "no_note"
    assert (settings.failed / "a.pdf.txt").read_text(encoding="utf-8").startswith("a.pdf\n")
    assert codes(settings) == ["lone_note"]


def test_a_failed_text_file_is_no_note(settings: Settings) -> None:
    for name in ("a.txt", "a.txt.txt"):
        (settings.failed / name).write_text("a.txt\n", encoding="utf-8")
    assert codes(settings) == []


def test_leftovers_are_told_and_removed(settings: Settings, tmp_path: Path) -> None:
    (settings.archive / "2026" / "04").mkdir(parents=True)
    parts = [
        settings.archive / "2026" / "04" / ".vanthu-abcd1234.part",
        settings.failed / ".abcd1234.part",
        settings.outputs / f".{'0' * 32}.tmp",
        settings.outputs / "data" / f".4194400-{'0' * 32}.tmp",  # no process has a number that high
        settings.inbox / f".{'1' * 32}.part",
    ]
    (settings.outputs / "data").mkdir(parents=True)
    for part in parts:
        part.write_bytes(b"half")
    os.utime(parts[-1], (1, 1))
    fresh = settings.inbox / f".{'2' * 32}.part"
    fresh.write_bytes(b"still coming")
    written = half(settings.outputs / "data")
    written.write_bytes(b"still being written")
    scratch = tmp_path / "temp" / "vanthu-4194400-abcd1234"  # no process has a number that high
    scratch.mkdir()
    found = faults([], settings)
    assert [fault.code for fault in found] == ["leftover"] * 6
    assert len(list(repaired(found, Places()))) == 6
    assert fresh.exists() and written.exists()
    assert codes(settings) == []
    assert not scratch.exists()


def test_the_command_tells_a_stranger_in_the_archive_and_ends_with_one(settings: Settings, tmp_path: Path) -> None:
    one = archived(settings)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("VANTHU_", "DJANGO_"))}
    folders = {f"VANTHU_{name.upper()}": str(tmp_path / name) for name in FOLDERS}
    done = subprocess.run(
        [sys.executable, "-c", "from cli import main; main()", "verify", "--json"],
        cwd=tmp_path,
        env={**environment, **folders, "PYTHONPATH": str(Path(__file__).parents[1]), "TMPDIR": str(tmp_path / "temp")},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    assert told["originals"] == 0
    assert [(fault["code"], fault["path"]) for fault in told["faults"]] == [("unknown", str(one.archived))]
