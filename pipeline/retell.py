"""Documents told anew after a change, from what was kept of them and what the changed papers say now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.claims import Claim, Place
from pipeline.documents import document, sayings
from pipeline.faded import claim_of
from pipeline.odd_documents import About, doubts_of, on_shelves
from pipeline.organs import organs
from pipeline.ruled import Ruled
from records import Aimed, Document, Doubt, KeptClaim, Ledger, Organ, Saying

Claims = Mapping[str, Sequence[Claim]]
#: Of a document that only changed papers mean.
NOBODY = Aimed()


@dataclass(frozen=True, slots=True)
class Retold:
    """Documents as they are now, those that are no more, all doubts of each document and each organ that is named."""

    documents: tuple[Document, ...]
    gone: frozenset[str]
    doubts: dict[str, tuple[Doubt, ...]]
    organs: dict[str, Organ | None]


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
    abouts = _abouts(kept, before, change)
    gone = before.keys() - abouts.keys()
    now = {key: one.document for key, one in abouts.items()}
    shelves = {one.shelf for one in (*before.values(), *now.values()) if one.shelf}
    there = {one.key: one for one in kept.on_shelves(shelves) if one.key not in gone} | now
    crowded, stirred = on_shelves(there[key] for key in sorted(there)), _stirred(before, now)
    neighbours = [there[key] for key in sorted(there.keys() - keys) if there[key].shelf in stirred]
    abouts |= _as_kept(kept, [one for one in neighbours if _may_be_another(one)])
    doubts = {key: tuple(_doubts(one, crowded[one.document.shelf or ""], ruled)) for key, one in abouts.items()}
    doubts |= dict.fromkeys(gone, ())
    return Retold(tuple(now.values()), frozenset(gone), doubts, _organs(kept, before, now))


def _organs(kept: Ledger, before: Mapping[str, Document], now: Mapping[str, Document]) -> dict[str, Organ | None]:
    """The organs whose documents came, went or changed; None for one of which none is left."""
    offices = {one.office for one in (*before.values(), *now.values()) if one.office}
    others = {one.key: one for one in kept.issued_by(offices) if one.key not in before}
    issued = {**others, **now}
    left = {one.key: one for one in organs(issued.values()) if one.key in offices}
    return {key: left.get(key) for key in offices}


def _doubts(about: About, others: Iterable[Document], ruled: Ruled) -> Iterator[Doubt]:
    return (one for one in doubts_of(about, others) if not ruled.settled(one))


def _stirred(before: Mapping[str, Document], now: Mapping[str, Document]) -> set[str | None]:
    """The shelves on which a document came, went, or looks otherwise to its neighbours."""
    keys = {key for key in before.keys() | now.keys() if _looks(before.get(key)) != _looks(now.get(key))}
    return {each[key].shelf for key in keys for each in (before, now) if key in each}


def _looks(one: Document | None) -> tuple[object, ...] | None:
    if one is None:
        return None
    return (one.symbol, one.kind, one.jurisdiction, one.issued_on, one.title, one.received, min(_papers(one), 2))


def _papers(one: Document) -> int:
    """How many papers say something of it."""
    return len({place for saying in one.said for place in saying.by})


def _may_be_another(one: Document) -> bool:
    """Whether its doubts hang on what stands beside it: it can be a slip for that."""
    return not (one.received and one.issued_on) and _papers(one) < 2


def _abouts(kept: Ledger, before: Mapping[str, Document], change: Change) -> dict[str, About]:
    """Each document as it is now, with its telling claims; one that nobody means any more is left out."""
    aimed = kept.aimed_at(change.keys, change.but)
    meant = sorted(key for key in change.keys if key in aimed or change.claims.get(key))
    found = {key: _told(key, before.get(key), aimed.get(key, NOBODY), change) for key in meant}
    odd = _by_target(kept.other_dates({key: one.issued_on for key, one in found.items()}, change.but))
    return {
        key: _about(one, aimed.get(key, NOBODY), odd.get(key, ()), change.claims.get(key, ()))
        for key, one in found.items()
    }


def _told(key: str, before: Document | None, aimed: Aimed, change: Change) -> Document:
    ours = change.claims.get(key, ())
    own = _in_order([*map(claim_of, aimed.own), *(claim for claim in ours if claim.own)])
    surest = max(claim.confidence for claim in own) if own else _surest(aimed.surest, ours)
    said = _merged(before.said if before else (), change.but, sayings(ours))
    return document(key, said, own, change.periods.get(key), surest)


def _about(one: Document, aimed: Aimed, odd: Iterable[KeptClaim], ours: Sequence[Claim]) -> About:
    first = (aimed.first,) if aimed.first else ()
    kept = map(claim_of, (*first, *aimed.own, *odd))
    return About(one, _in_order([*kept, *ours]), aimed.papers + len({claim.paper for claim in ours}))


def _as_kept(kept: Ledger, documents: Sequence[Document]) -> dict[str, About]:
    """Documents that stay as they are, with their telling claims."""
    aimed = kept.aimed_at([one.key for one in documents], ())
    odd = _by_target(kept.other_dates({one.key: one.issued_on for one in documents}, ()))
    return {one.key: _about(one, aimed.get(one.key, NOBODY), odd.get(one.key, ()), ()) for one in documents}


def _by_target(claims: Iterable[KeptClaim]) -> dict[str | None, list[KeptClaim]]:
    found: dict[str | None, list[KeptClaim]] = defaultdict(list)
    for one in claims:
        found[one.target].append(one)
    return found


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
