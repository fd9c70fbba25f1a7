"""Readings as rows of the tables, and rows as readings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from records import (
    UNDIVIDED,
    AssertedEdge,
    Box,
    Citation,
    Cut,
    Division,
    ESignature,
    Evidence,
    Found,
    Grade,
    Header,
    Integrity,
    Problem,
    Reading,
    Relation,
    Rung,
    Scan,
    ScanReading,
)
from registry import duty_rows
from registry.amend import NOWHERE, Amendment
from registry.findings import FieldKey, findings, header
from registry.models import Correction, CutRow, DispatchRow, ESignatureRow, Finding, ProblemRow, ScanRow
from registry.storable import storable as storable

#: What a citation tells, and its words as they were read.
CITATION = tuple(one.name for one in fields(Citation))
TEXTS = ("text", "symbol", "kind", "name", "issuer", "term", "jurisdiction")


def dispatch_rows(scan: ScanRow, reading: ScanReading) -> list[DispatchRow]:
    """A row for each dispatch of the reading, not yet saved."""
    return [
        DispatchRow(
            scan=scan,
            position=position,
            pages=list(one.pages),
            text=storable(one.text),
            is_dispatch=one.is_dispatch,
            evidence=[_plain(told) for told in one.evidence],
            citations=[_plain_citation(told) for told in one.citations],
            asserted_edges=[_plain_edge(told) for told in one.asserted_edges],
            obligations=[duty_rows.plain(told) for told in one.obligations],
        )
        for position, one in enumerate(reading.readings)
    ]


def finding_rows(dispatch: DispatchRow, of: Header) -> list[Finding]:
    """A row for each value of the header, not yet saved."""
    return [Finding(dispatch=dispatch, **columns) for columns in finding_columns(of)]


def finding_columns(of: Header) -> list[dict[str, Any]]:
    """The columns of each value of the header, without the dispatch."""
    return [
        {
            "field": key.field,
            "position": key.position,
            "part": key.part,
            "value": storable(found.value),
            "printed": storable(found.printed),
            "confidence": float(found.confidence),
            "rule": found.rule,
            "page": found.page,
            "box": _numbers(found.box),
            "start": found.start,
            "end": found.end,
        }
        for key, found in findings(of).items()
    ]


def e_signature_rows(dispatch: DispatchRow, signatures: Iterable[ESignature]) -> list[ESignatureRow]:
    """A row for each signature, not yet saved."""
    return [
        ESignatureRow(
            dispatch=dispatch,
            position=position,
            signer=one.signer and storable(one.signer),
            organisation=one.organisation and storable(one.organisation),
            time=one.time,
            page=one.page,
            box=_numbers(one.box),
            source=one.source,
            integrity=one.integrity,
            reason=one.reason,
            printed=storable(one.printed),
            confidence=float(one.confidence),
            count=one.count,
        )
        for position, one in enumerate(signatures)
    ]


def cut_rows(dispatch: DispatchRow, cuts: Iterable[Cut]) -> list[CutRow]:
    """A row for each cut, not yet saved."""
    return [
        CutRow(dispatch=dispatch, position=i, field=one.field, page=one.page, box=_numbers(one.box), png=one.png)
        for i, one in enumerate(cuts)
    ]


def problem_rows(scan: ScanRow, dispatch: DispatchRow | None, problems: Iterable[Problem]) -> list[ProblemRow]:
    """A row for each problem, not yet saved."""
    return [
        ProblemRow(
            scan=scan,
            dispatch=dispatch,
            code=one.code,
            message=storable(one.message),
            page=one.page,
            box=_numbers(one.box),
            field=one.field,
        )
        for one in problems
    ]


def scan(row: ScanRow) -> Scan:
    """The scan of a row; its path is that of the archived original, or its bare name while there is none."""
    path = Path(row.archived or row.name)
    return Scan(row.sha256, path, row.name, row.received_at, row.media_type, row.size)


def values(row: DispatchRow) -> dict[FieldKey, Found]:
    """The values of a dispatch as they were read."""
    return values_in(row.findings.all())


def values_in(findings: Iterable[Finding]) -> dict[FieldKey, Found]:
    """The values in these rows, all of one dispatch."""
    return {FieldKey(one.field, one.position, one.part): _found(one) for one in findings}


def reading(row: DispatchRow, of: dict[FieldKey, Found]) -> Reading:
    """The dispatch of a row with these values."""
    problems = tuple(_problem(one) for one in row.problems.all())
    signatures = tuple(_e_signature(one) for one in sorted(row.e_signatures.all(), key=lambda one: one.position))
    cuts = tuple(_cut(one) for one in sorted(row.cuts.all(), key=lambda one: one.position))
    return replace(said(row, of), problems=problems, e_signatures=signatures, cuts=cuts)


def said(row: DispatchRow, of: dict[FieldKey, Found]) -> Reading:
    """The same without problems, signatures and pictures: what its words say."""
    return Reading(
        tuple(row.pages),
        row.text,
        header(of),
        row.is_dispatch,
        evidence=tuple(_evidence(told) for told in row.evidence),
        citations=tuple(citation(told) for told in row.citations),
        asserted_edges=tuple(_edge(told) for told in row.asserted_edges),
        obligations=tuple(duty_rows.obligation(told) for told in row.obligations),
    )


def problems(row: ScanRow) -> tuple[Problem, ...]:
    """The problems of the scan as a whole."""
    return problems_of(one for one in row.problems.all() if one.dispatch_id is None)


def problems_of(found: Iterable[ProblemRow]) -> tuple[Problem, ...]:
    """The problems of these rows."""
    return tuple(_problem(one) for one in found)


def grades(row: ScanRow) -> tuple[Grade | None, ...]:
    """The grade of each page; none at all for a scan that was saved before pages were graded."""
    return tuple(one and Grade(one) for one in row.grades)


def division(row: ScanRow) -> Division:
    """The division that was obeyed when the scan was read."""
    told = row.division or {}
    parts = {name: frozenset(told.get(name, ())) for name in ("begins", "goes_on", "left_out")}
    return Division(tuple(told.get("order", ())), **parts)


def plain_division(told: Division) -> dict[str, list[int]]:
    """The division as JSON can hold it; {} where nobody said anything."""
    if told == UNDIVIDED:
        return {}
    pages = {"begins": told.begins, "goes_on": told.goes_on, "left_out": told.left_out}
    return {"order": list(told.order)} | {name: sorted(of) for name, of in pages.items()}


def turns(row: ScanRow) -> tuple[int | None, ...]:
    """How far each page was turned; none at all for a scan that was saved before that was kept."""
    return tuple(row.turns)


def amendment(row: Correction) -> Amendment:
    """What the clerk wrote."""
    position = NOWHERE if row.dispatch_position is None else row.dispatch_position
    return Amendment(position, FieldKey(row.field, row.position, row.part), row.value, row.by, row.at)


def _found(row: Finding) -> Found:
    return Found(
        row.value, row.printed, row.confidence, row.rule, row.page, box=box(row.box), start=row.start, end=row.end
    )


def _e_signature(row: ESignatureRow) -> ESignature:
    same = {part.name: getattr(row, part.name) for part in fields(ESignature)}
    integrity = Integrity(row.integrity) if row.integrity else None
    return ESignature(**same | {"box": box(row.box), "integrity": integrity})


def _plain(told: Evidence) -> dict[str, Any]:
    """The evidence as JSON can hold it."""
    texts = {"value": storable(told.value), "printed": storable(told.printed)}
    return asdict(told) | texts | {"box": _numbers(told.box), "weight": float(told.weight)}


def _evidence(plain: dict[str, Any]) -> Evidence:
    return Evidence(**plain | {"rung": Rung(plain["rung"]), "box": box(plain["box"])})


def _plain_citation(told: Citation) -> dict[str, Any]:
    """The citation as JSON can hold it."""
    texts = {name: value and storable(value) for name in TEXTS if (value := getattr(told, name)) is not None}
    articles = [storable(one) for one in told.articles]
    numbers = {"box": _numbers(told.box), "confidence": float(told.confidence)}
    same = {name: getattr(told, name) for name in CITATION}  # `asdict` looks into each value, and papers cite hundreds
    return same | texts | numbers | {"articles": articles, "relation": told.relation.value}


def citation(plain: dict[str, Any]) -> Citation:
    """The citation that JSON holds."""
    own = {"relation": Relation(plain["relation"]), "articles": tuple(plain["articles"]), "box": box(plain["box"])}
    return Citation(**plain | own)


def _plain_edge(told: AssertedEdge) -> dict[str, Any]:
    """The edge as JSON can hold it."""
    ends = {"source": storable(told.source), "target": storable(told.target)}
    return asdict(told) | ends | {"relation": told.relation.value, "confidence": float(told.confidence)}


def _edge(plain: dict[str, Any]) -> AssertedEdge:
    return AssertedEdge(**plain | {"relation": Relation(plain["relation"])})


def _cut(row: CutRow) -> Cut:
    left, top, right, bottom = row.box
    return Cut(row.field, row.page, (left, top, right, bottom), bytes(row.png))


def _problem(row: ProblemRow) -> Problem:
    return Problem(row.code, row.message, row.page, box(row.box), row.field)


def box(numbers: list[float] | None) -> Box | None:
    """The box that JSON holds."""
    if numbers is None:
        return None
    left, top, right, bottom = numbers
    return (left, top, right, bottom)


def _numbers(box: Box | None) -> list[float] | None:
    """A box as JSON can hold it, also where its numbers are NumPy's."""
    return None if box is None else [float(number) for number in box]
