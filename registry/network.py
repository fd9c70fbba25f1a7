"""Questions to the graph: who cites a document, on what it rests, how two hang together, what is missing.

Every answer is a path of documents with the sentence of every hop.  Circles are harmless: no path comes twice through
one document.  Of ways of equal length the first in the order of the keys is told, so the same graph gives the same
answers.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from records import Document, Edge, Graph, Relation

#: The relations by which a document rests on another.
RESTS = frozenset({Relation.BASED_ON, Relation.IMPLEMENTS, Relation.CONTINUES, Relation.GUIDES})


@dataclass(frozen=True, slots=True)
class Answer:
    """A document, and the hops that lead from it to the one asked for (or from that one to it)."""

    document: Document
    hops: tuple[Edge, ...]


class Way(StrEnum):
    """In which direction two documents hang together."""

    FORTH = "forth"  # the first leads to the second
    BACK = "back"  # the second leads to the first
    ACROSS = "across"  # only by way of what both cite, or of what cites both


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that is cited and not in the archive, and the documents that cite it."""

    document: Document
    citers: tuple[Document, ...]


class Network:
    """A graph made ready for questions; with `relations`, only those count on every hop."""

    def __init__(self, graph: Graph, relations: Iterable[Relation] | None = None) -> None:
        wanted = frozenset(relations or Relation)
        self.documents = {one.key: one for one in graph.documents}
        self.open = tuple(one for one in graph.edges if one.target is None)
        self._hops: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        for edge in graph.edges:
            if edge.target is not None and edge.relation in wanted:
                self._hops[(edge.source, edge.target)].append(edge)
        self._net: nx.DiGraph = nx.DiGraph()
        self._net.add_nodes_from(sorted(self.documents))
        self._net.add_edges_from(sorted(self._hops))
        # Made by hand: networkx's own view goes through its neighbours in another order every day.
        self._both_ways: nx.Graph = nx.Graph()
        self._both_ways.add_nodes_from(sorted(self.documents))
        self._both_ways.add_edges_from(sorted(self._hops))

    def hops(self, source: str, target: str) -> tuple[Edge, ...]:
        """All that is said of the two, what tells most first: own words, a relation beyond a mention, the surest."""
        return tuple(sorted(self._hops.get((source, target), ()), key=_rank))

    def cites(self, key: str, through: bool = False) -> tuple[Answer, ...]:
        """The documents that cite it; `through` others too, each by its shortest way, besides its direct one."""
        direct = [Answer(self.documents[one], self._path([one, key])) for one in sorted(self._net.predecessors(key))]
        if not through:
            return tuple(direct)
        indirect = [Answer(self.documents[path[0]], self._path(path)) for path in self._indirect(key)]
        return tuple(sorted([*direct, *indirect], key=lambda one: (len(one.hops), one.document.key)))

    def _indirect(self, key: str) -> Iterator[list[str]]:
        """The shortest way of two hops or more of every document that has one."""
        back = nx.single_source_shortest_path(self._net.reverse(copy=False), key)
        for one in sorted(back.keys() - {key}):
            path = back[one][::-1]
            found = path if len(path) > 2 else self._other_way(one, key)
            if found:
                yield found

    def _other_way(self, source: str, target: str) -> list[str] | None:
        if self._net.out_degree(source) < 2:
            return None
        view = nx.restricted_view(self._net, [], [(source, target)])
        return _shortest(view, source, target)

    def rests_on(self, key: str) -> tuple[Answer, ...]:
        """All that the document leads to, each by the shortest way."""
        forth = nx.single_source_shortest_path(self._net, key)
        found = [Answer(self.documents[one], self._path(path)) for one, path in forth.items() if one != key]
        return tuple(sorted(found, key=lambda one: (len(one.hops), one.document.key)))

    def why(self, one: str, other: str) -> tuple[Way, tuple[Edge, ...]] | None:
        """The shortest way from the one to the other, or back, or across; None where they do not hang together."""
        for way, path in ((Way.FORTH, (one, other)), (Way.BACK, (other, one))):
            found = _shortest(self._net, *path)
            if found:
                return way, self._path(found)
        across = _shortest(self._both_ways, one, other)
        return (Way.ACROSS, self._path(across)) if across else None

    def missing(self) -> tuple[Missing, ...]:
        """The documents that are cited and not there, those that most cite first."""
        found = [
            Missing(one, self._citers(one.key))
            for one in self.documents.values()
            if not one.received and self._net.in_degree(one.key)
        ]
        return tuple(sorted(found, key=lambda one: (-len(one.citers), one.document.key)))

    def around(self, key: str, hops: int = 1, most: int | None = None) -> Graph:
        """The documents within so many hops, in either direction, and what is said between them.

        `most`: no more documents than these, the nearest first, and of those as near the ones that most speak of.
        """
        lengths = nx.single_source_shortest_path_length(self._both_ways, key, cutoff=hops)
        near = set(sorted(lengths, key=lambda one: (lengths[one], -self._net.in_degree(one), one))[:most])
        documents = tuple(self.documents[one] for one in sorted(near))
        pairs = sorted(pair for pair in self._hops if pair[0] in near and pair[1] in near)
        return Graph(documents, tuple(edge for pair in pairs for edge in self.hops(*pair)))

    def near(self, key: str, hops: int) -> int:
        """How many documents there are within so many hops, itself among them."""
        return len(nx.single_source_shortest_path_length(self._both_ways, key, cutoff=hops))

    def _citers(self, key: str) -> tuple[Document, ...]:
        """The papers that speak of it, not those that are only said to do so."""
        said = {edge.said_by for one in self._net.predecessors(key) for edge in self._hops[(one, key)]}
        return tuple(self.documents[one] for one in sorted(said))

    def _path(self, keys: list[str]) -> tuple[Edge, ...]:
        """For each pair of neighbours on the way what tells most of them, in whichever direction it goes."""
        pairs = itertools.pairwise(keys)
        return tuple((self.hops(one, other) or self.hops(other, one))[0] for one, other in pairs)


def _rank(edge: Edge) -> tuple[bool, bool, float, str, int, int]:
    bare = edge.relation is Relation.MENTIONS
    return (edge.asserted, bare, -edge.confidence, edge.sha256, edge.position, edge.start)


def _shortest(net: nx.Graph, source: str, target: str) -> list[str] | None:
    try:
        return list(nx.shortest_path(net, source, target))
    except nx.NetworkXNoPath:
        return None
