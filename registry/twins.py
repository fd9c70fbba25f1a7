"""Dispatches that look like the same paper come twice: the same number and day, in other scans."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from registry.attention import Heading, headings
from registry.models import DispatchRow, Finding

#: More than these are not shown.
MOST = 5


@dataclass(frozen=True, slots=True)
class Twin:
    """Another dispatch of the same number and day; `same_issuer` None where either organ was not read."""

    heading: Heading
    same_scan: bool
    same_issuer: bool | None

    @property
    def in_words(self) -> str:
        """What the two have in common."""
        scan = "trong cùng bản quét" if self.same_scan else "bản quét khác"
        issuer = {None: "", True: ", cùng cơ quan", False: ", cơ quan khác"}[self.same_issuer]
        return f"cùng số, cùng ngày{issuer}, {scan}"


def twins(dispatch: DispatchRow, among: QuerySet[DispatchRow], values: dict[str, str]) -> list[Twin]:
    """Those among the dispatches with the same number and day as these `values` (symbol, issued_on, issuer)."""
    symbol, day, issuer = (values.get(name) for name in ("symbol", "issued_on", "issuer"))
    if not symbol or not day:
        return []
    same = among.filter(_reads("symbol", symbol), _reads("issued_on", day)).exclude(pk=dispatch.pk)[:MOST]
    scans = dict(same.values_list("pk", "scan_id"))
    return [
        Twin(
            one,
            scans[one.number] == dispatch.scan_id,
            one.issuer.casefold() == issuer.casefold() if issuer and one.issuer else None,
        )
        for one in headings(DispatchRow.objects.filter(pk__in=scans))
    ]


def _reads(field: str, value: str) -> Exists:
    return Exists(Finding.objects.filter(dispatch=OuterRef("pk"), field=field, value=value))
