"""What a reading got right of what a dispatch orders: the acts, who acts, by when, how often, and with whom.

An act read is one wanted where their words overlap by half (intersection over union); of the matched ones the names are
compared one by one, dates and recurrences exactly.  Acts that the gold calls optional count neither way, nor does the
date of one with `due_optional`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from records import Obligation
from rules.fold import fold, squeezed, tone_folded

Gold = Mapping[str, Any]

#: The share of words that an act read and one wanted must have in common.
OVERLAP = 0.5
#: How alike two names must be (0..100) to be the same.
NAMESAKE, NEIGHBOUR = 85.0, 80.0


@dataclass(frozen=True, slots=True)
class Ordered:
    """One value: what about, what was wanted and read (None for nothing), whether it is right, how sure it was."""

    field: str
    want: str | None
    got: str | None
    right: bool
    confidence: float | None = None


def ordered(want: Gold, read: Sequence[Obligation], text: str) -> Iterator[Ordered]:
    """All values of a dispatch whose gold is `want`, read from the text; nothing where its acts are not scored."""
    golds = want.get("obligations")
    if golds is None:
        return
    flat = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
    bodies = list(_bodies(flat, golds))
    pairs = _paired([_tokens(body) for body in bodies], [_tokens(one.text) for one in read])
    for index, gold in enumerate(golds):
        found = read[pairs[index]] if index in pairs else None
        if not gold.get("optional"):
            name = f"{gold['clause']} {str(gold['starts'])[:60]}"
            yield Ordered("obligations", name, found.text[:60] if found else None, found is not None, _sure(found))
        if found is not None:
            yield from _matched(gold, found)
    for index, one in enumerate(read):
        if index not in pairs.values():
            yield Ordered("obligations", None, one.text[:80], False, one.confidence)


def _sure(found: Obligation | None) -> float | None:
    return found.confidence if found else None


def _bodies(flat: str, golds: Sequence[Gold]) -> Iterator[str]:
    """The text of each act, from where it starts to where it ends."""
    at = 0
    for gold in golds:
        starts, ends = (re.sub(r"\s+", " ", unicodedata.normalize("NFC", str(gold[key]))) for key in ("starts", "ends"))
        first = flat.find(starts, at)
        last = flat.find(ends, first) if first >= 0 else -1
        if last < 0:
            yield f"{starts} {ends}"
            continue
        at = first
        yield flat[first : last + len(ends)]


def _tokens(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", fold(text)))


def _paired(wanted: Sequence[Counter[str]], read: Sequence[Counter[str]]) -> dict[int, int]:
    """Which act read is which wanted, the best overlaps first."""
    scores = sorted(
        ((_overlap(want, got), i, j) for i, want in enumerate(wanted) for j, got in enumerate(read)),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    pairs: dict[int, int] = {}
    for score, i, j in scores:
        if score >= OVERLAP and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _overlap(a: Counter[str], b: Counter[str]) -> float:
    union = sum((a | b).values())
    return sum((a & b).values()) / union if union else 0.0


def _matched(gold: Gold, found: Obligation) -> Iterator[Ordered]:
    if gold.get("actors"):
        yield from _names("actors", _atoms(gold["actors"]), _atoms(found.actors), NAMESAKE, found.confidence)
    if gold.get("coordinators"):
        yield from _names("coordinators", _atoms(gold["coordinators"]), _atoms(found.coordinators), NEIGHBOUR, None)
    if not gold.get("due_optional"):
        yield from _exact("due", gold.get("due") and str(gold["due"]), found.due, found.confidence)
    yield from _exact("recurrence", gold.get("recurrence"), found.recurrence and found.recurrence.value, None)
    if gold.get("report_to"):
        told = found.report_to
        right = told is not None and fuzz.ratio(_plain(gold["report_to"]), _plain(told)) >= NEIGHBOUR
        yield Ordered("report_to", gold["report_to"], told, right)


def _exact(field: str, want: str | None, got: str | None, confidence: float | None) -> Iterator[Ordered]:
    if want or got:
        yield Ordered(field, want or None, got, want == got, confidence)


def _names(
    field: str, want: Sequence[str], got: Sequence[str], bar: float, confidence: float | None
) -> Iterator[Ordered]:
    left = list(got)
    for name in want:
        match = next((one for one in left if fuzz.ratio(_plain(name), _plain(one)) >= bar), None)
        if match is not None:
            left.remove(match)
        yield Ordered(field, name, match, match is not None, confidence if match else None)
    for name in left:
        yield Ordered(field, None, name, False, confidence)


def _atoms(names: Sequence[str]) -> list[str]:
    """Who is named, one by one: 'Các huyện ủy, thị ủy và thành ủy' is three, however a list was cut."""
    parts = re.split(r"[,;]|\s+và\s+", "; ".join(names))
    return [part for one in parts if (part := one.strip(" -–+•."))]


def _plain(name: str) -> str:
    own = re.sub(r"^(các đồng chí|đồng chí|các đ/c|đ/c)\s+", "", squeezed(name).lower())
    return squeezed(tone_folded(own))
