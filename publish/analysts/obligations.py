"""Tasks as lines of the table of obligations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from publish.analysts.dispatches import box, texts
from publish.analysts.files import Line
from publish.cells import text
from publish.task_words import Units, unit_names
from records import Task

#: Columns that a task has under the same name: texts, where nothing is said None; and what is taken as it is.
TEXTS = ("clause", "report_to", "channel", "drafts_for", "due_text")
SAME = ("inherited", "due", "said_due", "counted_due", "counted_from", "rrule", "done_until", "gone", "start", "end")
LISTS = ("actors", "coordinators", "others", "unmatched")


def lines(tasks: Iterable[Task], units: Units) -> Iterator[Line]:
    """A line for each task."""
    for one in tasks:
        yield {
            "task": one.number,
            "sha256": one.paper.sha256,
            "position": one.paper.position + 1,
            "uid": one.uid,
            "text": text(one.text) or "",
            **{name: text(getattr(one, name)) or None for name in TEXTS},
            **{name: getattr(one, name) for name in SAME},
            **{name: texts(getattr(one, name)) for name in LISTS},
            **_followed(one),
            "units": list(one.units),
            "unit_names": unit_names(one.units, units),
            "units_confidence": round(min(fall.confidence for fall in one.falls), 3) if one.falls else None,
            "due_by": one.due_by.value if one.due_by else None,
            "anchor": one.anchor.value if one.anchor else None,
            "recurrence": one.recurrence.value if one.recurrence else None,
            "confidence": round(one.confidence, 3),
            "page": one.page,
            "box": box(one.box),
        }


def _followed(one: Task) -> Line:
    """How far it is, and what it hangs together with."""
    return {
        "status": one.status.value,
        "open": one.is_open,
        "assigned": bool(one.assignee.strip()),
        "settled": sorted(one.settled),
        "answered_by": [link.key for link in one.proposals],
        "implements": [link.task for link in one.upper if link.task is not None],
    }
