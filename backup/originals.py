"""The originals put into a bag: each is found wherever a sweep has it at this moment, and checked as it is copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from backup.layout import ARCHIVE
from backup.places import place
from backup.writing import Bag
from pipeline.archive import archived_copy
from settings import Settings

if TYPE_CHECKING:
    from registry.snapshot import KeptOriginal

#: A file is renamed from the inbox to the archive between two looks at most once.
LOOKS = 3


def put_original(bag: Bag, one: KeptOriginal, settings: Settings) -> bool:
    """Whether the original lies in the bag now, byte for byte what was read.  Raises OSError where it cannot be read.

    The register commits before the file moves: an original that is not in the archive yet still lies in the inbox.
    """
    name = f"{ARCHIVE}/{place(one.sha256, one.name, one.received_at, one.archived)}"
    for _ in range(LOOKS):
        for path in _where(one, settings):
            try:
                written = bag.tried_copy(name, path)
            except FileNotFoundError:
                continue
            if written.hashes["sha256"] == one.sha256:
                bag.noted(name, written)
                return True
    (bag.folder / "data" / name).unlink(missing_ok=True)
    return False


def _where(one: KeptOriginal, settings: Settings) -> Iterator[Path]:
    if one.archived:
        yield Path(one.archived)
    if found := archived_copy(one.sha256, settings):
        yield found
    if one.archived is None:
        yield settings.inbox.absolute() / one.name
        yield from (path for path in _files(settings.inbox.absolute()) if _as_large(path, one.size))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.glob("*") if path.is_file() and not path.is_symlink())


def _as_large(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False
