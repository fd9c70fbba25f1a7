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
    return None if value is None else day(value.value) or text(value)


def day(iso: str | None) -> dt.date | None:
    """The day of an ISO value; None for what is no whole date.

    >>> day("2022-06-25"), day("2022-06")
    (datetime.date(2022, 6, 25), None)
    """
    try:
        return dt.date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def confidence(value: Found | None) -> float | None:
    """How sure the value is, from 0 to 1, to three places."""
    return None if value is None else round(value.confidence, 3)
