"""The dispatches a clerk should look at, the most doubtful first, and which comes after one."""

from __future__ import annotations

from django.db.models import Case, Count, FloatField, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from registry.doubtful import doubtful
from registry.models import DispatchRow, Finding
from registry.register_row import MAIN_FIELDS


def in_order(dispatches: QuerySet[DispatchRow]) -> QuerySet[DispatchRow]:
    """Those with an open doubt; first where a main field is missing, then by the least sure of the main fields."""
    told = doubtful(dispatches).annotate(told=_told())
    return told.annotate(sureness=_sureness()).order_by("sureness", "pk")


def next_after(number: int, dispatches: QuerySet[DispatchRow]) -> int | None:
    """The number of the dispatch that follows in that order, the first one after the last; None where no other is."""
    own = DispatchRow.objects.filter(pk=number).annotate(told=_told()).annotate(sureness=_sureness())
    here = own.values_list("sureness", flat=True).first()
    queue = in_order(dispatches).exclude(pk=number)
    later = queue.filter(Q(sureness__gt=here) | Q(sureness=here, pk__gt=number)) if here is not None else queue
    return later.values_list("pk", flat=True).first() or queue.values_list("pk", flat=True).first()


def _of_main() -> QuerySet[Finding]:
    return Finding.objects.filter(dispatch=OuterRef("pk"), field__in=MAIN_FIELDS, position=0).order_by()


def _told() -> Coalesce:
    """How many main fields were read."""
    counted = _of_main().values("dispatch").annotate(told=Count("pk"))
    return Coalesce(Subquery(counted.values("told")), 0)


def _sureness() -> Case:
    """0 where a main field is missing, else the least confidence of any."""
    least = _of_main().values("dispatch").annotate(least=Min("confidence"))
    surest = Coalesce(Subquery(least.values("least")), 0.0, output_field=FloatField())
    lacking = When(is_dispatch=True, told__lt=len(MAIN_FIELDS), then=Value(0.0))
    return Case(lacking, default=surest, output_field=FloatField())
