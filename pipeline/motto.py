"""The national or Party motto in the head of a dispatch, found through the slips of an OCR."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from rules import table
from rules.fold import capitals, letters

#: How alike the letters must be (0..100): one letter in eight may be lost, as fax scans lose them.
ALIKE = 80.0


def motto_start(words: Sequence[str]) -> int | None:
    """The index of the word with which a motto begins in a line of words in capitals, or None.

    >>> motto_start("ĐẢNG BỘ TỈNH TRÀ VINH ĐẢNG CỘNG SẢN VIỆT NAM".split())
    5
    """
    text = " ".join(words)
    if capitals(text) < 0.6 or len(letters(text)) < 14:
        return None
    best = max(((_alike(words[i:], motto), i) for motto in mottos() for i in range(len(words))), default=(0.0, 0))
    if best[0] >= ALIKE:
        return best[1]
    whole = max(_alike(words, letters(line)) for line in table("mottos")["whole_lines"])
    return 0 if whole >= ALIKE else None


def is_motto(text: str) -> bool:
    """Whether the whole line is a motto ('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'ĐẢNG CỘNG SẢN VIỆT NAM')."""
    return motto_start(text.split()) == 0


def is_second_line(text: str) -> bool:
    """Whether the line is the State motto's second line ('Độc lập - Tự do - Hạnh phúc').

    >>> is_second_line("Độc lập – Tự do - Hạnh phác")
    True
    """
    known = letters(text)
    return len(known) < 26 and max(fuzz.ratio(known, letters(line)) for line in table("mottos")["second"]) >= ALIKE


def mottos() -> list[str]:
    """The letters of the first lines of the mottos."""
    return [letters(line) for line in table("mottos")["first"]]


def _alike(words: Sequence[str], motto: str) -> float:
    return fuzz.ratio(letters("".join(words)), motto)
