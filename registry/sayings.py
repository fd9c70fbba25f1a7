"""What papers say of documents, as the graph has it: who names one in which relation, or names what leads there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from django.db.models import F

from records import Relation
from registry.models import DocumentRow, EdgeRow

#: The rows of the scan and the position in it.
Place = tuple[int, int]
#: So many documents are asked for at once.
CHUNK = 2000
COLUMNS = ("source", "target", "said_by", "scan", "position", "number", "relation", "confidence")


@dataclass(frozen=True, slots=True)
class Step:
    """A further step of a way: which paper says so, from which document to which."""

    scan: int
    position: int
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Saying:
    """What one document says: `target` is named by it, or by `source` as it tells; `places`: where its papers lie.

    `through`: `target` is not the document asked for, but leads there by the `steps`.
    """

    said_by: str
    relation: str
    source: str
    target: str
    places: tuple[Place, ...]
    through: bool = False
    steps: tuple[Step, ...] = ()


def direct(keys: Collection[str], by: Collection[str] | None = None) -> dict[str, tuple[Saying, ...]]:
    """What is said of each of these documents, by others than itself; `by`: by these alone.

    A paper that does more than mention it is not told to mention it as well.
    """
    found: dict[str, list[Saying]] = defaultdict(list)
    every = sorted(keys)
    for start in range(0, len(every), CHUNK):
        for one in _grouped(every[start : start + CHUNK], by):
            found[one.target].append(one)
    return {key: tuple(_without_bare(own)) for key, own in found.items()}


def _grouped(keys: Collection[str], by: Collection[str] | None) -> Iterator[Saying]:
    rows = EdgeRow.objects.filter(target__key__in=keys).exclude(said_by=F("target"))
    rows = rows if by is None else rows.filter(said_by__key__in=by)
    told = rows.order_by("scan_id", "position", "number").values_list(
        "target__key", "said_by__key", "source__key", "relation", "scan_id", "position"
    )
    places: dict[tuple[str, str, str, str], dict[Place, None]] = {}
    for target, said_by, source, relation, scan, position in told:
        kind = (target, said_by, relation, "" if source == said_by else source)
        places.setdefault(kind, {})[(scan, position)] = None
    for (target, said_by, relation, source), own in places.items():
        yield Saying(said_by, relation, source, target, tuple(own))


def _without_bare(sayings: Iterable[Saying]) -> Iterator[Saying]:
    every = list(sayings)
    telling = {one.said_by for one in every if one.relation != Relation.MENTIONS}
    return (one for one in every if one.relation != Relation.MENTIONS or one.said_by not in telling)


def later(one: Saying, after: int) -> Saying | None:
    """The same as far as it stands in scans that came `after` that one; None where it does not."""
    places = tuple(place for place in one.places if place[0] > after)
    return replace(one, places=places) if places else None


class _Hop(NamedTuple):
    """An edge of the graph by its rows."""

    source: int
    target: int
    said_by: int
    scan: int
    position: int
    number: int
    relation: str
    confidence: float

    @property
    def place(self) -> Place:
        return (self.scan, self.position)

    @property
    def rank(self) -> tuple[bool, bool, float, int, int, int]:
        """What tells most comes first: own words, more than a mention, the surest."""
        bare = self.relation == Relation.MENTIONS
        return (self.source != self.said_by, bare, -self.confidence, self.scan, self.position, self.number)


def through(key: str, after: int) -> tuple[Saying, ...]:
    """What papers in scans that came `after` that one say of documents that lead to this one, each by its nearest way.

    Papers that name it themselves are left out.  Circles are harmless.
    """
    root = DocumentRow.objects.filter(key=key).values_list("pk", flat=True).first()
    if root is None:
        return ()
    ways: dict[int, _Hop] = {}
    nearest: dict[Place, _Hop] = {}
    naming: set[Place] = set()
    frontier = [root]
    while frontier:
        into = sorted(_into(frontier), key=lambda one: one.rank)
        for hop in into:
            if hop.target == root:
                naming.add(hop.place)
            elif hop.scan > after and hop.said_by != root:
                nearest.setdefault(hop.place, hop)
        frontier = _reached(into, ways, root)
    return _told([hop for place, hop in sorted(nearest.items()) if place not in naming], ways, root)


def _into(documents: list[int]) -> Iterator[_Hop]:
    for start in range(0, len(documents), CHUNK):
        rows = EdgeRow.objects.filter(target__in=documents[start : start + CHUNK]).order_by()
        yield from (_Hop(*one) for one in rows.values_list(*COLUMNS).iterator())


def _reached(into: Iterable[_Hop], ways: dict[int, _Hop], root: int) -> list[int]:
    """The documents that were not reached before, each with the hop by which it leads on."""
    new = []
    for hop in into:
        if hop.source != root and hop.source not in ways:
            ways[hop.source] = hop
            new.append(hop.source)
    return new


def _told(hops: list[_Hop], ways: Mapping[int, _Hop], root: int) -> tuple[Saying, ...]:
    by_document = groupby(sorted(hops, key=lambda one: one.said_by), key=lambda one: one.said_by)
    papers = [list(own) for _, own in by_document]
    chains = [list(_chain(own[0].target, ways, root)) for own in papers]
    keys = _keys(pk for own, chain in zip(papers, chains, strict=True) for hop in (own[0], *chain) for pk in hop[:3])
    return tuple(_saying(own, chain, keys) for own, chain in zip(papers, chains, strict=True))


def _saying(papers: list[_Hop], chain: list[_Hop], keys: Mapping[int, str]) -> Saying:
    first = papers[0]
    return Saying(
        keys[first.said_by],
        first.relation,
        "" if first.source == first.said_by else keys[first.source],
        keys[first.target],
        tuple(one.place for one in papers),
        True,
        tuple(Step(one.scan, one.position, keys[one.source], keys[one.target]) for one in chain),
    )


def _chain(document: int, ways: Mapping[int, _Hop], root: int) -> Iterator[_Hop]:
    while document != root:
        yield ways[document]
        document = ways[document].target


def _keys(rows: Iterable[int]) -> dict[int, str]:
    wanted, found = sorted(set(rows)), dict[int, str]()
    for start in range(0, len(wanted), CHUNK):
        found |= dict(DocumentRow.objects.filter(pk__in=wanted[start : start + CHUNK]).values_list("pk", "key"))
    return found
