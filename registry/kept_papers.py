"""Kept dispatches as the graph sees them: corrections put in, without signatures, pictures and problems."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from records import Paper
from registry import rows
from registry.amend import amended
from registry.connection import lent_connection
from registry.grouped import grouped
from registry.models import Correction, DispatchRow, Finding, ScanRow
from registry.often import Among, Often
from registry.queries import CHUNK, standing
from registry.scan_changes import last_change

#: Of no more scans than this the papers are remembered.
FEW = 20


def papers_of(scans: QuerySet[ScanRow]) -> Iterator[Paper]:
    """The papers of these scans, in the order in which the scans came; read some at a time."""
    with lent_connection():
        keys = list(scans.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        with lent_connection():
            found = _papers(_BY_ROW(keys[start : start + CHUNK]))
        yield from (paper for own in found.values() for paper in own)


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
            self._read(_BY_DIGEST, digests)
        return self._told({pk for pk, name in self._digests.items() if name in digests})

    def by_row(self, scans: Collection[int]) -> Iterator[Paper]:
        """The papers of the scans in these rows."""
        if len(scans) > FEW:
            return papers_of(ScanRow.objects.filter(pk__in=scans))
        self._forget_older()
        if not set(scans) <= self._digests.keys():
            self._read(_BY_ROW, scans)
        return self._told(set(scans))

    def files(self) -> dict[str, int]:
        """The rows of the scans that are remembered, by sha256."""
        return {sha256: pk for pk, sha256 in self._digests.items()}

    def _forget_older(self) -> None:
        with lent_connection():
            now = last_change()
        if now != self._as_of:
            self._papers.clear()
            self._digests.clear()
        self._as_of = now

    def _read(self, asked: Often, wanted: Collection[Any]) -> None:
        with lent_connection():
            found = _papers(asked(wanted))
        self._digests |= {scan.pk: scan.sha256 for scan in found}
        self._papers |= {scan.sha256: own for scan, own in found.items()}

    def _told(self, scans: Collection[int]) -> Iterator[Paper]:
        return (one for pk in sorted(scans) if pk in self._digests for one in self._papers[self._digests[pk]])


def _papers(scans: Sequence[ScanRow]) -> dict[ScanRow, tuple[Paper, ...]]:
    """The papers of each of the scans."""
    rows_of = [one.pk for one in scans]
    dispatches, findings, corrections = (
        grouped(asked(rows_of), attrgetter(name))
        for name, asked in (("scan_id", _DISPATCHES), ("dispatch_id", _FINDINGS), ("scan_id", _CORRECTIONS))
    )
    return {
        scan: tuple(_paper(scan, one, findings[one.pk], corrections[scan.pk]) for one in dispatches[scan.pk])
        for scan in scans
    }


def _paper(scan: ScanRow, dispatch: DispatchRow, read: Iterable[Finding], corrections: Iterable[Correction]) -> Paper:
    ours = [rows.amendment(one) for one in corrections if standing(one, dispatch)]
    return Paper(scan.sha256, dispatch.position, scan.name, rows.said(dispatch, amended(rows.values_in(read), ours)))


_BY_ROW = Often(lambda scans: ScanRow.objects.filter(pk__in=scans).order_by("pk"), Among.NUMBERS)
_BY_DIGEST = Often(lambda names: ScanRow.objects.filter(sha256__in=names).order_by("pk"), Among.TEXTS)
_DISPATCHES = Often(lambda scans: DispatchRow.objects.filter(scan__in=scans).order_by("position"), Among.NUMBERS)
_FINDINGS = Often(lambda scans: Finding.objects.filter(dispatch__scan__in=scans), Among.NUMBERS)
_CORRECTIONS = Often(lambda scans: Correction.objects.filter(scan__in=scans), Among.NUMBERS)
