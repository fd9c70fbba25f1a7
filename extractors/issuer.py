"""Who issued the dispatch, and the higher organ above it, from the left half of the letterhead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.evidence import evidence_of
from extractors.zone_lines import is_drawn, lines_in
from records import Dispatch, Found, Line, Zone
from rules import table
from rules.fold import fold, squeezed
from rules.organ_case import organ_case
from rules.spelling import known_word, marks_mended, misspelt_place, nearest_word

#: What an organ read from a picture is worth whose place no list of places knows.
NO_SUCH_PLACE = 0.85
#: A line that ends with one of these goes on below.
OPEN_WORDS = (["va"], ["cac"], ["cua"], ["-"], ["khoi"], ["truong"], ["thuoc"])
#: A word less sure than this is kept only where letterheads know it.
BELIEVED = 0.5


def issuer(dispatch: Dispatch) -> Found | None:
    """The organ that issued the dispatch: the last organ of the letterhead, its lines joined."""
    organs = _organs(dispatch)
    return _named(organs[-1], dispatch, "issuer") if organs else None


def parent_body(dispatch: Dispatch) -> Found | None:
    """The organ named above the issuer, or None."""
    organs = _organs(dispatch)
    return _named(organs[-2], dispatch, "parent_body") if len(organs) > 1 else None


def _named(lines: Sequence[Line], dispatch: Dispatch, rule: str) -> Found:
    drawn = is_drawn(dispatch)
    printed = squeezed(" ".join(_believed(line) if drawn else line.text for line in lines))
    name = marks_mended(_in_capitals(printed)) if drawn else printed
    value = organ_case(name.strip(" *-_.,"))
    return evidence_of(lines, value, rule, NO_SUCH_PLACE if drawn and misspelt_place(value) else 1.0)


def _believed(line: Line) -> str:
    """The line's words without those that the reader doubts and no letterhead knows: dark edges read as letters."""
    kept = (word.text for word in line.words if word.confidence >= BELIEVED or known_word(nearest_word(word.text)))
    return " ".join(kept) if line.words else line.text


def _in_capitals(printed: str) -> str:
    """The words in capitals: what else stands in a letterhead's line is ink or dirt read as letters."""
    return " ".join(word for word in printed.split() if not any(char.islower() for char in word))


def _organs(dispatch: Dispatch) -> list[tuple[Line, ...]]:
    """The letterhead's lines, gathered organ by organ."""
    organs: list[tuple[Line, ...]] = []
    for line in lines_in(dispatch, Zone.ISSUER):
        if not re.search(r"\w{2}", _believed(line)) or (not organs and _is_note(line.text)):
            continue
        if organs and not _begins_organ(line, organs[-1]):
            organs[-1] = (*organs[-1], line)
        else:
            organs.append((line,))
    return organs


def _is_note(text: str) -> bool:
    """Whether a line is an abbreviation that letterheads do not know: whom a pen sends the dispatch to ('TTĐT')."""
    return re.fullmatch(r"\W*[A-ZĐƯ]{2,6}\W*", text) is not None and not known_word(text)


def _begins_organ(line: Line, above: Sequence[Line]) -> bool:
    """Whether the line names another organ and does not go on with the one above."""
    return _is_head(line.text) and not _is_open(" ".join(part.text for part in above))


def _is_head(text: str) -> bool:
    words = _words(text)
    return any(words[: len(head)] == head for head in _heads())


def _is_open(text: str) -> bool:
    """Whether the name above wants more words: an open end, or a connecting word or comma at its end."""
    words = _words(text)
    return words in _open_ends() or words[-1:] in OPEN_WORDS or text.rstrip().endswith(",")


def _words(text: str) -> list[str]:
    return fold(text).replace(",", " ").split()


@cache
def _heads() -> tuple[list[str], ...]:
    return tuple(_words(head) for head in table("names")["heads"])


@cache
def _open_ends() -> tuple[list[str], ...]:
    return tuple(_words(head) for head in table("names")["open_ends"])
