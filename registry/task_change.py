"""What people write about tasks: each change checked, kept, and told in the history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from typing import Any

from django.db import transaction

from records import Directory, Fall, FallKind, OfficeUnit, TaskStatus
from registry import task_rows
from registry.amend import CLERK
from registry.concern_keep import keep_concerns, wait_for_turn
from registry.connection import lent_connection
from registry.models import TaskChangeRow, TaskFallRow, TaskRow
from registry.scan_changes import note_change
from registry.storable import storable
from registry.task_keep import what_counts
from registry.task_names import READ, SETTABLE, as_text


def change(number: int, wanted: Mapping[str, Any], by: str, at: dt.datetime) -> tuple[str, ...]:
    """The fields that are now other than before; each is told in the history.

    `wanted`: the new value of each of SETTABLE that is to change: texts, a TaskStatus, dates or None, actors as texts,
    units as Falls.  Raises LookupError where there is no such task, ValueError without a name or for a field that
    nobody may write.
    """
    by = _name(by)
    unknown = set(wanted) - set(SETTABLE)
    if unknown:
        raise ValueError(f"Không sửa được '{', '.join(sorted(unknown))}' của một việc.")
    with lent_connection(), transaction.atomic():
        wait_for_turn()
        row = _locked(number)
        before, settled = _told(row), set(row.settled)
        for field, value in wanted.items():
            _set(row, field, value)
        row.settled = sorted({*settled, *(field for field in wanted if field in READ)})
        return _kept(row, before, set(row.settled) - settled, (by, at))


def as_read(number: int, fields: Sequence[str], by: str, at: dt.datetime) -> tuple[str, ...]:
    """The fields of READ that hold again what was read; units are matched anew when the tasks are next reckoned.

    Raises LookupError where there is no such task, ValueError without a name.
    """
    by = _name(by)
    with lent_connection(), transaction.atomic():
        wait_for_turn()
        row = _locked(number)
        before = _told(row)
        given = set(row.settled) & set(fields)
        row.settled = sorted(set(row.settled) - given)
        if "units" in given:
            row.fall_rows.all().delete()
            keep_concerns([row.scan_id])
        what_counts(row)
        return _kept(row, before, given, (by, at))


def _name(by: str) -> str:
    name = " ".join(by.split())
    if not name:
        raise ValueError("Thiếu tên người ghi; hãy ghi tên sau --by.")
    return storable(name)[:150]


def _locked(number: int) -> TaskRow:
    row = TaskRow.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise LookupError(f"Không có việc số {number}; hãy xem số ở cột đầu của lệnh vanthu tasks.")
    return row


def _set(row: TaskRow, field: str, value: Any) -> None:
    if field == "units":
        _set_falls(row, value)
    elif field == "status":
        row.status = TaskStatus(value).value
    elif field == "actors":
        row.actors = [storable(one) for one in value]
    elif field == "report_to":
        row.report_to = storable(" ".join(value.split())) if value else None
    elif isinstance(value, str):
        setattr(row, field, storable(" ".join(value.split())))
    else:
        setattr(row, field, value)


def _set_falls(row: TaskRow, falls: Sequence[Fall]) -> None:
    row.fall_rows.all().delete()
    TaskFallRow.objects.bulk_create(TaskFallRow(task=row, **one) for one in task_rows.fall_columns(falls))
    keep_concerns([row.scan_id])


def _told(row: TaskRow) -> dict[str, str]:
    """What the history tells of the row as it is."""
    units = [one.name for one in row.fall_rows.order_by("number")]
    return {field: as_text(units if field == "units" else getattr(row, field)) for field in SETTABLE}


def _kept(row: TaskRow, before: Mapping[str, str], settled: Set[str], who: tuple[str, dt.datetime]) -> tuple[str, ...]:
    """The row saved, and the history of what differs; of what is newly settled also where it stayed the same."""
    row.save()
    after, (by, at) = _told(row), who
    changed = [field for field in SETTABLE if before[field] != after[field] or field in settled]
    TaskChangeRow.objects.bulk_create(
        TaskChangeRow(task=row, field=field, before=before[field], after=after[field], by=by, at=at)
        for field in changed
    )
    note_change(row.scan_id)
    return tuple(changed)


def falls_on(units: Sequence[OfficeUnit], directory: Directory) -> tuple[Fall, ...]:
    """The falls by which a clerk gives a task to these units: sure, by the clerk's word."""
    ours = directory.ours
    return tuple(
        Fall(one.name, (one.key,), FallKind.OURS if one.key in ours else FallKind.OTHERS, 1.0, CLERK) for one in units
    )
