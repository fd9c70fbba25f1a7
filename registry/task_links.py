"""The links of some tasks: what is asked to find them anew, and how they are put among those that stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from records import Document, Fall, LinkKind, Ordered, TaskLink
from registry import hops, task_rows
from registry.connection import lent_connection
from registry.graph_models import ClaimRow, DocumentRow
from registry.hops import Told, keys_at
from registry.models import TaskFallRow, TaskLinkRow, TaskRow
from registry.often import Among, Often
from registry.relink import citing_any
from registry.task_reckon import FALLS, keep_rows, ordered_in_files

#: An order, and on whom it falls.
Own = Sequence[tuple[Ordered, tuple[Fall, ...]]]
ANSWERED, IMPLEMENTS = LinkKind.ANSWERED_BY.value, LinkKind.IMPLEMENTS.value


def stirred_by(scans: Collection[int]) -> set[str]:
    """The keys of the documents that these scans hold, and of those that speak of them."""
    if not scans:
        return set()
    with lent_connection():
        own = set(map(str, _ARE(scans)))
        citing = citing_any(own)
        return own | set(keys_at(citing).values() if citing else ())


def said_by(keys: Collection[str]) -> Told:
    """What these documents say of others themselves, in the order of papers and places."""
    with lent_connection():
        return hops.said_by(_ROWS(keys))


def tasks_of(documents: Iterable[Document]) -> dict[str, Own]:
    """The tasks of each received document with their falls; a paper that came twice counts once, as it came first."""
    places = {one.key: one.papers for one in documents if one.papers}
    wanted = {place for some in places.values() for place in some}
    if not wanted:
        return {}
    by_place: dict[tuple[str, int], list[tuple[Ordered, tuple[Fall, ...]]]] = defaultdict(list)
    orders = ordered_in_files({sha256 for sha256, _ in wanted})
    falls = _falls([one.number for one in orders])
    for one in orders:
        by_place[one.place].append((one, falls.get(one.number, ())))
    found = {key: [own for place in some if (own := by_place.get(place))] for key, some in places.items()}
    return {key: lists[0] for key, lists in found.items() if lists}


def _falls(numbers: Collection[int]) -> dict[int, tuple[Fall, ...]]:
    rows: dict[int, list[TaskFallRow]] = defaultdict(list)
    with lent_connection():
        for row in FALLS(numbers):
            rows[row.task_id].append(row)
    return {number: task_rows.falls(own) for number, own in rows.items()}


def keep_links(keys: Collection[str], documents: Iterable[Document], found: Mapping[int, Sequence[TaskLink]]) -> None:
    """Put what was found in the place of all that hung on what these documents (all `keys`) say; the rest stays.

    `documents`: those of them that there are.
    """
    own = _tasks_in({place for one in documents for place in one.papers})
    touched = {*_ANSWERED(keys), *_IMPLEMENTING(own), *found.keys()}
    kept = _LINKS(touched) if touched else []
    links: dict[int, list[TaskLink]] = {number: list(found.get(number, ())) for number in touched}
    for row in kept:
        if not (row.kind == ANSWERED and row.key in keys) and not (row.kind == IMPLEMENTS and row.task_id in own):
            links[row.task_id].append(task_rows.link(row))
    there = set(_THERE(touched)) if touched else set()
    wanted = {number: task_rows.link_columns(in_order(links[number])) for number in there}
    keep_rows(TaskLinkRow, wanted, kept)


def _tasks_in(places: Collection[tuple[str, int]]) -> set[int]:
    """The tasks of these papers."""
    found = _PLACED({sha256 for sha256, _ in places})
    return {pk for pk, sha256, position in found if (sha256, position) in places}


_ARE = Often(
    lambda scans: ClaimRow.objects.filter(paper__scan__in=scans, order__lt=0, target__isnull=False).values_list(
        "target", flat=True
    ),
    Among.NUMBERS,
)
_ROWS = Often(lambda keys: DocumentRow.objects.filter(key__in=keys).values_list("pk", flat=True), Among.TEXTS)
_ANSWERED = Often(
    lambda keys: TaskLinkRow.objects.filter(kind=ANSWERED, key__in=keys).order_by().values_list("task_id", flat=True),
    Among.TEXTS,
)
_IMPLEMENTING = Often(
    lambda tasks: (
        TaskLinkRow.objects.filter(kind=IMPLEMENTS, task__in=tasks).order_by().values_list("task_id", flat=True)
    ),
    Among.NUMBERS,
)
_LINKS = Often(
    lambda tasks: TaskLinkRow.objects.filter(task__in=tasks, task__gone=False).order_by("task_id", "number"),
    Among.NUMBERS,
)
_THERE = Often(
    lambda tasks: TaskRow.objects.filter(pk__in=tasks, gone=False).values_list("pk", flat=True), Among.NUMBERS
)
_PLACED = Often(
    lambda names: (
        TaskRow.objects.filter(scan__sha256__in=names).order_by().values_list("pk", "scan__sha256", "position")
    ),
    Among.TEXTS,
)


def in_order(links: Sequence[TaskLink]) -> tuple[TaskLink, ...]:
    """The likeliest first."""
    return tuple(sorted(links, key=lambda one: (one.kind, -one.score, one.key, one.task or 0)))
