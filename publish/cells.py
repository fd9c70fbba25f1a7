"""What stands in one cell of a table, whichever kind of file the table goes into."""

from __future__ import annotations

import datetime as dt
import re

from records import Found

Cell = str | int | float | dt.date | None
Line = tuple[Cell, ...]

#: Characters that broken text layers bring and that no workbook may hold.
UNPRINTABLE = re.compile("[\x00-\x1f\ufffe\uffff]")


def text(value: Found | str | None) -> str | None:
    r"""The value on one line, white space tidied, without unprintable characters; None stays None.

    >>> text("Về việc\n  xét tuyển")
    'Về việc xét tuyển'
    """
    if isinstance(value, Found):
        value = value.value
    return None if value is None else " ".join(UNPRINTABLE.sub(" ", value).split())


def date(value: Found | None) -> Cell:
    """The date of an ISO value; a value that is no whole date stays text."""
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value.value)
    except ValueError:
        return text(value)


def confidence(value: Found | None) -> float | None:
    """How sure the value is, from 0 to 1, to three places."""
    return None if value is None else round(value.confidence, 3)
