"""Where dispatches went whose rows a later reading replaced: to those that have their pages now."""

from __future__ import annotations

from django.db.models import QuerySet

from registry.models import DispatchRow, FormerRow, ScanRow

#: Of so many replaced rows of a scan it is known where they went; older ones have left every browser.
KEPT = 200


def keep_formers(scan: ScanRow) -> dict[int, list[int]]:
    """The pages of the scan's dispatches by their positions; their rows, about to be replaced, are remembered."""
    rows = list(scan.dispatches.values_list("pk", "position", "pages"))
    FormerRow.objects.bulk_create([FormerRow(number=pk, scan=scan, pages=pages) for pk, _, pages in rows])
    old = scan.formers.order_by("-number").values_list("pk", flat=True)[KEPT : KEPT + len(rows)]
    FormerRow.objects.filter(pk__in=list(old)).delete()
    return {position: pages for _, position, pages in rows}


def now_at(number: int, among: QuerySet[DispatchRow]) -> list[DispatchRow]:
    """The dispatches, of these, that have pages of the one whose row had that number; none where it never was.

    Pages that nothing was read from, or that are left out now, lead to the scan's first dispatch.
    """
    former = FormerRow.objects.filter(number=number).first()
    if former is None:
        return []
    there = list(among.filter(scan=former.scan_id).select_related("scan").order_by("position"))
    return [one for one in there if set(one.pages) & set(former.pages)] or there[:1]
