"""The graph in the database: what it is made from, and giving it back; `registry.graph_keep` writes it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Prefetch, QuerySet

from records import Doubt, Graph, Organ, Paper, Resolution, Revision
from registry import graph_keep, graph_rows, rows
from registry.amend import amended
from registry.connection import lent_connection
from registry.graph_keep import ONLY, Place
from registry.ledger import DjangoLedger, versions
from registry.models import (
    CutRow,
    DocumentRow,
    DoubtRow,
    EdgeRow,
    ESignatureRow,
    GraphState,
    OrganRow,
    PaperRow,
    ProblemRow,
    RulingRow,
    ScanChangeRow,
    ScanRow,
)
from registry.queries import CHUNK, standing
from registry.scan_changes import changed_since

#: What a stamp ends with that tells the number of a change in the journal, and how many parts it has.
JOURNAL, STAMPED = "j", 4
#: What the graph does not need of a dispatch is taken for empty, so that no picture is loaded.
NEEDED = (
    "corrections",
    "dispatches__findings",
    Prefetch("dispatches__problems", ProblemRow.objects.none()),
    Prefetch("dispatches__e_signatures", ESignatureRow.objects.none()),
    Prefetch("dispatches__cuts", CutRow.objects.none()),
)


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

    def papers(self) -> Iterator[Paper]:
        """Every kept dispatch with its corrections put in, without signatures, pictures and problems."""
        return _papers_of(ScanRow.objects.all())

    def papers_at(self, places: Collection[Place]) -> Iterator[Paper]:
        """The kept dispatches at these places, as they are now."""
        wanted = set(places)
        found = _papers_of(ScanRow.objects.filter(sha256__in={sha256 for sha256, _ in wanted}))
        return (one for one in found if one.place in wanted)

    def papers_in(self, scans: Collection[int]) -> Iterator[Paper]:
        """The kept dispatches of these scans (their rows), as they are now."""
        return _papers_of(ScanRow.objects.filter(pk__in=scans))

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """One transaction around all that is asked and kept inside, so that it is of one state."""
        with lent_connection(), transaction.atomic():
            yield

    def stamp(self) -> str:
        """What the kept readings, corrections and rulings are at: another text whenever any of them changed.

        The first number is that of the last change in the journal of scans.
        """
        with lent_connection(), connection.cursor() as cursor:
            cursor.execute(f"SELECT {_asked_for_stamp()}")
            return "/".join(map(str, cursor.fetchone()))

    def behind(self) -> bool:
        """Whether readings, corrections or rulings changed since the graph was made; by one question."""
        state = connection.ops.quote_name(GraphState._meta.db_table)
        with lent_connection(), connection.cursor() as cursor:
            cursor.execute(f"SELECT (SELECT stamp FROM {state} WHERE id = {ONLY}), {_asked_for_stamp()}")
            made_from, *now = cursor.fetchone()
        return not f"/{made_from}".endswith("/" + "/".join(map(str, now)))

    def snapshot(self, under: str = "") -> Snapshot:
        """What a graph made now is made from; `under` names the rules it is made under."""
        stamp = f"{under}/{self.stamp()}" if under else self.stamp()
        with lent_connection():
            return Snapshot(stamp, versions(), tuple(one.number for one in self.rulings()))

    def changes(self, under: str = "") -> Snapshot:
        """The same, but of the scans alone that changed since the kept graph was made, where that is known."""
        seen = self._seen()
        if seen is None:
            return self.snapshot(under)
        stamp = f"{under}/{self.stamp()}" if under else self.stamp()
        with lent_connection():
            scans = changed_since(seen)
            return Snapshot(stamp, versions(scans), tuple(one.number for one in self.rulings()), scans)

    def papers_kept(self) -> int:
        """How many dispatches the kept graph was made of."""
        with lent_connection():
            return PaperRow.objects.count()

    def _seen(self) -> int | None:
        """The number of the last change that the kept graph knows of; None for a graph of an older version."""
        told = (self.made_from() or "").split("/")[-STAMPED:]
        return int(told[0]) if len(told) == STAMPED and told[0].isdigit() and told[-1].startswith(JOURNAL) else None

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
        with lent_connection():
            graph_keep.whole(resolution, made_from.versions)
            self._note(made_from, graph_keep.digest_of(resolution.graph))

    def revise(self, revision: Revision, made_from: Snapshot) -> None:
        """Put the changes into the kept graph."""
        with lent_connection():
            change = graph_keep.revised(revision, made_from.versions)
            self._note(made_from, graph_keep.added(self.digest(), change))

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

    def _note(self, made_from: Snapshot, digest: str) -> None:
        state = {"stamp": made_from.stamp, "rulings": list(made_from.rulings), "digest": digest}
        GraphState.objects.update_or_create(pk=ONLY, defaults=state)


def _asked_for_stamp() -> str:
    changes, ruled = (connection.ops.quote_name(model._meta.db_table) for model in (ScanChangeRow, RulingRow))
    last = f"(SELECT COALESCE(MAX(id), 0) FROM {changes})"
    return f"{last}, (SELECT COUNT(id) FROM {ruled}), (SELECT COALESCE(MAX(id), 0) FROM {ruled}), '{JOURNAL}'"


def _papers_of(scans: QuerySet[ScanRow]) -> Iterator[Paper]:
    with lent_connection():
        keys = list(scans.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        with lent_connection():
            chunk = ScanRow.objects.filter(pk__in=keys[start : start + CHUNK])
            found = list(chunk.prefetch_related(*NEEDED))
        yield from (paper for scan in found for paper in _papers(scan))


def _papers(scan: ScanRow) -> Iterator[Paper]:
    corrections = list(scan.corrections.all())
    for dispatch in sorted(scan.dispatches.all(), key=lambda one: one.position):
        ours = [rows.amendment(one) for one in corrections if standing(one, dispatch)]
        reading = rows.reading(dispatch, amended(rows.values(dispatch), ours))
        yield Paper(scan.sha256, dispatch.position, scan.name, reading)
