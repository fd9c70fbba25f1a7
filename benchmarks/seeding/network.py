"""The graph of the made-up documents: documents, organs, and paper by paper claims and edges; doubts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import lru_cache
from itertools import count
from typing import Any

from benchmarks.seeding.papers import digest
from benchmarks.seeding.tables import Row, Table
from benchmarks.seeding.world import Cite, Document, World
from extractors.identity import Identity, kind_of
from pipeline.documents import shelf
from pipeline.faded import shelf as shelf_of
from pipeline.organs import office_of, organs, vote_of
from records import Citation, Reading, Relation
from records import Document as Told
from registry import citers, fact_keep, series_keep
from registry.called import called
from registry.graph_rows import organ_columns, vote_columns
from registry.models import ClaimRow, DocumentRow, DoubtRow, EdgeRow, OrganRow, OrganVoteRow, PaperRow

DOCUMENT = (
    *("id", "key", "symbol", "kind", "title", "issuer", "jurisdiction", "issued_on", "period", "papers", "said"),
    *("confidence", "shelf", "office", "cited", "spoken_by"),
    *("codes", "number", "words", "place", "series", "ordinal", "received"),
)
EDGE = (
    *("source_id", "target_id", "said_by_id", "scan_id", "position", "number", "relation", "start", "end", "text"),
    *("sentence", "confidence", "dated", "page", "box", "candidates"),
)
CLAIM = (
    *("paper_id", "order", "series", "shelf", "named", "whole", "identity", "date", "title", "confidence", "told"),
    *("found", "sure", "candidates", "target"),
)
DOUBT = ("number", "scan_id", "position", "code", "message", "key", "proposed", "page", "box")
VOTE = ("office", "issuer", "jurisdiction", "code", "received", "documents")


@dataclass(frozen=True, slots=True)
class _Paper:
    """A dispatch, the document that it is, and what was read of it; its row has the number `row`."""

    row: int
    own: int
    document: Document
    reading: Reading


class Network:
    """Rows of the graph; the number of a document's row is its own and one more."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._edges, self._claims = Table(EdgeRow, EDGE), Table(ClaimRow, CLAIM)
        self._papers = Table(PaperRow, ("id", "scan_id", "position", "dispatch", "corrected"))
        self.edges, self.claims, self.papers = list[Row](), list[Row](), list[Row]()

    def documents(self) -> None:
        """Nothing; all documents and organs are written."""
        by = self._citers()
        Table(DocumentRow, DOCUMENT).write(self._document(number, by.get(number, 0)) for number in self._numbers())
        issued = {self._organ_told(number) for number in self._numbers()}
        rows = [organ_columns(one) for one in organs(sorted(issued, key=lambda one: str(one.office)))]
        columns = list(rows[0])
        Table(OrganRow, columns).write([row[name] for name in columns] for row in rows)

    def take(self, dispatch: int, reading: Reading, settled: str = "") -> None:
        """Nothing; what the paper says is kept for `write`."""
        own = self._world.of_dispatch(dispatch)
        paper = _Paper(dispatch + 1, own, self._world.document(own), reading)
        self.papers.append((paper.row, paper.row, 0, paper.row, settled))
        self.claims.append(self._claim(paper, -1, Cite(own, Relation.MENTIONS)))
        bare = count(len(reading.citations))
        for number, (cite, said) in enumerate(zip(self._world.cites(dispatch), reading.citations, strict=True)):
            self.claims.append(self._claim(paper, number, cite, said))
            if cite.source is not None:
                self.claims.append(self._claim(paper, next(bare), Cite(cite.source, cite.relation)))
            self.edges.append(self._edge(paper, number, cite, said))

    def write(self) -> None:
        """Nothing; what was taken is written."""
        self._papers.write(self.papers)
        self._claims.write(self.claims)
        self._edges.write(self.edges)
        self.edges, self.claims, self.papers = [], [], []

    def doubts(self) -> None:
        """Nothing; citers and series are counted; a doubt for every two thousand documents cited and not received."""
        citers.count_all()
        series_keep.count_all()
        fact_keep.count_all()
        Table(OrganVoteRow, list(VOTE)).write(self._votes())
        Table(DoubtRow, DOUBT).write(self._doubts())

    def _numbers(self) -> range:
        return range(self._world.documents)

    def _citers(self) -> Counter[int]:
        """How many dispatches speak of each document."""
        found: Counter[int] = Counter()
        for dispatch in range(self._world.dispatches):
            found.update({one for cite in self._world.cites(dispatch) for one in _meant(cite)})
        return found

    def _document(self, number: int, citers: int) -> Row:
        one, received = self._world.document(number), self._world.dispatch_of(number)
        papers: list[list[Any]] = [] if received is None else [[digest(self._world, received), 0]]
        speaking = len(papers) + citers
        told = {"symbol": one.symbol, "kind": one.kind, "issued_on": one.day.isoformat()}
        told |= {"title": f"về {one.subject}", "jurisdiction": one.organ.place}
        texts = (
            one.identity.key,
            one.symbol,
            one.kind or kind_of(one.symbol),
            f"về {one.subject}",
            one.organ.name if received is not None else None,
            one.organ.place,
            one.day.isoformat(),
            one.identity.period,
        )
        said = [[name, value, speaking] for name, value in sorted(told.items())] if speaking else []
        office = office_of(one.symbol, one.organ.place, one.organ.name)
        columns = called(Told(*texts, papers=tuple((name, place) for name, place in papers)))
        return (number + 1, *texts, papers, said, 0.97, shelf(one.symbol), office, 0, speaking, *columns.values())

    def _votes(self) -> Iterator[Row]:
        votes = Counter(vote for number in self._numbers() if (vote := vote_of(self._plain(number))))
        return (list(vote_columns(vote, number).values()) for vote, number in votes.items())

    def _plain(self, number: int) -> Told:
        one, received = self._world.document(number), self._world.dispatch_of(number) is not None
        office = office_of(one.symbol, one.organ.place, one.organ.name)
        issuer, papers = (one.organ.name, (("", 0),)) if received else (None, ())
        return Told("", one.symbol, issuer=issuer, jurisdiction=one.organ.place, papers=papers, office=office)

    def _organ_told(self, number: int) -> Told:
        """As much of a document as its organ is made of, the same for all that are alike."""
        one = self._world.document(number)
        symbol = f"1{one.symbol.lstrip('0123456789')}"
        office = office_of(one.symbol, one.organ.place, one.organ.name)
        return Told("", symbol, issuer=one.organ.name, jurisdiction=one.organ.place, office=office)

    def _claim(self, paper: _Paper, order: int, cite: Cite, said: Citation | None = None) -> Row:
        one = self._world.document(cite.candidates[0] if cite.target is None else cite.target)
        identity, whole = one.identity, cite.target is not None
        mention = (said.text, said.name, said.page, said.box) if said else None
        about = (one.kind, one.organ.place, one.day.isoformat(), None, None if said else one.organ.name)
        of_paper = (paper.document.day.isoformat(), paper.document.organ.place, None)
        key = identity.key if whole else None
        return (
            paper.row,
            order,
            identity.series if whole else None,
            shelf_of(identity),
            None,
            key,
            _identity(identity),
            one.day.isoformat() if whole else None,
            None if said or order >= 0 else f"về {one.subject}",
            said.confidence if said else 0.97,
            _text((one.symbol, about, mention, of_paper, None)),
            key,
            1.0 if whole else 0.0,
            self._keys(cite),
            key,
        )

    def _edge(self, paper: _Paper, number: int, cite: Cite, said: Citation) -> Row:
        text = paper.reading.text
        start, end = text.rfind("\n", 0, said.start) + 1, text.find("\n", said.end)
        return (
            (paper.own if cite.source is None else cite.source) + 1,
            None if cite.target is None else cite.target + 1,
            paper.own + 1,
            paper.row,
            0,
            number,
            cite.relation.value,
            said.start,
            said.end,
            said.text,
            text[start:end],
            said.confidence,
            paper.document.day.isoformat(),
            said.page,
            said.box and list(said.box),
            self._keys(cite),
        )

    def _keys(self, cite: Cite) -> list[str]:
        return [self._world.document(one).identity.key for one in cite.candidates]

    def _doubts(self) -> Iterator[Row]:
        for number in range(1, self._world.documents, 2000):
            citer = number % self._world.dispatches
            one = self._world.document(number)
            message = f"{one.name}: hai văn bản nêu hai ngày khác nhau; hãy xem ngày nào đúng."
            yield (0, citer + 1, 0, "dates_differ", message, one.identity.key, None, 1, None)


def _meant(cite: Cite) -> Iterator[int]:
    """The documents that a claim made of the mention means."""
    yield from (one for one in (cite.target, cite.source) if one is not None)


@lru_cache(maxsize=1_200_000)
def _identity(one: Identity) -> str:
    return _text(astuple(one))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
