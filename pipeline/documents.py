"""A document as those papers tell it that speak of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.identity import kind_of, parts
from pipeline.claims import Claim, Place
from pipeline.organs import office_of
from records import Document, Saying

#: What is gathered of every document: the field, and where a claim tells it.
FIELDS = ("symbol", "kind", "title", "issued_on", "issuer", "term", "jurisdiction")


@dataclass(frozen=True, slots=True)
class Voices:
    """How the papers speak of a document: what they say of it, how many they are, how surely they know it."""

    said: Sequence[Saying]
    papers: int
    confidence: float


def document(key: str, voices: Voices, own: Sequence[Claim], period: str | None) -> Document:
    """The document as its own papers (`own`, in order) tell it, else as most of its citers do."""
    by_itself = tuple(sayings(own))
    best = {name: _value(name, by_itself) or _value(name, voices.said) for name in FIELDS}
    return Document(
        key,
        best["symbol"],
        best["kind"] or kind_of(best["symbol"]),
        best["title"],
        best["issuer"],
        best["jurisdiction"],
        best["issued_on"],
        period,
        tuple(claim.paper for claim in own),
        tuple(voices.said),
        voices.confidence,
        shelf(best["symbol"]),
        office_of(best["symbol"], best["jurisdiction"], best["issuer"]),
        voices.papers,
    )


def shelf(symbol: str | None) -> str | None:
    """Number and organ of the symbol: only documents that share both can be taken for one another.

    >>> shelf("18-KL/TW") == shelf("18-KH/TW") == "18/TW"
    True
    """
    found = parts(symbol) if symbol else None
    return f"{found.number}/{found.organ}" if found else None


def sayings(claims: Iterable[Claim]) -> Iterator[Saying]:
    """What the claims say of their document, field by field, and how many papers say so."""
    by: dict[tuple[str, str], set[Place]] = defaultdict(set)
    for claim in claims:
        for name in FIELDS:
            value = told(claim, name)
            if value:
                by[(name, value)].add(claim.paper)
    for name, value in sorted(by):
        yield Saying(name, value, len(by[(name, value)]))


def told(claim: Claim, name: str) -> str | None:
    """What the claim tells of its document in one respect."""
    if name == "issued_on":
        return claim.told.date
    if name == "symbol" and claim.symbol is None and claim.citation:
        return claim.citation.name
    return getattr(claim if name in ("symbol", "title") else claim.told, name)  # type: ignore[no-any-return]


def _value(name: str, said: Iterable[Saying]) -> str | None:
    """What most papers say; of equals the longer one, then the first by the alphabet."""
    votes = {one.value: one.papers for one in said if one.field == name}
    return max(sorted(votes), key=lambda value: (votes[value], len(value)), default=None)
