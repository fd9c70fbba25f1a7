"""The originals put into a bag: each is found wherever a sweep has it at this moment, and checked as it is copied."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from backup.layout import ARCHIVE, SCANS
from backup.writing import Bag
from pipeline.archive import archived_copy
from settings import Settings

#: A file is renamed from the inbox to the archive between two looks at most once.
LOOKS = 3
#: Where the running register says that the original of a sha256 lies.
Noted = Callable[[str], Path | None]


@dataclass(frozen=True, slots=True)
class Original:
    """The file of a scan as the bag tells of it: its bytes, its name when it came, its place within the archive."""

    sha256: str
    name: str
    size: int
    place: str


def originals(bag: Bag) -> Iterator[Original]:
    """The original of every scan of which the bag tells, one after another."""
    with (bag.folder / "data" / SCANS).open("rb") as file:
        for line in file:
            row = json.loads(line)
            yield Original(row["sha256"], row["name"], row["size"], row["archived"])


def put_original(bag: Bag, one: Original, noted: Noted, settings: Settings) -> bool:
    """Whether the original lies in the bag now, byte for byte what was read.  Raises OSError where it cannot be read.

    The register commits before the file moves: an original that is not in the archive yet still lies in the inbox.
    """
    name = f"{ARCHIVE}/{one.place}"
    for _ in range(LOOKS):
        for path in _where(one, noted, settings):
            try:
                written = bag.tried_copy(name, path)
            except FileNotFoundError:
                continue
            if written.hashes["sha256"] == one.sha256:
                bag.noted(name, written)
                return True
    (bag.folder / "data" / name).unlink(missing_ok=True)
    return False


def _where(one: Original, noted: Noted, settings: Settings) -> Iterator[Path]:
    """Where it can lie, likeliest first; each is found out when the one before was not it."""
    yield settings.archive.absolute() / one.place
    if place := noted(one.sha256):
        yield place
    if found := archived_copy(one.sha256, settings):
        yield found
    for inbox in settings.all_inboxes:
        yield inbox.absolute() / one.name
        yield from (path for path in inbox.absolute().glob("*") if _as_large(path, one.size))


def _as_large(path: Path, size: int) -> bool:
    try:
        return path.is_file() and not path.is_symlink() and path.stat().st_size == size
    except OSError:
        return False
