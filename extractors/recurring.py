"""What comes again by its words alone: 'hằng quý', 'mỗi quý ít nhất 01 lần', 'thứ Sáu hằng tuần', 'thường xuyên'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors import rrules
from extractors.leads import Passage
from extractors.times import number
from records import Deadline, Frequency
from rules import rule

#: What a regular act is worth that is more a manner than an act ('thường xuyên đổi mới').
MANNER = 0.6
#: What a number of times is worth that no even share of the year tells ('ít nhất 02 lần mỗi tuần').
UNEVEN = 0.8
#: What it is worth before an act that can be counted ('thường xuyên báo cáo'), and at the head of a clause.
ACT, AT_HEAD = 0.9, 0.75
#: What words are worth that follow a noun ('kế hoạch hằng năm'): they may tell its kind.
OF_A_NOUN = 0.8
SURE = 0.95
#: What stands in front of a clause's first word.
OPENS = re.compile(r"(?:^|[.;:(\n+\-)]|\b(?:phai|can|dinh ky))\s*$")
#: An open quotation: what stands in it is a slogan ('phong trào "Mỗi ngày tiết kiệm một việc"').
QUOTED = re.compile(r"“[^”\n]*\Z|\A[^\"\n]*\"(?:[^\"\n]*\"[^\"\n]*\")*[^\"\n]*\Z")
#: The name of Sunday among the days of the week.
SUNDAY = "chu nhat"
#: Forms that others can be listed behind.
LISTS = {"again.period", "again.kinds"}
#: Forms that say how many of them a stretch holds, or how many stretches one takes.
COUNTED = (
    *("again.period", "again.kinds", "again.each", "again.each_behind", "again.each_first", "again.each_number"),
    *("again.any", "again.round", "again.turn", "again.unit_times"),
    *("again.after_each", "again.school_year", "again.by_unit", "again.report"),
    *("again.each_last", "again.days_in"),
    *("again.once_in", "again.times_each", "again.times_per"),
)
#: Forms that always mean the same; every few hours has no name among the frequencies and counts as every day.
ALWAYS = {"again.hourly": rrules.every("ngay"), "again.half": rrules.every("thang", 6)}
#: Words that without marks look like a unit of time.
LOOKALIKES = {"nằm", "nắm", "nấm", "quỹ", "quỳ", "quỷ", "thẳng", "thăng", "thang"}
#: What follows the kind of a thing rather than a deadline: 'kế hoạch hằng năm của'.
BELONGS = re.compile(r"\s+(?:cua|cho|da|duoc|doi voi)\b")


def _is_unit(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the unit is printed as one: 'khách hàng nằm' and 'điều lệ quỹ' only look alike without marks."""
    return passage.prose.printed[slice(*match.span("unit"))].lower() not in LOOKALIKES


def recurring(passage: Passage) -> Iterator[Deadline]:
    """Every recurrence that needs no date to be told."""
    yield from _each(passage)
    for name in COUNTED:
        yield from _counted(passage, name)
    for name, often in ALWAYS.items():
        yield from _always(passage, name, often)
    yield from _weekdays(passage)
    yield from _daily(passage)
    yield from _weeks_of(passage)
    yield from _windows(passage)
    yield from _last_days(passage)
    yield from _regularly(passage)


def made(passage: Passage, name: str, span: tuple[int, int], often: rrules.Often, sure: float) -> Deadline:
    """The recurrence of the words at the span."""
    words = passage.prose.printed[slice(*span)]
    return Deadline(words, *span, name, sure, recurrence=often[0], rrule=often[1])


def _each(passage: Passage) -> Iterator[Deadline]:
    for match in rule("deadlines", "again.every").pattern.finditer(passage.prose.folded):
        if passage.has("not.every", passage.before(match.start(), 60)) or not _is_unit(passage, match):
            continue
        opens = (
            match["regular"]
            or match["plain"]
            or OPENS.search(passage.prose.folded, max(0, match.start() - 12), match.start())
        )
        if match["unit"] == "ngay" and not (match["regular"] or match["plain"] or _is_whole(passage, match)):
            continue
        judges = passage.has("judges", passage.before(match.start(), 80))
        belongs = BELONGS.match(passage.prose.folded, match.end()) and not judges
        sure = SURE if opens else MANNER if belongs else OF_A_NOUN
        yield made(passage, "again.every", match.span("words"), rrules.every(match["unit"]), sure)
        yield from _listed(passage, match.end(), sure)


