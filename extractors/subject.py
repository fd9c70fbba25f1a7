"""What a dispatch is about (trích yếu): the lines under its title, or 'V/v …' under the number of a công văn."""

from __future__ import annotations

import re

from extractors.evidence import evidence_of
from extractors.zone_lines import is_drawn, lines_in
from records import Dispatch, Found, Line, Zone
from rules import rule, table
from rules.fold import capitals, squeezed
from rules.kinds import kind_in
from rules.spelling import sentence_case

#: The title of a paper that is no dispatch stands in its first lines.
FIRST_LINES = 6
#: Below this mean confidence a line is no print (printed lines on fax scans have 0.7 and more).
BELIEVED = 0.45
#: What a subject is worth to which the words 'V/v' had to be given back.
LOST_OPENING = 0.85


def subject(dispatch: Dispatch) -> Found | None:
    """The subject as printed, its lines joined; a subject in capitals comes out in sentence case."""
    lines = [line for line in lines_in(dispatch, Zone.SUBJECT) if not _scribble(line)]
    if not dispatch.is_dispatch:
        own = lines_in(dispatch, Zone.KIND, Zone.SUBJECT) if lines else _headline(dispatch)
        named = without_slips(_tidy(" ".join(map(_cased, own))))
        return evidence_of(own, named, "subject.headline", 0.7) if own else None
    titled = [line for line in lines_in(dispatch, Zone.KIND) if kind_in(line.text)[1]]
    own = (*titled, *lines)
    if not own:
        return None
    text = " ".join((*(kind_in(line.text)[1] for line in titled), *map(_cased, lines)))
    if lines_in(dispatch, Zone.KIND):
        return evidence_of(own, without_slips(_tidy(text)), "subject.title")
    opened, sure = _opened(text) if is_drawn(dispatch) else (text, 1.0)
    return evidence_of(own, without_slips(_tidy(opened)), "subject.number", sure)


def _opened(text: str) -> tuple[str, float]:
    """The subject of a công văn with its 'V/v' mended, or given back where it was lost, and how sure that is."""
    mended = rule("slips", "subject.opening").pattern.sub("V/v ", text)
    lost = mended[:1].islower() and not rule("zones", "subject.opening").finds(mended)
    return (f"V/v {mended}", LOST_OPENING) if lost else (mended, 1.0)


def _scribble(line: Line) -> bool:
    """Whether the line is ink read as letters: the reader believes hardly any of its words, or it has none."""
    words = line.words
    if words and not re.search(r"[^\W\d_]{2}", line.text):
        return True
    return bool(words) and sum(word.confidence for word in words) / len(words) < BELIEVED


def without_slips(text: str) -> str:
    """The text with the slips that are no Vietnamese words mended ('cùa' is của)."""
    slips: dict[str, str] = table("slips")["words"]
    text = rule("slips", "cell").pattern.sub("chi bộ", text)
    return re.sub(r"[^\W\d_]+", lambda word: slips.get(word[0], word[0]), text)


def _cased(line: Line) -> str:
    return sentence_case(line.text) if capitals(line.text) > 0.85 and len(line.text) > 8 else line.text


def _tidy(text: str) -> str:
    text = re.sub(r"\s*[-–_*=]{3,}\s*$", "", squeezed(text))
    return re.sub(r"\s+([,;.])", r"\1", text).strip(" *_").rstrip(" .;,:-–~^`'")


def _headline(dispatch: Dispatch) -> tuple[Line, ...]:
    """The headline of a paper that is no dispatch: its first line of some length, and on a page what it wraps to."""
    first = next((i for i, line in enumerate(dispatch.lines[:FIRST_LINES]) if 12 <= len(line.text) <= 300), None)
    if first is None:
        return ()
    own = [dispatch.lines[first]]
    for line in dispatch.lines[first + 1 : first + FIRST_LINES]:
        ended = line.gap or own[-1].short or rule("slips", "headline.end").finds(line.text)
        if ended or not line.words or line.indent != own[0].indent:
            break
        own.append(line)
    return tuple(own)
