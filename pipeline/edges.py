"""What a paper says of documents, mention by mention, as edges between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.claims import Assertion, Claim, Said
from pipeline.matching import Match
from records import Edge


def edges(said: Said, matches: Mapping[int, Match]) -> Iterator[Edge]:
    """The edges of the paper; `matches` tells the document of every claim of it, by the claim's order."""
    own = matches[said.own.order].key or ""
    for claim in said.cited:
        match = matches[claim.order]
        if match.key != own and claim.citation:  # a paper that names its own number says nothing of another
            yield _edge(own, claim, match)
    for one in said.assertions:
        source, target = matches[one.source.order], matches[one.target.order]
        if source.key and source.key != target.key:
            yield _asserted(own, source.key, target, one)


def _edge(own: str, claim: Claim, match: Match) -> Edge:
    said = claim.citation
    assert said is not None
    sure = 1.0 if match.by_clerk else round(said.confidence * match.sure, 3)
    return Edge(
        own,
        match.key,
        said.relation,
        own,
        *claim.paper,
        said.start,
        said.end,
        said.text,
        claim.sentence,
        sure if match.key else 0.0,
        claim.dated,
        said.page,
        said.box,
        match.candidates,
    )


def _asserted(own: str, source: str, target: Match, said: Assertion) -> Edge:
    edge, mention = said.edge, said.target.citation
    sure = target.sure if target.key else 0.0
    return Edge(
        source,
        target.key,
        edge.relation,
        own,
        *said.source.paper,
        edge.start,
        edge.end,
        mention.text if mention else edge.target,
        said.sentence,
        round(edge.confidence * sure, 3),
        said.source.dated,
        mention.page if mention else None,
        mention.box if mention else None,
        target.candidates,
    )
