"""Tasks brought up to date: what the paper orders joined with the directory, the calendar and the graph."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from graphing import bring_graph_up_to_date
from linking import found_links, link_anew
from pipeline.chains import Known
from pipeline.issuing import issuers
from pipeline.reckon import arrival, reckoned
from pipeline.undone import done_with, unreckoned
from records import Directory, Graph, Ordered, Paper, Reckoned
from rules import version as rules_version
from settings import Settings

if TYPE_CHECKING:
    from registry.graph import DjangoGraph

#: A paper: the sha256 of its scan, its position in it.
Place = tuple[str, int]
NO_DAYS: Mapping[Place, dt.date] = {}


def follow(settings: Settings, anew: bool = False) -> None:
    """Reckon falls, counted days and links of all tasks, where papers, clerks' words, directory or rules changed since.

    `anew`: also where nothing did.
    """
    from registry.connection import held_connection
    from registry.start import start

    with done_with(unreckoned(settings)), held_connection():
        start(settings)
        _follow(anew)


def _follow(anew: bool) -> None:
    from registry import concern_keep, relink, scan_changes, task_reckon
    from registry.directory import directory
    from registry.graph import DjangoGraph

    kept = DjangoGraph()
    bring_graph_up_to_date(kept, anew)
    concern_keep.keep_units()
    units = directory()
    (keys, last), change = relink.waiting(), scan_changes.last_change()  # what comes meanwhile is for the next time
    basis = based_on(units)
    then, _, seen = (task_reckon.reckoned_from() or "").rpartition("/")
    stamp = f"{basis}/{change}"
    if anew or then != basis or relink.ALL in keys:
        _reckon_all(kept, units, stamp, last)
    elif keys or seen != str(change):
        _reckon_some(kept, units, Since(keys, last, scan_changes.changed_since(int(seen))), stamp)


@lru_cache(maxsize=2)
def based_on(units: Directory) -> str:
    """What all reckoning hangs on: where it is another, everything is reckoned anew."""
    return f"{rules_version()}/{sha256(repr(units).encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since all was reckoned: documents in the graph (up to the note `last`), scans (their rows)."""

    keys: set[str]
    last: int
    scans: Sequence[int]


def _reckon_all(kept: DjangoGraph, units: Directory, stamp: str, last: int) -> None:
    from registry import relink, task_reckon

    all_of_it = Reckoning(units, task_reckon.ordered())
    all_of_it.take(kept.papers(), task_reckon.received(), task_reckon.entered_days())
    found = all_of_it.with_links(kept.kept())
    with task_reckon.in_turn():
        task_reckon.keep(found, stamp)
        relink.done(last)


def _reckon_some(kept: DjangoGraph, units: Directory, since: Since, stamp: str) -> None:
    from registry import relink, task_links, task_reckon

    with task_reckon.in_turn():
        if since.scans:
            some = Reckoning(units, task_reckon.ordered(since.scans))
            days = (task_reckon.received(since.scans), task_reckon.entered_days(since.scans))
            some.take(kept.papers_in(since.scans) if some.ordered else iter(()), *days)
            task_reckon.keep_part(some.found)
        keys = since.keys | task_links.stirred_by(since.scans)
        if keys:
            link_anew(keys, kept.papers_at, units)
        relink.done(since.last)
        task_reckon.note(stamp)


@dataclass
class Reckoning:
    """The tasks of an office while they are reckoned: `found` by the task's number, `issued` by the paper's place."""

    directory: Directory
    ordered: Sequence[Ordered]
    found: dict[int, Reckoned] = field(default_factory=dict)
    issued: dict[tuple[str, int], frozenset[str]] = field(default_factory=dict)

    def take(
        self, papers: Iterator[Paper], received: Mapping[str, dt.date], entered: Mapping[Place, dt.date] = NO_DAYS
    ) -> None:
        """Reckon paper by paper; `received`: the day each scan came, `entered`: a paper, as a clerk wrote it."""
        by_place: dict[tuple[str, int], list[Ordered]] = defaultdict(list)
        for one in self.ordered:
            by_place[one.place].append(one)
        for paper in papers:
            self.issued[paper.place] = issuers(paper.reading.header, self.directory)
            for one in by_place[paper.place]:
                if one.order < len(paper.reading.obligations):
                    came = arrival(paper, entered.get(paper.place), received[paper.sha256])
                    self.found[one.number] = reckoned(paper, one, came, self.directory)

    def with_links(self, graph: Graph) -> dict[int, Reckoned]:
        """What was found, with what the graph tells."""
        at = self._tasks_of_documents(graph)
        known = Known(
            {one.key: one for one in graph.documents},
            {one.key: self._issuers(one.papers) for one in graph.documents},
            {key: [(one, self.found[one.number].falls) for one in own] for key, own in at.items()},
        )
        from registry.task_links import in_order

        links = found_links(graph.edges, known, self.directory)
        return {number: replace(one, links=in_order(links.get(number, ()))) for number, one in self.found.items()}

    def _tasks_of_documents(self, graph: Graph) -> dict[str, list[Ordered]]:
        """The tasks of each received document; a paper that came twice counts once, as it came first."""
        by_place: dict[tuple[str, int], list[Ordered]] = defaultdict(list)
        for one in self.ordered:
            if one.number in self.found:
                by_place[one.place].append(one)
        found = {one.key: [own for place in one.papers if (own := by_place[place])] for one in graph.documents}
        return {key: lists[0] for key, lists in found.items() if lists}

    def _issuers(self, papers: Sequence[tuple[str, int]]) -> frozenset[str]:
        return frozenset(key for place in papers for key in self.issued.get(place, ()))
