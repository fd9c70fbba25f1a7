"""By what it is known whether a dispatch came, went, or says something else than when the graph was made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, Max, QuerySet

from registry.models import Correction, DispatchRow, PaperRow
from registry.often import Among, Often

Place = tuple[str, int]
#: Of every dispatch the row of its reading, and how far its corrections go.
Versions = Mapping[Place, tuple[int, str]]
VERSION = ("scan__sha256", "position", "dispatch", "corrected")


def versions(scans: Collection[int] | None = None) -> dict[Place, tuple[int, str]]:
    """Of every dispatch (of these scans) the row of its reading, and how far its corrections go."""
    corrections = _corrections(Correction.objects.all()) if scans is None else _CORRECTIONS_IN(scans)
    corrected = {scan: f"{count}/{last}" for scan, count, last in corrections}
    rows = _dispatches(DispatchRow.objects.all()) if scans is None else _DISPATCHES_IN(scans)
    return {(sha256, position): (pk, corrected.get(scan, "")) for sha256, position, pk, scan in rows}


def _corrections(rows: QuerySet[Correction]) -> QuerySet[Correction, Any]:
    return (
        rows.order_by().values("scan").annotate(count=Count("pk"), last=Max("pk")).values_list("scan", "count", "last")
    )


def _dispatches(rows: QuerySet[DispatchRow]) -> QuerySet[DispatchRow, Any]:
    return rows.order_by().values_list("scan__sha256", "position", "pk", "scan_id")


def versions_then(scans: Collection[int] | None = None) -> Versions:
    """The same of every dispatch (of these scans) as it is in the kept graph."""
    kept = PaperRow.objects.order_by().values_list(*VERSION) if scans is None else _THEN_IN(scans)
    return {(sha256, position): (dispatch, corrected) for sha256, position, dispatch, corrected in kept}


_CORRECTIONS_IN = Often(lambda scans: _corrections(Correction.objects.filter(scan__in=scans)), Among.NUMBERS)
_DISPATCHES_IN = Often(lambda scans: _dispatches(DispatchRow.objects.filter(scan__in=scans)), Among.NUMBERS)
_THEN_IN = Often(lambda scans: PaperRow.objects.order_by().filter(scan__in=scans).values_list(*VERSION), Among.NUMBERS)
