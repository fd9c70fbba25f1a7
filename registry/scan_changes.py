"""What changed in the register since a moment: asked of a journal, never of all that is kept."""

from __future__ import annotations

from registry.change_models import ScanChangeRow
from registry.often import Often


def note_change(scan: int) -> None:
    """Nothing; whoever follows the journal learns that something of the scan (its row) changed.

    To be called in the transaction of the change, after `registry.concern_keep.wait_for_turn`: so numbers come in the
    order in which changes are seen.
    """
    ScanChangeRow.objects.create(scan_id=scan)


def last_change() -> int:
    """The number of the last change; 0 where none was ever noted."""
    return next(iter(_LAST()), 0)


_LAST = Often(lambda: ScanChangeRow.objects.order_by("-pk").values_list("pk", flat=True)[:1])


def changed_since(number: int) -> list[int]:
    """The rows of the scans that changed after the change of that number, in order."""
    return sorted(set(ScanChangeRow.objects.filter(pk__gt=number).order_by().values_list("scan_id", flat=True)))
