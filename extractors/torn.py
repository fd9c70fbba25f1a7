"""The symbol of a text torn inside words ('Số:' / '78' / '/202' / '5' / '/TT-BCA'), as copies from web pages are."""

from __future__ import annotations

import re

from extractors.codes import kind_codes, organ_levels
from records import Dispatch, Found, Zone

#: The number stands in the first lines, each a torn piece.
FIRST_LINES = 45
#: Pieces put together may be put together wrongly.
SURE = 0.85
TORN = re.compile(
    r"(?:^|(?<=[^\w]))S\s?ố\s*:\s*(?P<number>\d[\d\s]{0,8}?)\s*(?:/\s*(?P<year>(?:1\s?9|2\s?0)\s?\d\s?\d))?\s*[/-]\s*(?P<codes>[A-ZĐ][A-ZĐa-z\d\s&-]{2,40})"
)


def torn_symbol(dispatch: Dispatch) -> Found | None:
    """The symbol put together from the pieces of a torn head, or None; only for texts without layout."""
    head = [line for line in dispatch.lines[:FIRST_LINES] if line.zone is not Zone.STAMP]
    if any(line.words for line in head):
        return None
    match = TORN.search("\n".join(line.text for line in head))
    codes = _codes(match["codes"]) if match else None
    if match is None or codes is None:
        return None
    year = f"/{_tight(match['year'])}" if match["year"] else ""
    return Found(f"{_tight(match['number'])}{year}/{codes}", match[0], SURE, "symbol.torn", head[0].page)


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text)


def _codes(torn: str) -> str | None:
    """The kind's and the organ's codes at the beginning of the pieces, each the longest that is known."""
    tight = _tight(torn)
    kind = _longest(tight, tuple(kind_codes()))
    if kind is None or tight[len(kind) : len(kind) + 1] != "-":
        return None
    organ = _longest(tight[len(kind) + 1 :], tuple(organ_levels()))
    return f"{kind}-{organ}" if organ else None


def _longest(text: str, known: tuple[str, ...]) -> str | None:
    return max((code for code in known if text.startswith(code)), key=len, default=None)
