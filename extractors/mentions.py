"""Symbols named inside a text ('Công văn số 411-CV/TU, ngày 06/6/2022'), each with the date that follows it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.symbol import parsed
from rules import rule

#: Where the words 'số' or a kind stand before a number inside a sentence.
BEFORE = re.compile(
    r"(?:(?<=[Ss]ố )|(?<=[Ss]ố: )|(?<=[Ss]ố:)|(?<=quyết )|(?<=định )|(?<=thị )|(?<=luận )|(?<=hoạch )|(?<=dẫn )"
    r"|(?<=văn )|(?<=báo )|(?<=cáo )|(?<=án )|(?<=trình )|(?<=, )|(?<=và ))(?=\d{1,5}[a-z]?\s?(?:[-/]|\s-))"
)
#: A date belongs to the symbol when no more than this stands between ('…-CV/TU, ngày', '…/QĐ-UBND ký ngày').
BETWEEN = re.compile(r"\s*,?\s*(?:ký\s+)?(?=ngày\b)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A symbol in a text: what it should read, where it stands, how sure its form is, and its ISO date or None."""

    symbol: str
    start: int
    end: int
    sure: float
    date: str | None


def mentions(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """The symbols named in `text[start:end]` in order.

    >>> [(one.symbol, one.date) for one in mentions("theo Công văn số 411-CV/TU, ngày 06/6/2022 của Tỉnh ủy")]
    [('411-CV/TU', '2022-06-06')]
    """
    end = len(text) if end is None else end
    for before in BEFORE.finditer(text, start, end):
        own = text[before.start() : end]
        # A dash behind the number is the Party's form.
        found = parsed(own, party=re.match(r"\d+\w?\s?-", own) is not None)
        if found is not None:
            after = before.start() + found[1]
            yield Mention(found[0].text, before.start(), after, found[0].sure, _date(text, after))


def _date(text: str, at: int) -> str | None:
    between = BETWEEN.match(text, at)
    for name in ("date.long", "date.short") if between else ():
        match = rule("dates", name).pattern.match(text, between.end() if between else at)
        if match:
            return _iso(*(re.sub(r"\D", "", match[part]) for part in ("year", "month", "day")))
    return None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
