"""The tasks of one unit as a list to read (Markdown)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from publish import task_words as words
from publish.cells import text
from records import Task


def as_markdown(tasks: Sequence[Task], title: str) -> bytes:
    """What has a day, in its order; what comes again; what has no day; what is done with."""
    lines = [f"# {_plain(title)}", "", f"{len(tasks)} việc, còn {sum(one.is_open for one in tasks)} việc phải làm."]
    for heading, own in _parts(tasks):
        if own:
            lines += ["", f"## {heading}", ""]
            lines += [line for one in own for line in _item(one)]
    return ("\n".join(lines) + "\n").encode()


def _parts(tasks: Sequence[Task]) -> Iterator[tuple[str, list[Task]]]:
    still = [one for one in tasks if one.is_open]
    again = [one for one in still if one.due is None and (one.recurrence or one.rrule)]
    dated = sorted((one for one in still if one.due), key=lambda one: (one.due, one.number))
    yield "Việc có hạn", dated
    yield "Việc định kỳ", again
    yield "Việc không rõ hạn", [one for one in still if one not in again and not one.due]
    yield "Việc đã khép lại", [one for one in tasks if not one.is_open]


def _item(one: Task) -> Iterator[str]:
    when = words.day(one.due) or words.how_due(one) or "không rõ hạn"
    yield f"- **{_plain(when)}** — {_plain(text(one.text) or '')}"
    place = ", ".join(part for part in (words.place(one), text(one.paper.issuer)) if part)
    yield f"  - Việc số {one.number}, {words.state(one)}; {_plain(place)}"
    facts = {
        "Hạn": words.how_due(one) if one.due else None,
        "Người được giao": text(one.assignee),
        "Phối hợp": _joined(one.coordinators),
        "Báo cáo": text(one.report_to),
        "Qua": text(one.channel),
        "Văn bản trả lời": text(one.evidence),
        "Có thể đã trả lời": "; ".join(words.proposal(link) for link in one.proposals) if one.is_open else None,
        "Thực hiện": "; ".join(words.upper(link) for link in one.upper),
        "Ghi chú": text(one.note),
    }
    yield from (f"  - {name}: {_plain(value)}" for name, value in facts.items() if value)


def _joined(names: Iterable[str]) -> str:
    return "; ".join(text(one) or "" for one in names)


def _plain(words_: str) -> str:
    r"""The words as Markdown shows them as they are.

    >>> _plain("a*b <c>")
    'a\\*b \\<c\\>'
    """
    return re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", words_)
