"""The orders of a new reading put to the tasks that are kept: what people wrote stays with the same order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.utils import timezone

from records import Deadline, Obligation
from registry.models import ScanRow, TaskChangeRow, TaskRow
from registry.put_in import put_in
from registry.rematch import Wording, rematched
from registry.storable import storable
from registry.task_names import as_text

#: Who changes a task when its scan is read again.
MACHINE = "máy (đọc lại)"
#: What a re-reading changes is written down for these.
TOLD = ("said_due", "gone")
#: Every dispatch is where it was.
UNMOVED: Mapping[int, int] = {}


def keep_tasks(scan: ScanRow, read: Sequence[Sequence[Obligation]], moved: Mapping[int, int] = UNMOVED) -> None:
    """Nothing; afterwards each order of the scan's dispatches (in their order) has its task.

    The same order keeps its task; a task whose order is gone stays, marked so, where somebody has touched it.  `moved`:
    for positions of dispatches before, where those are now.
    """
    kept = list(scan.tasks.order_by("position", "number", "pk"))
    new = _as_read(read)
    pairs = rematched(
        [Wording(moved.get(row.position, row.position), row.clause, row.text) for row in kept],
        [Wording(one["position"], one["clause"], one["text"]) for one in new],
    )
    changes: list[TaskChangeRow] = []
    for here, there in pairs.items():
        changes += _put(kept[there], new[here] | {"gone": False})
    seen = set(pairs.values())
    changes += _gone([row for index, row in enumerate(kept) if index not in seen])
    TaskChangeRow.objects.bulk_create(changes)
    used = set(scan.tasks.values_list("uid", flat=True))
    put_in(_rows(scan, [one for index, one in enumerate(new) if index not in pairs], used))


def first_tasks(scan: ScanRow, read: Sequence[Sequence[Obligation]]) -> list[TaskRow]:
    """The tasks of a scan that has none yet, for the orders of its dispatches; not saved."""
    return _rows(scan, _as_read(read), set())


def _as_read(read: Sequence[Sequence[Obligation]]) -> list[dict[str, Any]]:
    return [_columns(one, position, number) for position, own in enumerate(read) for number, one in enumerate(own)]


def _columns(told: Obligation, position: int, number: int) -> dict[str, Any]:
    """What the row of this order says, as read."""
    counted = counting(told)
    return {
        "position": position,
        "number": number,
        "clause": storable(told.clause),
        "text": storable(told.text),
        "start": told.start,
        "end": told.end,
        "rule": told.rule,
        "confidence": float(told.confidence),
        "page": told.page,
        "box": told.box and [float(x) for x in told.box],
        "said_actors": [storable(one) for one in told.actors],
        "inherited": told.inherited,
        "coordinators": [storable(one) for one in told.coordinators],
        "said_report_to": told.report_to and storable(told.report_to),
        "channel": told.channel and storable(told.channel),
        "drafts_for": told.drafts_for and storable(told.drafts_for),
        "said_due": _day(told.due),
        "due_text": told.due_text and storable(told.due_text),
        "recurrence": told.recurrence and told.recurrence.value,
        "rrule": next((one.rrule for one in told.deadlines if one.rrule), None),
        "anchor": counted and counted.anchor and counted.anchor.value,
    }


def counting(told: Obligation) -> Deadline | None:
    """The deadline of so many days by which it is due; None where a date is said, or nothing is counted."""
    return None if told.due else next((one for one in told.deadlines if one.amount is not None), None)


def _day(iso: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def what_counts(row: TaskRow) -> None:
    """Put what was read and reckoned where a clerk has not written otherwise."""
    if row.anchor is None:
        row.counted_due = row.counted_from = None
    if "due" not in row.settled:
        row.due = row.said_due or row.counted_due
    if "actors" not in row.settled:
        row.actors = row.said_actors
    if "report_to" not in row.settled:
        row.report_to = row.said_report_to


def _put(row: TaskRow, columns: dict[str, Any]) -> list[TaskChangeRow]:
    """The row with what is now read, saved where it differs, and what is to be told of that."""
    before = {name: getattr(row, name) for name in (*columns, "due", "actors", "report_to")}
    for name, value in columns.items():
        setattr(row, name, value)
    what_counts(row)
    if any(getattr(row, name) != value for name, value in before.items()):
        row.save()
    told = [name for name in TOLD if getattr(row, name) != before[name]]
    return [_told(row, name, before[name], getattr(row, name)) for name in told]


def _gone(rows: Sequence[TaskRow]) -> list[TaskChangeRow]:
    """Untouched rows are deleted, the others marked; what is to be told of that."""
    numbers = [row.pk for row in rows]
    by_hand = TaskChangeRow.objects.filter(task_id__in=numbers, by_hand=True).values_list("task_id", flat=True)
    touched = set(by_hand)
    TaskRow.objects.filter(pk__in=[number for number in numbers if number not in touched]).delete()
    newly = [row for row in rows if row.pk in touched and not row.gone]
    TaskRow.objects.filter(pk__in=[row.pk for row in newly]).update(gone=True)
    return [_told(row, "gone", False, True) for row in newly]


def _told(row: TaskRow, field: str, before: object, after: object) -> TaskChangeRow:
    return TaskChangeRow(
        task=row,
        field=field,
        before=as_text(before),
        after=as_text(after),
        by=MACHINE,
        at=timezone.now(),
        by_hand=False,
    )


def _rows(scan: ScanRow, new: Sequence[dict[str, Any]], used: set[str]) -> list[TaskRow]:
    rows = []
    for columns in new:
        row = TaskRow(scan=scan, uid=_uid(scan.sha256, columns, used), **columns)
        used.add(row.uid)
        what_counts(row)
        rows.append(row)
    return rows


def _uid(digest: str, columns: dict[str, Any], used: set[str]) -> str:
    """A name that the same order of the same file gets again, should the register be made anew from the archive."""
    said = f"{digest}|{columns['position']}|{columns['clause']}|{columns['text']}"
    number = 0
    while True:
        uid = sha256(f"{said}|{number}".encode()).hexdigest()[:24]
        if uid not in used:
            return uid
        number += 1
