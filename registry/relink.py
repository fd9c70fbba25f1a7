"""Which documents' tasks must be linked anew: told by what changed in the graph, kept until the tasks are reckoned.

What a task carries out hangs on what its own document says; what answers it, on what others say of its document.  So a
document is linked anew where it says something else, or where one of which it speaks looks otherwise now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from records import Document
from registry.alter import alter
from registry.graph_models import DocumentRow, EdgeRow, RelinkRow
from registry.often import Among, Often
from registry.put_in import put_in
from registry.storable import storable

#: Stands for every document.
ALL = ""
Looks = tuple[Any, ...]


def everything() -> None:
    """Nothing; all tasks are to be linked anew."""
    RelinkRow.objects.all().delete()
    RelinkRow.objects.create(key=ALL)


def looks(one: DocumentRow | Document) -> Looks:
    """What links tell of a document, or hang on."""
    papers = [list(place) for place in one.papers]
    return (*(text and storable(text) for text in (one.symbol, one.kind, one.title, one.issued_on)), papers)


def otherwise(before: Mapping[str, Looks], now: Iterable[Document]) -> set[str]:
    """The keys of the documents that look otherwise now than before, or are new."""
    return {key for one in now if looks(one) != before.get(key := storable(one.key))}


def note(citing: Iterable[int], changed: Iterable[str], known: Mapping[str, int]) -> None:
    """Nothing; documents that say something else (their rows), and all that speak of changed ones, wait for it.

    `known`: the rows of some documents by key.
    """
    keys, names = set(changed), {row: key for key, row in known.items()}
    rows = {*citing, *(citing_any(keys) if keys else ())}
    keys |= {names[row] for row in rows & names.keys()}
    if rows := rows - names.keys():
        keys |= set(DocumentRow.objects.filter(pk__in=rows).order_by().values_list("key", flat=True))
    put_in(RelinkRow(key=key) for key in sorted(keys))


def citing_any(keys: Iterable[str]) -> set[int]:
    """The rows of the documents that speak of one of these."""
    return set(_CITING(tuple(keys)))


def _citing(keys: Collection[str]) -> QuerySet[EdgeRow, Any]:
    named = DocumentRow.objects.filter(key__in=keys).order_by().values("pk")
    return EdgeRow.objects.filter(target__in=named).order_by().values_list("source", flat=True)


_CITING = Often(_citing, Among.TEXTS)
_WAITING = Often(lambda: RelinkRow.objects.order_by("pk").values_list("pk", "key"))


def waiting() -> tuple[set[str], int]:
    """The keys of the documents that wait (ALL for every one), and the number of the last row read."""
    rows = _WAITING()
    return {key for _, key in rows}, rows[-1][0] if rows else 0


def done(last: int) -> None:
    """Nothing; those up to this row wait no more."""
    alter(f"DELETE FROM {RelinkRow._meta.db_table} WHERE id <= %s", last)
