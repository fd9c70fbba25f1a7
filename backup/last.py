"""When the last backup was made and where it lies; kept in the archive, so that `vanthu doctor` can tell its age."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from settings import Settings

LAST = ".last-backup"


@dataclass(frozen=True, slots=True)
class Last:
    """A backup that was made whole: when, where, and its bytes."""

    at: dt.datetime
    bag: Path
    size: int


def note(last: Last, settings: Settings) -> None:
    """Nothing; the backup is noted.  Raises OSError."""
    told = {"at": last.at.isoformat(), "bag": str(last.bag), "size": last.size}
    settings.archive.mkdir(parents=True, exist_ok=True)
    half = settings.archive.absolute() / f"{LAST}.half"
    half.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    half.replace(half.with_name(LAST))


def last(settings: Settings) -> Last | None:
    """The last backup; None where none was noted, or the note cannot be read."""
    try:
        told = json.loads((settings.archive / LAST).read_text(encoding="utf-8"))
        return Last(dt.datetime.fromisoformat(told["at"]), Path(told["bag"]), int(told["size"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
