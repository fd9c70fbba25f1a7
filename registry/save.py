"""Keeping readings and corrections in the database."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from records import Citation, Division, ReadScan, ScanReading
from registry import rows, words_kept
from registry.amend import Amendment, checked
from registry.concern_keep import wait_for_turn
from registry.connection import lent_connection
from registry.division_keep import division
from registry.erase import erase, erase_origin
from registry.line_keep import keep_lines
from registry.models import Correction, DispatchRow, ScanRow
from registry.reading_keep import keep_reading
from registry.scan_changes import note_change
from registry.storable import storable

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
            keep_reading(reading)

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
