"""Days that come again: 'trước ngày 25 hằng tháng', 'ngày 20 của tháng cuối quý', 'trước ngày 15 tháng 11 hằng năm'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors import rrules
from extractors.leads import Lead, Passage
from extractors.recurring import made
from extractors.times import Time
from records import Deadline, Frequency
from rules import rule

#: What a day is worth that comes again because its sentence says so elsewhere ('Báo cáo hằng năm … trước ngày 15/12').
SAID_ELSEWHERE = 0.8
#: What 'năm sau' is worth: each year's next, or the next one.
NEXT = 0.7
#: Months between the days of a half-yearly report, and what they are worth where nothing else says that they recur.
HALF_YEAR, TWICE = 6, 0.85
#: Leads after which a day by itself may come again.
LEADING = {"before", "by", "on", "label", "finish", "within"}


def recurring_days(passage: Passage, named: Sequence[Time]) -> Iterator[Deadline]:
    """The days among the times named that come again each month, quarter or year."""
    for index, time in enumerate(named):
        lead = passage.leads.get(time.start)
        if pair := _twice_a_year(passage, named[index - 1 : index + 1]):
            yield pair
        reckons = lead is not None and lead.value in {"to", "from"}
        if time.last.year is None and not reckons and (found := _again(passage, time, lead)):
            yield _joined(passage, named[index - 1], time, found) if index else found


def _again(passage: Passage, time: Time, lead: Lead | None) -> Deadline | None:
    if time.kind == "day_only":
        return _each_month(passage, time, lead) or _each_quarter(passage, time, lead)
    return _each_year(passage, time, lead)


def _each_month(passage: Passage, time: Time, lead: Lead | None) -> Deadline | None:
    start, end, sure = _reach(passage, time, lead, "of_month", "thang")
    often = (Frequency.MONTHLY, rrules.monthly(time.last.day))
    return made(passage, "again.of_month", (start, end), often, sure) if sure else None


def _each_quarter(passage: Passage, time: Time, lead: Lead | None) -> Deadline | None:
    match = rule("deadlines", "again.of_quarter").pattern.match(passage.prose.folded, time.end)
    if match is None:
        return None
    often = (Frequency.QUARTERLY, rrules.quarterly(time.last.day, " ".join(match["which"].split()).split(" tien")[0]))
    return made(passage, "again.of_quarter", (lead.start if lead else time.start, match.end()), often, 0.95)


def _each_year(passage: Passage, time: Time, lead: Lead | None) -> Deadline | None:
    start, end, sure = _reach(passage, time, lead, "of_year", "nam")
    if not sure:
        return None
    month, day = time.last.month, time.last.day
    if lead and lead.value == "before" and time.kind != "day":
        month = (time.first.month - 2) % 12 + 1
    often = (Frequency.YEARLY, rrules.yearly([(month, day)]))
    return made(passage, "again.of_year", (start, end), often, sure)


def _reach(passage: Passage, time: Time, lead: Lead | None, form: str, unit: str) -> tuple[int, int, float]:
    """Where the recurrence's words begin and end and how sure they are; 0.0 where nothing says that it comes again."""
    start = lead.start if lead else time.start
    if match := rule("deadlines", f"again.{form}").pattern.match(passage.prose.folded, time.end):
        if time.kind == "half":
            return start, match.end(), 0.0
        ordinary = re.search(r"hang|moi|bao cao|thang", match[0])
        return start, match.end(), 0.95 if ordinary else NEXT
    window = passage.before(start)
    ahead = rule("deadlines", "again.ahead").pattern.search(passage.prose.folded[slice(*window)])
    if ahead and ahead["unit"] == unit:
        closes = "(" in ahead[0] and passage.prose.folded.startswith(")", time.end)
        return window[0] + ahead.start("words"), time.end + closes, 0.92
    said = rule("deadlines", "again.said").pattern.search(passage.prose.folded[slice(*window)])
    if said and (said["unit"] or "nam") == unit and lead and lead.value in LEADING:
        return start, time.end, SAID_ELSEWHERE
    return start, time.end, 0.0


def _twice_a_year(passage: Passage, pair: Sequence[Time]) -> Deadline | None:
    """Two days half a year apart, neither with its year: 'trước ngày 10 tháng 6 và ngày 10 tháng 12'."""
    if len(pair) < 2 or any(time.kind != "day" or time.last.year for time in pair):
        return None
    first, second = pair
    lead = passage.leads.get(first.start)
    apart = second.last.month - first.last.month == HALF_YEAR and first.last.day == second.last.day
    between = passage.prose.folded[first.end : second.start]
    if lead is None or not apart or not rule("deadlines", "lead.also").pattern.search(between):
        return None
    days = [(time.last.month, time.last.day) for time in pair]
    often = (Frequency.HALF_YEARLY, rrules.yearly(days))
    return made(passage, "again.of_year", (lead.start, second.end), often, TWICE)


def _joined(passage: Passage, before: Time, time: Time, found: Deadline) -> Deadline:
    """Two days a year in one: 'trước ngày 15/6 và ngày 15/12 hằng năm'."""
    lead = passage.leads.get(before.start)
    between = passage.prose.folded[before.end : time.start]
    same = (before.kind, before.last.day, before.last.year) == (time.kind, time.last.day, None)
    if not (same and found.rule == "again.of_year" and rule("deadlines", "lead.also").pattern.search(between)):
        return found
    days = [(before.last.month, before.last.day), (time.last.month, time.last.day)]
    often = (Frequency.HALF_YEARLY, rrules.yearly(days))
    return made(passage, found.rule, (lead.start if lead else before.start, found.end), often, found.confidence)
