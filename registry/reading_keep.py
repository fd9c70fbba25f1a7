"""A reading put into its tables: a scan's first, or one in the place of what was read before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from records import Obligation, ReadScan, ScanReading
from registry import rows, words_kept
from registry.formers import keep_formers
from registry.line_keep import keep_first_lines, keep_lines
from registry.models import CutRow, DispatchRow, ESignatureRow, Finding, ProblemRow, ScanRow
from registry.often import Among, Often
from registry.places import keep_first_places, keep_places, packed, packed_of
from registry.put_in import put_in
from registry.queries import read_symbols
from registry.scan_changes import note_change
from registry.storable import storable
from registry.task_keep import first_tasks, keep_tasks
from registry.whereabouts import moved, put_anew


def keep_reading(reading: ScanReading) -> None:
    """Nothing; the same reading again changes no row, another one replaces all but the corrections.

    To be called in a transaction, after `registry.concern_keep.wait_for_turn`.
    """
    scan = reading.scan
    given = {
        "name": storable(scan.name),
        "inbox": storable(str(scan.path.parent.absolute())),
        "media_type": scan.media_type,
        "size": scan.size,
        "received_at": scan.received_at,
        "page_count": reading.page_count,
        "grades": list(reading.grades),
        "turns": list(reading.turns),
        "division": rows.plain_division(reading.division),
    }
    there = next(iter(_THERE([scan.sha256])), None)  # nobody else writes meanwhile: it is our turn
    row = there or put_in([ScanRow(sha256=scan.sha256, **given)])[0]
    new = _new_rows(row, reading)
    kept = (_kept_pages(row), _kept_facts(row)) if there else None
    said = _facts(new.dispatches, new.found, new.problems) if there else []
    places = packed_of(row.pk, reading.readings) if there else []  # asked before what they hang on is replaced
    if reading.words is not None:
        words_kept.keep(row, reading.words)
        _keep_enclosed(row, reading.words)
    if kept is None:
        _keep_first(row, new, reading)
        return
    if kept != (_pages(reading), said):
        back = _replace(row, reading, new.dispatches)
        _put(new)
        keep_tasks(row, new.orders, back)
        keep_lines([row.pk])
    keep_places(row.pk, places)


_THERE = Often(lambda names: ScanRow.objects.filter(sha256__in=names), Among.TEXTS)


@dataclass(frozen=True, slots=True)
class _Rows:
    """What a reading puts into the tables: dispatches, what was found in them, problems also of the whole scan."""

    dispatches: list[DispatchRow]
    findings: list[Finding]
    signatures: list[ESignatureRow]
    cuts: list[CutRow]
    problems: list[ProblemRow]
    orders: list[Sequence[Obligation]]

    @property
    def found(self) -> list[Found]:
        """All that was found in dispatches."""
        return [*self.findings, *self.signatures, *self.cuts]


def _new_rows(row: ScanRow, reading: ScanReading) -> _Rows:
    dispatches = rows.dispatch_rows(row, reading)
    pairs = list(zip(dispatches, reading.readings, strict=True))
    problems = [one for dispatch, of in pairs for one in rows.problem_rows(row, dispatch, of.problems)]
    return _Rows(
        dispatches,
        [one for dispatch, of in pairs for one in rows.finding_rows(dispatch, of.header)],
        [one for dispatch, of in pairs for one in rows.e_signature_rows(dispatch, of.e_signatures)],
        [one for dispatch, of in pairs for one in rows.cut_rows(dispatch, of.cuts)],
        rows.problem_rows(row, None, reading.problems) + problems,
        [of.obligations for of in reading.readings],
    )


def _keep_first(row: ScanRow, new: _Rows, reading: ScanReading) -> None:
    """The first reading of a scan: nothing is there that it replaces, and nobody has said anything of it."""
    note_change(row.pk)
    put_in(new.dispatches)
    _put(new)
    put_in(first_tasks(row, new.orders))
    keep_first_lines(reading, new.dispatches, new.findings)
    keep_first_places(new.dispatches, [packed(one.placed) for one in reading.readings])


def _put(new: _Rows) -> None:
    """What was found in the dispatches, put into the tables."""
    put_in(new.findings)
    put_in(
        one
        for dispatch in new.dispatches
        for one in read_symbols(dispatch, [found for found in new.findings if found.dispatch is dispatch])
    )
    put_in(new.signatures)
    put_in(new.cuts)
    put_in(new.problems)


def _pages(reading: ScanReading) -> tuple[object, ...]:
    return (reading.page_count, reading.grades, reading.turns, reading.division)


def _kept_pages(row: ScanRow) -> tuple[object, ...]:
    return (row.page_count, rows.grades(row), rows.turns(row), rows.division(row))


def _keep_enclosed(row: ScanRow, read: ReadScan) -> None:
    """The sha256 of the file in the envelope, by which it is known where it comes again by itself."""
    enclosed = read.envelope.enclosed.sha256 if read.envelope else ""
    if row.enclosed != enclosed:
        row.enclosed = enclosed
        row.save(update_fields=["enclosed"])


def _replace(row: ScanRow, reading: ScanReading, dispatches: list[DispatchRow]) -> dict[int, int]:
    """Put these dispatches in the place of those of an earlier reading; what hangs on those goes with them.

    What comes back tells for positions before where those dispatches are now; nothing where clerks divided the scan no
    otherwise: then every one is believed to be where it was.
    """
    before = keep_formers(row)
    note_change(row.pk)
    row.dispatches.all().delete()
    row.problems.all().delete()
    redivided = rows.division(row) != reading.division
    row.page_count, row.grades, row.turns = reading.page_count, list(reading.grades), list(reading.turns)
    row.division = rows.plain_division(reading.division)
    row.save(update_fields=["page_count", "grades", "turns", "division"])
    put_in(dispatches)
    if not redivided:
        return {}
    put_anew(row, dispatches)
    return moved(before, [one.pages for one in dispatches])


Facts = list[tuple[Any, ...]]
#: Rows that say one thing found in a dispatch.
Found = Finding | ESignatureRow | CutRow


def _kept_facts(row: ScanRow) -> Facts:
    """What the tables hold of the scan, in the order it was saved."""
    findings = Finding.objects.filter(dispatch__scan=row).select_related("dispatch").order_by("pk")
    signatures = ESignatureRow.objects.filter(dispatch__scan=row).select_related("dispatch").order_by("pk")
    cuts = CutRow.objects.filter(dispatch__scan=row).select_related("dispatch").order_by("pk")
    problems = row.problems.select_related("dispatch").order_by("pk")
    return _facts(list(row.dispatches.order_by("position")), [*findings, *signatures, *cuts], list(problems))


def _facts(dispatches: Sequence[DispatchRow], found: Sequence[Found], problems: Sequence[ProblemRow]) -> Facts:
    """All that the rows say, without their keys, so that saved and new ones can be compared."""
    return [
        *(_columns(one) for one in dispatches),
        *((one.dispatch.position, *_columns(one)) for one in found),
        *((one.dispatch.position if one.dispatch else None, *_columns(one)) for one in problems),
    ]


def _columns(row: models.Model) -> tuple[Any, ...]:
    fields = row._meta.concrete_fields
    values = (getattr(row, one.attname) for one in fields if not one.primary_key and not one.is_relation)
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in values)
