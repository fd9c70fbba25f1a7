"""Indexes of the words of a table's rows, in SQLite (FTS5) and in PostgreSQL (GIN): how they are made.

Triggers of the database keep them, so that nothing that writes rows can pass them by.  SQLite forgets them where a
migration writes a table anew (every change of its columns does): such a migration makes them again.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The index `name` of the column `words` of the table `rows`, whose key is `key`; `begun`: by beginnings too."""

    name: str
    rows: str
    key: str
    begun: bool

    @property
    def sqlite(self) -> tuple[str, ...]:
        """The sentences that make it in SQLite, and fill it."""
        name, rows = self.name, self.rows
        forget = f"INSERT INTO {name} ({name}, rowid, words) VALUES ('delete', old.{self.key}, old.words)"
        learn = f"INSERT INTO {name} (rowid, words) VALUES (new.{self.key}, new.words)"
        beginnings = "prefix='1 2 3', " if self.begun else ""
        return (
            f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='{rows}', content_rowid='{self.key}', "
            f"tokenize='unicode61 remove_diacritics 0', {beginnings}detail='none')",
            f"CREATE TRIGGER {name}_new AFTER INSERT ON {rows} BEGIN {learn}; END",
            f"CREATE TRIGGER {name}_gone AFTER DELETE ON {rows} BEGIN {forget}; END",
            f"CREATE TRIGGER {name}_other AFTER UPDATE OF words ON {rows} BEGIN {forget}; {learn}; END",
            self._anew,
        )

    @property
    def postgresql(self) -> tuple[str, ...]:
        """The sentence that makes it in PostgreSQL."""
        return (f"CREATE INDEX {self.name} ON {self.rows} USING gin (to_tsvector('simple', words))",)

    def made_in(self, vendor: str) -> tuple[str, ...]:
        """The sentences that make it in that database."""
        return self.sqlite if vendor == "sqlite" else self.postgresql

    def forget_for_good(self) -> None:
        """Nothing; it is written anew, without what deleted rows left in it."""
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(self._anew)

    @property
    def _anew(self) -> str:
        return f"INSERT INTO {self.name} ({self.name}) VALUES ('rebuild')"
