"""The numbers of every series, kept right wherever documents change."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Max, Min, Q, QuerySet

from registry.graph_models import DocumentRow, SeriesRow

#: Series counted at once.
AT_ONCE = 500
#: A series, a number in it, whether the document with that number was received.
Numbered = tuple[str | None, int | None, bool]


def count_all() -> None:
    """Nothing; all series are counted anew."""
    SeriesRow.objects.all().delete()
    _count(DocumentRow.objects.filter(series__isnull=False))


def numbered(keys: Collection[str]) -> set[Numbered]:
    """The numbers of the documents with these keys."""
    rows = DocumentRow.objects.filter(key__in=keys, series__isnull=False).order_by()
    return set(rows.values_list("series", "ordinal", "received"))


def recount(before: set[Numbered], after: set[Numbered]) -> None:
    """Nothing; the series follow the numbers that some documents had and have now."""
    names = sorted({name for name, _, _ in before ^ after if name})
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        SeriesRow.objects.filter(name__in=some).delete()
        _count(DocumentRow.objects.filter(series__in=some))


def _count(documents: QuerySet[DocumentRow]) -> None:
    came = Count("ordinal", distinct=True, filter=Q(received=True))
    told = documents.order_by().values("series").annotate(came=came, first=Min("ordinal"), last=Max("ordinal"))
    columns = told.values_list("series", "came", "first", "last")
    rows = (SeriesRow(name=str(name), came=came, first=first, last=last) for name, came, first, last in columns)
    SeriesRow.objects.bulk_create(rows, batch_size=AT_ONCE)
