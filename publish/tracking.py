"""The book by which an office follows what it received (sổ theo dõi giải quyết văn bản đến), as a workbook."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from publish import task_words as words
from publish.cells import Cell, Line, text
from publish.sheet import xlsx
from publish.task_words import Units
from records import Task, TaskStatus

#: The seven columns of the book, and their widths in characters.
COLUMNS = {
    "Số đến": 8,
    "Tên loại, số, ký hiệu, ngày tháng, tên cơ quan ban hành": 40,
    "Đơn vị hoặc người nhận": 30,
    "Thời hạn giải quyết": 14,
    "Tiến độ giải quyết": 26,
    "Số, ký hiệu văn bản trả lời": 20,
    "Ghi chú": 40,
}


def as_xlsx(tasks: Iterable[Task], units: Units) -> bytes:
    """The book: for each dispatch that orders something a line for each of our units it falls on."""
    return xlsx("Sổ theo dõi", COLUMNS, lines(tasks, units))


def lines(tasks: Iterable[Task], units: Units, only: frozenset[str] | None = None) -> list[Line]:
    """Its lines, each of a dispatch and one whom its tasks fall on; `only`: of these units (their keys) alone."""
    return [_line(who, own) for who, own in entries(tasks, units, only)]


def entries(tasks: Iterable[Task], units: Units, only: frozenset[str] | None = None) -> list[tuple[str, list[Task]]]:
    """Who, with the tasks of one dispatch that fall on them; in the order of the tasks."""
    found: dict[tuple[str, int, str], list[Task]] = defaultdict(list)
    for one in tasks:
        for who in _receivers(one, units, only):
            found[(one.paper.sha256, one.paper.position, who)].append(one)
    return [(who, own) for (_, _, who), own in found.items()]


def _receivers(one: Task, units: Units, only: frozenset[str] | None) -> Sequence[str]:
    """The units of ours; what falls on others alone is none of this book."""
    if only is not None:
        return words.unit_names((key for key in one.units if key in only), units)
    ours = words.unit_names(one.units, units)
    return [*ours, *(f"{text(name) or 'chưa rõ đơn vị'} (?)" for name in one.unmatched)]


def _line(who: str, own: Sequence[Task]) -> Line:
    paper = ", ".join(part for part in (words.paper(own[0]), text(own[0].paper.issuer)) if part)
    people = list(dict.fromkeys(one.assignee for one in own if one.assignee))
    return (
        text(own[0].paper.arrival_number),
        paper,
        f"{who} ({', '.join(text(one) or '' for one in people)})" if people else who,
        _due(own),
        _progress(own),
        "; ".join(dict.fromkeys(text(one.evidence) or "" for one in own if one.evidence)) or None,
        _note(own),
    )


def _due(own: Sequence[Task]) -> Cell:
    """The first day that is still ahead of somebody; else the last one there was; else how it comes again."""
    still = [one.due for one in own if one.due and one.is_open]
    past = [one.due for one in own if one.due]
    if still or past:
        return min(still) if still else max(past)
    return "; ".join(dict.fromkeys(said for one in own if (said := words.how_due(one)))) or None


def _progress(own: Sequence[Task]) -> str:
    """'đang làm 1/3, xong 1/3, mới 1/3'; the state alone where all are in it."""
    counted = Counter(one.status for one in own)
    told = [f"{status.value} {counted[status]}/{len(own)}" for status in TaskStatus if counted[status]]
    return told[0].rpartition(" ")[0] if len(told) == 1 else ", ".join(told)


def _note(own: Sequence[Task]) -> str | None:
    notes = [text(one.note) or "" for one in own if one.note]
    proposed = {words.proposal(link): None for one in own if one.is_open for link in one.proposals}
    gone = [f"Việc số {one.number} không còn trong văn bản sau khi đọc lại." for one in own if one.gone]
    told = [*dict.fromkeys(notes), *(f"Có thể đã trả lời: {one}." for one in proposed), *gone]
    numbers = ", ".join(str(one.number) for one in own)
    return " ".join([*told, f"Việc số {numbers}."])
