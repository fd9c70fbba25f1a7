"""What the page of review does: a value confirmed or corrected, a number given, a gold case written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from hashlib import sha256

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from publish.gold import as_yaml
from records import SURE
from registry.amend import CLERK, Amendment
from registry.arrivals import Clerk, arrival_of, change_number, give_day, give_number, stamped_as
from registry.findings import FieldKey, findings
from registry.models import ArrivalRow, DispatchRow
from registry.queries import rows_numbered
from registry.register_row import RegisterRow, Status
from registry.rows import division
from registry.save import DjangoRegister
from registry.settled import settled

#: The number on the ĐẾN stamp.
STAMP = FieldKey("arrival", part="number")


class Refusal(ValueError):
    """What cannot be done; the message is a Vietnamese sentence with a remedy."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the clerk says of one place; `seen` is the value that stood there when he looked."""

    key: FieldKey
    value: str
    seen: str
    nothing: bool = False  # he says that nothing is printed there


def said(dispatch: DispatchRow, answer: Answer, by: User) -> bool:
    """Whether the value was changed and not only confirmed; kept for ever with who and when, and a number is given.

    Raises Refusal where somebody else was quicker, or for a value that cannot be.
    """
    if not answer.value.strip() and not answer.nothing:
        raise Refusal("Chưa ghi gì; hãy ghi giá trị, hoặc chọn “Không có trên giấy”.")
    row = rows_numbered([dispatch.pk])[dispatch.pk]
    _still_seen(dispatch, row, answer)
    name, now = by.get_username(), timezone.now()
    try:
        amendment = Amendment(dispatch.position, answer.key, answer.value, name, now)
        DjangoRegister().correct(dispatch.scan.sha256, amendment)
        _numbered(dispatch, Clerk(name, now))
        if answer.key == STAMP and (number := _as_number(answer.value)):
            stamped_as(dispatch, number, Clerk(name, now))
    except (ValueError, LookupError) as error:
        raise Refusal(str(error)) from error
    return " ".join(answer.value.split()) != answer.seen


def all_said(dispatch: DispatchRow, seen: str, by: User) -> int:
    """How many values were confirmed at once: all that nobody had settled yet, where none is doubtful.

    `seen` is the `stamp` of what the clerk looked at.  Raises Refusal.
    """
    row = rows_numbered([dispatch.pk])[dispatch.pk]
    if _is_doubtful(row):
        raise Refusal("Văn bản này còn chỗ chưa chắc; hãy duyệt từng chỗ đó trước.")
    if seen != stamp(row):
        raise Refusal("Văn bản này vừa thay đổi; hãy xem lại rồi xác nhận.")
    name, now = by.get_username(), timezone.now()
    wanted = {key: one.value for key, one in findings(row.reading.header).items() if one.rule != CLERK}
    for key, value in wanted.items():
        DjangoRegister().correct(dispatch.scan.sha256, Amendment(dispatch.position, key, value, name, now))
    _numbered(dispatch, Clerk(name, now))
    return len(wanted)


def stamp(row: RegisterRow) -> str:
    """A sign of the values that count, other as soon as one of them is."""
    values = [(key.name, key.position, one.value) for key, one in findings(row.reading.header).items()]
    return sha256(repr(values).encode("utf-8", "replace")).hexdigest()[:16]


def is_gone_through(row: RegisterRow) -> bool:
    """Whether a clerk settled every value of the dispatch."""
    return row.status is Status.CORRECTED and all(one.rule == CLERK for one in findings(row.reading.header).values())


def renumbered(dispatch: DispatchRow, number: int | None, day: dt.date | None, by: User) -> int:
    """The dispatch's number (số đến), given automatically where `number` is None; `day`: on which it came.

    Raises Refusal.
    """
    clerk, kept = Clerk(by.get_username(), timezone.now()), arrival_of(dispatch)
    year = day.year if day else arrival_year(dispatch)
    try:
        if number is None:
            kept = kept or _numbered(dispatch, clerk, year)
            number = kept.number
        if kept is None or (kept.number, kept.year) != (number, year):
            return change_number(dispatch, year, number, clerk, day).number
    except ValueError as error:
        raise Refusal(str(error)) from error
    give_day(dispatch, day)
    return number


def arrival_year(dispatch: DispatchRow) -> int:
    """The year in whose register the dispatch stands: that in which the file came, by the office's clock."""
    received: dt.datetime = timezone.localtime(dispatch.scan.received_at)
    return received.year


def _numbered(dispatch: DispatchRow, clerk: Clerk, year: int | None = None) -> ArrivalRow:
    """The dispatch's number; a new one is that of its stamp, where that is surely read or was confirmed."""
    found = findings(rows_numbered([dispatch.pk])[dispatch.pk].reading.header).get(STAMP)
    stamped = _as_number(found.value) if found and found.confidence >= SURE else None
    return give_number(dispatch, year or arrival_year(dispatch), clerk, stamped)


def _as_number(said: str) -> int | None:
    """The number of a stamp; None where it is not digits alone."""
    told = said.strip()
    return int(told) if told.isascii() and told.isdigit() and len(told) < 7 else None


def gold(dispatch: DispatchRow, among: QuerySet[DispatchRow]) -> str:
    """The scan of the dispatch as a gold case.  Raises Refusal where a dispatch of it is not gone through."""
    numbers = list(among.filter(scan=dispatch.scan_id).order_by("position").values_list("pk", flat=True))
    rows = rows_numbered(numbers)
    whole = DispatchRow.objects.filter(scan=dispatch.scan_id).count()
    if len(rows) < whole or not all(map(is_gone_through, rows.values())):
        raise Refusal("Bản quét này còn văn bản chưa duyệt xong; hãy duyệt hết rồi tải lại.")
    readings = [rows[number].reading for number in numbers]
    return as_yaml(dispatch.scan.name, readings, division(dispatch.scan).left_out)


def _is_doubtful(row: RegisterRow) -> bool:
    unsure = any(one.confidence < SURE for one in findings(row.reading.header).values())
    return unsure or row.status is Status.REVIEW


def _still_seen(dispatch: DispatchRow, row: RegisterRow, answer: Answer) -> None:
    now = findings(row.reading.header).get(answer.key)
    if " ".join((now.value if now else "").split()) == " ".join(answer.seen.split()):
        return
    last = settled(dispatch).get(answer.key)
    who = last.by if last else "Lần đọc lại"
    raise Refusal(f"{who} vừa ghi “{now.value if now else 'không có'}” vào chỗ này; hãy xem rồi ghi lại nếu cần.")
