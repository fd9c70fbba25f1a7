"""Dispatches that look like the same paper come twice: the same number and day in other scans, or the very same file.

A file that came by itself comes again in an edXML envelope: the originals differ, what is read in them does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When

from registry.attention import Heading
from registry.doubtful import FIRST_PAGE
from registry.goes_to import KEPT
from registry.models import Correction, DispatchRow, Finding, ScanRow
from registry.search_words import leading_number

#: More than these are not shown.
MOST = 5


@dataclass(frozen=True, slots=True)
class Twin:
    """A dispatch of the same number and day in another scan; `same_issuer` None where either organ was not read.

    `same_file`: it was read from the same bytes, here or there in an edXML envelope.
    """

    heading: Heading
    same_issuer: bool | None
    same_file: bool = False

    @property
    def in_words(self) -> str:
        """What the two have in common."""
        if self.same_file:
            return "cùng một tệp, có bản đến trong gói edXML"
        issuer = {None: "", True: "cùng cơ quan, ", False: "cơ quan khác, "}[self.same_issuer]
        return f"cùng số, cùng ngày, {issuer}bản quét khác"


def twins(dispatch: DispatchRow, among: QuerySet[DispatchRow], values: Mapping[str, str]) -> list[Twin]:
    """Those among the dispatches that are this one again, the same file first.

    The others are of the number and day that count: these `values` (symbol, issued_on, issuer).
    """
    own = _of_same_file(dispatch, among)
    told = {one.heading.number for one in own}
    return [*own, *(one for one in _of_same_number(dispatch, among, values) if one.heading.number not in told)][:MOST]


def _of_same_file(dispatch: DispatchRow, among: QuerySet[DispatchRow]) -> list[Twin]:
    """The dispatch at the same place of a scan whose bytes, or whose enclosed file's, are those of this one's."""
    ours = {dispatch.scan.sha256, dispatch.scan.enclosed} - {""}
    scans = ScanRow.objects.filter(Q(sha256__in=ours) | Q(enclosed__in=ours)).exclude(pk=dispatch.scan_id).order_by()
    found = list(scans.values_list("pk", flat=True))  # asked for before: joined, SQLite would go through all dispatches
    same = among.filter(scan__in=found, position=dispatch.position) if found else among.none()
    return [Twin(one, None, same_file=True) for one in _headings(_numbered(same))]


def _of_same_number(dispatch: DispatchRow, among: QuerySet[DispatchRow], values: Mapping[str, str]) -> list[Twin]:
    symbol, day, issuer = (values.get(name) for name in ("symbol", "issued_on", "issuer"))
    if not symbol or not day:
        return []
    lined = among.filter(line__issued_on=day[:KEPT], line__symbol_number=leading_number(symbol))
    same = _numbered(lined.exclude(scan=dispatch.scan_id)).filter(counting=symbol)
    return [Twin(one, _alike(issuer, one.issuer)) for one in _headings(same)]


def _headings(numbered: QuerySet[Any]) -> list[Heading]:
    wanted = ("pk", "counting", "line__kind", "line__issued_on", "line__issuer", "scan__name")
    found = numbered.order_by("pk").values_list(*wanted)[:MOST]
    return [
        Heading(pk, number or "", kind or "", on or "", organ or "", "", file)
        for pk, number, kind, on, organ, file in found
    ]


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
