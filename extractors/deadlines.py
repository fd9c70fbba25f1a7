"""By when: every deadline that a stretch of a dispatch's text sets, and what period a heading sets."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter

from extractors.leads import Lead, Passage
from extractors.limits import ahead, limits, soon
from extractors.recurring import recurring
from extractors.recurring_days import recurring_days
from extractors.times import ASSUMED, Resolved, Time, resolved, times
from records import Deadline
from rules import rule

#: What a date is worth where nothing tells when the paper was signed: it may be past.
UNDATED = 0.8
#: A day further away than so many years is rather misread.
FAR, FAR_AWAY = 12, 0.5
#: What a cell of a table is worth that holds nothing but a time.
CELL = Lead("lead.cell", "cell", -1, 0.92)
#: The longest text that can be nothing but a time.
CELL_LENGTH = 80
DAYS = frozenset({"day"})
PERIODS = frozenset({"month", "quarter", "half", "year", "year_end"})
#: In front of a rhythm, the title of a document that the lead-in names ('Quy định số 132-QĐ/TW về kiểm điểm hằng năm').
IN_A_TITLE = re.compile(r"[-/][A-ZĐ]{2,}[^;:]*\b(?:về|hướng dẫn|quy định|phê duyệt)\s[^;:]*\Z", re.DOTALL)
#: In front of a bare period, an open quotation: the period is of the title in it ('“Chương trình … 2017 - 2021”').
IN_QUOTES = re.compile(r"“[^”\n]*\Z")
#: How far back the words are looked for that make a time a condition.
LONG_REACH = 220
#: What may follow a lead, by what the lead makes of it.
KINDS = {
    "by": DAYS | PERIODS,
    "before": DAYS | PERIODS,
    "to": DAYS | PERIODS - {"year_end"},
    "within": DAYS | PERIODS,
    "finish": DAYS | PERIODS | {"stage", "now"},
    "on": DAYS | {"month", "quarter"},
    "label": DAYS | PERIODS | {"stage"},
    "cell": DAYS | PERIODS,
    "meeting": {"month"},
    "aside": {"month", "quarter"},
}
#: Recurrences that tell no day.
WORDS_ALONE = {"again.every", "again.listed", "again.period"}
#: Leads of what may just go on until then, and their worth where something is said to take place.
SPANNING, TIMED = {"lead.from", "lead.until_end"}, 0.92
#: Leads whose words also tell of the past and of figures.
TELLING = {"within", "to", "from", "on"}


@dataclass(frozen=True, slots=True)
class Said:
    """A time with its lead: what may be a deadline."""

    time: Time
    lead: Lead

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.lead.start if self.lead.start >= 0 else self.time.start


@lru_cache(maxsize=256)
def deadlines(text: str, issued_on: dt.date | None) -> tuple[Deadline, ...]:
    """The deadlines that the words set, in reading order; of overlapping ones the longest.

    `issued_on` gives years that are not said and tells what is past: a day before it is no deadline.
    """
    passage = Passage.of(text)
    named = times(passage.prose)
    dated = (one for said in _said(passage, named) if (one := _deadline(passage, said, issued_on)))
    again = _with_days(passage, [*recurring(passage)], [*recurring_days(passage, named)])
    return _longest([*again, *dated, *limits(passage), *ahead(passage), *soon(passage)])


def period(text: str, issued_on: dt.date | None) -> Deadline | None:
    """What a heading or lead-in says by when for all that it heads: its deadline, or its bare period's last day.

    None for a heading about the past or without a time.
    """
    found = next((one for one in deadlines(text, issued_on) if one.due or one.recurrence), None)
    if found is not None and not (found.recurrence and IN_A_TITLE.search(text, 0, found.start)):
        return found
    passage = Passage.of(text)
    named = [time for time in times(passage.prose) if _heads(passage, time)]
    bare = (Said(time, Lead("period", "period", -1, 0.9)) for time in reversed(named))
    return next((one for said in bare if (one := _deadline(passage, said, issued_on))), None)


def _heads(passage: Passage, time: Time) -> bool:
    """Whether a bare time in a heading is the period of the tasks below it."""
    before = passage.before(time.start)
    if time.kind not in PERIODS | {"stage"} or passage.has("not.task", before):
        return False
    if IN_QUOTES.search(passage.prose.printed, 0, time.start):
        return False
    return time.kind not in {"year", "year_end", "stage"} or passage.has("is.task", before) or _is_cell(passage, [time])


def _said(passage: Passage, named: Sequence[Time]) -> Iterator[Said]:
    """The times that something makes a deadline; a span is one."""
    cell = _is_cell(passage, named)
    before: Said | None = None
    index = 0
    while index < len(named):
        time, lead = named[index], passage.leads.get(named[index].start)
        if lead is None and before is not None and _goes_on(passage, before.time, time):
            lead = replace(before.lead, start=time.start)
        lead = lead or (CELL if cell else _behind(passage, time))
        taken = _spanned(passage, named, index, lead)
        index += 2 if taken else 1
        before = Said(taken or _dated_by_next(passage, named, index, time), lead) if lead else None
        if before:
            yield before


def _behind(passage: Passage, time: Time) -> Lead | None:
    """What makes it a deadline from behind: 'ngày 30/6/2025 là hạn cuối cùng'."""
    form = rule("deadlines", "lead.behind")
    told = passage.has(form.id, passage.after(time.end, 40))
    return Lead(form.id, "label", time.start, form.confidence) if told else None


def _goes_on(passage: Passage, before: Time, time: Time) -> bool:
    """Whether the time is the next of a list: 'trước ngày 15/6 và ngày 15/12/2024'."""
    between = passage.prose.folded[before.end : time.start]
    return before.kind == time.kind and rule("deadlines", "lead.also").pattern.search(between) is not None


def _dated_by_next(passage: Passage, named: Sequence[Time], following: int, time: Time) -> Time:
    """The time, with the year of the next of its list where it says none itself."""
    if following >= len(named) or time.last.year or not named[following].last.year:
        return time
    later = named[following]
    if not _goes_on(passage, time, later):
        return time
    year = later.last.year
    return replace(time, first=replace(time.first, year=year), last=replace(time.last, year=year))


def _spanned(passage: Passage, named: Sequence[Time], index: int, lead: Lead | None) -> Time | None:
    """The span from this time to the next, or None: 'từ ngày 01/4 đến hết ngày 30/4/2024'."""
    if lead is None or lead.value not in {"from", "cell", "label", "within"} or index + 1 >= len(named):
        return None
    first, last = named[index], named[index + 1]
    between = passage.prose.folded[first.end : last.start]
    if not rule("deadlines", "lead.to").pattern.search(between) or last.kind == "day_only":
        return None
    begin = replace(last.first, day=first.first.day) if first.kind == "day_only" else first.first
    return Time(first.start, last.end, last.kind, begin, last.last, True, min(first.sure, last.sure))


def _is_cell(passage: Passage, named: Sequence[Time]) -> bool:
    """Whether the text is nothing but times, as a table's column of deadlines holds them."""
    text = passage.prose.folded
    if not named or len(text.strip()) > CELL_LENGTH:
        return False
    ends = [0, *(time.end for time in named)]
    starts = [*(time.start for time in named), len(text)]
    rest = " ".join(text[end:start] for end, start in zip(ends, starts, strict=True))
    return rule("deadlines", "cell.rest").finds(rest)


