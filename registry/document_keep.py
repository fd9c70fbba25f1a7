"""Documents of the graph written into their table: new ones, and of the others only what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from records import Document
from registry.graph_models import DocumentRow
from registry.graph_rows import Columns, document_columns
from registry.put_in import put_in


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of the documents that are kept now by key, their columns, the rows of those that are no more.

    The latter are to be removed once no edge speaks of them.
    """

    rows: Mapping[str, int]
    columns: Sequence[Columns]
    gone: Sequence[int]


def keep(before: Mapping[str, DocumentRow], documents: Sequence[Document]) -> Kept:
    """What became of the documents `before` (by key), in the place of which these are put."""
    wanted = {columns["key"]: columns for columns in map(document_columns, documents)}
    new = put_in(DocumentRow(**wanted[key]) for key in wanted if key not in before)
    changes = {row.pk: other for key, row in before.items() if (other := _other(row, wanted.get(key, {})))}
    _put(changes)
    rows = {row.key: row.pk for row in new} | {key: row.pk for key, row in before.items() if key in wanted}
    return Kept(rows, tuple(wanted.values()), [row.pk for key, row in before.items() if key not in wanted])


def _other(row: DocumentRow, columns: Columns) -> Columns:
    """Only what differs: the index of words and others would be written anew."""
    return {name: value for name, value in columns.items() if getattr(row, name) != value}


def _put(changes: Mapping[int, Columns]) -> None:
    """Nothing; the rows have these columns.  Django would write them one by one, or in one sentence that grows."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, columns in changes.items():
        alike[tuple(sorted(columns))].append(number)
    for names, numbers in alike.items():
        _put_alike(names, {number: changes[number] for number in numbers})


def _put_alike(names: Sequence[str], changes: Mapping[int, Columns]) -> None:
    quoted = connection.ops.quote_name
    fields = [field for field in DocumentRow._meta.concrete_fields if field.name in names]
    puts = ", ".join(f"{quoted(str(field.column))} = %s" for field in fields)
    rows = [
        (*(field.get_db_prep_save(columns[field.name], connection) for field in fields), number)
        for number, columns in changes.items()
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {quoted(DocumentRow._meta.db_table)} SET {puts} WHERE id = %s", rows)
