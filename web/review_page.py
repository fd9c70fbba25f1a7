"""What the pages of review show: a line of the queue for each dispatch, and one dispatch with its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from publish.task_words import day
from records import Header
from registry.arrivals import arrival_of
from registry.findings import FieldKey, findings
from registry.models import CutRow, DispatchRow
from registry.queries import rows_in_short, rows_numbered
from registry.register_row import GRADE_NAMES, RegisterRow, Status
from registry.settled import settled
from registry.twins import twins
from web.divided_by import divided_by
from web.page_pictures import NoPicture, page_picture
from web.review_lines import Line, frames, key_of, lines, others
from web.reviewing import arrival_year, is_gone_through, stamp

#: Doubts told in a line of the queue.
TOLD = 3


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A dispatch with open doubts."""

    number: int
    title: str
    row: RegisterRow

    @property
    def told(self) -> Sequence[str]:
        """The first few doubts."""
        return [one.message for one in self.row.doubts[:TOLD]]

    @property
    def more(self) -> int:
        """How many doubts are not told."""
        return max(0, len(self.row.doubts) - TOLD)

    @property
    def grade(self) -> str:
        """How good the scan is, in words."""
        return GRADE_NAMES[self.row.grade] if self.row.grade else ""


def queue_lines(numbers: Sequence[int]) -> list[QueueLine]:
    """A line for each of these dispatches, in their order."""
    rows = rows_in_short(numbers)
    return [QueueLine(one, title(rows[one]), rows[one]) for one in numbers if one in rows]


def title(row: RegisterRow) -> str:
    """How an office calls the dispatch; the file's name where neither kind nor number is known."""
    head = row.reading.header
    issued = f"ngày {day(_date(head))}" if _date(head) else ""
    kind, symbol = (one.value if one else "" for one in (head.kind, head.symbol))
    named = " ".join(part for part in (kind, symbol, issued) if part)
    return named[:1].upper() + named[1:] if kind or symbol else row.scan.name


def _date(head: Header) -> str:
    return head.issued_on.value if head.issued_on else ""


def shown(dispatch: DispatchRow, visible: QuerySet[DispatchRow], page: str, place: str) -> dict[str, Any]:
    """All that the page of one dispatch shows; `page` and `place` are what its address asks for."""
    row = rows_numbered([dispatch.pk])[dispatch.pk]
    cuts = dict(CutRow.objects.filter(dispatch=dispatch).order_by("-position").values_list("field", "position"))
    told = lines(row, settled(dispatch), cuts)
    current = _current(told, place)
    number = _page(dispatch, page, current)
    kept = arrival_of(dispatch)
    drawn = {one.place: one for one in frames(told, number)}
    values = {key.name: one.value for key, one in findings(row.reading.header).items() if key.position == 0}
    return {
        "dispatch": dispatch,
        "title": title(row),
        "row": row,
        "status": row.status.value,
        "is_open": row.status is Status.REVIEW,
        "gone_through": is_gone_through(row),
        "stamp": stamp(row),
        "has_doubts": any(one.doubtful for one in told) or row.status is Status.REVIEW,
        "lines": [(one, drawn.get(one.place)) for one in told],
        "current": current,
        "general": others(row),
        "page": number,
        "picture": _picture(dispatch, number),
        "frames": list(drawn.values()),
        "arrival": kept,
        "year": (kept.year if kept else arrival_year(dispatch)),
        "came": row.arrived_on,
        "stamped": values.get("arrival.number", ""),
        "twins": twins(dispatch, visible, values),
        "divided": divided_by(dispatch.scan),
    }


def _current(told: Sequence[Line], place: str) -> Line | None:
    """The line that has the focus: the one asked for, else the first doubtful one."""
    wanted: FieldKey = key_of(place)
    asked = next((one for one in told if one.key == wanted), None)
    return asked or next((one for one in told if one.doubtful), None)


def _page(dispatch: DispatchRow, wish: str, current: Line | None) -> int:
    """The page to show: the one asked for, else that of the field with the focus, else the first."""
    pages: list[int] = dispatch.pages or [1]
    if wish.isdecimal() and len(wish) < 6 and int(wish) in pages:
        return int(wish)
    page = current.found.page if current and current.found else None
    return page if page in pages else pages[0]


def _picture(dispatch: DispatchRow, page: int) -> dict[str, str]:
    """The size of the drawn page as text, or why there is none."""
    try:
        drawn = page_picture(dispatch, page)
    except NoPicture as error:
        return {"missing": str(error)}
    return {"width": f"{drawn.width:.1f}", "height": f"{drawn.height:.1f}"}
