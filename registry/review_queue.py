"""The dispatches a clerk should look at, the most doubtful first, and which comes after one."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from registry.models import LineRow


def in_order(lines: QuerySet[LineRow]) -> QuerySet[LineRow]:
    """The lines with an open doubt; first where a main field is missing, then by the least sure of the main fields."""
    return lines.filter(doubtful__in=(True,)).order_by(F("sureness").asc(nulls_first=True), "pk")


def next_after(number: int, lines: QuerySet[LineRow]) -> int | None:
    """The number of the dispatch that follows in that order, the first one after the last; None where no other is."""
    own = LineRow.objects.filter(pk=number).values_list("sureness", flat=True).first()
    queue = in_order(lines).exclude(pk=number)
    later = queue.filter(Q(sureness__gt=own) | Q(sureness=own, pk__gt=number)) if own is not None else queue
    return later.values_list("pk", flat=True).first() or queue.values_list("pk", flat=True).first()
