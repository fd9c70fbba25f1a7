"""What claims tell of documents, counted: kept right wherever claims come and go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet

from records import Under
from registry.alter import alter
from registry.graph_models import ClaimRow, FactRow
from registry.grouped import grouped
from registry.often import Among, Often
from registry.put_in import put_in

#: The columns of a fact, which claims have under the same names.
COLUMNS = ("whole", "identity", "date", "title", "named", "series", "shelf")
FACTS = FactRow._meta.db_table
Fact = tuple[Any, ...]
#: A fact as its row tells it: its number, its columns, how many claims tell it.
Row = tuple[Any, ...]
DOCUMENT = itemgetter(1)
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


def told_in(papers: Collection[int]) -> Facts:
    """What the kept claims of these papers (their rows) tell."""
    return Counter(_TOLD_IN(papers)) if papers else Counter()


class HeldFacts:
    """The facts of documents as the tables hold them, those of each document read once."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}

    def of(self, keys: Collection[str]) -> list[Row]:
        """All that is told of these documents."""
        if missing := [key for key in keys if key not in self._rows]:
            self._rows |= {key: [] for key in missing} | grouped(_OF(missing), DOCUMENT)
        return [row for key in keys for row in self._rows[key]]

    def under(self, under: Under) -> list[Row]:
        """What is told of documents where they are looked for so."""
        found: list[Row] = _IN_SERIES(under.series) if under.series else []
        self._rows |= grouped(found, DOCUMENT)  # whose facts all are of one series
        shelves = shelves_of(under)
        found += _ON_SHELVES(shelves) if shelves else []
        return found + (_NAMED(under.names) if under.names else [])


def shelves_of(under: Under) -> list[str]:
    """The shelves on which documents are looked for so: also those of their names."""
    return [*under.shelves, *(f"={name}" for name in under.names)]


def recount(before: Facts, after: Facts, held: HeldFacts) -> None:
    """Nothing; the facts follow what some papers told and tell now."""
    changed = {fact for fact in before.keys() | after.keys() if before[fact] != after[fact]}
    kept = {tuple(fact): (number, claims) for number, *fact, claims in held.of(sorted({fact[0] for fact in changed}))}
    new, gone, by_change = list[FactRow](), list[int](), defaultdict[int, list[int]](list)
    for fact in changed:
        (number, claims), change = kept.get(fact, (None, 0)), after[fact] - before[fact]
        if number is None and change > 0:
            new.append(FactRow(**dict(zip(COLUMNS, fact, strict=True)), claims=change))
        elif number is not None and claims + change <= 0:
            gone.append(number)
        elif number is not None:
            by_change[change].append(number)
    for change, numbers in by_change.items():
        alter(f"UPDATE {FACTS} SET claims = claims + %s WHERE id {{numbers}}", change, numbers)
    if gone:
        alter(f"DELETE FROM {FACTS} WHERE id {{numbers}}", gone)
    put_in(new)


def _rows(**wanted: Any) -> QuerySet[FactRow, Any]:
    return FactRow.objects.filter(**wanted).order_by().values_list("pk", *COLUMNS, "claims")


_OF = Often(lambda keys: _rows(whole__in=keys), Among.TEXTS)
_IN_SERIES = Often(lambda series: _rows(series__in=series), Among.TEXTS)
_ON_SHELVES = Often(lambda shelves: _rows(shelf__in=shelves), Among.TEXTS)
_NAMED = Often(lambda names: _rows(named__in=names), Among.TEXTS)
_TOLD_IN = Often(
    lambda papers: ClaimRow.objects.filter(paper__in=papers, whole__isnull=False).order_by().values_list(*COLUMNS),
    Among.NUMBERS,
)
