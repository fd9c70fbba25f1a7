"""How many documents speak of each: a column kept right wherever edges change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from registry.graph_models import DocumentRow, EdgeRow

#: A document that is spoken of, and one that does, by their rows.
Pair = tuple[int, int]


def count_all() -> None:
    """Nothing; the citers of every document are counted anew."""
    cited = EdgeRow.objects.filter(target=OuterRef("pk")).order_by().values("target")
    count = cited.annotate(count=Count("said_by", distinct=True)).values("count")
    DocumentRow.objects.update(cited=Coalesce(Subquery(count), 0))


def pairs(rows: Iterable[EdgeRow]) -> set[Pair]:
    """Who speaks of whom in these edges."""
    return {(row.target_id, row.said_by_id) for row in rows if row.target_id is not None}


def changes(before: set[Pair], after: set[Pair], elsewhere: Collection[Pair]) -> dict[int, int]:
    """How many more speak of each document (its row) now; `elsewhere`: what is said in other papers besides."""
    change: Counter[int] = Counter()
    for target, _ in (after - before).difference(elsewhere):
        change[target] += 1
    for target, _ in (before - after).difference(elsewhere):
        change[target] -= 1
    return {target: number for target, number in change.items() if number}