def _listed(passage: Passage, at: int, sure: float) -> Iterator[Deadline]:
    """What is listed behind it: ', 06 tháng, hằng năm'."""
    form = rule("deadlines", "again.listed").pattern
    while (match := form.match(passage.prose.folded, at)) and _is_unit(passage, match):
        count = number(match["count"] or "1") or 1
        yield made(passage, "again.listed", match.span("words"), rrules.every(match["unit"], count), min(sure, 0.9))
        at = match.end()


def _is_whole(passage: Passage, match: re.Match[str]) -> bool:
    return passage.prose.folded.strip(" \n.,;:-+") == match["words"].strip()


def _counted(passage: Passage, name: str) -> Iterator[Deadline]:
    form = rule("deadlines", name)
    for match in form.pattern.finditer(passage.prose.folded):
        groups = match.groupdict()
        count, times = number(groups.get("count") or "1"), number(groups.get("times") or "1")
        if (
            not count
            or not times
            or not _is_unit(passage, match)
            or passage.has("not.entitled", passage.before(match.start(), 80))
        ):
            continue
        often = rrules.times_each(times, match["unit"]) if "times" in groups else rrules.every(match["unit"], count)
        even = times == 1 or (match["unit"], times) in rrules.SHARES
        loose = name == "again.once_in" and match["words"][0].isdigit() and not _is_whole(passage, match)
        sure = UNEVEN if not even else OF_A_NOUN if loose else form.confidence
        yield made(passage, name, match.span("words"), often, sure)
        yield from _listed(passage, match.end(), form.confidence) if name in LISTS else ()


def _weekdays(passage: Passage) -> Iterator[Deadline]:
    for match in rule("deadlines", "again.weekday").pattern.finditer(passage.prose.folded):
        day = rrules.WEEKDAYS[match["weekday"] or match["each"] or SUNDAY]
        often = (Frequency.WEEKLY, f"FREQ=WEEKLY;BYDAY={day}")
        yield made(passage, "again.weekday", match.span("words"), often, SURE)


def _daily(passage: Passage) -> Iterator[Deadline]:
    """What comes every day has no name among the frequencies: it is done regularly."""
    form = rule("deadlines", "again.daily")
    for match in form.pattern.finditer(passage.prose.folded):
        quoted = QUOTED.search(passage.prose.printed, 0, match.start())
        if not quoted and not passage.has("not.daily", passage.before(match.start(), 40)):
            yield made(passage, form.id, match.span("words"), rrules.every("ngay"), form.confidence)


def _always(passage: Passage, name: str, often: rrules.Often) -> Iterator[Deadline]:
    form = rule("deadlines", name)
    for match in form.pattern.finditer(passage.prose.folded):
        yield made(passage, name, match.span("words"), often, form.confidence)


def _weeks_of(passage: Passage) -> Iterator[Deadline]:
    """A week of each month or quarter, or a day of it: 'vào thứ hai tuần đầu của tháng'."""
    for form in (rule("deadlines", "again.week_of"), rule("deadlines", "again.first_weekday")):
        for match in form.pattern.finditer(passage.prose.folded):
            day = SUNDAY if match.groupdict().get("sunday") else match["weekday"]
            often = rrules.week_of(match["which"].split()[-1], day, match["unit"] == "quy")
            yield made(passage, form.id, match.span("words"), often, form.confidence)


def _windows(passage: Passage) -> Iterator[Deadline]:
    """Some days of each month: the last of them counts."""
    for match in rule("deadlines", "again.window").pattern.finditer(passage.prose.folded):
        last = int(match["last"] or match["day_to"] or 0)
        often = (Frequency.MONTHLY, rrules.monthly(last))
        yield made(passage, "again.window", match.span("words"), often, 0.92)


def _last_days(passage: Passage) -> Iterator[Deadline]:
    for match in rule("deadlines", "again.last_day").pattern.finditer(passage.prose.folded):
        frequency = rrules.every(match["unit"])[0]
        often = (frequency, rrules.last_day(match["unit"], bool(match["working"])))
        yield made(passage, "again.last_day", match.span("words"), often, 0.9)


def _regularly(passage: Passage) -> Iterator[Deadline]:
    for match in rule("deadlines", "again.regularly").pattern.finditer(passage.prose.folded):
        if passage.has("not.regular", passage.before(match.start(), 30)):
            continue
        acts = passage.has("again.regular_act", passage.after(match.end(), 30))
        opens = OPENS.search(passage.prose.folded, max(0, match.start() - 12), match.start())
        checks = opens and passage.has("again.regular_check", passage.after(match.end(), 30))
        sure = SURE if _is_whole(passage, match) else ACT if acts or checks else AT_HEAD if opens else MANNER
        found = made(passage, "again.regularly", match.span("words"), (Frequency.REGULARLY, ""), sure)
        yield replace(found, rrule=None)
