"""What changed in the register since a moment: asked of a journal, never of all that is kept."""

from __future__ import annotations

from registry.change_models import ScanChangeRow
from registry.planned import planned_cursor
from registry.put_in import put_in

CHANGES = ScanChangeRow._meta.db_table


def note_change(scan: int) -> None:
    """Nothing; whoever follows the journal learns that something of the scan (its row) changed.

    To be called in the transaction of the change, after `registry.concern_keep.wait_for_turn`: so numbers come in the
    order in which changes are seen.
    """
    put_in([ScanChangeRow(scan_id=scan)])


def last_change() -> int:
    """The number of the last change; 0 where none was ever noted."""
    with planned_cursor() as cursor:
        cursor.execute(f"SELECT MAX(id) FROM {CHANGES}")
        return int(cursor.fetchone()[0] or 0)


def changed_since(number: int) -> list[int]:
    """The rows of the scans that changed after the change of that number, in order."""
    with planned_cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT scan_id FROM {CHANGES} WHERE id > %s", [number])
        return sorted(scan for (scan,) in cursor.fetchall())
