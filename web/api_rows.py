"""Answers as flat rows: each one object of texts and numbers, so that an array of them is a table anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User

from publish import answers as told
from records import Document, Edge, Found
from registry.answers import Part
from registry.missing import Missing
from registry.register_row import RegisterRow
from web.sight import Sight, sight_of_answers

if TYPE_CHECKING:
    from asking import LookedUp  # what reads texts is heavy

Row = dict[str, Any]
#: What is told of a document and of a hop in lists, and so not in a row.
NOT_FLAT = frozenset({"said", "box", "candidates"})
#: The values of a dispatch that a row bears.
VALUES = ("symbol", "kind", "issued_on", "issuer", "jurisdiction", "subject")


def document_row(one: Document) -> Row:
    """The document: its key, what it is called, whether it came."""
    return {"name": told.shown(one)} | _flat(told.document(one))


def answer_rows(user: User, part: Part) -> Iterator[Row]:
    """One row a hop: the document, how many hops lead there, which one it is, who does what to whom, in which words.

    `hidden`: the words stand in a dispatch that the person may not see.
    """
    known, files = part.told.documents, part.told.files
    sight = sight_of_answers(user, part.answers, ())
    for one in part.answers:
        document = document_row(sight.document(one.document))
        for number, hop in enumerate(one.hops, 1):
            seen = sight.edge(hop)
            yield document | {"hops": len(one.hops), "hop": number} | _hop(seen, hop, known, files)


def _hop(seen: Edge, hop: Edge, known: Mapping[str, Document], files: Mapping[str, str]) -> Row:
    row = _flat(told.hop(seen, files))
    row["hop_confidence"] = row.pop("confidence")
    names = {
        "source_name": told.shown(known[hop.source]),
        "target_name": told.shown(known[hop.target]) if hop.target else None,
    }
    hidden = seen is not hop
    withheld: Row = dict.fromkeys(("text", "sentence", "sha256", "position", "start", "end")) if hidden else {}
    return row | names | withheld | {"hidden": hidden}


def missing_rows(user: User, found: Sequence[Missing]) -> Iterator[Row]:
    """One row a document that is not there: how many papers speak of it, and what they, or the first, are called."""
    sight = Sight(user, {each for one in found for each in one.citers})
    for one in found:
        citers = "; ".join(told.shown(sight.document(each)) for each in one.citers)
        yield document_row(one.document) | {"cited_by": one.count, "cited_by_names": citers}


def lookup_rows(user: User, found: Sequence[LookedUp]) -> Iterator[Row]:
    """One row a mention and document it can mean; `meant`: it is that one.  One without a document is not known."""
    sight = Sight(user, {each for one in found for each in _can_be(one)})
    for number, one in enumerate(found, 1):
        mention = {"mention": number, "text": " ".join(one.citation.text.split())}
        documents = _can_be(one)
        for each in documents:
            yield mention | {"meant": one.document is not None} | document_row(sight.document(each))
        if not documents:
            yield mention | {"meant": False} | dict.fromkeys(document_row(Document("")))


def dispatch_row(number: int, row: RegisterRow) -> Row:
    """A dispatch of the register as it was read and corrected; `number` is that of its page."""
    header, scan = row.reading.header, row.scan
    values: dict[str, Found | None] = {name: getattr(header, name) for name in VALUES}
    return {
        "number": number,
        **{name: found.value if found else None for name, found in values.items()},
        "symbol_confidence": _sure(values["symbol"]),
        "issued_on_confidence": _sure(values["issued_on"]),
        "status": row.status.value,
        "doubts": len(row.doubts),
        "arrival_number": row.arrival_number or None,
        "arrived_on": row.arrived_on.isoformat(),
        "received_at": scan.received_at.isoformat(),
        "file": scan.name,
        "sha256": scan.sha256,
        "position": row.position + 1,
        "first_page": min(row.reading.pages, default=None),
        "last_page": max(row.reading.pages, default=None),
    }


def _can_be(one: LookedUp) -> tuple[Document, ...]:
    return (one.document,) if one.document else one.candidates


def _flat(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in NOT_FLAT}


def _sure(found: Found | None) -> float | None:
    return round(found.confidence, 3) if found else None