def _deadline(passage: Passage, said: Said, issued_on: dt.date | None) -> Deadline | None:
    """The deadline of a time with its lead, or None where it is past or something keeps it from being one."""
    days = resolved(said.time, issued_on)
    if not _fits(said) or _is_kept(passage, said, days, issued_on):
        return None
    words = (passage.prose.printed[said.start : said.time.end], said.start, said.time.end, said.lead.rule)
    if days is None:
        undated = said.time.last.month and issued_on is None
        return Deadline(*words, 0.6) if undated and said.time.last.year is None else None
    due = days.last
    if said.lead.value == "before" and said.time.kind in PERIODS - {"year_end"} and not _is_end(passage, said.time):
        due = days.first - dt.timedelta(days=1)
    if issued_on and due < issued_on:
        return None
    since = days.first.isoformat() if said.time.many else None
    sure = _confidence(passage, said, days, issued_on)
    return Deadline(*words, sure, due=due.isoformat(), since=since, assumed=days.assumed)


def _fits(said: Said) -> bool:
    if said.lead.value == "period":
        return True
    if said.lead.value == "to" and said.time.kind == "day" and said.time.last.year is None:
        return said.time.end - said.time.start > len("31/12")
    if said.lead.value == "to" and said.time.kind == "year":
        return said.time.part
    if said.lead.value == "from":
        return said.time.many and said.time.kind in DAYS | PERIODS
    return said.time.kind in KINDS.get(said.lead.value, ())


