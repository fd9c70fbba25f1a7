"""What is changed in the tables for every dispatch, in words that are the same each time.

Django makes them anew each time, which takes longer than the change itself.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.db import connection

from registry.planned import array, planned_cursor

#: How a column is one of a list, however long that is: of numbers, of texts.
LISTS = {
    "postgresql": {"numbers": "= ANY(%s::bigint[])", "texts": "= ANY(%s::text[])"},
    "sqlite": dict.fromkeys(("numbers", "texts"), "IN (SELECT value FROM json_each(%s))"),
}


def alter(statement: str, *values: Any) -> int:
    """How many rows the statement changed; `{numbers}` or `{texts}` in it stand for: is one of the list given."""
    words = statement.format_map(LISTS[connection.vendor])
    with planned_cursor() as cursor:
        cursor.execute(
            words, [packed(one) if isinstance(one, Collection) and not isinstance(one, str) else one for one in values]
        )
        return int(cursor.rowcount)


def packed(values: Collection[Any]) -> str:
    """The list as one value for the database."""
    return array(values) if connection.vendor == "postgresql" else json.dumps(list(values))
