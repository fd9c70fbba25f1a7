"""Tasks as rows of the tables, and rows as tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from records import (
    Anchor,
    Box,
    DueBy,
    Fall,
    FallKind,
    Found,
    Frequency,
    Header,
    LinkKind,
    Task,
    TaskChange,
    TaskLink,
    TaskPaper,
    TaskStatus,
)
from registry.amend import amended
from registry.entered import Entered, arrival_number
from registry.findings import header
from registry.models import Correction, DispatchRow, ScanRow, TaskChangeRow, TaskFallRow, TaskLinkRow, TaskRow
from registry.rows import amendment, values
from registry.storable import storable
from registry.task_names import OFFICE_TIME


def received_on(scan: ScanRow) -> dt.date:
    """The day in Vietnam on which the file came in."""
    return day_of(scan.received_at)


def day_of(moment: dt.datetime) -> dt.date:
    """The day in Vietnam."""
    return moment.astimezone(OFFICE_TIME).date()


def paper(
    scan: ScanRow,
    position: int,
    dispatch: DispatchRow | None,
    corrections: Sequence[Correction],
    given: Entered | None = None,
) -> TaskPaper:
    """The dispatch as the register has it; only its file where a re-reading no longer found it.

    `given`: under which number, and on which day, a clerk entered it.
    """
    of = header(amended(values(dispatch), [amendment(one) for one in corrections])) if dispatch else Header()
    arrival = of.arrival
    day_given = given.day.isoformat() if given and given.day else None
    return TaskPaper(
        sha256=scan.sha256,
        position=position,
        file=scan.name,
        received_on=received_on(scan),
        symbol=_value(of.symbol),
        kind=_value(of.kind),
        issued_on=_value(of.issued_on),
        issuer=_value(of.issuer),
        subject=_value(of.subject),
        arrival_number=arrival_number(of, given) or None,
        arrived_on=day_given or (_value(arrival.date) if arrival else None),
        addressees=tuple(one.value for one in of.addressees),
    )


def _value(found: Found | None) -> str | None:
    return found.value if found else None


def task(row: TaskRow, of: TaskPaper) -> Task:
    """The task of a row, its falls, links and changes loaded with it."""
    changes = sorted(row.change_rows.all(), key=lambda one: (one.at, one.pk))
    by_hand = [one for one in changes if one.by_hand]
    same = {name: getattr(row, name) for name in SAME}
    return Task(
        **same,
        number=row.pk,
        paper=of,
        order=row.number,
        box=_box(row.box),
        actors=tuple(row.actors),
        said_actors=tuple(row.said_actors),
        coordinators=tuple(row.coordinators),
        due_by=_due_by(row),
        anchor=Anchor(row.anchor) if row.anchor else None,
        recurrence=Frequency(row.recurrence) if row.recurrence else None,
        since=_since(of),
        falls=falls(row.fall_rows.all()),
        status=TaskStatus(row.status),
        settled=frozenset(row.settled),
        changed_at=by_hand[-1].at if by_hand else row.scan.received_at,
        changes=len(changes),
        links=tuple(link(one) for one in sorted(row.link_rows.all(), key=lambda one: one.number)),
    )


@dataclass(frozen=True, slots=True)
class Recurring:
    """What says on which day a task is to be done next, as `registry.recurring` asks."""

    due: dt.date | None
    rrule: str | None
    since: dt.date | None
    done_until: dt.date | None
    settled: frozenset[str]


def recurring(row: TaskRow, of: TaskPaper) -> Recurring:
    """The days of the task of a row, without all else that belongs to it."""
    return Recurring(row.due, row.rrule, _since(of), row.done_until, frozenset(row.settled))


def _since(of: TaskPaper) -> dt.date | None:
    """The day from which a rule counts: that of the dispatch, else that on which its file came."""
    return day(of.issued_on) or of.received_on


#: Columns that a task has under the same name.
SAME = (
    *(
        "uid",
        "text",
        "clause",
        "confidence",
        "page",
        "inherited",
        "report_to",
        "said_report_to",
        "channel",
        "drafts_for",
        "due",
    ),
    *("due_text", "said_due", "counted_due", "counted_from", "rrule", "done_until", "assignee", "note", "evidence"),
    *("gone", "start", "end"),
)


def day(iso: str | None) -> dt.date | None:
    """The day of an ISO value; None for what is no whole date."""
    try:
        return dt.date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _due_by(row: TaskRow) -> DueBy | None:
    if row.due is None:
        return None
    if "due" in row.settled:
        return DueBy.CLERK
    return DueBy.SAID if row.said_due else DueBy.COUNTED


def fall_columns(told: Sequence[Fall]) -> list[dict[str, Any]]:
    """The columns of these falls: a row for each unit of each."""
    found = [
        {
            "fall": number,
            "name": storable(one.name),
            "within": storable(one.within),
            "unit": unit,
            "how": one.how.value,
            "confidence": float(one.confidence),
            "rule": one.rule,
            "candidates": list(one.candidates),
            "why": storable(one.why),
        }
        for number, one in enumerate(told)
        for unit in one.units or ("",)
    ]
    return [{"number": number, **one} for number, one in enumerate(found)]


def falls(rows: Sequence[TaskFallRow] | Any) -> tuple[Fall, ...]:
    """The falls of a task's rows."""
    ordered = sorted(rows, key=lambda one: one.number)
    grouped = [list(own) for _, own in groupby(ordered, key=lambda one: one.fall)]
    return tuple(
        Fall(
            own[0].name,
            tuple(one.unit for one in own if one.unit),
            FallKind(own[0].how),
            own[0].confidence,
            own[0].rule,
            own[0].within,
            tuple(own[0].candidates),
            own[0].why,
        )
        for own in grouped
    )


def link_columns(told: Sequence[TaskLink]) -> list[dict[str, Any]]:
    """The columns of these links."""
    return [
        {
            "number": number,
            "kind": one.kind.value,
            "key": storable(one.key),
            "label": storable(one.label),
            "score": float(one.score),
            "sure": one.sure,
            "sentence": storable(one.sentence),
            "upper_id": one.task,
        }
        for number, one in enumerate(told)
    ]


def link(row: TaskLinkRow) -> TaskLink:
    """The link of a row."""
    return TaskLink(LinkKind(row.kind), row.key, row.label, row.score, row.sure, row.sentence, row.upper_id)


def change(row: TaskChangeRow) -> TaskChange:
    """The change of a row."""
    return TaskChange(row.field, row.before, row.after, row.by, row.at, row.by_hand)


def differ(have: Sequence[Any], want: Sequence[Mapping[str, Any]]) -> bool:
    """Whether rows say other than these columns."""
    return len(have) != len(want) or any(
        getattr(row, name) != value for row, one in zip(have, want, strict=True) for name, value in one.items()
    )


def _box(numbers: list[float] | None) -> Box | None:
    if numbers is None:
        return None
    left, top, right, bottom = numbers
    return (left, top, right, bottom)
