"""No table of the register has an index that another one makes needless: each costs time with every dispatch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

#: What is asked for by its beginning, by PostgreSQL's second index of a text.
BEGINNINGS = {("registry_scanrow", "sha256"), ("registry_documentrow", "office")}


def _indexes(table: str) -> dict[str, dict[str, Any]]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    return {name: dict(told) for name, told in found.items() if told["index"] or told["unique"]}


def _partial() -> set[str]:
    """The names of indexes of only some rows, by which the others are not found."""
    models = apps.get_app_config("registry").get_models()
    told = [one for model in models for one in (*model._meta.indexes, *model._meta.constraints)]
    return {str(one.name) for one in told if getattr(one, "condition", None) is not None}


def _needless(table: str) -> Iterator[str]:
    partial = _partial()
    found = {name: told for name, told in _indexes(table).items() if told["columns"] and all(told["columns"])}
    indexes = {name: told["columns"] for name, told in found.items()}
    for name, columns in indexes.items():
        others = [own for other, own in indexes.items() if other != name and other not in partial]
        is_longer = any(own[: len(columns)] == columns and len(own) > len(columns) for own in others)
        if is_longer and name not in partial and not found[name]["unique"]:
            yield name
        if name.endswith("_like") and (table, *columns) not in BEGINNINGS:
            yield name


def needless() -> list[str]:
    """The names of all indexes that are there for nothing."""
    tables = [model._meta.db_table for model in apps.get_app_config("registry").get_models()]
    return [name for table in tables for name in _needless(table)]


@pytest.mark.django_db
def test_no_index_begins_another_one() -> None:
    assert needless() == []


@pytest.mark.django_db
def test_an_index_that_begins_another_one_would_be_seen() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX twice ON registry_edgerow (scan_id)")
    assert needless() == ["twice"]
