"""Tasks as tables: all as CSV, those of one unit as a workbook; and as JSON for other programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from publish import task_words as words
from publish.cells import Cell, Line, text
from publish.sheet import xlsx
from publish.table import csv
from publish.task_words import Units
from records import Task
from registry.recurring import due_next

#: What the CSV says of each task.
COLUMNS = (
    *(
        "Số việc",
        "Đơn vị",
        "Nơi khác",
        "Chưa rõ đơn vị",
        "Người thực hiện",
        "Phối hợp",
        "Báo cáo",
        "Qua",
        "Tham mưu cho",
    ),
    *("Việc", "Mục", "Hạn", "Hạn theo", "Lời ghi hạn", "Tính từ ngày", "Định kỳ", "Quy tắc lặp", "Đã làm đến kỳ"),
    *("Trạng thái", "Người được giao", "Ghi chú", "Văn bản trả lời", "Có thể đã trả lời", "Việc cấp trên"),
    *("Văn bản", "Ngày văn bản", "Cơ quan ban hành", "Số đến", "Ngày đến", "Tệp", "SHA-256", "Thứ tự trong tệp"),
    *("Trang", "Khung", "Độ tin cậy", "Độ tin cậy đơn vị", "Mã việc"),
)

#: The columns of a unit's workbook, and their widths in characters.
SHEET = {
    "Số việc": 7,
    "Hạn": 11,
    "Hạn theo": 22,
    "Việc": 60,
    "Văn bản": 24,
    "Cơ quan ban hành": 22,
    "Mục, trang": 12,
    "Phối hợp": 20,
    "Báo cáo": 18,
    "Trạng thái": 14,
    "Người được giao": 16,
    "Văn bản trả lời": 16,
    "Ghi chú": 20,
}


def as_csv(tasks: Iterable[Task], units: Units, today: dt.date | None = None) -> bytes:
    """All that is known of these tasks, a line each; with `today` the day of what comes again is its next one."""
    return csv(COLUMNS, [_line(one, units, today) for one in tasks])


def as_xlsx(tasks: Iterable[Task], title: str) -> bytes:
    """The tasks of one unit as a workbook to print."""
    return xlsx(title, SHEET, [_row(one) for one in tasks])


def _names(names: Sequence[str]) -> str | None:
    return "; ".join(text(one) or "" for one in names) or None


def _line(one: Task, units: Units, today: dt.date | None) -> Line:
    of = one.paper
    box = " ".join(f"{x:.1f}" for x in one.box) if one.box else None
    return (
        *(one.number, _names(words.unit_names(one.units, units)), _names(one.others), _names(one.unmatched)),
        *(_names(one.actors), _names(one.coordinators), text(one.report_to), text(one.channel), text(one.drafts_for)),
        *(text(one.text), text(one.clause) or None, one.due if today is None else due_next(one, today)),
        *(one.due_by.value if one.due_by else None, text(one.due_text), one.counted_from),
        *(words.FREQUENCIES[one.recurrence] if one.recurrence else None, one.rrule, one.done_until),
        *(words.state(one), text(one.assignee) or None, text(one.note) or None, text(one.evidence) or None),
        *("; ".join(map(words.proposal, one.proposals)) or None, "; ".join(map(words.upper, one.upper)) or None),
        *(text(of.symbol), of.issued_on, text(of.issuer), text(of.arrival_number), arrived(one)),
        *(text(of.file), of.sha256, of.position + 1, one.page, box, round(one.confidence, 3), _sure(one), one.uid),
    )


def _sure(one: Task) -> float | None:
    """How sure it is whose task it is: as sure as the least sure of its names."""
    return round(min(fall.confidence for fall in one.falls), 3) if one.falls else None


def arrived(one: Task) -> Cell:
    """The day on the ĐẾN stamp, else the day the file came in."""
    return one.paper.arrived_on or one.paper.received_on


def _row(one: Task) -> Line:
    place = (f"mục {text(one.clause)}" if one.clause else None, f"trang {one.page}" if one.page else None)
    reported = " qua ".join(part for part in (text(one.report_to), text(one.channel)) if part)
    return (
        *(one.number, one.due, words.how_due(one), text(one.text), words.paper(one), text(one.paper.issuer)),
        *(", ".join(part for part in place if part) or None, _names(one.coordinators), reported or None),
        *(words.state(one), text(one.assignee) or None, text(one.evidence) or None, _note(one)),
    )


def _note(one: Task) -> str | None:
    """What people wrote, and what the machine proposes."""
    proposed = [f"Có thể đã trả lời: {words.proposal(link)}." for link in one.proposals if one.is_open]
    return " ".join([*([text(one.note) or ""] if one.note else []), *proposed]) or None


def as_json(one: Task, units: Units, today: dt.date) -> dict[str, Any]:
    """The task as JSON holds it; days are ISO."""
    of, next_one = one.paper, due_next(one, today)
    return {
        "number": one.number,
        "uid": one.uid,
        "text": one.text,
        "clause": one.clause,
        "status": one.status.value,
        "open": one.is_open,
        "gone": one.gone,
        "next": _iso(next_one),
        "overdue": bool(one.is_open and next_one and next_one < today),
        "due": _iso(one.due),
        "due_by": one.due_by and one.due_by.value,
        "due_text": one.due_text,
        "counted_from": _iso(one.counted_from),
        "recurrence": one.recurrence and one.recurrence.value,
        "rrule": one.rrule,
        "done_until": _iso(one.done_until),
        "units": [{"key": key, "name": units.get(key, key)} for key in one.units],
        "others": list(one.others),
        "unmatched": list(one.unmatched),
        "falls": [_fall(one, number) for number in range(len(one.falls))],
        "actors": list(one.actors),
        "coordinators": list(one.coordinators),
        "report_to": one.report_to,
        "channel": one.channel,
        "assignee": one.assignee,
        "note": one.note,
        "evidence": one.evidence,
        "proposals": [_link(link) for link in one.proposals],
        "upper": [_link(link) for link in one.upper],
        "settled": sorted(one.settled),
        "confidence": round(one.confidence, 3),
        "page": one.page,
        "box": one.box and [round(x, 1) for x in one.box],
        "paper": {"symbol": of.symbol, "kind": of.kind, "issued_on": of.issued_on, "issuer": of.issuer}
        | {"file": of.file, "sha256": of.sha256, "position": of.position},
    }


def _fall(one: Task, number: int) -> dict[str, Any]:
    fall = one.falls[number]
    return {
        "name": fall.name,
        "how": fall.how.value,
        "units": list(fall.units),
        "candidates": list(fall.candidates),
        "confidence": round(fall.confidence, 3),
        "why": fall.why,
    }


def _link(link: Any) -> dict[str, Any]:
    return {
        "key": link.key,
        "label": link.label,
        "score": round(link.score, 3),
        "sure": link.sure,
        "sentence": link.sentence,
        "task": link.task,
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
