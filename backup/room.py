"""Whether a folder can take a backup: it stands apart from the installation, and has room."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from backup.refusals import Inside, NoRoom
from settings import FOLDERS, Settings

MEGABYTE = 1_000_000
#: The tables as text and the copy of the database, as a multiple of the database itself.
TIMES_DATABASE = 3
#: Bytes kept free beside what is reckoned.
SPARE = 50 * MEGABYTE


def outside(folder: Path, settings: Settings) -> None:
    """Nothing.  Raises Inside where the folder is, or lies in, one of the installation's."""
    for name in FOLDERS:
        own = getattr(settings, name).resolve()
        if folder.resolve().is_relative_to(own):
            raise Inside(folder, f"'{name}' ({own})")


def enough(folder: Path, settings: Settings, aside: Sequence[str] = ()) -> None:
    """Nothing.  Raises NoRoom where the backup would not fit."""
    wanted, free = needed(settings, aside), shutil.disk_usage(folder).free
    if free < wanted:
        raise NoRoom(folder, wanted // MEGABYTE + 1, free // MEGABYTE)


def needed(settings: Settings, aside: Iterable[str] = ()) -> int:
    """About how many bytes a backup takes.  Raises OSError where the database cannot be asked."""
    from registry.snapshot import size, weight

    _, originals = weight()
    others = sum(_size(path) for name in aside for path in getattr(settings, name).absolute().glob("*"))
    return originals + others + TIMES_DATABASE * size() + SPARE


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
