"""The graph put right after a change, by looking only at what the change can touch.

A claim looks for its document among those of its series, its shelf (number and kind) or its name, so a change moves
only claims that look where a fact changed; what they meant and mean are the documents to be told anew, and the papers
whose edges change.  The outcome is that of `pipeline.resolve`, which the tests hold it to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.claims import Claim, Place, Said, of_papers
from pipeline.edges import edges
from pipeline.faded import claim_of, fact_of, faded, found_of, identity_of, rematched, shelf
from pipeline.looking import moved
from pipeline.matching import Known, Match
from pipeline.retell import Change, retold
from pipeline.ruled import Ruled, reached
from records import Act, Edge, KeptClaim, Ledger, Revision, Ruling, Under

At = tuple[Place, int]


class Stale(Exception):
    """The register changed while the graph was put right; it is made anew instead."""


@dataclass(frozen=True, slots=True)
class _Move:
    """A claim of an unchanged paper that means another document now, or may mean others."""

    was: KeptClaim
    now: KeptClaim


Moves = Mapping[At, _Move]


@dataclass(frozen=True, slots=True)
class _Papers:
    """Papers as they are now, with the match of each of their claims before and after all rulings."""

    said: tuple[Said, ...]
    found: Mapping[At, Match]
    meant: Mapping[At, Match]


def revise(kept: Ledger, changed: Collection[Place]) -> Revision:
    """What becomes of the kept graph where the papers at these places came, went, or say something else now.

    Rulings made or undone since are put in too.  Raises Stale.
    """
    now = Ruled(kept.rulings())
    rulings = (Ruled(kept.rulings_then()), now)
    anew = _ruled_anew(*rulings)
    places = {*changed, *((one.sha256, one.position) for one in anew if one.act in (Act.LINK, Act.DISMISS))}
    old, said = kept.claims_at(places), tuple(of_papers(kept.papers_at(places), now.words))
    claims = [claim for one in said for claim in one.claims]
    move = moved(kept, old, [claim for claim in claims if claim.telling], places)
    looking = (*kept.looking(move.unsure, True, places), *kept.looking(move.everyone, False, places))
    open_ones = [one for one in (*claims, *map(claim_of, looking)) if not one.identity.sole]
    known = known_where(kept, open_ones, places, Known.of(claims))
    matched = {_at(one): (one, known.mean(claim_of(one))) for one in looking}
    moves = _moves(_ruled_found(kept, rulings, anew, places) | matched, rulings)
    fresh, near = _fresh(said, known, now), _near(kept, moves, now)
    keys = {one.target for one in old} | {match.key for match in fresh.meant.values()} | move.keys
    keys |= {key for one in moves.values() for key in (one.was.target, one.now.target)}
    keys |= {one.key for one in anew if one.act is Act.SETTLE}
    but = frozenset(places | {one.was.place for one in moves.values()})
    wanted = frozenset(key for key in keys if key is not None)
    were = _aimed((*old, *kept.claims_at({one.was.place for one in moves.values()})))
    change = Change(wanted, _aiming(fresh, near), were, _periods(kept, wanted, claims, places), but)
    told = retold(kept, change, now)
    return Revision(
        frozenset(places),
        tuple(faded(claim, fresh.found[place], fresh.meant[place]) for claim, place in _each(fresh)),
        tuple(one.now for one in moves.values() if one.now != one.was),
        told.documents,
        told.gone,
        dict.fromkeys(places, ()) | _edges(fresh) | _edges(near),
        told.doubts,
        told.organs,
        told.votes,
    )


def _ruled_anew(then: Ruled, now: Ruled) -> tuple[Ruling, ...]:
    """The rulings that were made or undone since."""
    before, after = ({one.number: one for one in each.rulings} for each in (then, now))
    return tuple((before | after)[number] for number in sorted(before.keys() ^ after.keys()))


def known_where(
    kept: Ledger, claims: Sequence[Claim], places: Collection[Place] = (), said: Known | None = None
) -> Known:
    """What is kept wherever these claims look, but for what the papers at `places` say: of them, what is `said`."""
    found = [claim.identity for claim in claims]
    series = frozenset(one.series for one in found if one.series)
    shelves = frozenset(under for one in found if not one.series and (under := shelf(one)))
    names = frozenset(one.name for one in found if one.name)
    known = said or Known()
    for told in kept.facts_under(Under(series, shelves, names), places):
        known.add(fact_of(told))
    return known


def _ruled_found(
    kept: Ledger, rulings: tuple[Ruled, Ruled], anew: Iterable[Ruling], places: Collection[Place]
) -> dict[At, tuple[KeptClaim, Match]]:
    """The claims of other papers that new rulings about documents can move, with the match they have."""
    ends = {end for one in anew if one.act in (Act.MERGE, Act.SPLIT) for end in (one.key, one.other)}
    keys = reached((one for each in rulings for one in each.rulings), ends)
    return {_at(one): (one, found_of(one)) for one in (kept.found_as(keys, places) if keys else ())}


def _moves(found: Mapping[At, tuple[KeptClaim, Match]], rulings: tuple[Ruled, Ruled]) -> Moves:
    """Those of the claims that have another match now."""
    then, now = rulings
    moves: dict[At, _Move] = {}
    for at, (one, match) in found.items():
        before, after = then.match(found_of(one), one.place), now.match(match, one.place)
        if match != found_of(one) or before != after:
            moves[at] = _Move(one, rematched(one, match, after))
    return moves


def _fresh(said: tuple[Said, ...], known: Known, now: Ruled) -> _Papers:
    """The changed papers."""
    found = {(claim.paper, claim.order): known.mean(claim) for one in said for claim in one.claims}
    return _Papers(said, found, {at: now.match(match, at[0]) for at, match in found.items()})


def _near(kept: Ledger, moves: Moves, now: Ruled) -> _Papers:
    """The unchanged papers of which a claim moved."""
    places = {one.was.place for one in moves.values()}
    said = tuple(of_papers(kept.papers_at(places), now.words))
    held = {_at(one): one for one in kept.claims_at(places)}
    if held.keys() != {(claim.paper, claim.order) for one in said for claim in one.claims}:
        raise Stale
    found = {at: found_of(moves[at].now if at in moves else one) for at, one in held.items()}
    return _Papers(said, found, {at: now.match(match, at[0]) for at, match in found.items()})


def _at(one: KeptClaim) -> At:
    return (one.place, one.order)


def _each(papers: _Papers) -> Iterable[tuple[Claim, At]]:
    by = {(claim.paper, claim.order): claim for one in papers.said for claim in one.claims}
    return ((claim, at) for at, claim in by.items())


def _periods(
    kept: Ledger, keys: Collection[str], claims: Iterable[Claim], places: Collection[Place]
) -> dict[str, str | None]:
    """Term or year of every one of the documents that is named in full somewhere."""
    found = {one.whole: identity_of(one.identity).period for one in kept.facts_of(keys, places)}
    return found | {one.identity.key: one.identity.period for one in claims if one.telling}


def _aimed(claims: Iterable[KeptClaim]) -> dict[str, list[Claim]]:
    """The kept claims by the document that they meant."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for one in claims:
        if one.target is not None:
            found[one.target].append(claim_of(one))
    return found


def _aiming(*papers: _Papers) -> dict[str, list[Claim]]:
    """The claims of the papers by the document that they mean."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for each in papers:
        for claim, at in _each(each):
            key = each.meant[at].key
            if key is not None:
                found[key].append(claim)
    return found


def _edges(papers: _Papers) -> dict[Place, tuple[Edge, ...]]:
    return {
        one.own.paper: tuple(
            edges(one, {claim.order: papers.meant[(claim.paper, claim.order)] for claim in one.claims})
        )
        for one in papers.said
    }
