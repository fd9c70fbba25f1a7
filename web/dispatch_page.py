"""What the page of a dispatch shows, made ready for its template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse

from publish.answers import RELATION_NAMES, shown
from publish.cells import text
from publish.edxml_draft import may_have_envelope
from publish.register import signature
from publish.searchable_order import WITHOUT_PAPER
from publish.task_words import FREQUENCIES, day
from records import Frequency, Reading
from registry import one_dispatch
from registry.mail_told import came_with
from registry.models import Correction, DispatchRow, TaskRow
from registry.one_dispatch import Citer, Mention, Whole
from web import dispatch_words as words
from web.divided_by import divided_by
from web.groups import Group, groups_of, may_enter
from web.navigation import groups_for
from web.paper_address import address_of_stretch
from web.scope import visible_tasks

#: Orders shown on the page of their dispatch.
MOST_TASKS = 200


@dataclass(frozen=True, slots=True)
class Cited:
    """A document named in the dispatch, in a line; `address` is empty where there is no page about it.

    `on_page`: the way to the sentence on its page; '' where it is not known where that stands.
    `key`: under which it can be followed; '' where it is not known which document is meant.
    """

    text: str
    relation: str
    document: str
    address: str
    state: str
    sentence: str
    page: int | None
    sure: str
    tone: str
    on_page: str
    key: str = ""


def context(user: User, row: DispatchRow, seen: QuerySet[DispatchRow]) -> dict[str, Any]:
    """All that the template shows of the dispatch; `seen`: the dispatches that the person may see."""
    found, (cited, citers) = one_dispatch.whole(row), one_dispatch.around(row, seen)
    reading = found.register.reading
    alone = not hides_others(row, seen)
    return {
        "dispatch": row,
        "title": title(reading, row.scan.name),
        "subject": text(reading.header.subject),
        "status": found.register.status,
        "arrival_number": found.register.arrival_number,
        "arrived_on": found.register.arrived_on,
        "doubtful": bool(found.register.doubts),
        "values": words.values(found.values, reading.evidence),
        "problems": found.register.doubts,
        "pictures": _pictures(row, found),
        "signatures": [(signature(one), text(one.reason)) for one in reading.e_signatures],
        "attachments": [text(one) for one in reading.header.attachments],
        "enclosed_doubts": [one.message for one in found.register.doubts if one.field == "attachments"],
        "cited": [_cited(row, one, may_enter(user, groups_for("graph"))) for one in cited],
        "citers": [_citer(one) for one in citers],
        "tasks": _tasks(user, row),
        "corrections": [_correction(one) for one in found.corrections],
        "divided": divided_by(row.scan),
        "whole_scan": alone,
        "mail": came_with(row) if alone else None,
        "searchable": row.scan.media_type not in WITHOUT_PAPER,
        "edxml": Group.CLERK in groups_of(user) and may_have_envelope(reading, row.scan.media_type),
        "text": reading.text,
    }


def title(reading: Reading, file: str) -> str:
    """How an office calls it: 'Công văn 411-CV/TU ngày 6/6/2022'; its file where it has neither kind nor number."""
    of = reading.header
    named = " ".join(part for part in (text(of.kind), text(of.symbol)) if part)
    issued = f" ngày {words.shown('issued_on', of.issued_on.value)}" if of.issued_on else ""
    return f"{named[:1].upper()}{named[1:]}{issued}" if named else f"Văn bản trong tệp {file}"


def hides_others(row: DispatchRow, seen: QuerySet[DispatchRow]) -> bool:
    """Whether the scan holds a dispatch too that is not `seen`."""
    ours = seen.filter(scan=row.scan_id).values("pk")
    return DispatchRow.objects.filter(scan=row.scan_id).exclude(pk__in=ours).exists()


def _pictures(row: DispatchRow, found: Whole) -> list[tuple[str, str]]:
    return [
        (reverse("dispatch_picture", args=(row.pk, position)), f"{words.PICTURES.get(field, field)}, trang {page}")
        for position, field, page in found.cuts
    ]


def _cited(row: DispatchRow, one: Mention, asks_graph: bool) -> Cited:
    """The document in a line; where it is not there, the way to what the graph knows of it, for who may ask that."""
    told = (one.text, RELATION_NAMES[one.relation])
    sure = (*words.sure_words(one.confidence), address_of_stretch(row.pk, one.page, one.start, one.end))
    if one.document is None:
        state = f"chưa rõ là văn bản nào ({len(one.candidates)} khả năng)" if one.candidates else "chưa đối chiếu"
        return Cited(*told, "", "", state, one.sentence, one.page, *sure)
    in_graph = f"{reverse('graph')}?{urlencode({'document': one.document.key})}" if asks_graph else ""
    address = reverse("dispatch", args=(one.dispatches[0],)) if one.dispatches else in_graph
    state = "có trong kho" if one.document.received else "chưa có trong kho"
    return Cited(*told, shown(one.document), address, state, one.sentence, one.page, *sure, one.document.key)


def _citer(one: Citer) -> dict[str, Any]:
    return {
        "name": one.name,
        "address": reverse("dispatch", args=(one.dispatch,)),
        "relation": RELATION_NAMES[one.relation],
        "sentence": one.sentence,
        "page": one.page,
        "on_page": address_of_stretch(one.dispatch, one.page, one.start, one.end),
    }


def _tasks(user: User, row: DispatchRow) -> list[dict[str, Any]]:
    """The orders of the dispatch that the person may see, with their days in words."""
    rows = visible_tasks(user).filter(scan=row.scan_id, position=row.position)
    return [_task(row, one) for one in rows[:MOST_TASKS]]


def _task(row: DispatchRow, one: TaskRow) -> dict[str, Any]:
    return {
        "number": one.pk,
        "text": one.text,
        "clause": one.clause,
        "page": one.page,
        "on_page": address_of_stretch(row.pk, one.page, one.start, one.end),
        "actors": one.actors,
        "coordinators": one.coordinators,
        "report_to": one.report_to,
        "due": _due(one),
        "status": one.status,
    }


def _due(one: TaskRow) -> str:
    """By when, and the words that say so: '25/6/2022 (“trước ngày 25/6”)'."""
    again = FREQUENCIES[Frequency(one.recurrence)] if one.recurrence else "chưa rõ hạn"
    when = day(one.due) or again
    return f"{when} (“{text(one.due_text)}”)" if one.due_text else when


def _correction(one: Correction) -> dict[str, Any]:
    name = f"{one.field}.{one.part}" if one.part else one.field
    return {"field": words.FIELDS.get(name, name), "value": words.shown(name, one.value), "by": one.by, "at": one.at}
