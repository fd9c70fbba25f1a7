"""Kept dispatches as the graph sees them: corrections put in, without signatures, pictures and problems."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set

from django.db.models import Prefetch, QuerySet

from records import Paper
from registry import rows
from registry.amend import amended
from registry.connection import lent_connection
from registry.models import CutRow, ESignatureRow, ProblemRow, ScanRow
from registry.queries import CHUNK, standing
from registry.scan_changes import last_change

#: What the graph does not need of a dispatch is taken for empty, so that no picture is loaded.
NEEDED = (
    "corrections",
    "dispatches__findings",
    Prefetch("dispatches__problems", ProblemRow.objects.none()),
    Prefetch("dispatches__e_signatures", ESignatureRow.objects.none()),
    Prefetch("dispatches__cuts", CutRow.objects.none()),
)
#: Of no more scans than this the papers are remembered.
FEW = 20


def papers_of(scans: QuerySet[ScanRow]) -> Iterator[Paper]:
    """The papers of these scans, in the order in which the scans came; read some at a time."""
    with lent_connection():
        keys = list(scans.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        with lent_connection():
            chunk = ScanRow.objects.filter(pk__in=keys[start : start + CHUNK])
            found = list(chunk.prefetch_related(*NEEDED))
        yield from (paper for scan in found for paper in _papers(scan))


class Remembered:
    """The papers of a few scans, read once for all who ask while nothing changes in the register.

    Grafting a dispatch into the graph, reckoning its tasks and linking them ask for the same papers.
    """

    def __init__(self) -> None:
        self._as_of = 0
        self._papers: dict[str, tuple[Paper, ...]] = {}
        self._digests: dict[int, str] = {}

    def by_digest(self, digests: Set[str]) -> Iterator[Paper]:
        """The papers of the scans with these sha256."""
        if not digests:
            return iter(())
        if len(digests) > FEW:
            return papers_of(ScanRow.objects.filter(sha256__in=digests))
        self._forget_older()
        if not digests <= self._papers.keys():
            self._read(ScanRow.objects.filter(sha256__in=digests))
        return self._told({pk for pk, name in self._digests.items() if name in digests})

    def by_row(self, scans: Collection[int]) -> Iterator[Paper]:
        """The papers of the scans in these rows."""
        if len(scans) > FEW:
            return papers_of(ScanRow.objects.filter(pk__in=scans))
        self._forget_older()
        if not set(scans) <= self._digests.keys():
            self._read(ScanRow.objects.filter(pk__in=scans))
        return self._told(set(scans))

    def _forget_older(self) -> None:
        with lent_connection():
            now = last_change()
        if now != self._as_of:
            self._papers.clear()
            self._digests.clear()
        self._as_of = now

    def _read(self, scans: QuerySet[ScanRow]) -> None:
        with lent_connection():
            for scan in scans.prefetch_related(*NEEDED):
                self._digests[scan.pk] = scan.sha256
                self._papers[scan.sha256] = tuple(_papers(scan))

    def _told(self, scans: Collection[int]) -> Iterator[Paper]:
        return (one for pk in sorted(scans) if pk in self._digests for one in self._papers[self._digests[pk]])


def _papers(scan: ScanRow) -> Iterator[Paper]:
    corrections = list(scan.corrections.all())
    for dispatch in sorted(scan.dispatches.all(), key=lambda one: one.position):
        ours = [rows.amendment(one) for one in corrections if standing(one, dispatch)]
        reading = rows.reading(dispatch, amended(rows.values(dispatch), ours))
        yield Paper(scan.sha256, dispatch.position, scan.name, reading)
