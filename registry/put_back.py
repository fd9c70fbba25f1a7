"""The tables of a backup put into an empty database, at the schema they had; later migrations go on from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from registry import open_rows, open_tables
from registry.connection import as_oserror, lent_connection
from registry.open_tables import Migration
from registry.start import all_or_none, alone

#: Tables that Django fills by itself in every new database.
SELF_FILLED = frozenset({"auth_group", "auth_group_permissions", "auth_permission", "django_content_type"})


class NotTheSchema(ValueError):
    """Tables that this version or this database cannot take; the message is a sentence with its remedy."""


class NotTheRows(ValueError):
    """Rows that are not those that the backup promises: (table,)."""


@dataclass(frozen=True)
class Tables:
    """The tables of a backup: what is told of them, and the lines of each."""

    about: Mapping[str, Any]
    lines: Callable[[str], Iterator[bytes]]

    @property
    def migrations(self) -> frozenset[Migration]:
        """The schema."""
        return frozenset((str(app), str(name)) for app, name in self.about["migrations"])


def rows_there() -> Mapping[str, int]:
    """The tables of the database that hold something that people or readings wrote, and how many rows.

    Raises OSError where the database cannot be used.
    """
    with lent_connection():
        known = set(connection.introspection.table_names())
        with connection.cursor() as cursor:
            return {
                name: number
                for name in (one._meta.db_table for one in open_tables.tables())
                if name in known - SELF_FILLED and (number := _count(cursor, name))
            }


def fits(tables: Tables) -> None:
    """Nothing.  Raises NotTheSchema where the database, or this version, cannot take the tables; nothing is changed."""
    with lent_connection():
        loader = MigrationExecutor(connection).loader
        unknown = sorted(tables.migrations - set(loader.graph.nodes))
        if unknown:
            raise NotTheSchema(
                f"Bản sao lưu do Văn Thư {tables.about['vanthu']} ghi, mới hơn bản đang chạy "
                f"(bước {'.'.join(unknown[-1])} chưa có ở đây). Hãy cài bản đó hoặc bản mới hơn rồi chạy lại lệnh."
            )
        later = sorted(set(open_tables.applied(DEFAULT_DB_ALIAS)) - tables.migrations)
        if later:
            raise NotTheSchema(
                f"Bản sao lưu do Văn Thư {tables.about['vanthu']} ghi, cũ hơn các bảng đã có trong cơ sở dữ liệu này "
                f"(bước {'.'.join(later[-1])}). Hãy đặt VANTHU_DATABASE_URL tới một cơ sở dữ liệu mới, chưa có bảng "
                "nào (với SQLite: một tệp chưa có), rồi chạy lại lệnh; các bảng sẽ được nâng cấp sau khi nạp."
            )
        _same_tables(_models(loader, tables), tables)


def _models(loader: MigrationLoader, tables: Tables) -> Sequence[type[Model]]:
    """The tables as they are at the schema of the backup."""
    return open_tables.tables(loader.project_state(_last_of_each(loader, tables.migrations)).apps)


def put_back(tables: Tables, home: Callable[[str], str], place: open_rows.Place) -> None:
    """Nothing; afterwards the database holds exactly these rows, at their own schema: all of them, or none.

    Raises NotTheSchema, NotTheRows where what was written reads otherwise than promised, OSError.
    """
    with lent_connection(), alone():
        executor = MigrationExecutor(connection)
        with all_or_none():
            executor.migrate(_last_of_each(executor.loader, tables.migrations))
        models = _models(executor.loader, tables)
        try:
            with transaction.atomic():
                _fill(models, tables, home)
                _check(models, tables, place)
        except Error as error:
            if "integrity" in type(error).__name__.lower():
                raise NotTheRows(str(error)) from error
            raise as_oserror(error) from error
    ContentType.objects.clear_cache()


def _last_of_each(loader: MigrationLoader, wanted: frozenset[Migration]) -> list[Migration]:
    """The migrations on which no other wanted one of its app rests."""
    graph = loader.graph
    return sorted(
        one
        for one in wanted
        if not any(child.key in wanted and child.key[0] == one[0] for child in graph.node_map[one].children)
    )


def _same_tables(models: Sequence[type[Model]], tables: Tables) -> None:
    here = {one._meta.db_table: open_tables.shape(open_tables.told(one)) for one in models}
    there = {str(one["name"]): open_tables.shape(one) for one in tables.about["tables"]}
    for name in sorted(here.keys() | there.keys()):
        if here.get(name) != there.get(name):
            raise NotTheSchema(
                f"Bảng {name} trong bản sao lưu không có các cột như bản Văn Thư {tables.about['vanthu']} đã ghi. "
                "Hãy dùng đúng phiên bản đó, hoặc một bản sao lưu khác."
            )


def _fill(models: Sequence[type[Model]], tables: Tables, home: Callable[[str], str]) -> None:
    last = tables.about["last_numbers"]
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
    for model in models:
        name = model._meta.db_table
        try:
            open_rows.load(model, tables.lines(name), home)
        except (ValueError, KeyError, TypeError) as error:
            raise NotTheRows(name) from error
        if model._meta.auto_field is not None:
            open_tables.go_on_from(model, int(last.get(name, 0)), DEFAULT_DB_ALIAS)


def _check(models: Sequence[type[Model]], tables: Tables, place: open_rows.Place) -> None:
    """What was written is read again and held against what was promised."""
    promised = {str(one["name"]): (one["rows"], one["sha256"]) for one in tables.about["tables"]}
    for model in models:
        found = open_rows.digest(open_rows.lines(model, DEFAULT_DB_ALIAS, place))
        if (found.rows, found.sha256) != promised[model._meta.db_table]:
            raise NotTheRows(model._meta.db_table)


def _count(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
    return int(cursor.fetchone()[0])
