"""The registry made ready: Django set up for an installation, its database there and up to date."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock, Thread

import django
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from registry.connection import as_oserror, held_connection, lent_connection
from settings import Settings

#: Seconds to wait for another process that is making the tables.
PATIENCE = 120

#: The number under which PostgreSQL knows our lock; any number will do that no other program takes.
POSTGRESQL_LOCK = 7_304_166_254

#: So many lines of the register are made while others wait: a second's work.
AT_ONCE = 1000

_one_thread = Lock()
#: The newest step of the tables when this process made them ready.
_made_ready: list[int | None] = []


def start(settings: Settings) -> None:
    """Nothing; afterwards `registry.save` and `registry.queries` can be imported and used.

    May be called again, by any thread, and by several processes at once.  Raises RuntimeError where this process
    already uses another database, since Django knows one for its whole life.
    """
    with _one_thread:
        set_up(settings)
        with lent_connection():
            if _made_ready and _made_ready[-1] == _newest_step() is not None:
                return _learn(changed=False)
            with alone():
                _learn(changed=_migrate())
            _made_ready.append(_newest_step())
        _fill()


def set_up(settings: Settings) -> None:
    """Set Django up from these settings, handed over in the environment, where child processes find them too."""
    if not django_settings.configured:
        for name, value in settings.model_dump().items():
            os.environ[f"VANTHU_{name.upper()}"] = str(value)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "web.settings")
    if not apps.ready:
        django.setup()
    used, wanted = django_settings.VANTHU_DATABASE_URL, settings.database_url
    if used != wanted:
        raise RuntimeError(
            f"Tiến trình này đang dùng cơ sở dữ liệu {_without_password(used)}, không thể đổi sang "
            f"{_without_password(wanted)}; hãy đặt VANTHU_DATABASE_URL rồi chạy lại lệnh."
        )


def _without_password(url: str) -> str:
    """The URL as a message may show it: who signs in, and with what, is left out.

    >>> _without_password("postgres://vanthu:secret@host/vanthu")
    'postgres://host/vanthu'
    """
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


@contextmanager
def alone() -> Iterator[None]:
    """A `with` that one process at a time is in.

    SQLite waits for locks, but not while a new file is switched to its log (WAL), and PostgreSQL lets two processes
    make one table; so both need a lock around.  Either lock ends with the process that holds it.
    """
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        with _postgresql_lock():
            yield
    elif name.startswith(("file:", ":memory:")):
        yield
    else:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        with _file_lock(Path(f"{name}.lock")):
            yield


@contextmanager
def _postgresql_lock() -> Iterator[None]:
    with held_connection(), connection.cursor() as cursor:  # the lock is the connection's
        cursor.execute("SELECT pg_advisory_lock(%s)", [POSTGRESQL_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [POSTGRESQL_LOCK])


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    """A lock that works on every system: that of an empty SQLite file beside the database."""
    try:
        lock = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        raise as_oserror(error) from error
    with closing(lock):
        yield


def _newest_step() -> int | None:
    """The number of the last step that was done to the tables; None where there are none."""
    with suppress(ProgrammingError, OperationalError), connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX(id) FROM {connection.ops.quote_name(MigrationRecorder.Migration._meta.db_table)}")
        (number,) = cursor.fetchone()
        return None if number is None else int(number)
    return None


def _migrate() -> bool:
    """Whether the tables had to be brought up to date; where they were, nothing is done."""
    executor = MigrationExecutor(connection)
    behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if behind:
        with all_or_none():
            call_command("migrate", verbosity=0, interactive=False)
    return behind


@contextmanager
def all_or_none() -> Iterator[None]:
    """A `with` whose changes of the tables, groups and rights are there together, or, where it is killed, not at all.

    Django by itself notes a step as done only after the step: killed in between, it would make its tables twice.
    """
    with connection.constraint_checks_disabled(), transaction.atomic():
        if connection.vendor == "postgresql":  # which changes no table with rows that wait to be checked
            connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield


def _learn(changed: bool) -> None:
    """What the tables hold is looked at where that is due; while others write, it is left to the next start."""
    from registry.statistics import keep_statistics  # needs Django set up

    with suppress(OperationalError):
        keep_statistics(changed)


def _fill() -> None:
    """Fill the tables that newer versions added: few rows at once, many beside the work, some at a time.

    Whoever ends before all is done leaves the rest to the next one that starts.
    """
    from registry.concern_keep import keep_units, units_behind
    from registry.line_keep import keep_missing_lines, lacking  # needs Django set up
    from registry.models import LineRow

    def fill() -> None:
        keep_missing_lines()
        keep_units()
        with lent_connection():
            _learn(changed=True)

    with lent_connection():
        behind = bool(units_behind())
        lines = LineRow.objects.order_by()[: AT_ONCE + 1].count() if behind else 0
    number = lacking() + lines
    if number > AT_ONCE:
        Thread(target=fill, name="lines", daemon=True).start()
    elif number or behind:
        fill()
