"""How tasks are told to people: their days, who acts, where they stand, what they hang together with."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from publish.cells import text
from records import Anchor, Directory, DueBy, Frequency, Task, TaskChange, TaskLink
from registry.recurring import due_next
from registry.task_names import OFFICE_TIME, SETTABLE

FREQUENCIES = {
    Frequency.WEEKLY: "hằng tuần",
    Frequency.MONTHLY: "hằng tháng",
    Frequency.QUARTERLY: "hằng quý",
    Frequency.HALF_YEARLY: "6 tháng một lần",
    Frequency.YEARLY: "hằng năm",
    Frequency.REGULARLY: "thường xuyên",
}
ANCHORS = {
    Anchor.RECEIPT: "ngày nhận",
    Anchor.ISSUE: "ngày ban hành",
    Anchor.EFFECT: "ngày có hiệu lực",
    Anchor.EVENT: "sự việc nêu trong văn bản",
}
#: The columns of history, with what only a re-reading changes.
FIELDS = {**SETTABLE, "said_due": "hạn ghi trong văn bản", "gone": "không còn trong văn bản"}
GONE = "không còn trong văn bản"


def day(value: dt.date | str | None) -> str | None:
    """The day as Vietnamese write it: 25/6/2022."""
    if value is None:
        return None
    try:
        one = dt.date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    return f"{one.day}/{one.month}/{one.year}"


def paper(task: Task) -> str:
    """The dispatch: 'Công văn 411-CV/TU ngày 6/6/2022', or its file where it has no number."""
    of = task.paper
    if not of.symbol:
        return text(of.subject) or text(of.file) or ""
    said = " ".join(part for part in (text(of.kind), text(of.symbol)) if part)
    issued = day(of.issued_on)
    return said[:1].upper() + said[1:] + (f" ngày {issued}" if issued else "")


def how_due(task: Task) -> str | None:
    """How the day is known: 'ghi trong văn bản: “trước ngày 25/6/2022”'."""
    words = f"“{text(task.due_text)}”" if task.due_text else None
    if task.due_by is DueBy.CLERK:
        return DueBy.CLERK.value
    if task.due_by is DueBy.COUNTED and task.anchor:
        since = f" {day(task.counted_from)}" if task.counted_from else ""
        return f"{words}, tính từ {ANCHORS[task.anchor]}{since}" if words else None
    if task.recurrence:
        return ": ".join(part for part in (FREQUENCIES[task.recurrence], words) if part)
    return words


def state(task: Task) -> str:
    """How far it is, as a person set it; and whether its order is still in the text."""
    return f"{task.status.value} ({GONE})" if task.gone else task.status.value


#: What each unit is called, by its key.
Units = Mapping[str, str]
#: So many units are named in a line of a list; the rest is counted.
FEW_UNITS = 4


def names_of(directory: Directory) -> dict[str, str]:
    """What each unit is called, by its key; those of one name with whom they are under: 'Chi bộ 1 (Đảng bộ A)'."""
    own = {one.key: text(one.name) or one.key for one in directory.units}
    counted = Counter(own.values())
    return {
        one.key: f"{own[one.key]} ({own[one.parent]})"
        if counted[own[one.key]] > 1 and one.parent in own
        else own[one.key]
        for one in directory.units
    }


def unit_names(keys: Iterable[str], units: Units) -> list[str]:
    """The names of these units; the key itself of one that the directory no longer has."""
    return [units.get(key, key) for key in keys]


def whose(task: Task, units: Units, most: int | None = None) -> str:
    """All on whom it falls: our units by their names, others as printed, names that fit nobody with a question mark.

    `most`: so many units at most are named.
    """
    ours = unit_names(task.units, units)
    if most is not None and len(ours) > most:
        ours = [*ours[: most - 1], f"và {len(ours) - most + 1} đơn vị khác"]
    unknown = [f"{text(name) or 'không nêu ai'} (?)" for name in task.unmatched]
    outside = ", ".join(text(one) or "" for one in task.others)
    return "; ".join([*ours, *([f"ngoài cơ quan ta: {outside}"] if outside else []), *unknown])


def proposal(link: TaskLink) -> str:
    """What seems to answer it: '90-BC/ĐUK ngày 1/12/2022 (điểm 0,78)'."""
    return f"{text(link.label)} (điểm {link.score:.2f})".replace(".", ",")


def upper(link: TaskLink) -> str:
    """The upper order it seems to carry out."""
    said = f"việc số {link.task} của {text(link.label)}"
    return said if link.sure else f"có thể {said} (điểm {link.score:.2f})".replace(".", ",")


def lines(task: Task, units: Units, today: dt.date) -> Iterator[str]:
    """A task in a list: number, next day, whose, state; then the order with where it stands."""
    next_one = due_next(task, today)
    late = " QUÁ HẠN" if task.is_open and next_one and next_one < today else ""
    yield f"{task.number:5}  {day(next_one) or 'không rõ hạn'}{late}  [{state(task)}]  {whose(task, units, FEW_UNITS)}"
    yield f"       {place(task)}: {text(task.text)}"
    for one in task.proposals:
        yield f"       có thể đã trả lời: {proposal(one)}"
    for one in task.upper:
        yield f"       thực hiện: {upper(one)}"


def place(task: Task) -> str:
    """Where it stands: the dispatch, the clause, the page."""
    parts = (paper(task), task.clause and f"mục {text(task.clause)}", task.page and f"trang {task.page}")
    return ", ".join(part for part in parts if part)


def whole(task: Task, units: Units, today: dt.date) -> Iterator[str]:
    """All that is known of one task, a line each."""
    facts = {
        "Việc": text(task.text),
        "Theo": place(task),
        "Cơ quan ban hành": text(task.paper.issuer),
        "Tệp": text(task.paper.file),
        "Thực hiện": "; ".join(text(one) or "" for one in task.actors),
        "Thuộc": whose(task, units),
        "Phối hợp": "; ".join(text(one) or "" for one in task.coordinators),
        "Báo cáo": text(task.report_to),
        "Qua": text(task.channel),
        "Hạn": day(due_next(task, today)),
        "Hạn theo": how_due(task),
        "Đã làm đến kỳ": day(task.done_until),
        "Trạng thái": state(task),
        "Người được giao": text(task.assignee),
        "Văn bản trả lời": text(task.evidence),
        "Có thể đã trả lời": "; ".join(proposal(one) for one in task.proposals),
        "Việc cấp trên": "; ".join(upper(one) for one in task.upper),
        "Ghi chú": text(task.note),
        "Độ tin cậy": f"{task.confidence:.2f}".replace(".", ","),
    }
    yield f"Việc số {task.number}"
    yield from (f"  {name}: {value}" for name, value in facts.items() if value)


def change(one: TaskChange) -> str:
    """One line of the history."""
    name = FIELDS.get(one.field, one.field)
    return f"{one.at.astimezone(OFFICE_TIME):%d/%m/%Y %H:%M}  {one.by}: {name} “{one.before}” → “{one.after}”"
