"""From what papers say to documents and edges: every mention finds its document, stays open, or makes a ghost.

Everything is made anew from all kept papers, in an order of its own: the same papers and rulings give the same graph,
in whatever order they came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractors.identity import kind_of
from pipeline.claims import Assertion, Claim, Place, Said, of_papers
from pipeline.matching import ONLY_ONE, Known, Match, own_key
from pipeline.odd_documents import doubts
from records import Act, Document, Edge, Graph, Paper, Papers, Ruling, Saying

#: What is gathered of every document: the field, and where a claim tells it.
FIELDS = ("symbol", "kind", "title", "issued_on", "issuer", "term", "jurisdiction")


def resolve(kept: Papers) -> Graph:
    """The graph of all kept papers under the rulings that stand."""
    return graph_of(kept.papers(), kept.rulings())


def graph_of(papers: Iterable[Paper], rulings: Sequence[Ruling] = ()) -> Graph:
    """The graph of these papers, in whatever order they come."""
    said = tuple(of_papers(papers))
    known = _known(said)
    assigned = Assigned(known, rulings)
    pairs = [(claim, assigned.match(claim)) for one in said for claim in _all(one)]
    documents = _documents(pairs, known)
    edges = tuple(edge for one in said for edge in _edges(one, assigned))
    return Graph(documents, edges, tuple(doubts(documents, pairs)))


def known_documents(papers: Iterable[Paper]) -> Known:
    """The documents that these papers name in full."""
    return _known(of_papers(papers))


def _known(said: Iterable[Said]) -> Known:
    return Known.of(claim for one in said for claim in (one.own, *one.cited))


class Assigned:
    """Claims and their documents, with what clerks ruled put in."""

    def __init__(self, known: Known, rulings: Sequence[Ruling]) -> None:
        self.known = known
        self._into = _merged(one for one in rulings if one.act is Act.MERGE)
        splits = (one for one in rulings if one.act is Act.SPLIT)
        self._apart = {(one.key, (one.sha256, one.position)): one.other for one in splits}

    def match(self, claim: Claim) -> Match:
        """The document of the claim."""
        found = self._own(claim) if claim.own else self.known.match(claim)
        if found.key is not None:
            return Match(self._ruled(found.key, claim.paper), found.sure)
        left = tuple(dict.fromkeys(self._ruled(key, claim.paper) for key in found.candidates))
        merged = len(left) == 1 < len(found.candidates)
        return Match(left[0], ONLY_ONE) if merged else Match(None, 0.0, left)

    def _own(self, claim: Claim) -> Match:
        found = self.known.match(claim) if claim.identity.whole else Match(None)
        return found if found.key else Match(own_key(claim))

    def _ruled(self, key: str, paper: Place) -> str:
        """The key after all rulings: a split of the paper first, then the merges; going round ends where it began."""
        seen: set[str] = set()
        while key not in seen:
            seen.add(key)
            key = self._apart.get((key, paper)) or _root(key, self._into)
        return key


def _merged(merges: Iterable[Ruling]) -> dict[str, str]:
    """Each merged key with the next one on the way to the one that stays; of contrary rulings the later counts."""
    into: dict[str, str] = {}
    for one in merges:
        root, stays = _root(one.key, into), _root(one.other, into)
        if root == stays:
            stays = one.other
            into.pop(stays, None)
        if root != stays:
            into[root] = stays
    return into


def _root(key: str, into: Mapping[str, str]) -> str:
    while key in into:
        key = into[key]
    return key


def _all(said: Said) -> Iterator[Claim]:
    yield said.own
    yield from said.cited
    bare = (end for one in said.assertions for end in (one.source, one.target) if end.citation is None and not end.own)
    yield from bare


def _documents(pairs: Iterable[tuple[Claim, Match]], known: Known) -> tuple[Document, ...]:
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim, match in pairs:
        if match.key is not None:
            claims[match.key].append(claim)
    return tuple(_document(key, claims[key], known) for key in sorted(claims))


def _document(key: str, claims: Sequence[Claim], known: Known) -> Document:
    """The document as its own papers tell it, else as most of its citers do."""
    said = tuple(_said(claims))
    own = [claim for claim in claims if claim.own]
    best = {name: _value(name, own) or _value(name, claims) for name in FIELDS}
    identity = known.identities.get(key)
    return Document(
        key,
        best["symbol"],
        best["kind"] or kind_of(best["symbol"]),
        best["title"],
        best["issuer"],
        best["jurisdiction"],
        best["issued_on"],
        identity.period if identity else None,
        tuple(claim.paper for claim in own),
        said,
        max((claim.confidence for claim in own or claims), default=0.0),
    )


def _told(claim: Claim, name: str) -> str | None:
    if name == "issued_on":
        return claim.told.date
    if name == "symbol" and claim.symbol is None and claim.citation:
        return claim.citation.name
    return getattr(claim if name in ("symbol", "title") else claim.told, name)  # type: ignore[no-any-return]


def _value(name: str, claims: Iterable[Claim]) -> str | None:
    """What most papers say; of equals the longer one, then the first by the alphabet."""
    votes = Counter(value for _, value in {(claim.paper, _told(claim, name)) for claim in claims} if value)
    return max(sorted(votes), key=lambda value: (votes[value], len(value)), default=None)


def _said(claims: Iterable[Claim]) -> Iterator[Saying]:
    by: dict[tuple[str, str], set[Place]] = defaultdict(set)
    for claim in claims:
        for name in FIELDS:
            value = _told(claim, name)
            if value:
                by[(name, value)].add(claim.paper)
    for name, value in sorted(by):
        yield Saying(name, value, tuple(sorted(by[(name, value)])))


def _edges(said: Said, assigned: Assigned) -> Iterator[Edge]:
    own = assigned.match(said.own).key or ""
    for claim in said.cited:
        match = assigned.match(claim)
        if match.key != own and claim.citation:  # a paper that names its own number says nothing of another
            yield _edge(own, claim, match)
    for one in said.assertions:
        source, target = assigned.match(one.source), assigned.match(one.target)
        if source.key and source.key != target.key:
            yield _asserted(own, source.key, target, one)


def _edge(own: str, claim: Claim, match: Match) -> Edge:
    said = claim.citation
    assert said is not None
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
        round(said.confidence * match.sure, 3) if match.key else 0.0,
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
