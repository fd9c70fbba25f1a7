"""Keeping readings and corrections in the database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import models, transaction

from records import Citation, Division, ReadScan, ScanReading
from registry import rows, words_kept
from registry.amend import Amendment, checked
from registry.concern_keep import wait_for_turn
from registry.connection import lent_connection
from registry.division_keep import division
from registry.erase import erase, erase_origin
from registry.formers import keep_formers
from registry.line_keep import keep_lines
from registry.models import Correction, CutRow, DispatchRow, ESignatureRow, Finding, ProblemRow, ReadSymbolRow, ScanRow
from registry.places import keep_places, packed_of
from registry.queries import read_symbols
from registry.scan_changes import note_change
from registry.storable import storable
from registry.task_keep import keep_tasks
from registry.whereabouts import moved, put_anew

#: So many dispatches that name a document are enough to confirm its number.
MOST_CITERS = 5


class DjangoRegister:
    """The Register of records over Django's database; `registry.start.start` must have run before.

    Every call is its own transaction, committed when it returns, and may come from any thread.
    """

    def known(self, sha256: str) -> str | None:
        """The name under which these bytes were first saved, or None."""
        with lent_connection():
            return ScanRow.objects.filter(sha256=sha256).values_list("name", flat=True).first()

    def archived_path(self, sha256: str) -> Path | None:
        """Where the original of a saved scan lies, or None where it has not been archived yet."""
        with lent_connection():
            path = ScanRow.objects.filter(sha256=sha256).values_list("archived", flat=True).first()
        return Path(path) if path else None

    def save(self, reading: ScanReading) -> None:
        """Keep the reading: the same one again changes no row, another one replaces all but the corrections."""
        with lent_connection(), transaction.atomic():
            wait_for_turn()
            _save(reading)

    def archived(self, sha256: str, path: Path) -> None:
        """Note that the original now lies at `path`.

        Raises LookupError when no scan of these bytes is saved.
        """
        with lent_connection():
            if not ScanRow.objects.filter(sha256=sha256).update(archived=str(path)):
                raise LookupError(f"Sổ chưa có bản quét {sha256[:12]}; hãy đọc tệp trước khi lưu bản gốc.")

    def unarchived(self) -> tuple[str, ...]:
        """The sha256 of every saved scan whose original is not known to lie in the archive."""
        with lent_connection():
            found = ScanRow.objects.filter(archived=None).order_by("received_at", "sha256")
            return tuple(found.values_list("sha256", flat=True))

    def naming(self, symbol: str, but: str) -> tuple[str, ...]:
        """The texts of kept dispatches, of other scans than `but`, that name the symbol; the latest few."""
        with lent_connection():
            found = DispatchRow.objects.filter(text__contains=symbol).exclude(scan__sha256=but)
            return tuple(found.order_by("-pk").values_list("text", flat=True)[:MOST_CITERS])

    def citing(self, symbol: str, but: str) -> tuple[Citation, ...]:
        """What kept dispatches of other scans say of documents with this symbol; the latest few dispatches."""
        with lent_connection():
            found = DispatchRow.objects.exclude(citations=[]).filter(text__contains=symbol).exclude(scan__sha256=but)
            kept = list(found.order_by("-pk").values_list("citations", flat=True)[:MOST_CITERS])
        return tuple(rows.citation(one) for told in kept for one in told if one["symbol"] == symbol)

    def division(self, sha256: str) -> Division:
        """All that stands of how clerks divided the scan."""
        return division(sha256)

    def words(self, sha256: str) -> ReadScan | None:
        """The scan's pages as they were read last; None where they were not kept."""
        with lent_connection():
            return words_kept.unpacked(sha256)

    def forget(self, sha256: str) -> None:
        """Remove all that is kept of the scan, corrections too, and wipe it from the database's files."""
        with lent_connection():
            erase(sha256)

    def forget_origin(self, sha256: str) -> None:
        """Remove the words of the mails that brought these bytes, also from the database's files."""
        with lent_connection():
            erase_origin(sha256)

    def correct(self, sha256: str, amendment: Amendment) -> None:
        """Keep a clerk's correction for ever; the latest one of a place counts.

        Raises ValueError for a correction that cannot be (see `registry.amend.checked`) and LookupError where the scan
        or the dispatch is not there.
        """
        amendment = checked(amendment)
        with lent_connection(), transaction.atomic():
            wait_for_turn()
            _correct(sha256, amendment)


def _save(reading: ScanReading) -> None:
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
    # get_or_create stands a race: who comes second finds the row of the first.  The lock lets re-readings queue.
    row, is_new = ScanRow.objects.select_for_update().get_or_create(sha256=scan.sha256, defaults=given)
    dispatches = rows.dispatch_rows(row, reading)
    pairs = list(zip(dispatches, reading.readings, strict=True))
    findings = [one for dispatch, of in pairs for one in rows.finding_rows(dispatch, of.header)]
    cuts = [one for dispatch, of in pairs for one in rows.cut_rows(dispatch, of.cuts)]
    signatures = [one for dispatch, of in pairs for one in rows.e_signature_rows(dispatch, of.e_signatures)]
    problems = rows.problem_rows(row, None, reading.problems)
    problems += [one for dispatch, of in pairs for one in rows.problem_rows(row, dispatch, of.problems)]
    said = _facts(dispatches, [*findings, *signatures, *cuts], problems)
    places = packed_of(row.pk, reading.readings)  # asked before what they hang on is replaced
    if reading.words is not None:
        words_kept.keep(row, reading.words)
        _keep_enclosed(row, reading.words)
    if is_new or _kept_pages(row) != _pages(reading) or _kept_facts(row) != said:
        there = _replace(row, reading, dispatches)
        Finding.objects.bulk_create(findings)
        ReadSymbolRow.objects.bulk_create(
            one
            for dispatch in dispatches
            for one in read_symbols(dispatch, [found for found in findings if found.dispatch is dispatch])
        )
        ESignatureRow.objects.bulk_create(signatures)
        CutRow.objects.bulk_create(cuts)
        ProblemRow.objects.bulk_create(problems)
        keep_tasks(row, [of.obligations for of in reading.readings], there)
        keep_lines([row.pk])
    keep_places(row.pk, places)


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
    DispatchRow.objects.bulk_create(dispatches)
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


def _correct(sha256: str, amendment: Amendment) -> None:
    dispatch = DispatchRow.objects.filter(scan__sha256=sha256, position=amendment.dispatch).first()
    if dispatch is None:
        number = amendment.dispatch + 1
        raise LookupError(f"Bản quét {sha256[:12]} không có văn bản thứ {number}; hãy tải lại trang rồi sửa lại.")
    _, is_new = Correction.objects.get_or_create(
        scan_id=dispatch.scan_id,
        dispatch_position=amendment.dispatch,
        first_page=dispatch.pages[0] if dispatch.pages else None,
        pages=dispatch.pages,
        field=amendment.key.field,
        position=amendment.key.position,
        part=amendment.key.part,
        value=None if amendment.value is None else storable(amendment.value),
        by=amendment.by,
        at=amendment.at,
    )
    if is_new:
        note_change(dispatch.scan_id)
    keep_lines([dispatch.scan_id])
