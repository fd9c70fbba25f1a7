"""So many days from an event: 'trong thời hạn 15 ngày làm việc kể từ ngày nhận được Công văn này'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.leads import Passage
from extractors.times import number
from records import Anchor, Deadline, Unit
from rules import rule
from rules.fold import squeezed

UNITS = {"ngay": Unit.DAYS, "gio": Unit.HOURS, "tuan": Unit.WEEKS, "thang": Unit.MONTHS, "nam": Unit.YEARS}
#: The hours of a working day.
WORKDAY = 8
#: Anchors by the rule that knows their words.
ANCHORS = {"count.receipt": Anchor.RECEIPT, "count.issue": Anchor.ISSUE, "count.effect": Anchor.EFFECT}
#: How far before a limit its sentence is looked at.
FAR_BEFORE = 250
#: What the receipt or issue of a paper is worth that is not called this one.
NOT_CALLED_THIS = 0.7
#: What a stretch of time is worth that counts from an event: it may be how long something lasts.
OF_AN_EVENT = 0.88
#: What an event is worth that is all of a table's cell.
OF_A_CELL = 0.8
#: What a stretch of time is worth that tells not what it counts from.
NO_ANCHOR = 0.8


def limits(passage: Passage) -> Iterator[Deadline]:
    """Every stretch of time within which something must be done."""
    for match in rule("deadlines", "count.limit").pattern.finditer(passage.prose.folded):
        found = _limit(passage, match)
        if found is not None:
            yield found


def ahead(passage: Passage) -> Iterator[Deadline]:
    """So many days before an event, the event told first: 'trước ngày họp ít nhất 03 ngày làm việc'."""
    form = rule("deadlines", "count.ahead")
    for match in form.pattern.finditer(passage.prose.folded):
        amount, kind = _counted_in(int(match["amount"]), " ".join(match["unit"].split()))
        words, event = (passage.prose.printed[slice(*match.span(part))] for part in ("words", "event"))
        spans = match.span("words")
        told = Deadline(words, *spans, form.id, form.confidence, amount=amount, unit=kind, anchor=Anchor.EVENT)
        yield replace(told, event=squeezed(event))


def soon(passage: Passage) -> Iterator[Deadline]:
    """Times without a date: 'ngay sau khi kết thúc hội nghị', 'trước mùa mưa năm 2026'."""
    after, season = rule("deadlines", "soon.after"), rule("deadlines", "soon.season")
    for match in after.pattern.finditer(passage.prose.printed):
        end = _event_end(passage, *match.span("event"))
        words, event = passage.prose.printed[match.start() : end], passage.prose.printed[match.start("event") : end]
        spans = (match.start(), end)
        yield Deadline(words, *spans, after.id, after.confidence, anchor=Anchor.EVENT, event=squeezed(event))
    if cell := rule("deadlines", "soon.cell").search(passage.prose.printed):
        words, event = cell["words"], squeezed(cell["event"])
        yield Deadline(words, *cell.span("words"), "soon.cell", OF_A_CELL, anchor=Anchor.EVENT, event=event)
    for match in season.pattern.finditer(passage.prose.folded):
        words = passage.prose.printed[slice(*match.span("words"))]
        yield Deadline(words, *match.span("words"), season.id, season.confidence)


def _limit(passage: Passage, match: re.Match[str]) -> Deadline | None:
    head, amount = " ".join((match["head"] or "").split()), number(match["amount"])
    unit = " ".join(match["unit"].split())
    if not amount or not _is_limit(passage, match, head, unit):
        return None
    amount, kind = _counted_in(amount, unit)
    end, anchor, event, sure = _anchored(passage, match)
    start = match.start("words")
    words = passage.prose.printed[start:end]
    sure = min(sure, rule("deadlines", "count.limit").confidence)
    return Deadline(words, start, end, "count.limit", sure, amount=amount, unit=kind, anchor=anchor, event=event)


def _is_limit(passage: Passage, match: re.Match[str], head: str, unit: str) -> bool:
    """Whether the words set a limit: they say so in front, or name what it counts from."""
    named = "thoi" in head or "vong" in head or "nhat" in head
    working = "lam viec" in unit
    if "truoc" in (match["anchor"] or "").split()[:2] and not head:
        return False
    told = match["anchor"] and (head or re.search(r"\btu\s|sau\s+khi", match["anchor"]))
    if not (told or named or (working and head) or (unit == "gio" and head == "trong")) or (
        head == "sau" and not match["anchor"]
    ):
        return False
    if match["amount"] == "nam" and unit == "nam":
        return False
    if match["anchor"] is None and passage.has("not.span", passage.after(match.end(), 30)):
        return False
    before = (max(0, match.start("words") - FAR_BEFORE), match.start("words"))
    return not passage.has("not.limit", before) and not passage.has("not.enjoyed", before)


def _counted_in(amount: int, unit: str) -> tuple[int, Unit]:
    """The amount and its unit; whole days of working hours are working days."""
    if unit == "gio lam viec" and amount % WORKDAY == 0:
        return amount // WORKDAY, Unit.WORKING_DAYS
    if unit == "ngay lam viec":
        return amount, Unit.WORKING_DAYS
    return amount, UNITS[unit.split()[0]]


def _anchored(passage: Passage, match: re.Match[str]) -> tuple[int, Anchor | None, str | None, float]:
    """Where the words end, what the time counts from, the event's words, and how sure that is."""
    if match["anchor"] is None:
        return match.end(), None, None, NO_ANCHOR
    start, end = match.start("event"), _event_end(passage, *match.span("event"))
    said = passage.prose.folded[start:end]
    if "truoc" in match["anchor"].split()[:2]:
        at = match.start("anchor") + match["anchor"].index("truoc")
        return end, Anchor.EVENT, squeezed(passage.prose.printed[at:end]), OF_AN_EVENT
    for name, anchor in ANCHORS.items():
        if rule("deadlines", name).pattern.search(said):
            this = anchor == Anchor.EFFECT or said.endswith(("nay", "ky")) or "nay duoc" in said
            return end, anchor, None, 0.95 if this else NOT_CALLED_THIS
    return end, Anchor.EVENT, squeezed(passage.prose.printed[start:end]), OF_AN_EVENT


def _event_end(passage: Passage, start: int, end: int) -> int:
    """Where the event's words end: before the sentence ends or goes on with who must act."""
    end = passage.after(start, end - start)[1]
    stop = rule("deadlines", "count.event_ends").pattern.search(passage.prose.printed, start + 2, end)
    end = stop.start() if stop else end
    return start + len(passage.prose.printed[start:end].rstrip())
