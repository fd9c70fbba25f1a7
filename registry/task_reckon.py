"""What is reckoned about tasks, asked for and kept: falls, counted days, links; only rows that differ are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from records import Ordered, Reckoned
from registry import task_rows
from registry.alter import alter
from registry.concern_keep import keep_concerns, wait_for_turn
from registry.connection import lent_connection
from registry.entered import entered
from registry.grouped import grouped
from registry.models import ArrivalRow, ScanRow, TaskFallRow, TaskLinkRow, TaskRow, TaskState
from registry.often import Among, Often
from registry.put_in import put_in
from registry.task_keep import what_counts

#: The one row that tells from what all was reckoned.
ONLY = 1
TASK = attrgetter("task_id")


def ordered(scans: Collection[int] | None = None) -> tuple[Ordered, ...]:
    """Every task whose order stands in its paper (of these scans), in the order of their numbers."""
    with lent_connection():
        return _orders(_told(TaskRow.objects.all()) if scans is None else _IN_SCANS(scans))


def ordered_in_files(digests: Collection[str]) -> tuple[Ordered, ...]:
    """The same of the scans with these sha256."""
    with lent_connection():
        return _orders(_IN_FILES(digests))


def _told(tasks: QuerySet[TaskRow]) -> QuerySet[TaskRow, Any]:
    columns = ("pk", "scan__sha256", "position", "number", "text", "actors", "settled")
    return tasks.filter(gone=False).order_by("pk").values_list(*columns)


_IN_SCANS = Often(lambda scans: _told(TaskRow.objects.filter(scan__in=scans)), Among.NUMBERS)
_IN_FILES = Often(lambda names: _told(TaskRow.objects.filter(scan__sha256__in=names)), Among.TEXTS)
_THERE = Often(lambda tasks: TaskRow.objects.filter(pk__in=tasks, gone=False), Among.NUMBERS)
#: On whom these tasks fall, in order.
FALLS = Often(lambda tasks: TaskFallRow.objects.filter(task__in=tasks).order_by("task_id", "number"), Among.NUMBERS)


def _orders(rows: Iterable[Sequence[Any]]) -> tuple[Ordered, ...]:
    """The orders of tasks by their columns."""
    told = list(rows)
    by_hand = {pk for pk, *_, settled in told if "units" in settled}
    falls = grouped(FALLS(by_hand) if by_hand else (), TASK)
    return tuple(
        Ordered(
            *(pk, sha256, position, number, text, tuple(actors)), task_rows.falls(falls[pk]) if pk in by_hand else None
        )
        for pk, sha256, position, number, text, actors, _ in told
    )


def received(scans: Collection[int] | None = None) -> dict[str, dt.date]:
    """The day in Vietnam on which each scan (of these) came in, by its sha256."""
    with lent_connection():
        rows = ScanRow.objects.values_list(*CAME) if scans is None else _CAME(scans)
        return {sha256: task_rows.day_of(moment) for sha256, moment in rows}


#: When a scan came in.
CAME = ("sha256", "received_at")
_CAME = Often(lambda scans: ScanRow.objects.filter(pk__in=scans).order_by().values_list(*CAME), Among.NUMBERS)


def entered_days(scans: Collection[int] | None = None) -> dict[tuple[str, int], dt.date]:
    """The day of arrival that a clerk wrote, by the sha256 of the scan (of these) and the dispatch's position in it."""
    with lent_connection():
        some = None if scans is None else _ENTERED(scans)
        if some == []:
            return {}
        days = ArrivalRow.objects.exclude(day=None)
        rows = (
            (days if some is None else days.filter(pk__in=some))
            .select_related("scan")
            .prefetch_related("scan__dispatches")
        )
        pairs = [(row, one) for row in rows for one in row.scan.dispatches.all()]
        told = [(row.scan.sha256, one.position, entered([row], one)) for row, one in pairs]
    return {(sha256, position): given.day for sha256, position, given in told if given and given.day}


_ENTERED = Often(lambda scans: ArrivalRow.objects.filter(scan__in=scans).values_list("pk", flat=True), Among.NUMBERS)


