"""The reading as JSON: one object a scan, the same for every way out (command, outputs, tests)."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from records import (
    HEADER_FIELDS,
    Box,
    Citation,
    Deadline,
    ESignature,
    Evidence,
    Found,
    Header,
    Obligation,
    Problem,
    Reading,
    Recipient,
    Refused,
    ScanReading,
)

Json = dict[str, Any]

#: How 'Nơi nhận' points to the addressees.
AS_ABOVE = ("như trên", "như kính gửi")
#: The codes of files that could be read and may not be.
REFUSED = frozenset({"secret"})


def found(value: Found | None) -> Json | None:
    """The value with its evidence, or None."""
    if value is None:
        return None
    return {
        "value": value.value,
        "printed": value.printed,
        "confidence": round(value.confidence, 3),
        "page": value.page,
        "box": _box(value.box),
        "rule": value.rule,
    }


def _box(value: Box | None) -> list[float] | None:
    return None if value is None else [round(x, 1) for x in value]


def problem(value: Problem) -> Json:
    """A doubt: code, Vietnamese sentence, place and field."""
    return {
        "code": value.code,
        "message": value.message,
        "page": value.page,
        "box": _box(value.box),
        "field": value.field,
    }


def _parts(value: Any) -> Json | None:
    """A small record of Founds (signer, arrival) as an object, or None."""
    if value is None:
        return None
    return {part.name: found(getattr(value, part.name)) for part in fields(value)}


def _recipient(value: Recipient, header: Header) -> Json:
    """A line of 'Nơi nhận'; `stands_for` holds the addressees where it says 'Như trên' or 'Như kính gửi'."""
    above = value.name.value.casefold().startswith(AS_ABOVE)
    return {
        "name": found(value.name),
        "role": found(value.role),
        "stands_for": [one.value for one in header.addressees] if above else [],
    }


def _header(header: Header) -> Json:
    single = {name: found(getattr(header, name)) for name in HEADER_FIELDS}
    return single | {
        "addressees": [found(one) for one in header.addressees],
        "recipients": [_recipient(one, header) for one in header.recipients],
        "signer": _parts(header.signer),
        "arrival": _parts(header.arrival),
        "marks": [found(one) for one in header.marks],
        "attachments": [found(one) for one in header.attachments],
    }


def e_signature(value: ESignature) -> Json:
    """An electronic signature: who, when, where, whether it holds, and how it is known."""
    plain = {part.name: getattr(value, part.name) for part in fields(value)}
    return plain | {"box": _box(value.box), "confidence": round(value.confidence, 3)}


def evidence(value: Evidence) -> Json:
    """What one way of knowing tells of a field."""
    plain = {part.name: getattr(value, part.name) for part in fields(value)}
    return plain | {"box": _box(value.box), "weight": round(value.weight, 3)}


def citation(value: Citation) -> Json:
    """A document that the dispatch names: the mention, the document meant, what is said of it, and where."""
    plain = {part.name: getattr(value, part.name) for part in fields(value)}
    own = {"relation": value.relation.value, "articles": list(value.articles), "box": _box(value.box)}
    return plain | own | {"confidence": round(value.confidence, 3)}


def deadline(value: Deadline) -> Json:
    """By when: the words and what they mean."""
    plain = {part.name: getattr(value, part.name) for part in fields(value)}
    return plain | {"confidence": round(value.confidence, 3)}


def obligation(value: Obligation) -> Json:
    """What is ordered: the act, who, with whom, to whom it is reported, by when, and where it stands."""
    plain = {part.name: getattr(value, part.name) for part in fields(value)}
    when = {"due": value.due, "due_text": value.due_text, "recurrence": value.recurrence}
    lists = {"actors": list(value.actors), "coordinators": list(value.coordinators), "box": _box(value.box)}
    own = {"deadlines": [deadline(one) for one in value.deadlines], "confidence": round(value.confidence, 3)}
    return plain | when | lists | own


def dispatch(reading: Reading) -> Json:
    """One dispatch of a scan."""
    return {
        "pages": list(reading.pages),
        "text": reading.text,
        "is_dispatch": reading.is_dispatch,
        **_header(reading.header),
        "e_signatures": [e_signature(one) for one in reading.e_signatures],
        "evidence": [evidence(one) for one in reading.evidence],
        "citations": [citation(one) for one in reading.citations],
        "asserted_edges": [[one.source, one.relation.value, one.target] for one in reading.asserted_edges],
        "obligations": [obligation(one) for one in reading.obligations],
        "problems": [problem(one) for one in reading.problems],
    }


def scan(outcome: ScanReading | Refused) -> Json:
    """The whole line for a file, also for one that could not be read."""
    if isinstance(outcome, Refused):
        doubt = Problem(outcome.code, f"{outcome.message} {outcome.remedy}")
        status = "refused" if outcome.code in REFUSED else "failed"
        head = {"file": outcome.name, "sha256": outcome.sha256, "pages": 0, "status": status}
        return {"scan": {**head, "grades": [], "problems": [problem(doubt)]}, "dispatches": []}
    head = {"file": outcome.scan.name, "sha256": outcome.scan.sha256, "pages": outcome.page_count, "status": "read"}
    grades = [grade and grade.value for grade in outcome.grades]
    return {
        "scan": {**head, "grades": grades, "problems": [problem(one) for one in outcome.problems]},
        "dispatches": [dispatch(one) for one in outcome.readings],
    }
