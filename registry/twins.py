"""Dispatches that look like the same paper come twice: the same number and day, in other scans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, Subquery, When

from registry.attention import Heading
from registry.doubtful import FIRST_PAGE
from registry.goes_to import KEPT
from registry.models import Correction, DispatchRow, Finding
from registry.search_words import leading_number

#: More than these are not shown.
MOST = 5


@dataclass(frozen=True, slots=True)
class Twin:
    """A dispatch of the same number and day in another scan; `same_issuer` None where either organ was not read."""

    heading: Heading
    same_issuer: bool | None

    @property
    def in_words(self) -> str:
        """What the two have in common."""
        issuer = {None: "", True: "cùng cơ quan, ", False: "cơ quan khác, "}[self.same_issuer]
        return f"cùng số, cùng ngày, {issuer}bản quét khác"


def twins(dispatch: DispatchRow, among: QuerySet[DispatchRow], values: Mapping[str, str]) -> list[Twin]:
    """Those among the dispatches whose number and day that count are these `values` (symbol, issued_on, issuer)."""
    symbol, day, issuer = (values.get(name) for name in ("symbol", "issued_on", "issuer"))
    if not symbol or not day:
        return []
    lined = among.filter(line__issued_on=day[:KEPT], line__symbol_number=leading_number(symbol))
    same = _numbered(lined.exclude(scan=dispatch.scan_id)).filter(counting=symbol).order_by("pk")
    found = same.values_list("pk", "counting", "line__kind", "line__issued_on", "line__issuer", "scan__name")[:MOST]
    headings = [Heading(pk, number, kind, on, organ, "", file) for pk, number, kind, on, organ, file in found]
    return [Twin(one, _alike(issuer, one.issuer)) for one in headings]


def _alike(one: str | None, other: str) -> bool | None:
    return one[:KEPT].casefold() == other.casefold() if one and other else None


def _numbered(dispatches: QuerySet[DispatchRow]) -> QuerySet[Any]:
    """The dispatches with `counting`: the number as last corrected, else as read."""
    read = Finding.objects.filter(dispatch=OuterRef("pk"), field="symbol", position=0)
    written = Correction.objects.filter(
        scan=OuterRef("scan"),
        dispatch_position=OuterRef("position"),
        first_page=OuterRef("first_page"),
        field="symbol",
        position=0,
    ).order_by("-at", "-pk")
    last = Subquery(written.values("value")[:1])  # None where a clerk says that there is none
    counting = Case(When(Exists(written), then=last), default=Subquery(read.values("value")[:1]))
    return dispatches.annotate(first_page=FIRST_PAGE).annotate(counting=counting)
