"""Files as they come in, and those that give no reading."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Scan:
    """A file taken in: known by the sha256 of its bytes."""

    sha256: str
    path: Path
    name: str
    received_at: dt.datetime
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The same bytes came before under the name `of`: a normal outcome, nothing is read."""

    sha256: str
    name: str
    of: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that gives no reading: why (`code`, `message`) and what the clerk can do (`remedy`), in Vietnamese."""

    name: str
    code: str
    message: str
    remedy: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """What the register knows of a saved scan's file: its bytes, its name, where it lies (None: not archived yet)."""

    sha256: str
    name: str
    archived: Path | None
