"""The offices that receive dispatches, by the name on their ĐẾN stamp."""

from __future__ import annotations

from functools import cache

from rapidfuzz.distance import Levenshtein

from rules import table
from rules.fold import letters

#: One letter in so many may be misread; a shorter name must have all its letters.
LETTERS_A_SLIP = 12


def known_office(text: str) -> str | None:
    """The office whose name the text is, its marks and a few letters aside; None where no one office fits best.

    >>> known_office("ỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHÙ"), known_office("VĂN PHÒNG HUYỆN ỦY TUY ĐỨC")
    ('Cổng Thông tin điện tử Chính phủ', None)
    """
    printed = letters(text)
    limit = len(printed) // LETTERS_A_SLIP
    near = sorted((Levenshtein.distance(printed, own, score_cutoff=limit), own) for own in _offices())
    if near[0][0] > limit or near[0][0] == near[1][0]:
        return None
    return _offices()[near[0][1]]


@cache
def _offices() -> dict[str, str]:
    """The offices' names by their letters: organs with a code of their own, and offices without one."""
    names = (*(entry["name"] for entry in table("organs")["organ"]), *table("names")["offices"])
    return {letters(name): name for name in names}
