"""Questions to a graph held in memory: what the answers of the database are held to, by networkx."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator

import networkx as nx

from records import Edge, Graph, Relation
from registry.answers import Answer
from registry.network import Way


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

    def missing(self) -> list[tuple[str, list[str]]]:
        found = [
            (key, sorted({edge.said_by for one in self._net.predecessors(key) for edge in self._hops[(one, key)]}))
            for key, one in self.documents.items()
            if not one.received and self._net.in_degree(key)
        ]
        return sorted(found, key=lambda pair: (-len(pair[1]), pair[0]))

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
