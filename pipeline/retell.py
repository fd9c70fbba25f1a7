"""Documents told anew after a change, from what was kept of them and what the changed papers say now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.claims import Claim, Place
from pipeline.documents import document, sayings
from pipeline.faded import claim_of
from pipeline.odd_documents import About, doubts_of, on_shelves
from pipeline.ruled import Ruled
from records import Document, Doubt, Ledger, Saying

Claims = Mapping[str, Sequence[Claim]]


@dataclass(frozen=True, slots=True)
class Retold:
    """Documents as they are now, those that are no more, and all doubts of every document that is named."""

    documents: tuple[Document, ...]
    gone: frozenset[str]
    doubts: dict[str, tuple[Doubt, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """Which documents (`keys`) are to be told anew, and from what.

    `claims` by their document are those of the papers `but`, whose kept ones no longer count; `periods`: term or year
    of every document that is named in full.
    """

    keys: frozenset[str]
    claims: Claims
    periods: Mapping[str, str | None]
    but: frozenset[Place]


def retold(kept: Ledger, change: Change, ruled: Ruled) -> Retold:
    """The documents told anew."""
    keys = change.keys
    before = {one.key: one for one in kept.documents(keys)}
    found = (_about(kept, key, before.get(key), change) for key in sorted(keys))
    abouts = {one.document.key: one for one in found if one}
    gone = keys - abouts.keys()
    now = {key: one.document for key, one in abouts.items()}
    shelves = {one.shelf for one in (*before.values(), *now.values()) if one.shelf}
    there = {one.key: one for one in kept.on_shelves(shelves) if one.key not in gone} | now
    crowded = on_shelves(there[key] for key in sorted(there))
    neighbours = [there[key] for key in sorted(there.keys() - keys) if there[key].shelf in _stirred(before, now)]
    abouts |= {one.key: _as_kept(kept, one) for one in neighbours if not (one.received and one.issued_on)}
    doubts = {key: tuple(_doubts(one, crowded[one.document.shelf or ""], ruled)) for key, one in abouts.items()}
    return Retold(tuple(now.values()), gone & before.keys(), doubts | dict.fromkeys(gone & before.keys(), ()))


def _doubts(about: About, others: Iterable[Document], ruled: Ruled) -> Iterator[Doubt]:
    return (one for one in doubts_of(about, others) if not ruled.settled(one))


def _stirred(before: Mapping[str, Document], now: Mapping[str, Document]) -> set[str | None]:
    """The shelves on which a document came, went, or looks otherwise to its neighbours."""
    keys = {key for key in before.keys() | now.keys() if _looks(before.get(key)) != _looks(now.get(key))}
    return {each[key].shelf for key in keys for each in (before, now) if key in each}


def _looks(one: Document | None) -> tuple[object, ...] | None:
    if one is None:
        return None
    papers = len({place for saying in one.said for place in saying.by})
    return (one.symbol, one.kind, one.jurisdiction, one.issued_on, one.title, one.received, min(papers, 2))


def _about(kept: Ledger, key: str, before: Document | None, change: Change) -> About | None:
    """The document of that key with its telling claims; None where nobody means it any more."""
    ours, but = change.claims.get(key, ()), change.but
    aimed = kept.aimed_at(key, but)
    if aimed.first is None and not ours:
        return None
    own = _in_order([*map(claim_of, aimed.own), *(claim for claim in ours if claim.own)])
    surest = max(claim.confidence for claim in own) if own else _surest(aimed.surest, ours)
    said = _merged(before.said if before else (), but, sayings(ours))
    one = document(key, said, own, change.periods.get(key), surest)
    first = [claim_of(aimed.first)] if aimed.first else []
    odd = map(claim_of, kept.other_dates(key, one.issued_on, but))
    return About(one, _in_order([*first, *own, *odd, *ours]), aimed.papers + len({claim.paper for claim in ours}))


def _as_kept(kept: Ledger, one: Document) -> About:
    """A document that stays as it is, with its telling claims."""
    aimed = kept.aimed_at(one.key, ())
    first = [claim_of(aimed.first)] if aimed.first else []
    odd = map(claim_of, kept.other_dates(one.key, one.issued_on, ()))
    return About(one, _in_order([*first, *map(claim_of, aimed.own), *odd]), aimed.papers)


def _surest(kept: float, ours: Sequence[Claim]) -> float:
    return max([kept, *(claim.confidence for claim in ours)])


def _in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    by = {(claim.paper, claim.order): claim for claim in claims}
    return tuple(by[place] for place in sorted(by))


def _merged(before: Iterable[Saying], but: frozenset[Place], ours: Iterable[Saying]) -> tuple[Saying, ...]:
    """What was said, without what the papers `but` said, with what they say now."""
    by: dict[tuple[str, str], set[Place]] = defaultdict(set)
    for one in before:
        by[(one.field, one.value)] |= set(one.by).difference(but)
    for one in ours:
        by[(one.field, one.value)] |= set(one.by)
    return tuple(Saying(*key, tuple(sorted(by[key]))) for key in sorted(by) if by[key])
