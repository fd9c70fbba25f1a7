"""Which dispatches have an open doubt, as a queryset: the same as `RegisterRow.status`, without loading any."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat

from records import SURE, Problem, ScanReading
from registry.models import Correction, DispatchRow, Finding, ProblemRow
from registry.register_row import MAIN_FIELDS, doubts

#: After the last page of any scan.
NO_PAGE = 1_000_000
FIRST_PAGE = Cast(KeyTextTransform("0", "pages"), IntegerField())


def doubtful(dispatches: QuerySet[DispatchRow]) -> QuerySet[DispatchRow]:
    """Those of the dispatches that a clerk should look at.

    A doubt about a page of the scan counts for the dispatch on whose pages it lies.
    """
    following = DispatchRow.objects.filter(scan=OuterRef("scan"), position=OuterRef("position") + 1)
    placed = dispatches.annotate(
        first_page=FIRST_PAGE,
        next_page=Coalesce(Subquery(following.annotate(first=FIRST_PAGE).values("first")), NO_PAGE),
    )
    unsure = Q()
    for field in MAIN_FIELDS:
        unsure |= _unsure(field)
    return placed.filter(Q(Exists(_told())) | Q(Exists(_of_pages())) | unsure)


def doubtful_at_first(reading: ScanReading) -> Iterator[bool]:
    """Whether each dispatch of a scan that has only just come is doubtful: nobody has settled anything yet."""
    first = [one.pages[0] if one.pages else None for one in reading.readings]
    for one, begins, ends in zip(reading.readings, first, [*first[1:], None], strict=False):  # none where there is none
        yield bool(doubts(one, frozenset())) or any(_is_of(each, begins, ends) for each in reading.problems)


def _is_of(problem: Problem, begins: int | None, ends: int | None) -> bool:
    """Whether the problem of a scan is one of the dispatch with these pages, or of all."""
    if problem.page is None:
        return True
    return begins is not None and begins <= problem.page < (ends or NO_PAGE)


def stamp() -> str:
    """What the answer of `doubtful` is at: another text whenever something was read, read again or corrected.

    Readings bear new numbers when they are made anew, and corrections only grow.
    """
    tables = [model._meta.db_table for model in (DispatchRow, ProblemRow, Correction)]
    wanted = ", ".join(f"(SELECT MAX(id) FROM {connection.ops.quote_name(one)})" for one in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {wanted}")
        return "/".join(str(one) for one in cursor.fetchone())


def _told() -> QuerySet[ProblemRow]:
    """The problems of the dispatch whose field no clerk has settled."""
    settling = _corrections("dispatch__").annotate(name=Concat("field", Value("."), "part"))
    settled = settling.filter(Q(field=OuterRef("field")) | Q(name=OuterRef("field")))
    own = ProblemRow.objects.filter(dispatch=OuterRef("pk"))
    return own.annotate(first_page=OuterRef("first_page")).filter(~Exists(settled))


def _of_pages() -> QuerySet[ProblemRow]:
    on_its_pages = Q(page__gte=OuterRef("first_page"), page__lt=OuterRef("next_page"))
    return ProblemRow.objects.filter(Q(page=None) | on_its_pages, scan=OuterRef("scan"), dispatch=None)


def _unsure(field: str) -> Q:
    """A main field is missing or unsure, and neither told so already nor settled."""
    found = Finding.objects.filter(dispatch=OuterRef("pk"), field=field)
    told = ProblemRow.objects.filter(dispatch=OuterRef("pk"), field=field)
    settled = _corrections("").filter(field=field)
    lacking = Q(Exists(found.filter(confidence__lt=SURE))) | Q(~Exists(found), is_dispatch=True)
    return lacking & ~Q(Exists(told)) & ~Q(Exists(settled))


def _corrections(to_dispatch: str) -> QuerySet[Correction]:
    """The corrections that stand on the dispatch of the outer row."""
    return Correction.objects.filter(
        scan=OuterRef(f"{to_dispatch}scan"),
        dispatch_position=OuterRef(f"{to_dispatch}position"),
        first_page=OuterRef("first_page"),
    )