def reckoned_from() -> str | None:
    """The stamp of what the kept falls, days and links were reckoned from; None where nothing was."""
    with lent_connection():
        return next(iter(_STAMP()), None)


def keep_part(found: Mapping[int, Reckoned]) -> None:
    """Put what was reckoned of some tasks in the place of what is kept of them, all but the links."""
    with lent_connection(), transaction.atomic(savepoint=False):
        rows = {row.pk: row for row in _THERE(found.keys())}
        there = {number: one for number, one in found.items() if number in rows}
        _keep_days(rows, there)
        falls = {
            number: task_rows.fall_columns(one.falls)
            for number, one in there.items()
            if "units" not in rows[number].settled
        }
        refallen = keep_rows(TaskFallRow, falls, FALLS(falls.keys()))
        if refallen:
            keep_concerns({rows[number].scan_id for number in refallen})


@contextmanager
def in_turn() -> Iterator[None]:
    """A `with` for reckoning a part: one transaction, in which nobody else does."""
    with lent_connection(), transaction.atomic():
        wait_for_turn()
        _lock()
        yield


def _lock() -> None:
    if not _STATE():
        TaskState.objects.select_for_update().get_or_create(pk=ONLY, defaults={"stamp": ""})


_STATE = Often(lambda: TaskState.objects.select_for_update().filter(pk=ONLY))
_STAMP = Often(lambda: TaskState.objects.filter(pk=ONLY).order_by().values_list("stamp", flat=True))


def note(stamp: str) -> None:
    """Nothing; all that is kept was reckoned from this."""
    alter(f"UPDATE {TaskState._meta.db_table} SET stamp = %s WHERE id = {ONLY}", stamp)


def keep(found: Mapping[int, Reckoned], stamp: str) -> None:
    """Put what was reckoned in the place of what is kept; a task that went meanwhile is passed over."""
    with lent_connection(), transaction.atomic():
        wait_for_turn()
        _lock()
        rows = {row.pk: row for row in TaskRow.objects.select_for_update().filter(gone=False)}
        there = {number: one for number, one in found.items() if number in rows}
        _keep_days(rows, there)
        by_machine = {number: one for number, one in there.items() if "units" not in rows[number].settled}
        falls = {number: task_rows.fall_columns(one.falls) for number, one in by_machine.items()}
        refallen = keep_rows(TaskFallRow, falls, TaskFallRow.objects.order_by("task_id", "number"))
        keep_concerns({rows[number].scan_id for number in refallen})
        known = set(TaskRow.objects.values_list("pk", flat=True))
        links = {number: [link for link in one.links if link.task in known | {None}] for number, one in there.items()}
        wanted = {number: task_rows.link_columns(own) for number, own in links.items()}
        keep_rows(TaskLinkRow, wanted, TaskLinkRow.objects.order_by("task_id", "number"))
        note(stamp)


def _keep_days(rows: Mapping[int, TaskRow], found: Mapping[int, Reckoned]) -> None:
    changed = []
    for number, one in found.items():
        row = rows[number]
        before = _days(row)
        row.counted_due, row.counted_from, row.own = one.counted_due, one.counted_from, one.own
        what_counts(row)
        if _days(row) != before:
            changed.append(row)
    TaskRow.objects.bulk_update(changed, ["counted_due", "counted_from", "own", "due"], batch_size=200)


def _days(row: TaskRow) -> tuple[Any, ...]:
    return (row.counted_due, row.counted_from, row.own, row.due)


def keep_rows(model: type[Any], wanted: Mapping[int, Sequence[dict[str, Any]]], kept: Iterable[Any]) -> list[int]:
    """Task by task, so that what is the same is not written; the tasks whose rows (`kept`, in order) were others."""
    have = grouped(kept, TASK)
    differing = [number for number, want in wanted.items() if task_rows.differ(have[number], want)]
    if there := [number for number in differing if have[number]]:
        alter(f"DELETE FROM {model._meta.db_table} WHERE task_id {{numbers}}", there)
    put_in(model(task_id=number, **one) for number in differing for one in wanted[number])
    return differing
