"""The files that could not be read, and those that wait: what lies in the folders, told without opening any scan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from settings import Settings


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that was set aside; `name` is empty where even that is secret."""

    name: str
    reason: str
    remedy: str
    at: float  # seconds since 1970
    stored: str = ""  # how it is called in the folder; for finding it again, not for showing


def failed_files(settings: Settings) -> list[FailedFile]:
    """All of them, the latest first, as the notes beside them tell."""
    notes = [one for one in _files(settings.failed) if one.suffix == ".txt" and one.with_suffix("").exists()]
    return sorted((_told(note) for note in notes), key=lambda one: -one.at)


def copies(settings: Settings) -> list[str]:
    """The names of files whose bytes had come before, the latest first."""
    found = [(one.stat().st_mtime, one.name) for one in _files(settings.duplicates) if not one.name.startswith(".")]
    return [name for _, name in sorted(found, reverse=True)]


def waiting_files(settings: Settings) -> list[str]:
    """The names of the files in the inbox, without hidden ones."""
    return sorted(one.name for one in _files(settings.inbox) if not one.name.startswith("."))


def _files(folder: Path) -> list[Path]:
    try:
        return [one for one in folder.iterdir() if one.is_file() and not one.is_symlink()]
    except OSError:
        return []  # not there yet; `vanthu doctor` tells why


def _told(note: Path) -> FailedFile:
    """What the note says: the file's name (not that of a secret one), why, what to do."""
    lines = note.read_text(encoding="utf-8", errors="replace").splitlines()
    name, reason, remedy = (lines if len(lines) >= 3 else ["", *lines, "", ""])[:3]
    return FailedFile(name, reason, remedy, note.stat().st_mtime, note.stem)
