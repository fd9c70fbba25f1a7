"""What the database knows of its tables when it plans how to answer; SQLite learns it only where it is told to."""

from __future__ import annotations

from django.db import connection
from django.db.models import Max

from registry.models import ScanRow

#: Of each index so many rows are looked at: a register of 100,000 dispatches takes a twentieth of a second.
LOOKED_AT = 1000
#: The scans may become so many times as many before all is looked at again.
GROWN = 2
#: So small a register answers at once whatever is known of it.
SMALL = 100


def keep_statistics(changed: bool = False) -> bool:
    """Whether the tables were looked at: where they `changed`, or SQLite has never seen them, or so much fewer scans.

    PostgreSQL looks by itself as its tables grow, only not at once.  Without, what is due soon takes four times
    as long.
    """
    if not (changed or (connection.vendor == "sqlite" and _outgrown())):
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {LOOKED_AT}")
        cursor.execute("ANALYZE")
    return True


def _outgrown() -> bool:
    last = ScanRow.objects.aggregate(last=Max("pk"))["last"] or 0  # no more than this; to count them takes longer
    if last <= SMALL:
        return False
    most = max(SMALL, GROWN * _seen())
    return last > most and ScanRow.objects.order_by()[: most + 1].count() > most


def _seen() -> int:
    """How many scans there were when the tables were looked at last, as far as their first index tells; 0: never."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone() == (0,):
            return 0
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [ScanRow._meta.db_table])
        return max((int(row[0].split()[0]) for row in cursor.fetchall()), default=0)