def _is_end(passage: Passage, time: Time) -> bool:
    return passage.prose.folded.startswith("cuoi", time.start)


def _is_kept(passage: Passage, said: Said, days: Resolved | None, issued_on: dt.date | None) -> bool:
    """Whether the words around tell of a document's effect, of what was done before that day, or of figures."""
    before, after = passage.before(said.start), passage.after(said.time.end)
    if said.lead.value in {"cell", "label", "period"}:
        return passage.has("not.blank", after)
    kept = any(passage.has(name, before) for name in ("not.effect", "not.born")) or passage.has("not.blank", after)
    again = rule("deadlines", "again.of_year").pattern.match(passage.prose.folded, said.time.end)
    if kept or (again and said.time.last.year is None) or _is_condition(passage, said):
        return True
    if said.lead.value not in TELLING and said.lead.rule != "lead.until_end":
        return False
    if passage.has("not.reckoned", before) or passage.has("not.allowed", before) or passage.has("not.allowed", after):
        return True
    if (issued_on and days and days.first > issued_on) or passage.has("is.order", after):
        return False
    return any(passage.has(*one) for one in (("not.figures", before), ("not.figures", after), ("not.told", before)))


def _is_condition(passage: Passage, said: Said) -> bool:
    """Whether the time tells which things are meant ('hồ sơ đã nộp trước ngày …'), not by when to do something."""
    if said.lead.value in {"finish", "meeting", "aside"}:
        return False
    behind = passage.has("not.then", passage.after(said.time.end)) and said.time.kind == "day"
    return behind or passage.has("not.condition", passage.before(said.start, LONG_REACH))


def _confidence(passage: Passage, said: Said, days: Resolved, issued_on: dt.date | None) -> float:
    sure = min(said.lead.confidence, said.time.sure)
    if said.lead.rule in SPANNING and passage.has("is.timed", passage.before(said.start)):
        sure = min(said.time.sure, TIMED)
    if said.lead.value == "within" and said.time.kind == "year":
        sure = min(sure, ASSUMED)
    if days.assumed:
        sure = min(sure, ASSUMED)
    if issued_on is None:
        return min(sure, UNDATED)
    return min(sure, FAR_AWAY) if days.last.year > issued_on.year + FAR else sure


def _with_days(passage: Passage, bare: list[Deadline], on_days: list[Deadline]) -> list[Deadline]:
    """The recurrences; the words alone do not count where their sentence names the day ('hằng năm … ngày 15/12')."""
    told = [(one.recurrence, passage.before(one.start, one.start)[0], one.start) for one in on_days]
    words = [one for one in bare if one.rule in WORDS_ALONE]
    idle = [one for one in words if any(one.recurrence == each and a <= one.start <= b for each, a, b in told)]
    return [*on_days, *(one for one in bare if one not in idle)]


def _longest_first(one: Deadline) -> tuple[int, int, bool, float]:
    return one.start - one.end, one.start, one.recurrence is None, -one.confidence


def _longest(found: Sequence[Deadline]) -> tuple[Deadline, ...]:
    """The deadlines that no longer one overlaps, in reading order."""
    taken: list[Deadline] = []
    for one in sorted(found, key=_longest_first):
        at = bisect_left(taken, one.start, key=attrgetter("start"))
        if (at == 0 or taken[at - 1].end <= one.start) and (at == len(taken) or one.end <= taken[at].start):
            taken.insert(at, one)
    return tuple(taken)
