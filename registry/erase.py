"""A scan removed for good: from the tables, and from the files in which a database keeps what it has deleted."""

from __future__ import annotations

from django.db import connection, transaction

from registry.models import Correction, ScanRow


def erase(sha256: str) -> None:
    """Nothing; afterwards neither the tables nor the free pages and the log beside them hold a word of the scan.

    Backups, and the log archive of a PostgreSQL server, are beyond reach here.
    """
    with transaction.atomic():
        Correction.objects.filter(scan__sha256=sha256).delete()
        ScanRow.objects.filter(sha256=sha256).delete()
    _wipe()


def _wipe() -> None:
    """Rewrite the database without its free pages: these also hold what earlier readings of the scan said."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM FULL")
            return
        cursor.execute("VACUUM")
        # The log has every page as it was written, the deleted ones too, until it is cut.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
