"""The tasks of dispatches: on whom they fall, how far they are, who changed them, what answers them."""

from __future__ import annotations

import datetime as dt
from random import Random

from benchmarks.seeding.papers import person
from benchmarks.seeding.register import CLERK, Batch
from benchmarks.seeding.units import Office
from benchmarks.seeding.world import World
from records import FallKind, LinkKind, ScanReading, TaskLink, TaskStatus
from registry import task_rows
from registry.models import ScanRow, TaskChangeRow, TaskFallRow, TaskLinkRow, TaskRow
from registry.task_keep import first_tasks, what_counts


class Duties:
    """The tasks, numbered from 1 in the order of their dispatches."""

    def __init__(self, world: World, office: Office) -> None:
        self._world, self._office, self._last = world, office, 0

    def take(self, batch: Batch, dispatch: int, scan: ScanRow, reading: ScanReading) -> None:
        """Nothing; the tasks of the scan are in the batch."""
        dice = self._world.chance("duties", dispatch)
        for row in first_tasks(scan, [one.obligations for one in reading.readings]):
            self._last += 1
            row.pk = self._last
            falls = [self._office.fall(name) for name in row.actors]
            self._reckon(row, scan)
            status, by = _status(row, self._world.until, dice), person(dice)
            batch.add([row])
            batch.add([TaskFallRow(task=row, **one) for one in task_rows.fall_columns(falls)])
            if status is not TaskStatus.NEW and any(one.how is FallKind.OURS for one in falls):
                row.status, row.assignee = status.value, by
                batch.add([_change(row, scan, status)])
            if status is TaskStatus.DOING and dice.random() < 0.1:
                batch.add([TaskLinkRow(task=row, **one) for one in task_rows.link_columns([self._answer(dispatch)])])

    def _reckon(self, row: TaskRow, scan: ScanRow) -> None:
        if row.anchor:
            row.counted_from = task_rows.received_on(scan)
            row.counted_due = row.counted_from + dt.timedelta(days=10)
        what_counts(row)

    def _answer(self, dispatch: int) -> TaskLink:
        later = self._world.document(self._world.of_dispatch(min(dispatch + 5, self._world.dispatches - 1)))
        return TaskLink(LinkKind.ANSWERED_BY, later.identity.key, later.name, 0.8, True)


def _status(row: TaskRow, today: dt.date, dice: Random) -> TaskStatus:
    """Old ones are mostly done, those of the last weeks new."""
    due = row.due or row.scan.received_at.date() + dt.timedelta(days=60)
    if row.rrule:
        return TaskStatus.DOING if dice.random() < 0.15 else TaskStatus.DONE
    if due < today:
        return TaskStatus.DONE if dice.random() < 0.97 else dice.choice((TaskStatus.NEW, TaskStatus.DOING))
    return dice.choice((TaskStatus.NEW, TaskStatus.NEW, TaskStatus.DOING, TaskStatus.DONE))


def _change(row: TaskRow, scan: ScanRow, status: TaskStatus) -> TaskChangeRow:
    at = scan.received_at + dt.timedelta(days=3)
    return TaskChangeRow(task=row, field="status", before=TaskStatus.NEW.value, after=status.value, by=CLERK, at=at)
