"""The archive as it is asked: the one document that a question means, where originals lie."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.db.models import Q

from records import Document
from registry import graph_rows
from registry.asked import Asked, asked, codes_meant, codes_of, fits, names_in
from registry.connection import lent_connection
from registry.document_words import telling
from registry.graph_models import DocumentRow
from registry.models import ScanRow

#: Documents that a question can fit; where it fits more, these are told.
MOST = 200


class NoOneDocument(LookupError):
    """A question that fits several documents, or none: `question`, `found`; `more`: even more than were found."""

    def __init__(self, question: str, found: Sequence[Document], more: bool = False) -> None:
        super().__init__(question)
        self.question, self.found, self.more = question, tuple(found), more


def document(question: str, whole: bool = False) -> Document:
    """The one document that is meant; `whole`: with what papers say of it.

    Raises NoOneDocument where there are several, or none.
    """
    found = meant(question, whole)
    if len(found) != 1:
        raise NoOneDocument(question, found[:MOST], len(found) > MOST)
    return found[0]


def meant(question: str, whole: bool = False) -> tuple[Document, ...]:
    """The documents that fit all parts of the question, by key, no more than one beyond MOST.

    One whose key is the question stands alone.
    """
    parts, key = asked(question), question.strip()
    fitting = _can_fit(parts)
    rows = DocumentRow.objects.filter(Q(key=key) | fitting if fitting else Q()).order_by("key")
    rows = rows if whole else rows.defer("said", "words")
    with lent_connection():
        found = [graph_rows.document(row, not whole) for row in rows[: MOST + 1]]
    exact = tuple(one for one in found if one.key == key)
    return exact or tuple(one for one in found if fits(one, parts))


def _can_fit(parts: Asked) -> Q:
    """The documents that can fit, found by an index: of numbers, names and days, or of words where there are none."""
    wanted = Q(*(Q(issued_on=day) for day in parts.days))
    if parts.symbol:
        return wanted & _told(parts.words) & _bearing(parts.symbol)
    if parts.number is None:
        return wanted & telling(parts.words)
    names = [codes_of(name) for name in names_in(parts.whole)]
    named = _told(parts.name_words) & Q(number=None, codes__in=names)
    return wanted & (_told(parts.words) & Q(number=parts.number) | named)


def _bearing(symbol: str) -> Q:
    """The documents that bear the symbol, the year in it or beside it."""
    whole, *shorter = codes_meant(symbol)
    return Q(codes=whole) | Q(codes__in=shorter, period=symbol.split("/")[1]) if shorter else Q(codes=whole)


def _told(words: Iterable[str]) -> Q:
    every = Q()
    for word in words:
        every &= Q(words__contains=f" {word} ")
    return every


def links(documents: Iterable[Document], beside: Path) -> dict[str, str]:
    """For every received document the way to its original from the folder of `beside`."""
    folder = beside.absolute().parent
    first = {one.key: one.papers[0][0] for one in documents if one.received}
    with lent_connection():
        kept = ScanRow.objects.filter(sha256__in=sorted(set(first.values()))).values_list("sha256", "archived")
        places = {digest: Path(archived).absolute() for digest, archived in kept if archived}
    return {
        key: Path(os.path.relpath(places[digest], folder)).as_posix()
        for key, digest in first.items()
        if digest in places
    }


def scans_that_begin(sha256: str) -> list[str]:
    """The whole sha256 of every scan that begins so."""
    with lent_connection():
        return list(ScanRow.objects.filter(sha256__startswith=sha256).values_list("sha256", flat=True)[:100])
