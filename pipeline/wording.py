"""How much two orders say the same, by the pairs of neighbouring syllables they share."""

from __future__ import annotations

import itertools
import re

from rules.fold import fold

#: With fewer pairs a short order would be like everything that holds its words.
FEW_PAIRS = 5


def pairs(text: str) -> frozenset[tuple[str, str]]:
    """The neighbouring syllables of the text, without marks: most Vietnamese words have two."""
    syllables = re.findall(r"\w+", fold(text))
    return frozenset(itertools.pairwise(syllables))


def alike(one: str, other: str) -> float:
    """The share of the shorter text's pairs that the other has too, 0 to 1.

    >>> alike("Rà soát, bổ sung danh sách đảng viên", "rà soát bổ sung danh sách đảng viên dự bị")
    1.0
    """
    first, second = pairs(one), pairs(other)
    return len(first & second) / max(min(len(first), len(second)), FEW_PAIRS)
