"""The links of tasks found anew around some documents: what these say of the orders of others, and of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

from pipeline.answering import answers
from pipeline.chains import Known, upper_orders
from pipeline.issuing import issuers
from records import Directory, Edge, Paper, TaskLink

#: The papers at these places.
PapersAt = Callable[[Collection[tuple[str, int]]], Iterator[Paper]]


def link_anew(keys: Collection[str], papers_at: PapersAt, directory: Directory) -> None:
    """Nothing; afterwards the links that hang on what these documents say are those of the kept graph and tasks."""
    from registry.task_links import keep_links, said_by, tasks_of

    told = said_by(keys)
    ours = [one for one in told.rows.values() if one.key in keys]
    tasks = tasks_of(told.rows.values())
    saying = {edge.source for edge in told.edges if edge.target in tasks}
    places = {place: one.key for one in ours if one.key in saying for place in one.papers}
    issued: dict[str, frozenset[str]] = defaultdict(frozenset)
    for paper in papers_at(places.keys()) if places else ():
        issued[places[paper.place]] |= issuers(paper.reading.header, directory)
    known = Known(told.documents, issued, tasks)
    keep_links(keys, ours, found_links((edge for edge in told.edges if edge.source in saying), known, directory))


def found_links(edges: Iterable[Edge], known: Known, directory: Directory) -> dict[int, list[TaskLink]]:
    """The links of tasks that these edges tell of, by the task's number; an edge to no document that is known none."""
    by_source: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.target is not None:
            by_source[edge.source].append(edge)
    links: dict[int, list[TaskLink]] = defaultdict(list)
    for key, own in by_source.items():
        orders = [one for one, _ in known.tasks.get(key, ())]
        for number, upper in upper_orders(orders, own, known).items():
            links[number] += upper
        for number, told in answers(own, known, directory).items():
            links[number] += told
    return links
