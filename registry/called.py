"""By what a document is asked for: the columns that questions look into, told by the document itself."""

from __future__ import annotations

import re
from typing import Any

from records import Document
from registry.asked import codes_of, name_of, number_of, plain, words_of

#: A key that counts in a series: its number, and what the numbers of the series share.
NUMBERED = re.compile(r"(\d{1,15})[a-z]?([-/][^|]+\|.+)")
#: What a place can be called before its name.
CLASSES = re.compile(r"^(?:tinh|thanh pho|tp\.?) ")


def called(one: Document) -> dict[str, Any]:
    """The columns of registry.DocumentRow that stand beside those of the document."""
    match = NUMBERED.fullmatch(one.key) if one.period else None
    return {
        "codes": codes_of(name_of(one)),
        "number": number_of(one),
        "words": f" {' '.join(dict.fromkeys(words_of(one)))} ",
        "place": place_of(one.jurisdiction),
        "series": match[2] if match else None,
        "ordinal": int(match[1]) if match else None,
        "received": one.received,
    }


def place_of(place: str | None) -> str | None:
    """The place as it is compared, without marks and class; None where none is told.

    >>> place_of("tỉnh Trà Vinh")
    'tra vinh'
    """
    return CLASSES.sub("", plain(place)) if place else None
