"""Is the database sound: what it says of itself, and whether it is there and up to date."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from registry.connection import lent_connection
from registry.start import set_up
from settings import Settings


def integrity() -> tuple[str, ...]:
    """What SQLite finds broken in its file; nothing where all is well, and for PostgreSQL, which checks as it reads.

    Raises OSError where the file cannot be read at all.
    """
    if connection.vendor != "sqlite":
        return ()
    with lent_connection(), connection.cursor() as cursor:
        said = [str(row[0]) for row in cursor.execute("PRAGMA integrity_check").fetchall()]
        strays = cursor.execute("PRAGMA foreign_key_check").fetchall()
    return (*(one for one in said if one != "ok"), *(f"foreign key: {row}" for row in strays))


def waiting_migrations(settings: Settings) -> int | None:
    """How many migrations the database still needs; None where there is no database yet.  Nothing is created.

    Raises OSError where the database cannot be used, RuntimeError where this process uses another one.
    """
    try:
        set_up(settings)
    except ImproperlyConfigured as error:
        raise RuntimeError(str(error)) from error
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not Path(name).exists():
        return None
    with lent_connection():
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def postgresql_version() -> int | None:
    """The main number of the server's version; None where it is SQLite.  Raises OSError."""
    if connection.vendor != "postgresql":
        return None
    with lent_connection(), connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int((cursor.fetchone() or ("0",))[0]) // 10_000


def accounts() -> int:
    """How many accounts can sign in.  Raises OSError."""
    from django.contrib.auth import get_user_model

    with lent_connection():
        return int(get_user_model()._default_manager.filter(is_active=True).count())
