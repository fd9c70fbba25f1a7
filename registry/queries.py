"""What the registry is asked: the scans it keeps, and from them the register's rows, the readings, the open doubts.

All come in the order of arrival (then sha256, then position in the scan), a few hundred scans at a time, with the same
number of queries however much a scan holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db.models import Prefetch

from records import SURE, Found, Original, Reading, Scan, ScanReading
from registry import rows
from registry.amend import Amendment, amended
from registry.connection import lent_connection
from registry.entered_rows import entered_of, with_entered
from registry.findings import FieldKey
from registry.kept import KeptScan, reviews
from registry.kept import rows as rows_in
from registry.models import (
    Correction,
    CutRow,
    DispatchRow,
    ESignatureRow,
    Finding,
    ProblemRow,
    ReadSymbolRow,
    ScanRow,
)
from registry.often import Among, Often
from registry.register_row import RegisterRow, Review

#: Scans held in memory at once.
CHUNK = 200
#: The values that what others say can make sure.
WEIGHED = ("symbol", "issued_on")

#: Each dispatch, with what was entered of it.
ENTERED = Prefetch("dispatches", with_entered(DispatchRow.objects.all()))

WHOLE = (
    ENTERED,
    "dispatches__findings",
    "dispatches__e_signatures",
    "dispatches__cuts",
    "dispatches__problems",
    "problems",
    "corrections",
)

#: What a list does without: the whole text and all that was found in it, some hundred kB a dispatch.
IN_THE_TEXT = {"text": "", "evidence": (), "citations": (), "asserted_edges": (), "obligations": ()}


def for_rows(signatures: bool = False) -> tuple[Prefetch[Any], ...]:
    """What is to be fetched of scans whose rows stand in a list; afterwards `in_short`."""
    found = with_entered(DispatchRow.objects.defer(*IN_THE_TEXT))
    signed = ESignatureRow.objects.all() if signatures else ESignatureRow.objects.none()
    return (
        Prefetch("dispatches", found),
        Prefetch("dispatches__findings", Finding.objects.all()),
        Prefetch("dispatches__e_signatures", signed),
        Prefetch("dispatches__cuts", CutRow.objects.none()),
        Prefetch("dispatches__problems", ProblemRow.objects.all()),
        Prefetch("problems", ProblemRow.objects.all()),
        Prefetch("corrections", Correction.objects.all()),
    )


def in_short(scan: ScanRow) -> ScanRow:
    """The scan itself; its dispatches have no text, and nothing that was found in it, so that none is fetched."""
    for one in scan.dispatches.all():
        for name, nothing in IN_THE_TEXT.items():
            setattr(one, name, nothing)
    return scan


def kept_scans() -> Iterator[KeptScan]:
    """Every scan with its corrections; between chunks the connection is given back, so a slow reader blocks nobody."""
    with lent_connection():
        keys = list(ScanRow.objects.order_by("received_at", "sha256").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        with lent_connection():
            whole = ScanRow.objects.filter(pk__in=keys[start : start + CHUNK]).prefetch_related(*WHOLE)
            chunk = [kept_scan(row) for row in whole.order_by("received_at", "sha256")]
        yield from chunk


def as_read(digests: Collection[str]) -> Iterator[KeptScan]:
    """These scans as they were read, without what clerks corrected; which fields they did is told."""
    if not digests:
        return iter(())
    with lent_connection():
        found = list(ScanRow.objects.filter(sha256__in=digests).order_by("sha256").prefetch_related(*WHOLE))
    return (_as_read(row) for row in found)


def read_symbols(dispatch: DispatchRow, findings: Iterable[Finding]) -> list[ReadSymbolRow]:
    """What a doubtful dispatch's number was read as, each time that it was read; nothing of one that is sure."""
    if not any(one.field in WEIGHED and one.confidence < SURE for one in findings):
        return []
    values = {one["value"] for one in dispatch.evidence if one["field"] == "symbol"}
    return [ReadSymbolRow(dispatch=dispatch, value=value) for value in sorted(values)]


def doubted(changed: Collection[tuple[str, int]]) -> frozenset[str]:
    """The scans with a doubtful number or date that changed, or may be named by one of these changed dispatches."""
    places = set(changed)
    with lent_connection():
        scans = {name for name, _ in places}
        named = {one["symbol"] for citations in _CITATIONS(scans) for one in citations}
        return frozenset({one[0] for one in _WEAK(scans) if one in places} | set(_READ_AS(named)))


_CITATIONS = Often(
    lambda scans: DispatchRow.objects.filter(scan__sha256__in=scans).order_by().values_list("citations", flat=True),
    Among.TEXTS,
)
_WEAK = Often(
    lambda scans: Finding.objects.filter(
        field__in=WEIGHED, confidence__lt=SURE, dispatch__scan__sha256__in=scans
    ).values_list("dispatch__scan__sha256", "dispatch__position"),
    Among.TEXTS,
)
_READ_AS = Often(
    lambda symbols: ReadSymbolRow.objects.filter(value__in=symbols).values_list("dispatch__scan__sha256", flat=True),
    Among.TEXTS,
)


