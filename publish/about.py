"""What a copy says of itself in its metadata: number, kind and subject, the issuer, the day of the dispatch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from publish.cells import date, text
from records import SURE, Found, Reading


@dataclass(frozen=True, slots=True)
class About:
    """The title, the author and the subject ('' where nothing is sure), and the day; None where it is not sure."""

    title: str
    author: str = ""
    subject: str = ""
    day: dt.date | None = None


def about(readings: Sequence[Reading], file: str) -> About:
    """What is surely known of the dispatches, joined by semicolons; the title is the file's name where that is nothing.

    A doubtful value is left out: nobody sees a doubt in a file's metadata.  The day is that of the first dispatch.
    """
    headers = [one.header for one in readings]
    titles = [_title(one.kind, one.symbol, one.subject) for one in headers]
    days = [date(_sure(one.issued_on)) for one in headers[:1]]
    day = days[0] if days and isinstance(days[0], dt.date) else None
    authors = (_told(one.issuer) for one in headers)
    return About(_joined(titles) or file, _joined(authors), _joined(_told(one.subject) for one in headers), day)


def _title(kind: Found | None, symbol: Found | None, subject: Found | None) -> str:
    """As an office calls it: 'Công văn 411-CV/TU: V/v nâng cao chất lượng sinh hoạt chi bộ'."""
    named = " ".join(one for one in (_told(kind), _told(symbol)) if one)
    return ": ".join(one for one in (named[:1].upper() + named[1:], _told(subject)) if one)


def _told(value: Found | None) -> str:
    return text(_sure(value)) or ""


def _sure(value: Found | None) -> Found | None:
    return value if value is not None and value.confidence >= SURE else None


def _joined(told: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(one for one in told if one))
