"""Documents and what they say of one another: the nouns of the graph.

A document is known by its key, a text made of symbol, jurisdiction and term or year (see `extractors.identity`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from records.paper import Box
from records.said import Reading, Relation


@dataclass(frozen=True, slots=True)
class Paper:
    """A kept dispatch: the scan it lies in, its position there (from 0), its file's name, and what was read."""

    sha256: str
    position: int
    file: str
    reading: Reading

    @property
    def place(self) -> tuple[str, int]:
        """Where it lies: scan and position."""
        return (self.sha256, self.position)


@dataclass(frozen=True, slots=True)
class Saying:
    """What papers say of a document in one respect: `field` is symbol, kind, title, issued_on, issuer, term.

    `papers`: how many say so.  Which ones they are is not told: of a document that very many cite, they are very many.
    """

    field: str
    value: str
    papers: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document, received (`papers` says where) or only cited: a ghost, known by what others say.

    `symbol`, `kind`, `title`, `issuer`, `issued_on` (ISO), `jurisdiction`: its own, or what most citers say; None where
    nobody says.  `period`: the term ('XII', '2015-2020') or year in which its number counts; None where not known.
    `confidence`: how surely its number and date are known, 0 to 1.  `shelf`: number and organ of its symbol; only
    documents that share both can be taken for one another.  `office`: the key of the organ that issued it.
    `spoken_by`: how many papers mean it, its own too.
    """

    key: str
    symbol: str | None = None
    kind: str | None = None
    title: str | None = None
    issuer: str | None = None
    jurisdiction: str | None = None
    issued_on: str | None = None
    period: str | None = None
    papers: tuple[tuple[str, int], ...] = ()
    said: tuple[Saying, ...] = ()
    confidence: float = 1.0
    shelf: str | None = None
    office: str | None = None
    spoken_by: int = 0

    @property
    def received(self) -> bool:
        """Whether it lies in the archive."""
        return bool(self.papers)


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ that issued documents: its code and place make the key ('BTGTU|tra vinh'); others of that name differ.

    `name`: as most of its letterheads received say, else as most citers do.  `kind`: central, province, district, base;
    None for organs of the State.  `valid_from`, `valid_to`: its first and last day (ISO), None where not known or not
    ended.  `successors`: the keys of those that took its place, one after the other.
    """

    key: str
    name: str | None
    kind: str | None
    jurisdiction: str | None
    valid_from: str | None = None
    valid_to: str | None = None
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganVote:
    """What one document tells of the organ `office` that issued it: how it is called, where it is, its code."""

    office: str
    issuer: str | None
    jurisdiction: str | None
    code: str | None
    received: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """What a paper says of two documents: `source` does `relation` to `target`, in this sentence, at this place.

    `said_by` is the key of the paper that says so: `source` itself, or a third one that asserts it.  `dated`: that
    paper's date.  `target` None: the mention fits several known documents (`candidates`, the likeliest first) or none.
    `start`, `end`: the mention's offsets in the paper's clean text; `text`: the mention as it stands.
    """

    source: str
    target: str | None
    relation: Relation
    said_by: str
    sha256: str
    position: int
    start: int
    end: int
    text: str
    sentence: str
    confidence: float
    dated: str | None = None
    page: int | None = None
    box: Box | None = None
    candidates: tuple[str, ...] = ()

    @property
    def asserted(self) -> bool:
        """Whether a third document says it."""
        return self.source != self.said_by


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something odd between documents, for the clerk: a code, a Vietnamese sentence, which document, which is likelier.

    `sha256`, `position`, `page`, `box`: where it shows.
    """

    code: str
    message: str
    key: str
    proposed: str | None
    sha256: str
    position: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """All documents by key, all edges paper by paper, all doubts, all organs; the same papers give the same graph."""

    documents: tuple[Document, ...] = ()
    edges: tuple[Edge, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    organs: tuple[Organ, ...] = ()


class Act(StrEnum):
    """What a clerk can rule about documents."""

    MERGE = "merge"  # `key` is the same document as `other`
    SPLIT = "split"  # what the paper calls `key` is another document, `other`
    LINK = "link"  # the words `key` of the paper mean the document `other`
    DISMISS = "dismiss"  # the words `key` of the paper are no citation
    SETTLE = "settle"  # there is nothing to the doubt with the code `other` about the document `key`


@dataclass(frozen=True, slots=True)
class Ruling:
    """A clerk's word on documents and mentions; the later one counts, one that was undone does not.

    `sha256`, `position`: the paper that all but a merge speak of.
    """

    act: Act
    key: str
    other: str
    by: str
    at: dt.datetime
    sha256: str = ""
    position: int = 0
    number: int = field(default=0, compare=False)
