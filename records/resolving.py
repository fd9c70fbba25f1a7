"""What resolving leaves with the keeping side, so that one more paper need not be held against all others again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from records.graph import Document, Doubt, Edge, Graph, Organ, OrganVote, Paper, Ruling

Place = tuple[str, int]
#: How many documents tell the same of their organ.
Votes = Mapping[OrganVote, int]


@dataclass(frozen=True, slots=True)
class KeptFact:
    """What a claim tells of the document `whole` that it names in full; `identity` is the resolver's own text."""

    whole: str
    identity: str
    date: str | None
    title: str | None
    named: str | None


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """A mention, or a paper's header (`order` -1), between two resolvings.

    `series`, `shelf` and `named` are what it is found by; `whole` is the key of the document that it names in full,
    None where it does not.  `found`, `sure` and `candidates` are its match before any ruling, `target` the key after
    all rulings.  `identity` and `told` are the resolver's own texts.
    """

    sha256: str
    position: int
    order: int
    series: str | None
    shelf: str | None
    named: str | None
    whole: str | None
    identity: str
    date: str | None
    title: str | None
    confidence: float
    told: str
    found: str | None
    sure: float
    candidates: tuple[str, ...]
    target: str | None

    @property
    def place(self) -> Place:
        """Where its paper lies."""
        return (self.sha256, self.position)


@dataclass(frozen=True, slots=True)
class Under:
    """What claims are found by: those of a series, those on a shelf, those of a name."""

    series: frozenset[str] = frozenset()
    shelves: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Resolution:
    """A whole graph, and the claims that it was made from."""

    graph: Graph
    claims: tuple[KeptClaim, ...]
    votes: Votes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Revision:
    """What changes in a kept graph; all else stays.

    `papers`: those whose claims are replaced, by `claims`.  `moved`: claims of other papers with another match.
    `edges`: all edges of each paper that is named; `doubts`: all doubts of each document that is named; `organs`: each
    that is named, None for one of which no document is left; `votes`: all that is told of each of these.
    """

    papers: frozenset[Place]
    claims: tuple[KeptClaim, ...]
    moved: tuple[KeptClaim, ...]
    documents: tuple[Document, ...]
    gone: frozenset[str]
    edges: Mapping[Place, tuple[Edge, ...]]
    doubts: Mapping[str, tuple[Doubt, ...]]
    organs: Mapping[str, Organ | None]
    votes: Votes = field(default_factory=dict)


class Ledger(Protocol):
    """What revising asks of keeping; `but` leaves out the claims of those papers."""

    def rulings(self) -> tuple[Ruling, ...]:
        """The rulings that stand, oldest first."""

    def rulings_then(self) -> tuple[Ruling, ...]:
        """Those that stood when the kept graph was made."""

    def papers_at(self, places: Collection[Place]) -> Iterator[Paper]:
        """The kept dispatches at these places, as they are now."""

    def claims_at(self, places: Collection[Place]) -> tuple[KeptClaim, ...]:
        """The claims of the papers at these places, as they were when the graph was made."""

    def facts_of(self, keys: Collection[str], but: Collection[Place]) -> tuple[KeptFact, ...]:
        """All different facts about these documents."""

    def facts_under(self, under: Under, but: Collection[Place]) -> tuple[KeptFact, ...]:
        """All different facts about the documents that are found so."""

    def looking(self, under: Under, only_open: bool, but: Collection[Place]) -> tuple[KeptClaim, ...]:
        """The claims that look for their document there; `only_open`: those alone that do not name it in full."""

    def found_as(self, keys: Collection[str], but: Collection[Place]) -> tuple[KeptClaim, ...]:
        """The claims that mean, or can mean, one of the documents before any ruling."""

    def documents(self, keys: Collection[str]) -> tuple[Document, ...]:
        """The kept documents with these keys."""

    def on_shelves(self, shelves: Collection[str]) -> tuple[Document, ...]:
        """The kept documents on these shelves, without what papers say of each."""

    def votes(self, offices: Collection[str]) -> Votes:
        """What the kept documents tell of these organs; nothing of one of which it was not kept."""

    def issued_by(self, offices: Collection[str]) -> tuple[Document, ...]:
        """The kept documents of these organs, without what papers say of each."""

    def headers_of(self, keys: Collection[str], but: Collection[Place]) -> Mapping[str, tuple[KeptClaim, ...]]:
        """The headers of papers that are one of the documents, after all rulings, by key and in order."""

    def first_of(self, keys: Collection[str], but: Collection[Place]) -> Mapping[str, KeptClaim]:
        """The first claim that means each of the documents, after all rulings."""

    def surest_of(self, keys: Collection[str], but: Collection[Place]) -> Mapping[str, float]:
        """How sure the surest claim is that means each of the documents, after all rulings."""

    def other_dates(self, dates: Mapping[str, str | None], but: Collection[Place]) -> tuple[KeptClaim, ...]:
        """Those claims that tell another day than this of the document they mean."""
