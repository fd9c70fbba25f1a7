"""The numbers (số đến) under which an office enters what comes: one row a year, no number twice, none given twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from registry.concern_keep import wait_for_turn
from registry.connection import lent_connection
from registry.line_keep import keep_lines
from registry.models import ArrivalRow, DispatchRow
from registry.scan_changes import note_change

#: More clerks than these do not save in the same instant.
TRIES = 20
LARGEST = 999_999


class NumberTaken(ValueError):
    """Another dispatch has the number; the message is a Vietnamese sentence with a remedy."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who enters the dispatch, and when."""

    by: str
    at: dt.datetime


def arrival_of(dispatch: DispatchRow) -> ArrivalRow | None:
    """The dispatch's number, or None where none was given yet."""
    with lent_connection():
        return ArrivalRow.objects.filter(**_place(dispatch)).first()


def give_number(dispatch: DispatchRow, year: int, clerk: Clerk, stamped: int | None = None) -> ArrivalRow:
    """The dispatch's number: the one it has, else the stamped one where it is free, else the next free of the year.

    Safe when several save at once.
    """
    with lent_connection():
        for number in _wishes(year, stamped):
            kept = ArrivalRow.objects.filter(**_place(dispatch)).first()
            if kept is not None:
                return kept
            told = {"year": year, "number": number, "by": clerk.by, "at": clerk.at}
            try:
                with transaction.atomic():
                    wait_for_turn()
                    row = ArrivalRow.objects.create(**_place(dispatch), pages=dispatch.pages, **told)
                    _changed(dispatch)
                    return row
            except IntegrityError:
                continue  # somebody was quicker, or the number is another's: look again
    raise NumberTaken("Nhiều người đang cùng ghi sổ; hãy thử lại sau ít phút.")


def change_number(
    dispatch: DispatchRow, year: int, number: int, clerk: Clerk, day: dt.date | None = None
) -> ArrivalRow:
    """The dispatch with this number, come on this day.  Raises NumberTaken, and ValueError for what is no number."""
    if not 0 < number <= LARGEST:
        raise ValueError(f"Số đến phải từ 1 đến {LARGEST}; hãy ghi lại.")
    told = {"year": year, "number": number, "day": day, "by": clerk.by, "at": clerk.at, "by_hand": True}
    with lent_connection():
        try:
            with transaction.atomic():
                wait_for_turn()
                told["pages"] = dispatch.pages
                row, _made = ArrivalRow.objects.update_or_create(defaults=told, **_place(dispatch))
                _changed(dispatch)
        except IntegrityError as error:
            raise NumberTaken(f"Số đến {number} năm {year} đã cấp cho văn bản khác; hãy chọn số khác.") from error
    return row


def give_day(dispatch: DispatchRow, day: dt.date | None) -> None:
    """Nothing; the dispatch, which has a number, came on this day; None: on that of its stamp or its file."""
    with lent_connection(), transaction.atomic():
        wait_for_turn()
        ArrivalRow.objects.filter(**_place(dispatch)).update(day=day)
        _changed(dispatch)


def stamped_as(dispatch: DispatchRow, number: int, clerk: Clerk) -> None:
    """Nothing; a clerk read this number on the stamp: it takes the place of one that was given without being chosen.

    A number somebody chose stays, and so does any where the stamped one is another dispatch's.
    """
    row = arrival_of(dispatch)
    if row is None or row.by_hand or row.number == number or not 0 < number <= LARGEST:
        return
    with lent_connection():
        try:
            with transaction.atomic():
                wait_for_turn()
                told = {"number": number, "by": clerk.by, "at": clerk.at}
                ArrivalRow.objects.filter(pk=row.pk).update(**told)
                _changed(dispatch)
        except IntegrityError:
            return  # the page tells both numbers


def _wishes(year: int, stamped: int | None) -> Iterator[int]:
    """The stamped number, then the next free one as often as somebody is quicker."""
    first = (stamped,) if stamped is not None and 0 < stamped <= LARGEST else ()
    return chain(first, (_next_free(year) for _ in range(TRIES)))


def _next_free(year: int) -> int:
    return (ArrivalRow.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0) + 1


def _changed(dispatch: DispatchRow) -> None:
    """Nothing; the register's line and whoever follows the journal know of it."""
    note_change(dispatch.scan_id)
    keep_lines([dispatch.scan_id])


def _place(dispatch: DispatchRow) -> dict[str, Any]:
    """How a number finds its dispatch again after a re-reading: as corrections do."""
    first = dispatch.pages[0] if dispatch.pages else 0
    return {"scan_id": dispatch.scan_id, "dispatch_position": dispatch.position, "first_page": first}
