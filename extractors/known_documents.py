"""Documents so well known that dispatches leave out their date or number (rules/known_documents.toml)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.jurisdiction import CENTRAL
from rules import table


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document with its date, the Party's term it was issued in ('XII', '' for none) and whose numbering it is."""

    symbol: str
    date: dt.date
    term: str
    jurisdiction: str


@dataclass(frozen=True, slots=True)
class Plenum:
    """A conference of the Central Committee: its resolutions, all of one day."""

    symbols: tuple[str, ...]
    date: dt.date


@cache
def known_documents() -> dict[str, tuple[KnownDocument, ...]]:
    """The known documents by symbol, the oldest first: numbers come again in every term."""
    found: dict[str, tuple[KnownDocument, ...]] = {}
    for one in sorted({*_documents(), *_resolutions(), *_adopted()}, key=lambda one: one.date):
        found[one.symbol] = (*found.get(one.symbol, ()), one)
    return found


def _documents() -> Iterator[KnownDocument]:
    for one in table("known_documents")["document"]:
        yield KnownDocument(one["symbol"], one["date"], one.get("term", ""), one.get("jurisdiction", CENTRAL))


def _adopted() -> Iterator[KnownDocument]:
    """The laws and resolutions of the National Assembly."""
    for symbol, date in table("known_documents")["adopted"].items():
        yield KnownDocument(symbol, date, "", CENTRAL)


def _resolutions() -> Iterator[KnownDocument]:
    """The resolutions of the conferences."""
    for one in table("known_documents")["plenum"]:
        yield from (KnownDocument(symbol, one["date"], one["term"], CENTRAL) for symbol in one["symbols"])


@cache
def plenums() -> dict[tuple[int, str], Plenum]:
    """The conferences by their number and term."""
    entries = table("known_documents")["plenum"]
    return {(one["number"], one["term"]): Plenum(tuple(one["symbols"]), one["date"]) for one in entries}


def known(symbol: str, term: str | None, jurisdiction: str | None, before: dt.date | None) -> KnownDocument | None:
    """The document of that symbol a dispatch of the day `before` means; None where several can be meant, or none.

    A printed term decides; else it is the last one issued by that day, and without a day only one without a namesake.
    """
    own = [one for one in known_documents().get(symbol, ()) if one.jurisdiction in (CENTRAL, jurisdiction)]
    if term is not None:
        return next((one for one in own if one.term == term), None)
    if before is None:
        return own[0] if len(own) == 1 else None
    earlier = [one for one in own if one.date <= before]
    return earlier[-1] if earlier else None
