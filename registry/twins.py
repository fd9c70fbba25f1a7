"""Dispatches that look like the same paper come twice: the same number and day, in other scans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from registry.attention import Heading, headings
from registry.models import DispatchRow, Finding

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
    """Those among the dispatches with the same number and day as these `values` (symbol, issued_on, issuer)."""
    symbol, day, issuer = (values.get(name) for name in ("symbol", "issued_on", "issuer"))
    if not symbol or not day:
        return []
    same = among.filter(pk__in=_reading("symbol", symbol)).exclude(scan=dispatch.scan_id)
    same = same.filter(Exists(_reading("issued_on", day).filter(dispatch=OuterRef("pk"))))
    found = same.values_list("pk", "scan__name")[:MOST]
    return [Twin(one, _alike(issuer, one.issuer)) for one in headings(list(found))]


def _alike(one: str | None, other: str) -> bool | None:
    return one.casefold() == other.casefold() if one and other else None


def _reading(field: str, value: str) -> QuerySet[Any]:
    """The dispatches of which that was read."""
    return Finding.objects.order_by().filter(field=field, value=value).values("dispatch")
