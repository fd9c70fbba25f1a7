"""What stands around a document's number: its date, the organ that issued it, the term, the parts that are meant."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from extractors.symbol import DIGITS
from rules import rule
from rules.fold import fold, squeezed

#: How far in front of a number its kind, and the parts that are meant, are looked for.
REACH = 90
#: How a sentence ends that tells of a document's issue.
ISSUED = ("ban hanh ", "co ", "ky ")
#: Of a year printed with two digits.
CENTURY = 2000
DIGIT = re.compile(r"\d")

#: White space so long stands between things that do not belong together.
EMPTY = re.compile(r"\s{9,}")


def _broken(run: re.Match[str]) -> str:
    return run[0][:2] + "\0" * (len(run[0]) - 4) + run[0][-2:]


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as printed and without marks in lower case; offsets hold in both."""

    printed: str
    folded: str

    @classmethod
    def of(cls, text: str) -> Prose:
        """The text with its folded form.

        Long runs of white space are broken by NULs: no document's name goes over them, and no pattern may wander there.
        """
        text = EMPTY.sub(_broken, text)
        return cls(text, fold(text))


@dataclass(frozen=True, slots=True)
class Tail:
    """What a mention says behind its number, and where it ends."""

    end: int
    date: str | None = None
    issuer: str | None = None
    term: str | None = None


@cache
def form(name: str) -> re.Pattern[str]:
    """The pattern of a rule in rules/citations.toml."""
    return rule("citations", name).pattern


def tail(prose: Prose, at: int) -> Tail:
    """Date, organ and term from `at` on, in any order that people write them in, as far as they stand in one run."""
    found = Tail(at)
    for _ in range(3):
        grown = _grown(prose, found)
        if grown.end == found.end:
            break
        found = grown
    return found


def _grown(prose: Prose, so_far: Tail) -> Tail:
    at, date, issuer, term = so_far.end, so_far.date, so_far.issuer, so_far.term
    if date is None:
        date, at = dated(prose, at)
    if issuer is None:
        issuer, at = issued_by(prose, at)
    if term is None and (match := form("term").match(prose.folded, at)):
        term, at = match["term"].upper(), match.end()
        at += bool(match["open"]) and prose.folded[at : at + 1] == ")"
    return Tail(at, date, issuer, term)


def dated(prose: Prose, at: int) -> tuple[str | None, int]:
    """The ISO date that stands at `at` and where it ends; None where there is none, or no such day.

    A full stop in front is a comma that a scanner's OCR misread; where the sentence ends, 'Ngày' is printed large.
    """
    match = form("date").match(prose.folded, at)
    if match is None or (match["stop"] and "N" in prose.printed[at : match.start("day")]):
        return _blurred_date(prose, at)
    date = iso(match["year"], match["month"], match["day"])
    return (date, match.end()) if date else (None, at)


def dated_before(prose: Prose, at: int) -> str | None:
    """The day told in front of a document that begins at `at` ('Ngày 07/11/2008, Tỉnh uỷ có'), or None."""
    if not prose.folded.endswith(ISSUED, max(0, at - 10), at):
        return None
    match = form("date.before").search(prose.folded, max(0, at - 2 * REACH), at)
    return iso(match["year"], match["month"], match["day"]) if match else None


def _blurred_date(prose: Prose, at: int) -> tuple[str | None, int]:
    """A date whose digits a scanner's OCR took for letters ('ngày 1O tháng l2 năm 2019')."""
    head = re.compile(r"\s*,?\s*(?:ky\s+)?(?=ngay)").match(prose.folded, at)
    match = rule("dates", "date.long").pattern.match(prose.printed, head.end()) if head else None
    if match is None:
        return None, at
    date = iso(*(re.sub(r"\s", "", match[part]).translate(DIGITS) for part in ("year", "month", "day")))
    return (date, match.end()) if date else (None, at)


def iso(year: str, month: str, day: str) -> str | None:
    """The day as ISO date, None where there is no such day."""
    try:
        return dt.date(int(year) + (CENTURY if len(year) == 2 else 0), int(month), int(day)).isoformat()
    except ValueError:
        return None


def issued_by(prose: Prose, at: int) -> tuple[str | None, int]:
    """The organ that stands at `at`, with or without 'của', and where its name ends."""
    match = form("issuer.head").match(prose.folded, at)
    if match is None or not prose.printed[match.start("organ")].isupper():
        return None, at
    more = form("issuer.tail").match(prose.printed, match.end())
    end = more.end() if more else match.end()
    organ = re.sub(r"(?:\s+(?:và|các|công|thông|-))+$", "", prose.printed[match.start("organ") : end]).rstrip(" .")
    return squeezed(organ), match.start("organ") + len(organ)


def articles(prose: Prose, at: int) -> tuple[tuple[str, ...], int]:
    """The parts of the document that are meant, in front of `at` ('khoản 2 Điều 5'), and where they begin."""
    start = max(0, at - REACH)
    if DIGIT.search(prose.folded, max(start, at - 24), at) is None:
        return (), at
    match = form("articles").search(prose.folded, start, at)
    if match is None:
        return (), at
    return (squeezed(prose.printed[match.start("articles") : match.end("articles")]),), match.start()
