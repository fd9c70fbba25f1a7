"""What the page of one task shows, made ready for its template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from publish import task_words as words
from publish.cells import text
from records import Directory, Task
from registry import task_chain
from registry.models import DispatchRow
from registry.task_chain import Step
from registry.tasks import HEAVY, history
from web.cutouts import Cutout, cutouts
from web.door import door
from web.groups import Right, may
from web.paper_address import address_of_stretch
from web.scope import visible_dispatches, visible_tasks
from web.task_form import TaskForm
from web.task_lines import line


def context(user: User, task: Task, form: TaskForm, every: Directory) -> dict[str, Any]:
    """All that the template shows of the task; its chain as far as the person may see it."""
    units, seen = words.names_of(every), visible_tasks(user)
    dispatch = _dispatch(user, task)
    address = reverse("dispatch", args=(dispatch.pk,)) if dispatch else ""
    return {
        "task": task,
        "line": line(task, units, timezone.localdate(), address),
        **_on_paper(dispatch, task),
        "facts": list(_facts(task, units)),
        "above": [_step(one) for one in task_chain.above(task.number, seen)],
        "below": [_step(one) for one in task_chain.below(task.number, seen)],
        "proposals": [words.proposal(one) for one in task.proposals],
        "history": [(words.FIELDS.get(one.field, one.field), one) for one in history(task.number)],
        "form": form,
        "behind": door().behind(django_settings.VANTHU),
        "may_follow": may(user, Right.FOLLOW),
    }


def _dispatch(user: User, task: Task) -> DispatchRow | None:
    """The dispatch that orders it, with where its words stand; None where it is not there for the person."""
    place = {"scan__sha256": task.paper.sha256, "position": task.paper.position}
    return visible_dispatches(user).filter(**place).select_related("scan", "places").defer(*HEAVY).first()


def _on_paper(dispatch: DispatchRow | None, task: Task) -> dict[str, Any]:
    """The sentence cut out of the pictures of its pages, and the way to it; neither where nobody knows them."""
    if dispatch is None or task.gone:
        return {"cutouts": ()}
    found: list[Cutout] = list(cutouts(dispatch, task))
    page = found[0].page if found else task.page
    return {"cutouts": found, "on_page": address_of_stretch(dispatch.pk, page, task.start, task.end)}


def _facts(task: Task, units: words.Units) -> Iterator[tuple[str, str]]:
    """What is known of it besides sentence and day, under its name."""
    facts = {
        "Thuộc": words.whose(task, units),
        "Thực hiện": _corrected(task, "actors", _names(task.actors), _names(task.said_actors)),
        "Phối hợp": "; ".join(text(one) or "" for one in task.coordinators),
        "Báo cáo": _corrected(task, "report_to", text(task.report_to), text(task.said_report_to)),
        "Hạn ghi trong văn bản": _said_due(task),
        "Qua": text(task.channel),
        "Cơ quan ban hành": text(task.paper.issuer),
        "Trạng thái": words.state(task),
        "Người được giao": text(task.assignee),
        "Văn bản trả lời": text(task.evidence),
        "Đã làm đến kỳ": words.day(task.done_until),
        "Ghi chú": text(task.note),
    }
    yield from ((name, value) for name, value in facts.items() if value)


def _names(named: Iterable[str]) -> str:
    return "; ".join(text(one) or "" for one in named)


def _corrected(task: Task, field: str, value: str | None, said: str | None) -> str | None:
    """The value; where a person wrote it, that he did and what the paper says."""
    if field not in task.settled:
        return value
    return f"{value or 'không có'} (văn thư đã sửa; máy đọc: {said or 'không có'})"


def _said_due(task: Task) -> str | None:
    """The day as read or counted, where a person wrote another."""
    if "due" not in task.settled:
        return None
    return words.day(task.said_due or task.counted_due) or "không có"


def _step(one: Step) -> dict[str, Any]:
    return {
        "number": one.number,
        "level": one.level,
        "document": text(one.document),
        "doubt": "" if one.sure else f"có thể, điểm {one.score:.2f}".replace(".", ","),
        "seen": one.seen,
        "text": text(one.text),
        "status": one.status,
        "due": words.day(one.due),
    }
