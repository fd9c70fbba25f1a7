"""What claims tell of documents, counted: kept right wherever claims come and go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Count, F

from registry.graph_models import ClaimRow, FactRow
from registry.often import Among, Often
from registry.put_in import put_in

#: The columns of a fact, which claims have under the same names.
COLUMNS = ("whole", "identity", "date", "title", "named", "series", "shelf")
#: Rows asked for, or written, at once.
BATCH = 500
Fact = tuple[Any, ...]
Facts = Counter[Fact]


def count_all() -> None:
    """Nothing; all facts are counted anew from the claims; the database does it by itself."""
    FactRow.objects.all().delete()
    told = ClaimRow.objects.filter(whole__isnull=False).order_by().values(*COLUMNS).annotate(claims=Count("pk"))
    query, parameters = told.values_list(*COLUMNS, "claims").query.sql_with_params()
    name = connection.ops.quote_name
    columns = ", ".join(name(one) for one in (*COLUMNS, "claims"))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {name(FactRow._meta.db_table)} ({columns}) {query}", parameters)


def told_by(claims: Iterable[ClaimRow]) -> Facts:
    """What these claims tell, each as often as it is told."""
    return Counter(tuple(getattr(one, name) for name in COLUMNS) for one in claims if one.whole is not None)


def told_in(papers: Iterable[int]) -> Facts:
    """What the kept claims of these papers (their rows) tell."""
    rows = ClaimRow.objects.filter(paper__in=list(papers), whole__isnull=False).order_by()
    return Counter(rows.values_list(*COLUMNS))


def recount(before: Facts, after: Facts) -> None:
    """Nothing; the facts follow what some papers told and tell now."""
    keys = sorted({fact[0] for fact in before.keys() | after.keys() if before[fact] != after[fact]})
    for start in range(0, len(keys), BATCH):
        _recount(set(keys[start : start + BATCH]), before, after)


def _recount(keys: set[str], before: Facts, after: Facts) -> None:
    kept = {_told(row): row for row in _OF(keys)}
    new, gone, by_change = list[FactRow](), list[int](), defaultdict[int, list[int]](list)
    for fact in {one for one in before.keys() | after.keys() if one[0] in keys}:
        row, change = kept.get(fact), after[fact] - before[fact]
        if row is None and change > 0:
            new.append(FactRow(**dict(zip(COLUMNS, fact, strict=True)), claims=change))
        elif row is not None and row.claims + change <= 0:
            gone.append(row.pk)
        elif row is not None and change:
            by_change[change].append(row.pk)
    for change, numbers in by_change.items():
        FactRow.objects.filter(pk__in=numbers).update(claims=F("claims") + change)
    FactRow.objects.filter(pk__in=gone).delete()
    put_in(new)


_OF = Often(lambda keys: FactRow.objects.filter(whole__in=keys).order_by(), Among.TEXTS)


def _told(row: FactRow) -> Fact:
    return tuple(getattr(row, name) for name in COLUMNS)
