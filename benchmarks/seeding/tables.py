"""Rows written in bulk, past Django's objects: hundreds of thousands a minute."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from django.core.management.color import no_style
from django.db import OperationalError, connection, models, transaction

Row = Sequence[Any]
#: Columns whose values a database wants in a form of its own.
SQLITE_INDEXES = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name LIKE 'registry_%'"
)
POSTGRESQL_INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes AS i WHERE tablename LIKE 'registry_%' AND NOT EXISTS (
        SELECT 1 FROM pg_constraint AS c WHERE c.conindid = quote_ident(i.indexname)::regclass)"""
PREPARED = (models.JSONField, models.DateField, models.BinaryField)


class Table:
    """A table that is filled; rows hold the values of `columns` (names of attributes), in that order."""

    def __init__(self, model: type[models.Model], columns: Sequence[str]) -> None:
        by_name = {one.attname: one for one in model._meta.concrete_fields}
        self.model, self._fields = model, [by_name[name] for name in columns]
        quoted = ", ".join(connection.ops.quote_name(str(one.column)) for one in self._fields)
        self._into = f"{connection.ops.quote_name(model._meta.db_table)} ({quoted})"
        self._ways = [(at, _way(one)) for at, one in enumerate(self._fields) if isinstance(one, PREPARED)]

    def write(self, rows: Iterable[Row]) -> None:
        """Nothing; the rows are in the table."""
        prepared = map(self._prepared, rows)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self._into} FROM STDIN") as copy:
                    for row in prepared:
                        copy.write_row(row)
            else:
                places = ", ".join(["%s"] * len(self._fields))
                cursor.executemany(f"INSERT INTO {self._into} VALUES ({places})", prepared)  # type: ignore[arg-type]

    def _prepared(self, row: Row) -> list[Any]:
        told = list(row)
        for at, way in self._ways:
            told[at] = way(told[at])
        return told


def table_of(model: type[models.Model]) -> Table:
    """The table with all its columns, in the order of the model, for rows made of its objects."""
    return Table(model, [one.attname for one in model._meta.concrete_fields])


def values(one: models.Model) -> Row:
    """The values of an object for `table_of` its model."""
    return [getattr(one, field.attname) for field in one._meta.concrete_fields]


#: Milliseconds for which SQLite waits for others, as in an office.
PATIENCE = 30_000


@contextmanager
def filling() -> Iterator[None]:
    """A `with` for the whole filling: one transaction; afterwards the numbers of rows go on after those written.

    SQLite looks at no foreign key meanwhile, and keeps its pages in memory.  PostgreSQL learns what its tables hold, as
    it would by itself within a minute; SQLite is told nothing, as in an office.
    """
    sqlite = connection.vendor == "sqlite"
    if sqlite:
        _said("PRAGMA foreign_keys=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-500000")
        _said("PRAGMA busy_timeout=0")
        with suppress(OperationalError):  # where somebody else has the file open the log stays
            _said("PRAGMA journal_mode=MEMORY")
        _said(f"PRAGMA busy_timeout={PATIENCE}")
    try:
        with transaction.atomic():
            yield
        _count_on()
        if not sqlite:
            _said("ANALYZE")
    finally:
        if sqlite:
            _said("PRAGMA foreign_keys=ON", "PRAGMA synchronous=FULL", "PRAGMA journal_mode=WAL")


class Indexes:
    """The indexes of the registry's tables, taken away while rows are written: made of a full table they cost less."""

    def __init__(self) -> None:
        self._made: list[str] = []

    def away(self) -> None:
        """Nothing; the indexes that hold no constraint are gone."""
        with connection.cursor() as cursor:
            cursor.execute(POSTGRESQL_INDEXES if connection.vendor == "postgresql" else SQLITE_INDEXES)
            found = cursor.fetchall()
        _said(*(f"DROP INDEX {connection.ops.quote_name(name)}" for name, _ in found))
        self._made = [made for _, made in found]

    def back(self) -> None:
        """Nothing; they are there again."""
        if connection.vendor == "postgresql":
            _said("SET CONSTRAINTS ALL IMMEDIATE")
        _said(*self._made)
        self._made = []


def _way(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """How the database wants a value of the field; the usual ones are not asked for again."""
    prepared: dict[str, Any] = {}

    def way(value: Any) -> Any:
        known = repr(value) if value in (None, [], {}) else ""
        if known and known not in prepared:
            prepared[known] = field.get_db_prep_save(value, connection)
        return prepared[known] if known else field.get_db_prep_save(value, connection)

    return way


def _count_on() -> None:
    """The next number of each table comes after those written."""
    from django.apps import apps

    _said(*connection.ops.sequence_reset_sql(no_style(), list(apps.get_models())))


def _said(*sentences: str) -> None:
    with connection.cursor() as cursor:
        for one in sentences:
            cursor.execute(one)
