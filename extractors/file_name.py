"""What a clerk wrote into a file's name: number and date of the dispatch ('411-CV-TU.pdf', 'qd_729_ttg.pdf').

Names are typed from the paper and so know what a pen wrote there; but a scanner names files by the day, and senders by
their own numbers.  So a number counts only beside the codes that the dispatch itself bears.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.codes import codes_alike, kind_codes
from rules.fold import fold

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_BETWEEN = r"(?:[-._ ]|\s*thang\s*|\s*nam\s*)"
_DAY = (
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}}){_BETWEEN}(?P<month>\d{{1,2}}){_BETWEEN}(?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-._ ]?(?P<month>0[1-9]|1[0-2])[-._ ]?(?P<day>[0-2]\d|3[01])(?!\d)"),
)
_NUMBER = re.compile(r"\d{1,5}")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Named:
    """A number in a file's name with the codes beside it, folded ('qd', 'ttg'), and the year between them or ''."""

    number: str
    year: str
    codes: tuple[str, ...]


def number_named(name: str, own: Sequence[str], kind: str | None) -> Named | None:
    """The number that the name gives a dispatch with these codes; None where it gives none or more than one.

    `own` are the codes of the dispatch's symbol as printed; 'cv' stands for a công văn, whose symbol bears no kind.

    >>> number_named("hanoi_kh_173_festival.pdf", ("KH", "UBND"), "kế hoạch").number
    '173'
    """
    known = {fold(code) for code in own} | ({"cv"} if kind == "công văn" else set())
    found = {one.number.lstrip("0"): one for one in _named(name) if set(one.codes) <= known}
    return next(iter(found.values())) if len(found) == 1 else None


def symbol_named(name: str, kind: str | None, party: bool) -> str | None:
    """The whole symbol that the name gives, where it holds number, kind and organ and the kind is this one; else None.

    >>> symbol_named("411-CV-TU.pdf", "công văn", party=True)
    '411-CV/TU'
    """
    found = {one for own in _named(name) if (one := _whole(own, kind, party))}
    return found.pop() if len(found) == 1 else None


def date_named(name: str) -> str | None:
    """The only date in the name, as an ISO date; None for none or several."""
    stem = fold(name)
    found = {day for pattern in _DAY for match in pattern.finditer(stem) if (day := _iso(match))}
    return found.pop() if len(found) == 1 else None


def _iso(match: re.Match[str]) -> str | None:
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return None


def _whole(own: Named, kind: str | None, party: bool) -> str | None:
    if len(own.codes) < 2:
        return None
    codes = [codes_alike(code) for code in own.codes]
    first = [code for code, kinds in codes[0].items() if kind in kinds]
    rest = [list(alike) for alike in codes[1:]]
    if len(first) != 1 or any(len(alike) != 1 for alike in rest):
        return None
    year = f"/{own.year}" if own.year else ""
    joints = "-/" if party and not year else "/-"
    return f"{own.number}{year}{joints[0]}{first[0]}{joints[1]}{'-'.join(alike[0] for alike in rest)}"


def _named(name: str) -> Iterator[Named]:
    """Each number with the code before it and the codes behind it; a year between number and codes is no number."""
    stem = _undated(_coded(fold(name).rpartition(".")[0] or fold(name)))
    tokens = ["", *(token for token in _TOKEN.findall(stem) if token != "so"), ""]
    for before, token, after in zip(tokens, tokens[1:], range(2, len(tokens)), strict=False):
        if _NUMBER.fullmatch(token) and not (_YEAR.fullmatch(token) and before.isdigit()):
            year = tokens[after] if _YEAR.fullmatch(tokens[after]) else ""
            behind = itertools.takewhile(codes_alike, tokens[after + bool(year) :])
            codes = tuple(dict.fromkeys((*filter(codes_alike, [before]), *behind)))
            if codes:
                yield Named(token, year, codes)


def _coded(stem: str) -> str:
    """The folded name with each kind that is written out ('ke hoach') as its code."""
    for words, code in _written_out():
        stem = re.sub(rf"(?<![a-z]){words}(?![a-z])", code, stem)
    return stem


@cache
def _written_out() -> tuple[tuple[str, str], ...]:
    """Pairs of a pattern for a kind's name and its folded code, the longest names first."""
    kinds = {name: fold(code) for code, names in kind_codes().items() for name in names[:1]}
    return tuple((r"[-._ ]?".join(fold(name).split()), kinds[name]) for name in sorted(kinds, key=len, reverse=True))


def _undated(stem: str) -> str:
    for pattern in _DAY:
        stem = pattern.sub(" | ", stem)
    return stem
