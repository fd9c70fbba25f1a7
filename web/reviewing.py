"""What the page of review does: a value confirmed or corrected, a number given, a gold case written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from publish.gold import as_yaml
from registry.amend import Amendment
from registry.arrivals import change_number, give_number
from registry.findings import FieldKey, findings
from registry.models import DispatchRow
from registry.queries import rows_numbered
from registry.register_row import RegisterRow, Status
from registry.save import DjangoRegister
from registry.settled import settled


class Refusal(ValueError):
    """What cannot be done; the message is a Vietnamese sentence with a remedy."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the clerk says of one place; `seen` is the value that stood there when he looked."""

    key: FieldKey
    value: str
    seen: str


def said(dispatch: DispatchRow, answer: Answer, by: User) -> bool:
    """Whether the value was changed and not only confirmed; kept for ever with who and when, and a number is given.

    Raises Refusal where somebody else was quicker, or for a value that cannot be.
    """
    row = rows_numbered([dispatch.pk])[dispatch.pk]
    _still_seen(dispatch, row, answer)
    name, now = by.get_username(), timezone.now()
    try:
        amendment = Amendment(dispatch.position, answer.key, answer.value, name, now)
        DjangoRegister().correct(dispatch.scan.sha256, amendment)
        give_number(dispatch, arrival_year(dispatch), name, now)
    except (ValueError, LookupError) as error:
        raise Refusal(str(error)) from error
    return " ".join(answer.value.split()) != answer.seen


def renumbered(dispatch: DispatchRow, number: int | None, by: User) -> int:
    """The dispatch's number (số đến), given automatically where `number` is None.  Raises Refusal."""
    place, name, now = (dispatch, arrival_year(dispatch)), by.get_username(), timezone.now()
    try:
        if number is None:
            return give_number(*place, name, now).number
        return change_number(*place, number, name, now).number
    except ValueError as error:
        raise Refusal(str(error)) from error


def arrival_year(dispatch: DispatchRow) -> int:
    """The year in whose register the dispatch stands: that in which the file came, by the office's clock."""
    received: dt.datetime = timezone.localtime(dispatch.scan.received_at)
    return received.year


def gold(dispatch: DispatchRow, among: QuerySet[DispatchRow]) -> str:
    """The scan of the dispatch as a gold case.  Raises Refusal where a dispatch of it is not gone through."""
    numbers = list(among.filter(scan=dispatch.scan_id).order_by("position").values_list("pk", flat=True))
    rows = rows_numbered(numbers)
    whole = DispatchRow.objects.filter(scan=dispatch.scan_id).count()
    if len(rows) < whole or any(one.status is Status.REVIEW for one in rows.values()):
        raise Refusal("Bản quét này còn văn bản chưa duyệt xong; hãy duyệt hết rồi tải lại.")
    return as_yaml(dispatch.scan.name, [rows[number].reading.header for number in numbers])


def _still_seen(dispatch: DispatchRow, row: RegisterRow, answer: Answer) -> None:
    now = findings(row.reading.header).get(answer.key)
    if " ".join((now.value if now else "").split()) == " ".join(answer.seen.split()):
        return
    last = settled(dispatch).get(answer.key)
    who = last.by if last else "Lần đọc lại"
    raise Refusal(f"{who} vừa ghi “{now.value if now else 'không có'}” vào chỗ này; hãy xem rồi ghi lại nếu cần.")
