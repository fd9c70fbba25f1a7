"""The readings as JSON, one file a scan."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import contract
from publish.replace import replace
from records import Scan, ScanReading

#: How our files are called; what is called otherwise in the folder is not ours to remove.
OURS = re.compile(r"[0-9a-f]{12}-[^/\\]*\.json")

#: Characters of a stem: with three bytes each they stay below the 255 bytes a file system allows for a name.
LONGEST_STEM = 60


def write(folder: Path, readings: Iterable[ScanReading]) -> tuple[Path, ...]:
    """The files of these readings; those of readings that are no more are removed."""
    written = tuple(replace(folder / file_name(one.scan), as_json(one)) for one in readings)
    names = {path.name for path in written}
    for path in folder.glob("*.json"):
        # Some file systems tell names in another normal form than they were given.
        name = unicodedata.normalize("NFC", path.name)
        if OURS.fullmatch(name) and name not in names:
            path.unlink(missing_ok=True)
    return written


def as_json(reading: ScanReading) -> bytes:
    """The reading in the form of the contract, indented, with a line break at the end."""
    return (json.dumps(contract.scan(reading), ensure_ascii=False, indent=2) + "\n").encode()


def file_name(scan: Scan) -> str:
    """The first twelve digits of the sha256 and the stem of the scan's name, as far as every file system takes it."""
    stem = unicodedata.normalize("NFC", Path(scan.name).stem)
    stem = re.sub(r"[^\w.-]+", "_", stem)[:LONGEST_STEM].strip("._-")
    return f"{scan.sha256[:12]}-{stem or 'khong-ten'}.json"
