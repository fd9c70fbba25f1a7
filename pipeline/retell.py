"""Documents told anew after a change, from what was kept of them and what the changed papers say now.

Of a document that very many cite only counts are kept, so that one paper more costs the same however many there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.claims import Claim, Place
from pipeline.documents import Voices, document, sayings
from pipeline.faded import claim_of
from pipeline.odd_documents import About, doubts_of, may_be_another, on_shelves, shows_first, why_same
from pipeline.organs import elected, votes_of
from pipeline.ruled import Ruled
from records import Document, Doubt, KeptClaim, Ledger, Organ, Saying, Votes

Claims = Mapping[str, Sequence[Claim]]
#: The headers of the papers that are a document, by its key.
Headers = Mapping[str, Sequence[KeptClaim]]


@dataclass(frozen=True, slots=True)
class Retold:
    """Documents as they are now, those that are no more, all doubts of each document and each organ that is named.

    `votes`: all that is told of these organs.
    """

    documents: tuple[Document, ...]
    gone: frozenset[str]
    doubts: dict[str, tuple[Doubt, ...]]
    organs: dict[str, Organ | None]
    votes: Votes


@dataclass(frozen=True, slots=True)
class Change:
    """Which documents (`keys`) are to be told anew, and from what.

    `claims` by their document are those of the papers `but`, `were` by their document what these said before;
    `periods`: term or year of every document that is named in full.
    """

    keys: frozenset[str]
    claims: Claims
    were: Claims
    periods: Mapping[str, str | None]
    but: frozenset[Place]


@dataclass(frozen=True, slots=True)
class _Others:
    """What the papers that did not change say of a document: how many of them, what, their headers, the surest."""

    papers: int = 0
    said: Sequence[Saying] = ()
    own: Sequence[Claim] = ()
    surest: float = 0.0


def retold(kept: Ledger, change: Change, ruled: Ruled) -> Retold:
    """The documents told anew."""
    before = {one.key: one for one in kept.documents(change.keys)}
    headers = kept.headers_of(change.keys, change.but)
    now = _told_anew(kept, before, headers, change)
    gone, stirred = before.keys() - now.keys(), _stirred(before, now)
    looked_at = {one.shelf for one in stirred} | {one.shelf for one in now.values() if may_be_another(one)}
    shelved = kept.on_shelves({shelf for shelf in looked_at if shelf})
    there = {one.key: one for one in shelved if one.key not in gone} | now
    crowded = on_shelves(there[key] for key in sorted(there))
    near = on_shelves(stirred)
    neighbours = [there[key] for key in sorted(there.keys() - change.keys) if may_be_another(there[key])]
    slips = {one.key for one in neighbours if any(why_same(one, each) for each in near.get(one.shelf or "", ()))}
    abouts = [*_abouts(kept, now, headers, change), *_as_kept(kept, slips)]
    doubts = {one.document.key: tuple(_doubts(one, crowded.get(one.document.shelf or "", ()), ruled)) for one in abouts}
    doubts |= dict.fromkeys(gone, ())
    return Retold(tuple(now.values()), frozenset(gone), doubts, *_organs(kept, before, now))


def _organs(
    kept: Ledger, before: Mapping[str, Document], now: Mapping[str, Document]
) -> tuple[dict[str, Organ | None], Votes]:
    """The organs of which documents tell otherwise; None for one of which none is left.  All that is told of them."""
    was, is_now = Counter(votes_of(before.values())), Counter(votes_of(now.values()))
    offices = {vote.office for vote in was.keys() | is_now.keys() if was[vote] != is_now[vote]}
    cast = Counter(kept.votes(offices))
    unknown = offices - {vote.office for vote in cast}
    cast.update(votes_of(kept.issued_by(unknown) if unknown else ()))
    cast.subtract(was)
    cast.update(is_now)
    left = {vote: number for vote, number in cast.items() if number > 0 and vote.office in offices}
    found = {one.key: one for one in elected(left)}
    return {key: found.get(key) for key in offices}, left


def _doubts(about: About, others: Iterable[Document], ruled: Ruled) -> Iterator[Doubt]:
    return (one for one in doubts_of(about, others) if not ruled.settled(one))


def _stirred(before: Mapping[str, Document], now: Mapping[str, Document]) -> list[Document]:
    """The documents that came, went, or look otherwise to their neighbours: as they were and as they are."""
    keys = [key for key in before.keys() | now.keys() if _looks(before.get(key)) != _looks(now.get(key))]
    return [each[key] for key in sorted(keys) for each in (before, now) if key in each]


def _looks(one: Document | None) -> tuple[object, ...] | None:
    if one is None:
        return None
    return (one.symbol, one.kind, one.jurisdiction, one.issued_on, one.title, one.received, min(one.spoken_by, 2))


def _told_anew(kept: Ledger, before: Mapping[str, Document], headers: Headers, change: Change) -> dict[str, Document]:
    """Each document as it is now; one that nobody means any more is left out."""
    others = _others(kept, before, headers, change)
    meant = sorted(key for key in change.keys if others[key].papers or change.claims.get(key))
    return {key: _told(key, others[key], change) for key in meant}


def _others(kept: Ledger, before: Mapping[str, Document], own: Headers, change: Change) -> dict[str, _Others]:
    """What the papers that did not change say of each document."""
    found = {key: _without(before.get(key), change.were.get(key, ())) for key in change.keys}
    unsure = {key for key, one in found.items() if one.papers and one.surest <= 0 and key not in own}
    surest = kept.surest_of(unsure, change.but) if unsure else {}
    return {
        key: _Others(one.papers, one.said, tuple(map(claim_of, own.get(key, ()))), surest.get(key, one.surest))
        for key, one in found.items()
    }


def _without(before: Document | None, were: Sequence[Claim]) -> _Others:
    """What is kept of the document, less what these claims said; `surest` is 0 where that cannot be told from it."""
    if before is None:
        return _Others()
    left: Counter[tuple[str, str]] = Counter({(one.field, one.value): one.papers for one in before.said})
    left.subtract({(one.field, one.value): one.papers for one in sayings(were)})
    said = tuple(Saying(*key, number) for key, number in left.items() if number > 0)
    is_surest = before.received or any(claim.confidence >= before.confidence for claim in were)
    surest = 0.0 if is_surest else before.confidence
    return _Others(before.spoken_by - len({claim.paper for claim in were}), said, (), surest)


def _told(key: str, others: _Others, change: Change) -> Document:
    ours = change.claims.get(key, ())
    own = _in_order([*others.own, *(claim for claim in ours if claim.own)])
    surest = max(claim.confidence for claim in own) if own else _surest(others.surest, ours)
    papers = others.papers + len({claim.paper for claim in ours})
    voices = Voices(_merged(others.said, sayings(ours)), papers, surest)
    return document(key, voices, own, change.periods.get(key))


def _as_kept(kept: Ledger, keys: Collection[str]) -> Iterator[About]:
    """Documents that stay as they are, with their telling claims."""
    if keys:
        nothing = Change(frozenset(), {}, {}, {}, frozenset())
        documents = {one.key: one for one in kept.documents(keys)}
        yield from _abouts(kept, documents, kept.headers_of(keys, ()), nothing)


def _abouts(kept: Ledger, documents: Mapping[str, Document], own: Headers, change: Change) -> Iterator[About]:
    """The documents with their telling claims: of papers that stayed as they are, and those of the change."""
    first = kept.first_of({key for key, one in documents.items() if shows_first(one)}, change.but)
    odd = _by_target(kept.other_dates({key: one.issued_on for key, one in documents.items()}, change.but))
    for key, one in documents.items():
        shown = (first[key],) if key in first else ()
        told = map(claim_of, (*shown, *own.get(key, ()), *odd.get(key, ())))
        yield About(one, _in_order([*told, *change.claims.get(key, ())]))


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


def _merged(before: Iterable[Saying], ours: Iterable[Saying]) -> tuple[Saying, ...]:
    """What is said by either, counted together."""
    by: Counter[tuple[str, str]] = Counter()
    for one in (*before, *ours):
        by[(one.field, one.value)] += one.papers
    return tuple(Saying(*key, by[key]) for key in sorted(by))
