"""The pictures of doubtful numbers, dates and stamps, one PNG a field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from publish.replace import replace
from records import ScanReading

#: Where the pictures lie, from the outputs folder.
FOLDER = "cuts"
#: How our files are called; what is called otherwise in the folder is not ours to remove.
OURS = re.compile(r"[0-9a-f]{12}-\d+-\w+\.png")


def write(folder: Path, reading: ScanReading) -> Iterator[Path]:
    """The files of the reading's cuts, written one by one."""
    for position, one in enumerate(reading.readings):
        for cut in one.cuts:
            yield replace(folder / file_name(reading.scan.sha256, position, cut.field), cut.png)


def file_name(sha256: str, position: int, field: str) -> str:
    """The first twelve digits of the sha256, the dispatch's number in the scan (from 1), the field."""
    return f"{sha256[:12]}-{position + 1}-{field}.png"


def without_others(folder: Path, names: frozenset[str]) -> None:
    """Remove the cuts of readings that are no more, or no more doubtful."""
    for path in folder.glob("*.png"):
        if OURS.fullmatch(path.name) and path.name not in names:
            path.unlink(missing_ok=True)
