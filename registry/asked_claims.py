"""Kept claims as the putting in of a paper asks for them: questions put into words once, by indexes alone."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber

from registry import claim_rows
from registry.models import ClaimRow
from registry.often import Among, Often

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


#: The claims of these papers (their rows); of these documents, without what these papers say, the headers of others and
#: the first claim of each; of these claims those that others say.
CLAIMS_OF = Often(lambda papers: ClaimRow.objects.filter(paper__in=papers).values_list(*claim_rows.READ), Among.NUMBERS)
HEADERS = Often(_headers, Among.TEXTS, Among.NUMBERS)
FIRST = Often(_first, Among.TEXTS, Among.NUMBERS)
THESE = Often(_these, Among.NUMBERS, Among.NUMBERS)


def of_other_dates(key: str, date: str | None) -> list[tuple[str, tuple[str, ...]]]:
    """The claims before and after the day, each found in an index that leads past the very many of that day.

    As statements with what they ask for: Django takes three times as long to join twenty of its own.
    """
    aiming = f"SELECT id FROM {ClaimRow._meta.db_table} WHERE target = %s AND date IS NOT NULL"
    if not date:
        return [(aiming, (key,))]
    return [(f"{aiming} AND date {side} %s", (key, date)) for side in "<>"]
