"""What a unit is reminded of: one message of what is overdue and what is due soon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from publish import task_words as words
from publish.cells import text
from records import Task
from registry.recurring import due_next


def subject(tasks: Sequence[Task], today: dt.date) -> str:
    """'Nhắc việc ngày 20/6/2022: 1 việc quá hạn, 2 việc sắp đến hạn'."""
    late = sum(_is_late(one, today) for one in tasks)
    counted = ((late, "việc quá hạn"), (len(tasks) - late, "việc sắp đến hạn"))
    return f"Nhắc việc ngày {words.day(today)}: {', '.join(f'{number} {what}' for number, what in counted if number)}"


def message(name: str, tasks: Sequence[Task], today: dt.date) -> str:
    """The message for the unit of this name; the tasks by their days."""
    lines = [f"Kính gửi: {name}", "", f"{subject(tasks, today)}.", ""]
    late = [one for one in tasks if _is_late(one, today)]
    for heading, own in (("QUÁ HẠN", late), ("SẮP ĐẾN HẠN", [one for one in tasks if one not in late])):
        if own:
            lines += [heading, "", *(line for one in own for line in _item(one, today)), ""]
    lines += ["Ghi kết quả bằng lệnh: vanthu task SỐ --status xong --evidence “số văn bản trả lời”"]
    return "\n".join(lines) + "\n"


def _item(one: Task, today: dt.date) -> Iterator[str]:
    day = due_next(one, today)
    left = (day - today).days if day else 0
    when = f"còn {left} ngày" if left > 0 else f"quá {-left} ngày" if left < 0 else "hôm nay"
    yield f"- Hạn {words.day(day)} ({when}): {text(one.text)}"
    yield f"  Việc số {one.number}, {words.state(one)}; theo {words.place(one)}; {_file(one)}"
    if one.assignee:
        yield f"  Người được giao: {text(one.assignee)}"
    for link in one.proposals:
        yield f"  Có thể đã trả lời bằng {words.proposal(link)}; nếu đúng, hãy ghi việc là xong."


def _file(one: Task) -> str:
    """The file, with the digits by which a reminder of a scan that is withdrawn is found again."""
    return f"tệp {text(one.paper.file)} (mã tệp {one.paper.sha256[:12]})"


def _is_late(one: Task, today: dt.date) -> bool:
    day = due_next(one, today)
    return day is not None and day < today
