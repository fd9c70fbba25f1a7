"""What was entered of a dispatch, told by the question that asks for the dispatch itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from registry.arrival_models import ArrivalRow
from registry.doubtful import FIRST_PAGE
from registry.entered import Entered
from registry.models import DispatchRow


def with_entered(dispatches: QuerySet[DispatchRow]) -> QuerySet[Any]:
    """The dispatches, each with `entered`: number, year and day for `entered_of`; None where no number was given."""
    ours = ArrivalRow.objects.filter(scan=OuterRef("scan"), dispatch_position=OuterRef("position"))
    standing = ours.filter(first_page=OuterRef("first_page"))
    told = Subquery(standing.values(told=JSONObject(number="number", year="year", day="day"))[:1])
    return dispatches.annotate(first_page=Coalesce(FIRST_PAGE, 0)).annotate(entered=told)


def entered_of(dispatch: Any) -> Entered | None:
    """What was entered of a dispatch that was asked for `with_entered`."""
    told = dispatch.entered
    if told is None:
        return None
    return Entered(told["number"], told["year"], dt.date.fromisoformat(told["day"]) if told["day"] else None)
