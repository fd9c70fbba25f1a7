"""The tables of a backup held against those of the database, by the digests of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from registry import open_rows, open_tables
from registry.connection import lent_connection
from registry.open_rows import Digest, Place


def digests(tables: Iterable[dict[str, Any]], place: Place) -> Iterator[tuple[dict[str, Any], Digest | None]]:
    """Each of these tables with what is there now; None where the table has other columns now, or is no more."""
    here = {one._meta.db_table: one for one in open_tables.tables()}
    for told in tables:
        model = here.get(told["name"])
        if model is None or open_tables.shape(open_tables.told(model)) != open_tables.shape(told):
            yield told, None
            continue
        with lent_connection():
            yield told, open_rows.digest(open_rows.lines(model, DEFAULT_DB_ALIAS, place))
