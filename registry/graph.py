"""The graph in the database: what it is made from, and giving it back; `registry.graph_keep` writes it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from records import Doubt, Graph, Organ, Paper, Resolution, Revision
from registry import graph_keep, graph_rows
from registry.alter import alter
from registry.connection import lent_connection
from registry.graph_held import ONLY
from registry.kept_papers import Remembered, papers_of
from registry.ledger import DjangoLedger
from registry.models import (
    DocumentRow,
    DoubtRow,
    EdgeRow,
    GraphState,
    OrganRow,
    PaperRow,
    RulingRow,
    ScanChangeRow,
    ScanRow,
)
from registry.planned import planned_cursor
from registry.scan_changes import changed_since
from registry.versions import Place, versions

#: What a stamp ends with that tells the number of a change in the journal, and how many parts it has.
JOURNAL, STAMPED = "j", 4


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a graph is made from, taken before it is: what changes meanwhile is made up for the next time.

    `scans`: the rows of the scans of which alone `versions` tells (None: of all).
    """

    stamp: str
    versions: Mapping[Place, tuple[int, str]]
    rulings: tuple[int, ...]
    scans: Sequence[int] | None = None


class DjangoGraph(DjangoLedger):
    """The Papers and the Ledger of records over Django's database, and the keeper of the graph made from them."""

    def __init__(self) -> None:
        super().__init__()
        self._papers = Remembered()

    def papers(self) -> Iterator[Paper]:
        """Every kept dispatch with its corrections put in, without signatures, pictures and problems."""
        return papers_of(ScanRow.objects.all())

    def papers_at(self, places: Collection[Place]) -> Iterator[Paper]:
        """The kept dispatches at these places, as they are now."""
        wanted = set(places)
        return (one for one in self._papers.by_digest({sha256 for sha256, _ in wanted}) if one.place in wanted)

    def papers_in(self, scans: Collection[int]) -> Iterator[Paper]:
        """The kept dispatches of these scans (their rows), as they are now."""
        return self._papers.by_row(scans)

    def stamp(self) -> str:
        """What the kept readings, corrections and rulings are at: another text whenever any of them changed.

        The first number is that of the last change in the journal of scans.
        """
        with lent_connection(), connection.cursor() as cursor:
            cursor.execute(f"SELECT {_asked_for_stamp()}")
            return "/".join(map(str, cursor.fetchone()))

    def behind(self) -> bool:
        """Whether readings, corrections or rulings changed since the graph was made; by one question."""
        made_from, now = self.now()
        return not f"/{made_from}".endswith(f"/{now}")

    def now(self, under: str = "") -> tuple[str | None, str]:
        """The stamp of what the kept graph was made from (None where none is), and of what there is now."""
        state = f"(SELECT stamp FROM {GraphState._meta.db_table} WHERE id = {ONLY})"
        with lent_connection(), planned_cursor() as cursor:
            cursor.execute(f"SELECT {state}, {_asked_for_stamp()}")
            made_from, *now = cursor.fetchone()
        return made_from, "/".join(map(str, (under, *now) if under else now))

    def snapshot(self, under: str = "") -> Snapshot:
        """What a graph made now is made from; `under` names the rules it is made under."""
        stamp = f"{under}/{self.stamp()}" if under else self.stamp()
        with lent_connection():
            return Snapshot(stamp, versions(), tuple(one.number for one in self.rulings()))

    def changes(self, under: str = "", given: tuple[str | None, str] | None = None) -> Snapshot:
        """The same, but of the scans alone that changed since the kept graph was made, where that is known.

        `given`: what `now` has just told.
        """
        made_from, stamp = given or self.now(under)
        seen = _seen(made_from or "")
        if seen is None:
            return self.snapshot(under)
        with lent_connection():
            scans = changed_since(seen)
            return Snapshot(stamp, versions(scans), tuple(one.number for one in self.rulings()), scans)

    def papers_kept(self) -> int:
        """How many dispatches the kept graph was made of."""
        with lent_connection():
            return PaperRow.objects.count()

    def made_from(self) -> str | None:
        """The stamp of what the kept graph was made from; None where none is kept."""
        with lent_connection():
            return GraphState.objects.filter(pk=ONLY).values_list("stamp", flat=True).first()

    def digest(self) -> str:
        """A text that changes with what the kept graph says; '' where none is kept."""
        with lent_connection():
            return GraphState.objects.filter(pk=ONLY).values_list("digest", flat=True).first() or ""

    def files(self) -> dict[str, str]:
        """The name of every scan's file, by its sha256."""
        with lent_connection():
            return dict(ScanRow.objects.values_list("sha256", "name"))

    def doubts(self) -> tuple[Doubt, ...]:
        """The doubts of the kept graph, document by document."""
        with lent_connection():
            scans = dict(ScanRow.objects.values_list("pk", "sha256"))
            found = sorted(DoubtRow.objects.all(), key=lambda row: (row.key, row.number))
            return tuple(graph_rows.doubt(row, scans) for row in found)

    def keep(self, resolution: Resolution, made_from: Snapshot) -> None:
        """Put the graph in the place of the kept one; rows that say the same stay as they are."""
        with lent_connection(), transaction.atomic():
            _note(made_from, graph_keep.whole(resolution, made_from.versions))

    def revise(self, revision: Revision, made_from: Snapshot) -> None:
        """Put the changes into the kept graph."""
        with lent_connection(), transaction.atomic(savepoint=False):
            digest = graph_keep.revised(revision, made_from.versions, self.asked, self._papers.files())
            _note(made_from, digest)

    def kept(self) -> Graph:
        """The kept graph: documents by key, edges by scan, dispatch and place, doubts document by document."""
        with lent_connection():
            scans = dict(ScanRow.objects.values_list("pk", "sha256"))
            found = list(DocumentRow.objects.all())
            keys = {row.pk: row.key for row in found}
            edges = [(row.number, graph_rows.edge(row, keys, scans)) for row in EdgeRow.objects.order_by().iterator()]
        edges.sort(key=lambda pair: (pair[1].sha256, pair[1].position, pair[0]))
        documents = sorted((graph_rows.document(row) for row in found), key=lambda one: one.key)
        return Graph(tuple(documents), tuple(edge for _, edge in edges), self.doubts(), self.organs())

    def organs(self) -> tuple[Organ, ...]:
        """The organs of the kept documents, by key."""
        with lent_connection():
            return tuple(sorted((graph_rows.organ(row) for row in OrganRow.objects.all()), key=lambda one: one.key))


def _seen(made_from: str) -> int | None:
    """The number of the last change that a graph with this stamp knows of; None for one of an older version."""
    told = made_from.split("/")[-STAMPED:]
    return int(told[0]) if len(told) == STAMPED and told[0].isdigit() and told[-1].startswith(JOURNAL) else None


def _note(made_from: Snapshot, digest: str) -> None:
    rulings = json.dumps(made_from.rulings)
    sentence = f"UPDATE {GraphState._meta.db_table} SET stamp = %s, rulings = %s, digest = %s WHERE id = {ONLY}"
    alter(sentence, made_from.stamp, rulings, digest)


def _asked_for_stamp() -> str:
    changes, ruled = (connection.ops.quote_name(model._meta.db_table) for model in (ScanChangeRow, RulingRow))
    last = f"(SELECT COALESCE(MAX(id), 0) FROM {changes})"
    return f"{last}, (SELECT COUNT(id) FROM {ruled}), (SELECT COALESCE(MAX(id), 0) FROM {ruled}), '{JOURNAL}'"
