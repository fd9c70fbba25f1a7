"""The register asked for: searched, filtered, sorted, and its rows as clerks see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import CharField, Count, F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast

from registry import scope
from registry.connection import lent_connection
from registry.kept import rows as rows_of
from registry.line_models import LineRow
from registry.models import CutRow, DispatchRow, ESignatureRow, ScanRow
from registry.queries import CHUNK, WHOLE, kept_scan
from registry.register_row import RegisterRow
from registry.search_words import sought
from registry.storable import storable

#: By which columns the register is sorted, and the column of the table that does it.
ORDERS = {
    "arrived": "arrived_on",
    "number": "arrival_number",
    "issuer": "issuer_plain",
    "symbol": "symbol_number",
    "issued": "issued_on",
    "title": "title_plain",
}
CAN_BE_NULL = ("arrival_number", "symbol_number")
#: What a row of a page does without: pictures, and who signed.
ASIDE = {"dispatches__cuts": CutRow.objects.none(), "dispatches__e_signatures": ESignatureRow.objects.none()}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the register is asked for; what is empty narrows nothing.

    `order`: a name of ORDERS, with '-' before it backwards.
    """

    question: str = ""
    year: int | None = None
    kind: str = ""
    issuer: str = ""
    unit: str = ""
    doubt: bool | None = None
    order: str = "-arrived"


def lines(dispatches: QuerySet[DispatchRow], asked: Asked) -> QuerySet[LineRow]:
    """The lines of these dispatches that are asked for, in the order wanted; not loaded yet."""
    found = _of(dispatches)
    told = {"year": asked.year, "kind": asked.kind, "issuer": asked.issuer}
    found = found.filter(**{name: value for name, value in told.items() if value})
    if asked.unit:
        found = found.filter(dispatch__in=scope.dispatches_under(asked.unit).order_by())
    if asked.doubt is not None:
        found = found.filter(doubtful=asked.doubt)
    return _ordered(_with_words(found, asked.question), asked.order)


def _of(dispatches: QuerySet[DispatchRow]) -> QuerySet[LineRow]:
    """The lines of these dispatches; where they are all there are, none is looked up."""
    every = LineRow.objects.order_by()
    return every.filter(dispatch__in=dispatches.order_by()) if dispatches.query.where else every


def _with_words(found: QuerySet[LineRow], question: str) -> QuerySet[LineRow]:
    wanted = sought(storable(question))
    for word in wanted.words:
        found = found.filter(words__contains=f" {word}")
    for day in wanted.days:
        found = found.filter(Q(issued_on=day) | Q(arrived_on=day))
    return found


def _ordered(found: QuerySet[LineRow], order: str) -> QuerySet[LineRow]:
    """What has no value comes last either way; equal ones stand as they came."""
    column, sign = ORDERS[order.removeprefix("-")], "-" if order.startswith("-") else ""
    if column not in CAN_BE_NULL:
        return found.order_by(sign + column, f"{sign}pk")  # as the index stands
    first = F(column).desc(nulls_last=True) if sign else F(column).asc(nulls_last=True)
    return found.order_by(first, f"{sign}pk")


def register_rows_of(numbers: Sequence[int], signatures: bool = True) -> list[tuple[int, RegisterRow]]:
    """The register's rows of these dispatches (by the numbers of their rows) in this order, without pictures.

    `signatures`: whether electronic ones are wanted.  A number whose dispatch is gone is left out.
    """
    found: dict[int, RegisterRow] = {}
    for start in range(0, len(numbers), CHUNK):
        with lent_connection():
            found |= _chunk(numbers[start : start + CHUNK], signatures)
    return [(number, found[number]) for number in numbers if number in found]


def _chunk(numbers: Sequence[int], signatures: bool) -> dict[int, RegisterRow]:
    aside = [name for name in ASIDE if name != "dispatches__e_signatures" or not signatures]
    parts = [Prefetch(name, ASIDE[name]) if name in aside else name for name in WHOLE]
    scans = ScanRow.objects.filter(pk__in=DispatchRow.objects.filter(pk__in=numbers).order_by().values("scan"))
    found: dict[int, RegisterRow] = {}
    for scan in scans.prefetch_related(*parts):
        at = {one.position: one.pk for one in scan.dispatches.all()}
        found |= {at[row.position]: row for row in rows_of(kept_scan(scan))}
    return found


def told_of(dispatches: QuerySet[DispatchRow], columns: Sequence[str]) -> dict[str, list[str]]:
    """For each of these columns the values of these dispatches' lines, those that come most often first."""
    every = _of(dispatches)
    counted = [
        every.annotate(column=Value(name), value=Cast(name, CharField()))
        .values_list("column", "value")
        .annotate(count=Count("pk"))
        for name in columns
    ]
    found = sorted(counted[0].union(*counted[1:], all=True), key=lambda one: (-one[2], one[1]))
    return {name: [value for column, value, _ in found if column == name and value] for name in columns}
