"""Questions to the graph: who cites a document, on what it rests, how two hang together, what stands around it.

Every answer is a path of documents with the sentence of every hop.  Circles are harmless: no path comes twice through
one document.  Of ways of equal length the first in the order of the keys is told, so the same graph gives the same
answers.  Nothing reads the whole graph: a question looks as far as its answers are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from records import Edge, Graph, Relation
from registry.answers import Answers, WalkedAnswers
from registry.connection import lent_connection
from registry.direct import DirectAnswers
from registry.graph_models import DocumentRow, EdgeRow
from registry.hops import Told, by_pair, hops_on, keys_at, told, within
from registry.limits import Limits
from registry.links import BothWays, Direction, Links, among
from registry.meeting import shortest
from registry.through import ThroughAnswers
from registry.walk import Walk

#: The relations by which a document rests on another.
RESTS = frozenset({Relation.BASED_ON, Relation.IMPLEMENTS, Relation.CONTINUES, Relation.GUIDES})


class Way(StrEnum):
    """In which direction two documents hang together."""

    FORTH = "forth"  # the first leads to the second
    BACK = "back"  # the second leads to the first
    ACROSS = "across"  # only by way of what both cite, or of what cites both


@dataclass(frozen=True, slots=True)
class Connection:
    """The way between two documents, and what is told on it."""

    way: Way
    hops: tuple[Edge, ...]
    told: Told


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a document; `count` documents there are, or where `more` says so, more than these."""

    graph: Graph
    count: int
    more: bool
    told: Told


class Network:
    """The kept graph, asked; with `relations`, only those count on every hop."""

    def __init__(self, relations: Iterable[Relation] | None = None, whole: bool = False) -> None:
        self._relations = frozenset(relations or ()) or None
        self._whole = whole

    def cites(self, key: str, through: bool = False, limits: Limits | None = None) -> Answers:
        """The documents that cite it; `through` others too, each by its shortest way, besides its direct one."""
        start, counting = _row(key), limits or Limits()
        direct = DirectAnswers(start, self._relations, counting, self._whole)
        return ThroughAnswers(direct, lambda: self._through(start, direct.condition)) if through else direct

    def rests_on(self, key: str) -> Answers:
        """All that the document leads to, each by the shortest way."""
        links, start = Links(Direction.FORTH, self._relations), _row(key)
        walk = Walk(start, links)
        walk.levels[0].discard(start)
        return WalkedAnswers(walk, links, Q(), back=False, whole=self._whole)

    def why(self, one: str, other: str) -> Connection | None:
        """The shortest way from the one to the other, or back, or across; None where they do not hang together."""
        first, second = _rows(one, other)
        forth, back = (Links(one, self._relations) for one in (Direction.FORTH, Direction.BACK))
        for one_way in (forth, back):
            one_way.beyond({first, second})  # of both by one question
        for way, (start, end) in ((Way.FORTH, (first, second)), (Way.BACK, (second, first))):
            if found := shortest(start, end, forth, back, keys_at):
                return self._connection(way, found)
        across = BothWays(forth, back)
        found = shortest(first, second, across, across, keys_at)
        return self._connection(Way.ACROSS, found) if found else None

    def around(self, key: str, hops: int = 1, most: int | None = None) -> Around:
        """The documents within so many hops, in either direction, and what is said between them.

        `most`: no more documents than these, the nearest first, and of those as near the ones that most speak of.
        """
        steps = BothWays(*(Links(one, self._relations, ahead=False) for one in (Direction.FORTH, Direction.BACK)))
        known = {_row(key)}
        levels = [set(known)]
        while len(levels) <= hops and levels[-1] and (most is None or len(known) < most):
            beyond = steps.beyond(levels[-1]) or {}
            levels.append({far for some in beyond.values() for far in some} - known)
            known |= levels[-1]
        near = known if most is None or len(known) <= most else _nearest(levels, most)
        found = told(within(sorted(near)), near, self._whole)
        pairs = by_pair(found.edges, self._relations)
        documents = tuple(sorted(found.rows.values(), key=lambda one: one.key))
        ours = {found.rows[one].key for one in near}
        graph = Graph(
            tuple(one for one in documents if one.key in ours),
            tuple(edge for pair in sorted(pairs) for edge in pairs[pair]),
        )
        return Around(graph, len(known), len(levels) <= hops and bool(levels[-1]), found)

    def _through(self, start: int, condition: Q) -> WalkedAnswers:
        links = Links(Direction.BACK, self._relations)
        return WalkedAnswers(Walk(start, links, also_longer=True), links, condition, back=True, whole=self._whole)

    def _connection(self, way: Way, rows: list[int]) -> Connection:
        (hops,), found = hops_on([rows], self._relations, either_way=way is Way.ACROSS, whole=self._whole)
        return Connection(way, hops, found)


def mentions_left_open() -> Told:
    """The mentions that fit several documents or none, with the documents that they can mean."""
    found = told(EdgeRow.objects.filter(target=None), whole=True)
    keys = {key for edge in found.edges for key in edge.candidates}
    with lent_connection():
        rows = list(DocumentRow.objects.filter(key__in=sorted(keys)).values_list("pk", flat=True))
    return told(EdgeRow.objects.filter(target=None), rows, whole=True)


def _nearest(levels: list[set[int]], most: int) -> set[int]:
    """So many of the nearest; of those on the last level the ones that most speak of."""
    whole = set().union(*levels[:-1])
    rest = DocumentRow.objects.filter(pk__in=among(levels[-1])).order_by("-cited", "key")
    with lent_connection():
        return whole | set(rest.values_list("pk", flat=True)[: most - len(whole)])


def _row(key: str) -> int:
    """The row of the document with this key.  Raises KeyError."""
    return _rows(key)[0]


def _rows(*keys: str) -> list[int]:
    with lent_connection():
        found = dict(DocumentRow.objects.filter(key__in=keys).values_list("key", "pk"))
    return [found[key] for key in keys]
