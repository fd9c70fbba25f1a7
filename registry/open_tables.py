"""Which tables a backup holds, and how each is told to people and programs that know nothing of this one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.apps import apps
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from registry.open_rows import columns

#: What people wrote and the register holds; who is signed in now, and who mistyped a password, ends with the computer.
APPS = ("auth", "contenttypes", "registry", "web")
Migration = tuple[str, str]
#: How large the numbers of rows may grow is not told by migrations of tables between two others.
NUMBERED = re.compile(r"(Big|Small)AutoField")


class _Apps(Protocol):
    def get_models(self, include_auto_created: bool = ...) -> Iterable[type[Model]]: ...


def tables(known: _Apps = apps) -> Sequence[type[Model]]:
    """The models whose rows are kept, by the name of their table: those of today, or of the schema `known`."""
    found = (one for one in known.get_models(include_auto_created=True) if one._meta.app_label in APPS)
    own = (one for one in found if one._meta.managed and not one._meta.proxy)
    return sorted(own, key=lambda one: one._meta.db_table)


def told(model: type[Model]) -> dict[str, Any]:
    """The table's name, what its rows are, and its columns, each with what stands in it, in Vietnamese."""
    return {
        "name": model._meta.db_table,
        "title": str(model._meta.verbose_name),
        "columns": [
            {
                "name": field.column,
                "kind": field.get_internal_type(),
                "title": str(field.verbose_name),
                "of": field.related_model._meta.db_table if field.is_relation and field.related_model else None,
            }
            for field in columns(model)
        ],
    }


def shape(told_table: dict[str, Any]) -> frozenset[tuple[str, str]]:
    """By what it is known whether a table of then is still the table of now: names and kinds of its columns."""
    columns_of = told_table["columns"]
    return frozenset((str(one["name"]), NUMBERED.sub("AutoField", str(one["kind"]))) for one in columns_of)


def applied(using: str) -> list[Migration]:
    """The migrations of these tables that the database has; none where it has no tables."""
    found = MigrationRecorder(connections[using]).applied_migrations()
    return sorted(one for one in found if one[0] in APPS)


def last_numbers(using: str) -> dict[str, int]:
    """For each table that numbers its rows the last number that was given, whether or not that row still is there."""
    if connections[using].vendor == "sqlite":
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            known = {str(name): int(last) for name, last in cursor.fetchall()}
        return {one._meta.db_table: known.get(one._meta.db_table, 0) for one in numbered()}
    return {one._meta.db_table: _postgresql_last(one, using) for one in numbered()}


def go_on_from(model: type[Model], last: int, using: str) -> None:
    """Nothing; afterwards the next row of the table is numbered above `last`, and above all that are there."""
    highest = model._base_manager.using(using).order_by("-pk").values_list("pk", flat=True).first() or 0
    last = max(last, highest)
    table = model._meta.db_table
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
        elif last:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [*_named(model), last])


def numbered(known: _Apps = apps) -> Sequence[type[Model]]:
    """The tables that number their rows by themselves."""
    return [one for one in tables(known) if one._meta.auto_field is not None]


def _named(model: type[Model]) -> tuple[str, str]:
    return f'"{model._meta.db_table}"', str(model._meta.pk.column)


def _postgresql_last(model: type[Model], using: str) -> int:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", list(_named(model)))
        (sequence,) = cursor.fetchone() or (None,)
        if sequence is None:
            return 0
        cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # the server's own, quoted name
        last, called = cursor.fetchone() or (0, False)
    return int(last) if called else 0
