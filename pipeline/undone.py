"""Marks in the archive of what is begun and not done: they outlive a kill, and whoever comes next does it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from settings import Settings

#: Kept in the archive from the first file of a sweep, or what the desk wrote, until that is published.
UNPUBLISHED = ".unpublished"
#: Kept there from a change of the names in a task until the tasks are reckoned.
UNRECKONED = ".unreckoned"


@contextmanager
def done_with(mark: Path) -> Iterator[None]:
    """A `with` in which is done what the mark asks for; afterwards it is gone, unless more was written meanwhile."""
    before = _written_at(mark)
    yield
    if _written_at(mark) == before:
        mark.unlink(missing_ok=True)


def _written_at(mark: Path) -> int | None:
    try:
        return mark.stat().st_mtime_ns
    except FileNotFoundError:
        return None


def unpublished(settings: Settings) -> Path:
    """The mark that a sweep or the desk began to write what the outputs may not show yet."""
    return settings.archive / UNPUBLISHED


def unreckoned(settings: Settings) -> Path:
    """The mark that the desk wrote whose a task is, and what follows from that is not reckoned yet."""
    return settings.archive / UNRECKONED
