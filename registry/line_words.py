"""The index of the words of the register's lines: by beginnings of words, in SQLite (FTS5) and in PostgreSQL.

Triggers of the database keep it, so that nothing that writes lines can pass it by.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, models
from django.db.models.expressions import Col

TABLE, LINES = "registry_linewords", "registry_linerow"
_FORGET = f"INSERT INTO {TABLE} ({TABLE}, rowid, words) VALUES ('delete', old.dispatch_id, old.words)"
_LEARN = f"INSERT INTO {TABLE} (rowid, words) VALUES (new.dispatch_id, new.words)"
SQLITE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, content='{LINES}', content_rowid='dispatch_id', "
    f"tokenize='unicode61 remove_diacritics 0', prefix='1 2 3', detail='none')",
    f"CREATE TRIGGER {TABLE}_new AFTER INSERT ON {LINES} BEGIN {_LEARN}; END",
    f"CREATE TRIGGER {TABLE}_gone AFTER DELETE ON {LINES} BEGIN {_FORGET}; END",
    f"CREATE TRIGGER {TABLE}_other AFTER UPDATE OF words ON {LINES} BEGIN {_FORGET}; {_LEARN}; END",
    f"INSERT INTO {TABLE} ({TABLE}) VALUES ('rebuild')",
)
POSTGRESQL = (f"CREATE INDEX {TABLE} ON {LINES} USING gin (to_tsvector('simple', words))",)


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


def forget_for_good() -> None:
    """Nothing; the index is written anew, without what deleted lines left in it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('rebuild')")
