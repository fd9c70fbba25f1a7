"""The directory of the office as it is kept."""

from __future__ import annotations

from records import Directory


def directory() -> Directory:
    """The units that are kept, in the clerk's order; an empty directory where none was brought in."""
    return Directory()
