"""One dispatch as a page shows it: what counts and what is doubtful, what it names, what names it, what was corrected.

The number of queries is the same however much it holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from records import Document, Found, Relation
from registry import graph_rows, rows
from registry.amend import amended
from registry.entered import entered
from registry.findings import FieldKey
from registry.models import ClaimRow, Correction, CutRow, DispatchRow, DocumentRow, EdgeRow, ProblemRow
from registry.queries import standing
from registry.register_row import RegisterRow, doubts, of_pages, worst

#: The order of the claim that is a paper's own header.
HEADER = -1
#: Mentions, and papers that cite it, shown on one page.
MOST = 200
PLACED = ("scan__sha256", "position", "pk")

#: Where a dispatch lies: scan and position.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Whole:
    """A dispatch: its line of the register, each value under its place in the header, its pictures, its corrections.

    `cuts`: position, field and page of each picture; the pictures themselves are asked for one by one.
    """

    register: RegisterRow
    values: Mapping[FieldKey, Found]
    cuts: tuple[tuple[int, str, int], ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A document that the dispatch names; `document` None: not known which, `dispatches`: where it lies in the archive.

    `start`, `end`: where its words stand in the clean text.  `candidates`: the keys of those it may be.
    """

    text: str
    start: int
    end: int
    relation: Relation
    sentence: str
    page: int | None
    confidence: float
    document: Document | None = None
    dispatches: tuple[int, ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citer:
    """A dispatch that names this one, by its row, and where it says so (`start`, `end`: offsets in its clean text)."""

    dispatch: int
    name: str
    relation: Relation
    sentence: str
    start: int
    end: int
    page: int | None


def whole(row: DispatchRow) -> Whole:
    """All that is kept of the dispatch, its corrections put in; those of other dispatches of the scan are left out."""
    ours = list(Correction.objects.filter(scan=row.scan_id, dispatch_position=row.position))
    counting = [rows.amendment(one) for one in ours if standing(one, row)]
    prefetch_related_objects([row], "findings", "e_signatures", "problems", Prefetch("cuts", CutRow.objects.none()))
    values = amended(rows.values(row), counting)
    reading = rows.reading(row, values)
    corrected = frozenset(one.key.name for one in counting)
    of_scan = rows.problems_of(ProblemRow.objects.filter(scan=row.scan_id, dispatch=None))
    open_ones = doubts(reading, corrected) + of_pages(of_scan, reading.pages)
    grade = worst(rows.grades(row.scan), reading.pages)
    given = entered(row.scan.arrivals.all(), row)
    register = RegisterRow(rows.scan(row.scan), row.position, reading, corrected, open_ones, grade, given)
    cuts = tuple(CutRow.objects.filter(dispatch=row.pk).values_list("position", "field", "page"))
    return Whole(register, values, cuts, tuple(ours))


def around(row: DispatchRow, seen: QuerySet[DispatchRow]) -> tuple[tuple[Mention, ...], tuple[Citer, ...]]:
    """What the dispatch names, in reading order, and which dispatches name it; links lead to those that are `seen`.

    Before the graph has taken the dispatch in, its mentions are told as they were read, without their documents, and
    nobody names it.
    """
    own = EdgeRow.objects.filter(scan=row.scan_id, position=row.position).select_related("target")
    saying = list(own.order_by("start", "number")[:MOST])
    header = ClaimRow.objects.filter(paper__scan=row.scan_id, paper__position=row.position, order=HEADER)
    of_others = EdgeRow.objects.filter(target__key__in=header.values("target"))
    others = of_others.exclude(scan=row.scan_id, position=row.position).select_related("said_by", "scan")
    told = list(others.order_by("scan_id", "position", "number")[:MOST])
    lying = _lying(
        {place for one in saying if one.target for place in _places(one.target)} | set(map(_place, told)), seen
    )
    mentions = [_mention(one, lying) for one in saying] or _as_read(row)
    return tuple(mentions), tuple(_citer(one, lying[_place(one)]) for one in told if _place(one) in lying)


def _lying(places: Collection[Place], seen: QuerySet[DispatchRow]) -> dict[Place, int]:
    """The rows of the dispatches at these places that are `seen`."""
    if not places:
        return {}
    found = seen.filter(scan__sha256__in=sorted({sha256 for sha256, _ in places}))
    return {(sha256, position): number for sha256, position, number in found.values_list(*PLACED)}


def _places(one: DocumentRow) -> list[Place]:
    return [(sha256, position) for sha256, position in one.papers]


def _place(one: EdgeRow) -> Place:
    return (one.scan.sha256, one.position)


def _mention(one: EdgeRow, lying: Mapping[Place, int]) -> Mention:
    document = graph_rows.document(one.target) if one.target else None
    there = tuple(lying[place] for place in document.papers if place in lying) if document else ()
    told = (one.text, one.start, one.end, Relation(one.relation), one.sentence, one.page, one.confidence)
    return Mention(*told, document, there, tuple(one.candidates))


def _as_read(row: DispatchRow) -> list[Mention]:
    read = [rows.citation(told) for told in row.citations[:MOST]]
    return [Mention(one.text, one.start, one.end, one.relation, "", one.page, one.confidence) for one in read]


def _citer(one: EdgeRow, dispatch: int) -> Citer:
    return Citer(dispatch, str(one.said_by), Relation(one.relation), one.sentence, one.start, one.end, one.page)


def picture(row: DispatchRow, position: int) -> bytes | None:
    """The picture at that position, as PNG; None where there is none."""
    found = CutRow.objects.filter(dispatch=row.pk, position=position).values_list("png", flat=True).first()
    return None if found is None else bytes(found)
