"""The register as it is at one moment, held still while others go on writing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import Count, Sum

from registry import open_rows, open_tables
from registry.connection import as_oserror, lent_connection
from registry.models import DispatchRow, GraphState, ScanRow

#: What a copy of the database need not hold: who is signed in, and who tried to.
NOT_KEPT = re.compile("django_session|axes_.+")
ALIAS = "snapshot"
#: Seconds to wait for whoever locks the whole database.
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The register at one moment; `copy` is the database file made of it, None for PostgreSQL."""

    using: str
    copy: Path | None

    def lines(self, table: str, place: open_rows.Place) -> Iterator[bytes]:
        """The rows of the table as lines."""
        model = next(one for one in open_tables.tables() if one._meta.db_table == table)
        return open_rows.lines(model, self.using, place)

    def about(self) -> dict[str, Any]:
        """What a program must know to put the rows into a database again: schema, numbers given, graph."""
        return {
            "migrations": open_tables.applied(self.using),
            "last_numbers": open_tables.last_numbers(self.using),
            "graph": graph_digest(self.using),
        }

    def counts(self) -> tuple[int, int]:
        """How many scans and dispatches there are."""
        return ScanRow.objects.using(self.using).count(), DispatchRow.objects.using(self.using).count()


def described() -> Sequence[dict[str, Any]]:
    """Every table that is kept, as `open_tables.told` tells it."""
    return [open_tables.told(one) for one in open_tables.tables()]


def graph_digest(using: str = DEFAULT_DB_ALIAS) -> str:
    """The digest of what the graph says, whatever the numbers of its rows; '' where none was made."""
    return GraphState.objects.using(using).values_list("digest", flat=True).first() or ""


def size() -> int:
    """How many bytes the database holds."""
    with lent_connection(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int((cursor.fetchone() or (0,))[0])
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int((cursor.fetchone() or (0,))[0])


def weight() -> tuple[int, int]:
    """How many originals there are, and how many bytes they have together."""
    with lent_connection():
        told = ScanRow.objects.aggregate(number=Count("pk"), bytes=Sum("size"))
    return int(told["number"]), int(told["bytes"] or 0)


def known_now() -> set[str]:
    """The sha256 of every scan that is kept at this moment."""
    with lent_connection():
        return set(ScanRow.objects.order_by().values_list("sha256", flat=True).iterator(chunk_size=10_000))


@contextmanager
def snapshot(copy: Path) -> Iterator[Snapshot]:
    """The register at this moment.  SQLite: a copy of its file at `copy`, without sessions; PostgreSQL: a transaction.

    Raises OSError where the database or the disk is at fault.
    """
    if connection.vendor == "postgresql":
        with lent_connection(), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield Snapshot(DEFAULT_DB_ALIAS, None)
        return
    _copied(Path(str(connection.settings_dict["NAME"])), copy)
    connections.settings[ALIAS] = deepcopy(connections.settings[DEFAULT_DB_ALIAS]) | {
        "NAME": str(copy),
        "OPTIONS": {"timeout": 30},
    }
    try:
        with lent_connection():
            yield Snapshot(ALIAS, copy)
    finally:
        connections[ALIAS].close()
        with suppress(AttributeError):
            del connections[ALIAS]
        del connections.settings[ALIAS]


def _copied(source: Path, copy: Path) -> None:
    """The file copied as it is at one moment, without its free pages; writers do not wait for it."""
    try:
        with closing(sqlite3.connect(f"{source.as_uri()}?mode=rw", uri=True, timeout=PATIENCE)) as there:
            there.execute("VACUUM INTO ?", [str(copy)])
        with closing(sqlite3.connect(copy)) as here:
            here.execute("PRAGMA secure_delete = ON")
            known = {name for (name,) in here.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for table in filter(NOT_KEPT.fullmatch, known):
                here.execute(f"DELETE FROM {table}")
            here.commit()
    except sqlite3.Error as error:
        raise as_oserror(error) from error
