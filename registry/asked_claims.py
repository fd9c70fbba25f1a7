"""Kept claims as the putting in of a paper asks for them: questions put into words once, by indexes alone."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Window
from django.db.models.functions import RowNumber

from registry import claim_rows
from registry.models import ClaimRow
from registry.often import Among, Often
from registry.planned import array, planned_cursor

#: The order in which papers and what they say count.
IN_ORDER = ("paper__scan__sha256", "paper__position", "order")


def _first(keys: Collection[str], papers: Collection[int]) -> QuerySet[ClaimRow, Any]:
    in_order = Window(RowNumber(), partition_by="target", order_by=IN_ORDER)
    aiming = ClaimRow.objects.filter(target__in=keys).exclude(paper__in=papers)
    return aiming.annotate(rank=in_order).filter(rank=1).values_list(*claim_rows.READ)


def _headers(keys: Collection[str], papers: Collection[int]) -> QuerySet[ClaimRow, Any]:
    aiming = ClaimRow.objects.filter(target__in=keys, order__lt=0).exclude(paper__in=papers)
    return aiming.order_by(*IN_ORDER).values_list(*claim_rows.READ)


def _these(claims: Collection[int], papers: Collection[int]) -> QuerySet[ClaimRow, Any]:
    return ClaimRow.objects.filter(pk__in=claims).exclude(paper__in=papers).values_list(*claim_rows.READ)


def _looking(series: Collection[str], shelves: Collection[str], papers: Collection[int]) -> QuerySet[ClaimRow, Any]:
    # Asked so, no index leads to the very many claims that tell no series.
    wanted = Q(series__in=series) | (~Q(series__isnull=False) & Q(shelf__in=shelves))
    return ClaimRow.objects.filter(wanted).exclude(paper__in=papers).values_list(*claim_rows.READ)


def _open_looking(
    series: Collection[str], shelves: Collection[str], papers: Collection[int]
) -> QuerySet[ClaimRow, Any]:
    is_open = Q(whole__isnull=True) | Q(series__isnull=True) | Q(found__isnull=True)
    return _looking(series, shelves, papers).filter(is_open)


#: The claims that look for their document in these series or on these shelves, but for those of these papers: all, and
#: those alone that do not name it in full.
LOOKING = Often(_looking, Among.TEXTS, Among.TEXTS, Among.NUMBERS)
OPEN_LOOKING = Often(_open_looking, Among.TEXTS, Among.TEXTS, Among.NUMBERS)
#: The claims of these papers (their rows); of these documents, without what these papers say, the headers of others and
#: the first claim of each; of these claims those that others say.
CLAIMS_OF = Often(lambda papers: ClaimRow.objects.filter(paper__in=papers).values_list(*claim_rows.READ), Among.NUMBERS)
HEADERS = Often(_headers, Among.TEXTS, Among.NUMBERS)
FIRST = Often(_first, Among.TEXTS, Among.NUMBERS)
THESE = Often(_these, Among.NUMBERS, Among.NUMBERS)


CLAIMS = ClaimRow._meta.db_table
#: Documents by key with a day of each.
DAYS = {
    "postgresql": "SELECT * FROM unnest(%s::text[], %s::text[]) AS told (key, day)",
    "sqlite": "SELECT value ->> 0 AS key, value ->> 1 AS day FROM json_each(%s)",
}
OTHER_DATES = " UNION ALL ".join(
    f"SELECT claim.id FROM told JOIN {CLAIMS} AS claim ON claim.target = told.key AND claim.date {side} told.day"
    for side in "<>"
)


def of_other_dates(dates: Mapping[str, str | None]) -> list[int]:
    """The claims (their rows) that tell another day than this of the document: one before it, or after.

    Each is found in an index that leads past the very many of that day.  Any day is another one than none.
    """
    keys, days = list(dates), [date or "" for date in dates.values()]
    is_list = connection.vendor == "postgresql"
    told = [array(keys), array(days)] if is_list else [json.dumps(list(zip(keys, days, strict=True)))]
    with planned_cursor() as cursor:
        cursor.execute(f"WITH told AS ({DAYS[connection.vendor]}) {OTHER_DATES}", told)
        return [number for (number,) in cursor.fetchall()]
