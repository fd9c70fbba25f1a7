"""Documents, edges and doubts as rows of the tables, and rows as the nouns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from records import Box, Document, Doubt, Edge, Organ, OrganVote, Relation, Saying
from registry.called import called
from registry.graph_models import DocumentRow, DoubtRow, EdgeRow, OrganRow, OrganVoteRow
from registry.storable import storable

Columns = dict[str, Any]
#: So many keys are asked for one by one; more, and all rows are looked through.
FEW = 5000
#: The columns of a document that hold one text.
TEXTS = ("key", "symbol", "kind", "title", "issuer", "jurisdiction", "issued_on", "period", "shelf", "office")


def document_columns(one: Document) -> Columns:
    """The columns of a document."""
    said = [[saying.field, storable(saying.value), saying.papers] for saying in one.said]
    texts = {name: (value := getattr(one, name)) and storable(value) for name in TEXTS}
    papers = [list(place) for place in one.papers]
    asked = {name: storable(value) if isinstance(value, str) else value for name, value in called(one).items()}
    return {**texts, **asked, "papers": papers, "said": said, **_counted(one)}


def _counted(one: Document) -> Columns:
    return {"confidence": float(one.confidence), "spoken_by": one.spoken_by}


def document(row: DocumentRow, without_said: bool = False) -> Document:
    """The document of a row; `without_said`: without what papers say of it."""
    return Document(
        row.key,
        row.symbol,
        row.kind,
        row.title,
        row.issuer,
        row.jurisdiction,
        row.issued_on,
        row.period,
        tuple((sha256, position) for sha256, position in row.papers),
        () if without_said else _said(row),
        row.confidence,
        row.shelf,
        row.office,
        row.spoken_by,
    )


#: The columns of a document without what papers say of it, and how many do.
SHORT = (
    *("key", "symbol", "kind", "title", "issuer", "jurisdiction", "issued_on", "period"),
    *("papers", "confidence", "shelf", "office", "spoken_by"),
)


def in_short(told: Sequence[Any]) -> Document:
    """The document of these columns, without what papers say of it: where many are looked through."""
    columns = dict(zip(SHORT, told, strict=True))
    columns["papers"] = tuple((sha256, position) for sha256, position in columns["papers"])
    return Document(**columns)


def _said(row: DocumentRow) -> tuple[Saying, ...]:
    return tuple(Saying(field, value, papers) for field, value, papers in row.said)


def row_keys(keys: Collection[str]) -> dict[str, int]:
    """The rows of the documents with these keys."""
    if len(keys) > FEW:
        return dict(DocumentRow.objects.values_list("key", "pk"))
    return dict(DocumentRow.objects.filter(key__in=[storable(key) for key in keys]).values_list("key", "pk"))


def edge_columns(one: Edge, keys: Mapping[str, int], scans: Mapping[str, int], number: int) -> Columns:
    """The columns of an edge; `keys` and `scans` tell the rows of documents and scans."""
    return {
        "source_id": keys[storable(one.source)],
        "target_id": None if one.target is None else keys[storable(one.target)],
        "said_by_id": keys[storable(one.said_by)],
        "scan_id": scans[one.sha256],
        "position": one.position,
        "number": number,
        "relation": str(one.relation),
        "start": one.start,
        "end": one.end,
        "text": storable(one.text),
        "sentence": storable(one.sentence),
        "confidence": float(one.confidence),
        "dated": one.dated,
        "page": one.page,
        "box": one.box and [float(x) for x in one.box],
        "candidates": [storable(key) for key in one.candidates],
    }


def edge(row: EdgeRow, keys: Mapping[int, str], scans: Mapping[int, str]) -> Edge:
    """The edge of a row."""
    return Edge(
        keys[row.source_id],
        None if row.target_id is None else keys[row.target_id],
        Relation(row.relation),
        keys[row.said_by_id],
        scans[row.scan_id],
        row.position,
        row.start,
        row.end,
        row.text,
        row.sentence,
        row.confidence,
        row.dated,
        row.page,
        _box(row.box),
        tuple(row.candidates),
    )


def doubt_columns(one: Doubt, scans: Mapping[str, int], number: int) -> Columns:
    """The columns of a doubt."""
    return {
        "number": number,
        "scan_id": scans[one.sha256],
        "position": one.position,
        "code": one.code,
        "message": storable(one.message),
        "key": storable(one.key),
        "proposed": one.proposed and storable(one.proposed),
        "page": one.page,
        "box": one.box and [float(x) for x in one.box],
    }


def doubt(row: DoubtRow, scans: Mapping[int, str]) -> Doubt:
    """The doubt of a row."""
    place = (scans[row.scan_id], row.position)
    return Doubt(row.code, row.message, row.key, row.proposed, *place, row.page, _box(row.box))


def organ_columns(one: Organ) -> Columns:
    """The columns of an organ."""
    return asdict(one) | {"name": one.name and storable(one.name), "successors": list(one.successors)}


def vote_columns(one: OrganVote, documents: int) -> Columns:
    """The columns of what so many documents tell of their organ."""
    return {name: told and storable(told) if isinstance(told, str) else told for name, told in asdict(one).items()} | {
        "documents": documents
    }


def vote(row: OrganVoteRow) -> OrganVote:
    """What the row tells of an organ."""
    return OrganVote(row.office, row.issuer, row.jurisdiction, row.code, row.received)


def organ(row: OrganRow) -> Organ:
    """The organ of a row."""
    told = (row.name, row.kind, row.jurisdiction, row.valid_from, row.valid_to)
    return Organ(row.key, *told, tuple(row.successors))


def _box(numbers: list[float] | None) -> Box | None:
    if numbers is None:
        return None
    left, top, right, bottom = numbers
    return (left, top, right, bottom)
