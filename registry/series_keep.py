"""The numbers of every series, kept right wherever documents change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import Count, F, Max, Min, Q, QuerySet

from registry.alter import alter
from registry.graph_models import DocumentRow, SeriesRow
from registry.often import Among, Often

#: Series counted at once.
AT_ONCE = 500
#: A series, a number in it, whether the document with that number was received.
Numbered = tuple[str | None, int | None, bool]


def count_all() -> None:
    """Nothing; all series are counted anew."""
    SeriesRow.objects.all().delete()
    _count(DocumentRow.objects.filter(series__isnull=False))


def numbered(rows: Iterable[DocumentRow]) -> set[Numbered]:
    """The numbers of the documents in these rows."""
    return {(row.series, row.ordinal, row.received) for row in rows if row.series is not None}


def numbered_columns(rows: Iterable[Mapping[str, Any]]) -> set[Numbered]:
    """The same of rows that are told by their columns."""
    return {(row["series"], row["ordinal"], row["received"]) for row in rows if row["series"] is not None}


def recount(before: set[Numbered], after: set[Numbered], keys: Collection[str]) -> None:
    """Nothing; the series follow the numbers that the documents with these keys had and have now.

    Only these numbers are looked at, and the ends of their series, however long those are.
    """
    by_name: dict[str, set[Numbered]] = defaultdict(set)
    for one in before ^ after:
        if one[0]:
            by_name[one[0]].add(one)
    for name, some in by_name.items():
        besides = set(_CAME([name], {number for _, number, _ in some}, keys))
        came = _came(after, some, besides) - _came(before, some, besides)
        if some & before or not _added(name, came, {one[1] for one in some}):
            _put(name, came)


_CAME = Often(
    lambda names, numbers, but: (
        DocumentRow.objects.filter(series__in=names, ordinal__in=numbers, received=True)
        .exclude(key__in=but)
        .order_by()
        .values_list("ordinal", flat=True)
    ),
    *(Among.TEXTS, Among.NUMBERS, Among.TEXTS),
)


def _came(told: set[Numbered], some: Collection[Numbered], besides: Collection[int | None]) -> int:
    """How many of the numbers of these came, as told or besides."""
    ours = {number for name, number, received in told & {(*one[:2], True) for one in some} if received}
    return len({one[1] for one in some} & (ours | set(besides)))


def _added(name: str, came: int, numbers: Collection[int | None]) -> bool:
    """Whether the series is there; it has these numbers more, of which so many came."""
    told = [number for number in numbers if number is not None]
    least, most = ("LEAST", "GREATEST") if connection.vendor == "postgresql" else ("MIN", "MAX")
    ends = f'"first" = {least}("first", %s), "last" = {most}("last", %s)'
    sentence = f"UPDATE {SeriesRow._meta.db_table} SET came = came + %s, {ends} WHERE name = %s"
    return bool(alter(sentence, came, min(told), max(told), name))


def _put(name: str, came: int) -> None:
    """The series with so many more that came, and its ends as they are now; gone where it has no number any more."""
    numbers = DocumentRow.objects.filter(series=name)
    ends = (numbers.order_by(order).values_list("ordinal", flat=True) for order in ("ordinal", "-ordinal"))
    first, last = (one.first() for one in ends)
    if first is None or last is None:
        SeriesRow.objects.filter(name=name).delete()
    elif not SeriesRow.objects.filter(name=name).update(came=F("came") + came, first=first, last=last):
        SeriesRow.objects.create(name=name, came=came, first=first, last=last)


def _count(documents: QuerySet[DocumentRow]) -> None:
    came = Count("ordinal", distinct=True, filter=Q(received=True))
    told = documents.order_by().values("series").annotate(came=came, first=Min("ordinal"), last=Max("ordinal"))
    columns = told.values_list("series", "came", "first", "last")
    rows = (SeriesRow(name=str(name), came=came, first=first, last=last) for name, came, first, last in columns)
    SeriesRow.objects.bulk_create(rows, batch_size=AT_ONCE)
