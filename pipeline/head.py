"""The zones of a dispatch's head: pen notes, organ, motto, number, subject, place and date, stamps, marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.motto import is_motto, is_second_line
from pipeline.stamp_lines import stamp_span
from records import Column, Line, Zone
from rules import first, rule
from rules.fold import capitals, letters
from rules.kinds import heading_of

#: No head is longer than this many printed lines (three organs, motto, number, five lines of subject, stamp, notes).
LONGEST = 34
#: A line of a head or a title in a text without layout; a body's paragraph is longer.
LONGEST_LINE = 130


def head_zones(lines: Sequence[Line]) -> tuple[Zone, ...]:
    """The zones of the lines that make the head; empty where the text begins with its body."""
    zones: list[Zone] = []
    stamp = stamp_span(lines[:LONGEST])
    for i, line in enumerate(lines[:LONGEST]):
        zone = Zone.STAMP if i in stamp else _zone(line, zones)
        if zone is None:
            break
        zones.append(zone)
    return tuple(_notes_told(lines, _without_trailing(zones)))


def _zone(line: Line, before: Sequence[Zone]) -> Zone | None:
    """The zone of a head's next line, or None where the head is over."""
    if _ends_head(line, before):
        return None
    return _plain_zone(line, before) or _unmarked_zone(line, before)


def _ends_head(line: Line, before: Sequence[Zone]) -> bool:
    if rule("zones", "addressee.opening").finds(line.text) or line.zone is Zone.TABLE:
        return True
    begun = Zone.MOTTO in before or Zone.SYMBOL in before
    titled = heading_of(line.text) is not None and line.column is Column.FULL
    return titled and (begun or not before)


def _plain_zone(line: Line, before: Sequence[Zone]) -> Zone | None:
    """The zone of a line that shows by its own words what it is."""
    if is_motto(line.text) or is_second_line(line.text):
        return Zone.MOTTO
    if Zone.SYMBOL not in before and _is_symbol(line):
        return Zone.SYMBOL
    if Zone.PLACE_DATE not in before and _is_date(line):
        return Zone.PLACE_DATE
    if first("marks", line.text) is not None:
        return Zone.MARK
    if any(_finds(name, line) for name in ("rule", "caption", "mark.other")):
        return Zone.NOTE
    return Zone.SUBJECT if _opens_subject(line, before) else None


def _is_symbol(line: Line) -> bool:
    if line.strip is not None and len(line.strip.digits) == 1:
        return True
    return any(_finds(name, line) for name in ("symbol.line", "symbol.line.blank", "symbol.line.cv"))


def _is_date(line: Line) -> bool:
    if line.strip is not None and len(line.strip.digits) == 3:
        return True
    return any(_finds(name, line) for name in ("place_date", "place_date.short"))


def _finds(name: str, line: Line) -> bool:
    return rule("zones", name).finds(line.text)


def _opens_subject(line: Line, before: Sequence[Zone]) -> bool:
    return Zone.SYMBOL in before and line.column is not Column.RIGHT and _finds("subject.opening", line)


def _unmarked_zone(line: Line, before: Sequence[Zone]) -> Zone | None:
    """The zone of a line that only its place tells: an organ's name, the rest of a subject, a pen note."""
    if len(line.text) > LONGEST_LINE:
        return None
    if line.column is Column.RIGHT:
        return Zone.NOTE
    if line.words and line.column is Column.FULL and Zone.MOTTO in before:
        return None
    if Zone.SYMBOL in before:
        return _after_symbol(line, before)
    if Zone.MOTTO in before and Zone.ISSUER in before and line.column is Column.FULL and not _organ_like(line):
        return None
    return Zone.ISSUER if _organ_like(line) else Zone.NOTE


def _organ_like(line: Line) -> bool:
    """Whether the line can be an organ's name: capitals, and no number with a stroke as pen notes have (seed 001)."""
    return capitals(line.text) > 0.7 and len(letters(line.text)) > 1 and not re.search(r"\d\s*/|^\W*/", line.text)


def _after_symbol(line: Line, before: Sequence[Zone]) -> Zone | None:
    if Zone.SUBJECT in before and not (line.gap and (line.words or _finds("body.opening", line))):
        return Zone.SUBJECT if before[-1] is not Zone.NOTE or not line.words else Zone.NOTE
    if line.column is Column.LEFT:
        return Zone.NOTE if _organ_like(line) or line.gap else Zone.SUBJECT
    return Zone.ISSUER if _organ_like(line) and Zone.MOTTO not in before else None


def _without_trailing(zones: list[Zone]) -> list[Zone]:
    """The zones of a head that has a motto or a number; none where neither stands at the text's beginning."""
    return zones if Zone.MOTTO in zones or Zone.SYMBOL in zones else []


def _notes_told(lines: Sequence[Line], zones: list[Zone]) -> list[Zone]:
    """Lines above the first organ that are no capitals are pen notes (seed 001 bears three)."""
    organ = next((i for i, zone in enumerate(zones) if zone is Zone.ISSUER), 0)
    noted = (Zone.SYMBOL, Zone.SUBJECT)
    return [
        Zone.NOTE if i < organ and zone in noted and lines[i].column is Column.FULL else zone
        for i, zone in enumerate(zones)
    ]
