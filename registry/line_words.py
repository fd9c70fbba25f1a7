"""The index of the words of the register's lines, by beginnings of words; see `registry.word_index`."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.expressions import Col

from registry.word_index import WordIndex

INDEX = WordIndex("registry_linewords", "registry_linerow", "dispatch_id", begun=True)
TABLE = INDEX.name
SQLITE, POSTGRESQL = INDEX.sqlite, INDEX.postgresql


class HoldsWords(models.Lookup):
    """`words__hold=["dang", "uy"]`: lines in which a word begins with each of these, found by the index."""

    lookup_name = "hold"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """The condition in SQLite's words."""
        assert isinstance(self.lhs, Col)
        number = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.dispatch_id"
        sought = " ".join(f'"{word}"*' for word in self.rhs)
        return f"{number} IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s)", (sought,)

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:
        """The condition in PostgreSQL's words."""
        column, told = self.process_lhs(compiler, connection)
        sought = " & ".join(f"'{word}':*" for word in self.rhs)
        return f"to_tsvector('simple', {column}) @@ to_tsquery('simple', %s)", [*told, sought]
