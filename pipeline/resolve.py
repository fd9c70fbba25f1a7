"""From what papers say to documents and edges: every mention finds its document, stays open, or makes a ghost.

Here everything is made anew from all kept papers, in an order of its own: the same papers and rulings give the same
graph, in whatever order they came.  `pipeline.revise` comes to the same by looking only at what a change can touch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.claims import Claim, of_papers
from pipeline.documents import Voices, document, sayings
from pipeline.edges import edges
from pipeline.faded import faded
from pipeline.matching import Known, Match
from pipeline.odd_documents import About, doubts_of, on_shelves
from pipeline.organs import elected, votes_of
from pipeline.ruled import Ruled
from records import Document, Graph, Paper, Papers, Resolution, Ruling


def resolve(kept: Papers) -> Resolution:
    """The graph of all kept papers under the rulings that stand, and the claims it was made from."""
    return resolution(kept.papers(), kept.rulings())


def graph_of(papers: Iterable[Paper], rulings: Sequence[Ruling] = ()) -> Graph:
    """The graph of these papers, in whatever order they come."""
    return resolution(papers, rulings).graph


def resolution(papers: Iterable[Paper], rulings: Sequence[Ruling] = ()) -> Resolution:
    """The same with the claims."""
    ruled = Ruled(rulings)
    said = tuple(of_papers(papers, ruled.words))
    known = Known.of(claim for one in said for claim in one.claims)
    found = {(claim.paper, claim.order): (claim, known.mean(claim)) for one in said for claim in one.claims}
    meant = {place: ruled.match(match, claim.paper) for place, (claim, match) in found.items()}
    abouts = _abouts(((claim, meant[place]) for place, (claim, _) in found.items()), known)
    made = (
        edge
        for one in said
        for edge in edges(one, {claim.order: meant[(claim.paper, claim.order)] for claim in one.claims})
    )
    documents = tuple(one.document for one in abouts)
    shelves = on_shelves(documents)
    doubts = (doubt for one in abouts for doubt in doubts_of(one, shelves[one.document.shelf or ""]))
    votes = votes_of(documents)
    graph = Graph(documents, tuple(made), tuple(doubt for doubt in doubts if not ruled.settled(doubt)), elected(votes))
    claims = tuple(faded(claim, match, meant[place]) for place, (claim, match) in found.items())
    return Resolution(graph, claims, votes)


def _abouts(pairs: Iterable[tuple[Claim, Match]], known: Known) -> tuple[About, ...]:
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim, match in pairs:
        if match.key is not None:
            claims[match.key].append(claim)
    return tuple(_about(key, claims[key], known) for key in sorted(claims))


def _about(key: str, claims: Sequence[Claim], known: Known) -> About:
    own = [claim for claim in claims if claim.own]
    identity = known.identities.get(key)
    surest = max(claim.confidence for claim in own or claims)
    voices = Voices(tuple(sayings(claims)), len({claim.paper for claim in claims}), surest)
    one: Document = document(key, voices, own, identity.period if identity else None)
    return About(one, tuple(claims))