def readings() -> Iterator[ScanReading]:
    """Every scan as read, with corrections put in (confidence 1.0, rule 'clerk')."""
    return (kept.reading for kept in kept_scans())


def register_rows() -> Iterator[RegisterRow]:
    """Every dispatch with the values that count, its open doubts and its status."""
    return (row for kept in kept_scans() for row in rows_in(kept))


def problems() -> Iterator[Review]:
    """Every open doubt, for the clerk's list."""
    return (review for kept in kept_scans() for review in reviews(kept))


def rows_numbered(numbers: Collection[int]) -> dict[int, RegisterRow]:
    """The register's rows of these dispatches, by their number in the tables; without cuts and signatures."""
    without = {"dispatches__cuts": CutRow.objects.none(), "dispatches__e_signatures": ESignatureRow.objects.none()}
    return _numbered(numbers, [Prefetch(one, without[one]) if one in without else one for one in WHOLE], whole=True)


def rows_in_short(numbers: Collection[int], signatures: bool = False) -> dict[int, RegisterRow]:
    """The same for lists: without the text too and all that was found in it; `signatures`: with electronic ones."""
    return _numbered(numbers, for_rows(signatures), whole=False)


def _numbered(numbers: Collection[int], wanted: Sequence[str | Prefetch[Any]], whole: bool) -> dict[int, RegisterRow]:
    with lent_connection():
        of_them = DispatchRow.objects.filter(pk__in=numbers).order_by().values("scan")
        scans = list(ScanRow.objects.filter(pk__in=of_them).prefetch_related(*wanted))
        kept = [(row, kept_scan(row if whole else in_short(row))) for row in scans]
    pairs = [one for row, of in kept for one in zip(_in_order(row), rows_in(of), strict=True)]
    return {dispatch.pk: row for dispatch, row in pairs if dispatch.pk in numbers}


def _in_order(row: ScanRow) -> list[DispatchRow]:
    return sorted(row.dispatches.all(), key=lambda one: one.position)


def kept_scan(row: ScanRow) -> KeptScan:
    """The scan of a row with its corrections; what is in WHOLE should be fetched before."""
    corrections = list(row.corrections.all())
    dispatches = _in_order(row)
    matched = [[one for one in corrections if standing(one, dispatch)] for dispatch in dispatches]
    read = [_reading(dispatch, ours) for dispatch, ours in zip(dispatches, matched, strict=True)]
    of_pages = (rows.grades(row), rows.turns(row), rows.division(row))
    reading = ScanReading(rows.scan(row), row.page_count, tuple(read), rows.problems(row), *of_pages)
    corrected = tuple(frozenset(rows.amendment(one).key.name for one in ours) for ours in matched)
    placed = {one.pk for ours in matched for one in ours}
    given = tuple(entered_of(one) for one in dispatches)
    return KeptScan(reading, corrected, _adrift(corrections, placed), given)


def _as_read(row: ScanRow) -> KeptScan:
    kept = kept_scan(row)
    dispatches = _in_order(row)
    return replace(kept, reading=replace(kept.reading, readings=tuple(_reading(one, ()) for one in dispatches)))


def standing(correction: Correction, dispatch: DispatchRow) -> bool:
    """Whether the dispatch is still the one that was corrected: the same position and the same first page."""
    first = dispatch.pages[0] if dispatch.pages else None
    return (correction.dispatch_position, correction.first_page) == (dispatch.position, first)


def _reading(dispatch: DispatchRow, corrections: Sequence[Correction]) -> Reading:
    values: dict[FieldKey, Found] = amended(rows.values(dispatch), [rows.amendment(one) for one in corrections])
    return rows.reading(dispatch, values)


def _adrift(corrections: Sequence[Correction], placed: set[int]) -> tuple[Amendment, ...]:
    """Corrections that stand nowhere now, unless a later correction of the same field took their place."""
    return tuple(
        rows.amendment(one)
        for number, one in enumerate(corrections)
        if one.pk not in placed
        and not any((later.field, later.part) == (one.field, one.part) for later in corrections[number + 1 :])
    )


def archived_scans() -> list[Scan]:
    """Every scan whose original lies in the archive, with that place as its path, in the order of arrival."""
    with lent_connection():
        found = ScanRow.objects.exclude(archived=None).order_by("received_at", "sha256")
        return [replace(rows.scan(row), path=Path(row.archived or "")) for row in found]


def kept_file(sha256: str) -> Scan:
    """The scan of these bytes, its path that of the archived original.  Raises LookupError where none is kept."""
    with lent_connection():
        row = ScanRow.objects.filter(sha256=sha256).first()
    if row is None:
        raise LookupError(f"Sổ không còn bản quét {sha256[:12]}; hãy tải lại trang.")
    return rows.scan(row)


def count() -> int:
    """How many dispatches are kept."""
    with lent_connection():
        return DispatchRow.objects.count()


def originals() -> tuple[Original, ...]:
    """What is known of the file of every saved scan, in the order of arrival."""
    with lent_connection():
        found = ScanRow.objects.order_by("received_at", "sha256").values_list("sha256", "name", "archived")
        return tuple(Original(sha256, name, Path(place) if place else None) for sha256, name, place in found)
