"""The index of the words by which the documents of the graph are asked for; see `registry.word_index`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import BooleanField, F, Q
from django.db.models.expressions import Func

from registry.word_index import WordIndex

INDEX = WordIndex("registry_documentwords", "registry_documentrow", "id", begun=False)
#: Words that both databases cut as they are cut here.
INDEXED = re.compile(r"[a-z0-9]+")
#: A word that a document can have.
WORD = re.compile(r"\w+")


class Told(Func):
    """Of the columns `pk` and `words`: whether all these words are among those of the document, told by the index."""

    output_field = BooleanField()

    def __init__(self, *columns: Any, words: Collection[str] = (), **more: Any) -> None:
        super().__init__(*columns, **more)
        self._words = tuple(words)

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, tuple[str | int, ...]]:
        """The condition in SQLite's words."""
        key, told = compiler.compile(self.source_expressions[0])
        sought = " ".join(f'"{word}"' for word in self._words)
        # The sign keeps the order of the keys, in which few of the documents that fit are read, before that of numbers.
        return f"+{key} IN (SELECT rowid FROM {INDEX.name} WHERE {INDEX.name} MATCH %s)", (*told, sought)

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:
        """The condition in PostgreSQL's words."""
        words, told = compiler.compile(self.source_expressions[1])
        sought = " & ".join(f"'{word}'" for word in self._words)
        return f"to_tsvector('simple', {words}) @@ to_tsquery('simple', %s)", [*told, sought]


def telling(words: Iterable[str]) -> Q:
    """The documents that are asked for by all these words (folded by `registry.asked.plain`).

    Words of other letters than a to z are looked for in the documents that the others leave; a word that is none
    ('(') fits no document.
    """
    every = tuple(dict.fromkeys(words))
    if not all(map(WORD.fullmatch, every)):
        return Q(pk__in=())
    indexed = tuple(word for word in every if INDEXED.fullmatch(word))
    found = Q(Told(F("pk"), F("words"), words=indexed)) if indexed else Q()
    for word in every:
        if word not in indexed:
            found &= Q(words__contains=f" {word} ")
    return found
