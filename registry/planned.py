"""Statements that PostgreSQL plans once for a connection: planning takes it longer than answering from an index.

Connections are told so in `web.settings`: nothing else is planned once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

if TYPE_CHECKING:
    import psycopg


#: Statements that a connection keeps planned; by itself psycopg would forget those that it has not heard for a while.
MOST = 500


@contextmanager
def planned_cursor() -> Iterator[CursorWrapper]:
    """A `with` for a statement that is asked often, always in the same words, and whose rows are fetched inside.

    It must be such that one plan serves for all values, which stand in none of the words.
    """
    if connection.vendor != "postgresql" or connection.queries_logged:  # psycopg logs nothing that was planned before
        with connection.cursor() as cursor:
            yield cursor
        return
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    yield connection.make_cursor(_cursor())


def _cursor() -> Any:
    """The cursor that plans, of the thread's connection: to make one takes as long as to ask."""
    ours, server = connections[connection.alias], connection.connection
    kept = _cursors.get(ours)
    if kept is None or kept.connection is not server:
        server.prepared_max = MOST
        kept = _cursors[ours] = _planning_once()(server)
    return kept


_cursors: WeakKeyDictionary[BaseDatabaseWrapper, psycopg.Cursor[Any]] = WeakKeyDictionary()


def quoted(value: Any) -> str:
    """The value as it stands in a statement of PostgreSQL, where it is the same each time: plans may hang on it."""
    from psycopg.sql import quote

    return quote(value, connection.connection).replace("%", "%%")


def array(values: Iterable[Any]) -> str:
    r"""The values as PostgreSQL is told a list: always as a text, since by its type psycopg would tell lists apart.

    >>> print(array([1, None, 'a "b" \\c', b"\x00"]))
    {"1",NULL,"a \"b\" \\c","\\x00"}
    """
    return f"{{{','.join(map(_element, values))}}}"


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    told = rf"\\x{value.hex()}" if isinstance(value, bytes | memoryview) else str(value).replace("\\", r"\\")
    return f'"{told.replace(chr(34), chr(92) + chr(34))}"'


@cache
def _planning_once() -> type[psycopg.Cursor[Any]]:
    import psycopg  # who keeps the register in SQLite does not wait for it

    class Planned(psycopg.Cursor[Any]):
        """A cursor of which every statement is prepared by the server."""

        def execute(self, query: Any, params: Any = None, **_: Any) -> Any:
            return super().execute(query, params, prepare=True)

    return Planned
