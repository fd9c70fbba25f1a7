"""The zones between head and body: the kind's line with its subject, the addressees."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.head import LONGEST_LINE
from pipeline.stamp_lines import stamp_span
from records import Column, Line, Zone
from rules import first, rule
from rules.fold import capitals, letters, squeezed
from rules.kinds import heading_of

#: A subject fills at most this many printed lines (nine were seen on a circular's title page).
LONGEST_SUBJECT = 12
#: A line of the body that reaches the right margin has more characters than this.
LINE_OF_BODY = 60
#: An item of typed addressees is one line, however many are named in it ('- Các Bộ: …').
LONGEST_ITEM = 400
#: Addressees fill at most this many printed lines.
LONGEST_ADDRESS = 40


def title_zones(lines: Sequence[Line], found_subject: bool) -> tuple[Zone, ...]:
    """The zones of the title, the addressees and the stamps between them; empty where the body begins at once."""
    zones: list[Zone] = []
    stamp = stamp_span(lines[:LONGEST_SUBJECT])
    for i in range(len(lines)):
        zone = Zone.STAMP if i in stamp else _zone(lines, i, zones, found_subject)
        if zone is None:
            break
        zones.append(zone)
    return tuple(zones)


def _zone(lines: Sequence[Line], i: int, before: Sequence[Zone], found_subject: bool) -> Zone | None:
    line = lines[i]
    if line.zone is Zone.TABLE:
        return None
    if _opens_address(line):
        return Zone.ADDRESSEE
    if before and before[-1] is Zone.ADDRESSEE:
        return Zone.ADDRESSEE if _goes_on_addressing(lines, i, before) else None
    if first("marks", line.text) is not None:
        return Zone.MARK
    if Zone.KIND not in before and not found_subject and heading_of(line.text):
        return Zone.KIND
    if rule("zones", "rule").finds(line.text):
        return Zone.NOTE
    return Zone.SUBJECT if Zone.KIND in before and _goes_on_naming(lines, i, before) else None


def _opens_address(line: Line) -> bool:
    return any(rule("zones", name).finds(line.text) for name in ("addressee.opening", "addressee.telegram"))


def _goes_on_naming(lines: Sequence[Line], i: int, before: Sequence[Zone]) -> bool:
    """Whether a line still belongs to the title's subject."""
    line = lines[i]
    named = [lines[j] for j, zone in enumerate(before) if zone is Zone.SUBJECT]
    if len(named) >= LONGEST_SUBJECT or (_opens_body(line) and not (not named and _is_title(line))):
        return False
    if not named:
        return len(line.text) < 4 * LONGEST_LINE and not line.text.endswith((".", ";"))
    ruled = before[-1] is Zone.NOTE
    return not (ruled or line.gap or _is_body(line) or _deciding_organ(line, named))


def _opens_body(line: Line) -> bool:
    """Whether the line begins with the words of a body; in small letters they go on with a subject ('năm 2010 …')."""
    first_letter = next((char for char in line.text if char.isalnum()), "")
    return not first_letter.islower() and rule("zones", "body.opening").finds(line.text)


def _is_title(line: Line) -> bool:
    """Whether a line under the kind is its title though it begins as a body does ('Thực hiện bảo hiểm y tế …')."""
    whole = line.typed and len(line.text) < LONGEST_LINE and not line.text.endswith((".", ",", ";", ":"))
    return whole and rule("zones", "title.act").finds(line.text)


def _is_body(line: Line) -> bool:
    """Whether the line runs to the right margin from an indent, or is as long as a paragraph."""
    drawn = bool(line.words) and line.column is Column.FULL and not line.short and line.indent
    return (drawn and len(line.text) > LINE_OF_BODY) or len(line.text) > 2 * LONGEST_LINE


def _deciding_organ(line: Line, named: Sequence[Line]) -> bool:
    """Whether the line names the organ that decides, under the title: capitals under a small-lettered subject."""
    shouted = capitals(line.text) > 0.8 and len(letters(line.text)) > 5
    return shouted and (capitals(named[-1].text) < 0.6 or rule("signature", "title").finds(line.text))


def _goes_on_addressing(lines: Sequence[Line], i: int, before: Sequence[Zone]) -> bool:
    """Whether a line still belongs to the addressees: a marked item, or the rest of an item not yet ended."""
    line, above = lines[i], lines[i - 1]
    longest = LONGEST_ITEM if line.typed and line.text[:1] in "-–•+" else LONGEST_LINE
    if len(line.text) > longest or before.count(Zone.ADDRESSEE) >= LONGEST_ADDRESS:
        return False
    if line.text[:1] in "-–•+":
        return not (line.gap and rule("zones", "body.opening").finds(line.text))
    fills = bool(line.words) and not line.short and above.short and len(line.text) > LINE_OF_BODY
    if line.gap or fills or _is_body(line) or rule("zones", "body.opening").finds(line.text):
        return squeezed(above.text).endswith(":") and not rule("zones", "body.opening").finds(line.text)
    ended = above.text.endswith(".") or (above.text.endswith(";") and line.indent)
    return not ended
