"""Documents of the graph written into their table: new ones, and of the others only what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from records import Document
from registry.alter import alter
from registry.graph_models import DocumentRow
from registry.graph_rows import Columns, document_columns
from registry.put_in import overwrite, put_in

TABLE = DocumentRow._meta.db_table


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of the documents that are kept now by key, their columns by key, the rows of those that are no more.

    The latter are to be removed once no edge speaks of them.
    """

    rows: Mapping[str, int]
    columns: Mapping[str, Columns]
    gone: Sequence[int]


def keep_new(before: Mapping[str, DocumentRow], documents: Iterable[Document]) -> Kept:
    """What becomes of the documents `before` (by key) in the place of which these are put; new ones are kept now."""
    wanted = {columns["key"]: columns for columns in map(document_columns, documents)}
    new = put_in(DocumentRow(**wanted[key]) for key in wanted if key not in before)
    rows = {row.key: row.pk for row in new} | {key: row.pk for key, row in before.items() if key in wanted}
    return Kept(rows, wanted, [row.pk for key, row in before.items() if key not in wanted])


def keep_changed(before: Mapping[str, DocumentRow], kept: Kept, cited: Mapping[int, int]) -> None:
    """Nothing; the others are as they are wanted.  `cited`: how many more speak of each of them, or of a new one."""
    known = {row.pk: row for row in before.values()}
    changes = {row.pk: _other(row, kept.columns.get(key, {})) for key, row in before.items()}
    new = set(kept.rows.values()) - known.keys()
    for number, more in cited.items():
        if number in known or number in new:
            changes.setdefault(number, {})["cited"] = (known[number].cited if number in known else 0) + more
        else:
            alter(f"UPDATE {TABLE} SET cited = cited + %s WHERE id = %s", more, number)
    _put({number: other for number, other in changes.items() if other})


def _other(row: DocumentRow, columns: Columns) -> Columns:
    """Only what differs: the index of words and others would be written anew."""
    return {name: value for name, value in columns.items() if getattr(row, name) != value}


def _put(changes: Mapping[int, Columns]) -> None:
    alike: dict[tuple[str, ...], dict[int, Columns]] = defaultdict(dict)
    for number, columns in changes.items():
        alike[tuple(sorted(columns))][number] = columns
    for names, rows in alike.items():
        overwrite(DocumentRow, names, rows)
