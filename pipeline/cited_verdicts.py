"""What a reading got right of the documents a dispatch names: mentions, documents, relations, edges between others.

A mention is right where its symbol is (of a law known by name, its name); a document is a symbol with its year; a
relation is that of one mention.  Mentions that the gold calls optional count neither way.  A dispatch is scored where
its gold has citations, or says `citations_scored: true` (it names none).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from records import AssertedEdge, Citation
from rules.fold import DASHES, QUOTES, tone_folded

Gold = Mapping[str, Any]
Key = tuple[str, ...]

#: How alike the names of two documents without number must be (0..100) to be the same.
NAMESAKE = 80.0


@dataclass(frozen=True, slots=True)
class Cited:
    """One value: what about, what was wanted and read (None for nothing), and how sure it was."""

    field: str
    want: str | None
    got: str | None
    confidence: float | None = None


def is_scored(want: Gold) -> bool:
    """Whether the gold of a dispatch says which documents it names."""
    return bool(want.get("citations") or want.get("citations_scored"))


def cited(want: Gold, read: Sequence[Citation], edges: Sequence[AssertedEdge]) -> Iterator[Cited]:
    """All values of a dispatch whose gold is `want`; nothing where its citations are not scored."""
    if not is_scored(want):
        return
    given = {_symbol(one.symbol) for one in read} - {None}
    golds = [_with_known_number(one, given) for one in want.get("citations") or [] if not one.get("optional")]
    optional = [one for one in want.get("citations") or [] if one.get("optional")]
    pairs, left = _paired(golds, read)
    spare = _paired(optional, left)[1]
    for gold, found in pairs:
        yield Cited("citations", _named(gold), _named(gold) if found else None, found.confidence if found else None)
        yield Cited("relations", *_relation(gold, found))
    for one in spare:
        yield Cited("citations", None, _name(one), one.confidence)
        yield Cited("relations", None, f"{_name(one)} {one.relation.value}")
    yield from _sets("documents", _documents(golds), _documents_read(golds, optional, read))
    wanted = {_edge(*map(str, one)) for one in want.get("asserted_edges") or []}
    yield from _sets("edges", wanted, {_edge(one.source, one.relation.value, one.target) for one in edges})


def _with_known_number(gold: Gold, given: set[str | None]) -> Gold:
    """A law named without its number: giving the number is as right."""
    known = _symbol(gold.get("symbol_known"))
    return {**gold, "symbol": known} if gold.get("symbol") is None and known in given else gold


def _paired(
    golds: Sequence[Gold], read: Sequence[Citation]
) -> tuple[list[tuple[Gold, Citation | None]], list[Citation]]:
    """Each mention wanted with one read, of two equal ones that with the right relation first; and those left over."""
    left = list(read)
    pairs: list[tuple[Gold, Citation | None]] = []
    for gold in golds:
        fitting = [one for one in left if _is_meant(gold, one)]
        match = next(
            (one for one in fitting if one.relation.value in _relations(gold)), fitting[0] if fitting else None
        )
        if match is not None:
            left.remove(match)
        pairs.append((gold, match))
    return pairs, left


def _is_meant(gold: Gold, one: Citation) -> bool:
    if gold.get("symbol") or one.symbol:
        return _symbol(gold.get("symbol")) == _symbol(one.symbol)
    want, got = _folded(_named(gold)), _folded(_name(one))
    return fuzz.ratio(want, got) >= NAMESAKE or want in got or got in want


def _relations(gold: Gold) -> tuple[str, ...]:
    return (str(gold["relation"]), *gold.get("relation_also", ()))


def _relation(gold: Gold, found: Citation | None) -> tuple[str, str | None]:
    """The mention with the relation wanted, and with the one read; one that is as good stands for the wanted one."""
    want, name = str(gold["relation"]), _named(gold)
    if found is None:
        return f"{name} {want}", None
    got = found.relation.value
    return f"{name} {want}", f"{name} {want if got in _relations(gold) else got}"


def _documents(golds: Sequence[Gold]) -> set[Key]:
    return {(str(_symbol(one["symbol"])), _year(one.get("date"))) for one in golds if one.get("symbol")}


def _documents_read(golds: Sequence[Gold], optional: Sequence[Gold], read: Sequence[Citation]) -> set[Key]:
    """The documents read; the year counts only where the gold has one, and a misprinted day may be put right."""
    wanted = _documents(golds)
    undated = {symbol for symbol, year in wanted if not year}
    true = {str(_symbol(one["symbol"])): one for one in golds if one.get("symbol") and one.get("date_true")}
    spare = {str(_symbol(one["symbol"])) for one in optional if one.get("symbol")}
    found: set[Key] = set()
    for one in (one for one in read if one.symbol):
        symbol, year = str(_symbol(one.symbol)), _year(one.date)
        if symbol in true and year == _year(true[symbol]["date_true"]):
            year = _year(true[symbol].get("date"))
        key = (symbol, "" if symbol in undated else year)
        found |= {key} if key in wanted or symbol not in spare else set()
    return found


def _sets(field: str, want: set[Key], got: set[Key]) -> Iterator[Cited]:
    for one in sorted(want):
        yield Cited(field, " ".join(one), " ".join(one) if one in got else None)
    for one in sorted(got - want):
        yield Cited(field, None, " ".join(one))


def _edge(source: str, relation: str, target: str) -> Key:
    return str(_symbol(source)), relation, str(_symbol(target))


def _symbol(value: str | None) -> str | None:
    return re.sub(r"\s", "", value).translate(DASHES).upper() if value else None


def _year(date: Any) -> str:
    return str(date)[:4] if date else ""


def _named(gold: Gold) -> str:
    return _symbol(gold.get("symbol")) or str(gold.get("name") or gold["text"])


def _name(one: Citation) -> str:
    return _symbol(one.symbol) or one.name or one.text


def _folded(text: str) -> str:
    return tone_folded(text.translate(DASHES).translate(QUOTES)).strip(" .;,:'\"")
