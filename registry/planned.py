"""Statements that PostgreSQL plans once for a connection: planning takes it longer than answering from an index.

Connections are told so in `web.settings`: nothing else is planned once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

if TYPE_CHECKING:
    import psycopg


def planned_cursor() -> CursorWrapper:
    """A cursor for statements that are asked often, always in the same words; to be used in a `with`.

    They must be such that one plan serves for all values, which stand in none of the words.
    """
    if connection.vendor != "postgresql" or connection.queries_logged:  # psycopg logs nothing that was planned before
        return connection.cursor()
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    cursor: Any = _planning_once()(connection.connection)
    return connection.make_cursor(cursor)


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
