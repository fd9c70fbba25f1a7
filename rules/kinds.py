"""The line of a title that names the dispatch's kind ('KẾ HOẠCH', 'THÔNG BÁO KẾT LUẬN CỦA …')."""

from __future__ import annotations

from functools import cache

from rapidfuzz import fuzz

from rules import table
from rules.fold import capitals, fold, letters

#: Letters may differ as 'KẾ HOẠCH' from 'KẺ H0ẠCH'; a short name bears no slip: 'ĐẾN' is no 'ĐỀ ÁN'.
ALIKE = 85.0
SHORTEST = 6
#: Kinds that are no heading of their own: a công văn bears no title, a bản sao bears that of its original.
UNTITLED = frozenset({"công văn", "bản sao", "thư công"})


@cache
def headings() -> tuple[tuple[str, str], ...]:
    """The letters of every kind's heading with the kind's name, the longest first."""
    names = [entry["name"] for entry in table("kinds")["kind"] if entry["name"] not in UNTITLED]
    return tuple(sorted(((letters(name), name) for name in names), key=lambda pair: (-len(pair[0]), pair[1])))


def heading_of(text: str) -> str | None:
    """The kind that a title line in capitals names, or None.

    >>> heading_of("K Ế HOẠCH"), heading_of("Kế hoạch số 12"), heading_of("BAN TỔ CHỨC")
    ('kế hoạch', None, None)
    """
    if capitals(text) < 0.75:
        return None
    known = letters(text)
    likely = max(headings(), key=lambda pair: (fuzz.ratio(known, pair[0]), fuzz.ratio(text.lower(), pair[1])))
    if known == likely[0] or (len(likely[0]) >= SHORTEST and fuzz.ratio(known, likely[0]) >= ALIKE):
        return likely[1]
    return next((name for heading, name in headings() if _begins(text, known, heading)), None)


def _begins(text: str, known: str, heading: str) -> bool:
    """Whether the line begins with the whole heading and goes on with another word."""
    words = text.split()
    ends = [letters("".join(words[: i + 1])) for i in range(min(4, len(words)))]
    return len(heading) > 4 and known.startswith(heading) and heading in ends


def kind_in(text: str) -> tuple[str | None, str]:
    """The kind that a title line names and the words behind it on the same line ('' where there are none).

    >>> kind_in("THÔNG BÁO KẾT LUẬN HỘI NGHỊ")
    ('thông báo', 'KẾT LUẬN HỘI NGHỊ')
    """
    name = heading_of(text)
    if name is None:
        return None, ""
    words = text.split()
    heading = letters(name)
    for i in range(1, len(words)):
        if letters("".join(words[:i])) == heading:
            rest = " ".join(words[i:])
            return name, "" if fold(rest).strip(" :.") in table("kinds")["qualifiers"] else rest
    return name, ""
