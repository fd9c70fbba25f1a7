"""The numbers (số đến) under which an office enters what comes: one row a year, no number twice, none given twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from registry.connection import lent_connection
from registry.models import ArrivalRow, DispatchRow

#: More clerks than these do not save in the same instant.
TRIES = 20
LARGEST = 999_999


class NumberTaken(ValueError):
    """Another dispatch has the number; the message is a Vietnamese sentence with a remedy."""


def arrival_of(dispatch: DispatchRow) -> ArrivalRow | None:
    """The dispatch's number, or None where none was given yet."""
    with lent_connection():
        return ArrivalRow.objects.filter(**_place(dispatch)).first()


def give_number(dispatch: DispatchRow, year: int, by: str, at: dt.datetime) -> ArrivalRow:
    """The dispatch's number: the one it has, else the next free of the year.  Safe when several save at once."""
    with lent_connection():
        for _ in range(TRIES):
            kept = ArrivalRow.objects.filter(**_place(dispatch)).first()
            if kept is not None:
                return kept
            last = ArrivalRow.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
            try:
                with transaction.atomic():
                    return ArrivalRow.objects.create(
                        **_place(dispatch), pages=dispatch.pages, year=year, number=last + 1, by=by, at=at
                    )
            except IntegrityError:
                continue  # somebody was quicker: look again
    raise NumberTaken("Nhiều người đang cùng ghi sổ; hãy thử lại sau ít phút.")


def change_number(dispatch: DispatchRow, year: int, number: int, by: str, at: dt.datetime) -> ArrivalRow:
    """The dispatch with this number.  Raises NumberTaken, and ValueError for what is no number."""
    if not 0 < number <= LARGEST:
        raise ValueError(f"Số đến phải từ 1 đến {LARGEST}; hãy ghi lại.")
    with lent_connection():
        try:
            with transaction.atomic():
                told = {"year": year, "number": number, "by": by, "at": at, "pages": dispatch.pages}
                row, _made = ArrivalRow.objects.update_or_create(defaults=told, **_place(dispatch))
        except IntegrityError as error:
            raise NumberTaken(f"Số đến {number} năm {year} đã cấp cho văn bản khác; hãy chọn số khác.") from error
    return row


def _place(dispatch: DispatchRow) -> dict[str, Any]:
    """How a number finds its dispatch again after a re-reading: as corrections do."""
    first = dispatch.pages[0] if dispatch.pages else 0
    return {"scan_id": dispatch.scan_id, "dispatch_position": dispatch.position, "first_page": first}
