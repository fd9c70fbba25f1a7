"""Rows put into their tables, or changed there, by a sentence that is the same for any number of them.

It is made once in a process.  Django makes it anew each time, which takes longer than the database needs for few rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, TypeVar

from django.db import connection, models

from registry.planned import array, planned_cursor

M = TypeVar("M", bound=models.Model)
#: Rows put in at once.
BATCH = 1000
#: Fields whose values databases take as they are.
PLAIN = (
    *(models.TextField, models.CharField, models.IntegerField, models.FloatField, models.BooleanField),
    *(models.ForeignKey, models.BinaryField),
)
#: What makes a value that of the database, where that is another one.
Made = Callable[[Any], Any] | None
Column = tuple[str, Made]


@dataclass(frozen=True, slots=True)
class _Words:
    """A sentence, the attributes in its order with what makes their values those of the database.

    `is_numbered`: whether the database tells the number of each row; `related`: the fields that tell of other rows;
    `moments`: those that tell when the row was put in.
    """

    sentence: str
    columns: tuple[Column, ...]
    is_numbered: bool
    related: tuple[models.ForeignKey[Any, Any], ...]
    moments: tuple[models.Field[Any, Any], ...]


def put_in(rows: Iterable[M]) -> list[M]:
    """The rows, all of one model, which are in their table now and know their numbers, as of Django's bulk_create."""
    every = list(rows)
    for start in range(0, len(every), BATCH):
        some = every[start : start + BATCH]
        words = _words(type(some[0]), connection.vendor)
        _complete(some, words)
        told = [[_value(row, one) for row in some] for one in words.columns]
        numbers = _at_once(words, told) if connection.vendor == "postgresql" else _one_by_one(words, told)
        _number(some, numbers if words.is_numbered else ())
    return every


def overwrite(model: type[models.Model], names: Sequence[str], rows: Mapping[int, Mapping[str, Any]]) -> None:
    """Nothing; these rows, by their numbers, have these values in the columns of these names."""
    sentence, columns = _anew(model, tuple(names), connection.vendor)
    told = [list(rows), *([_made_of(row[name], made) for row in rows.values()] for name, made in columns)]
    with planned_cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(sentence, [array(one) for one in told])
        else:
            number, *values = told
            cursor.executemany(sentence, list(zip(*values, number, strict=True)))


def _complete(rows: Iterable[models.Model], words: _Words) -> None:
    """Nothing; rows that were made before another row had its number learn it, and when they came."""
    for row in rows:
        for other in words.related:
            if getattr(row, other.attname) is None and other.is_cached(row):
                setattr(row, other.name, other.get_cached_value(row))
        for moment in words.moments:
            moment.pre_save(row, True)


def _value(row: models.Model, column: Column) -> Any:
    name, made = column
    return _made_of(getattr(row, name), made)


def _made_of(value: Any, made: Made) -> Any:
    return value if made is None or value is None else made(value)


def _at_once(words: _Words, told: Sequence[list[Any]]) -> list[int]:
    with planned_cursor() as cursor:
        cursor.execute(words.sentence, [array(one) for one in told])
        return [number for (number,) in cursor.fetchall()] if words.is_numbered else []


def _one_by_one(words: _Words, told: Sequence[list[Any]]) -> list[int]:
    numbers = []
    with connection.cursor() as cursor:
        for row in zip(*told, strict=True):
            cursor.execute(words.sentence, row)
            numbers.append(cursor.lastrowid)
    return numbers


def _number(rows: Sequence[models.Model], numbers: Sequence[int]) -> None:
    for row, number in zip(rows, numbers, strict=False):
        row.pk = number
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _words(model: type[models.Model], vendor: str) -> _Words:
    table, pk = model._meta, model._meta.pk
    is_numbered = isinstance(pk, models.AutoField | models.BigAutoField)
    fields = [one for one in table.local_concrete_fields if not (is_numbered and one is pk)]
    quoted = connection.ops.quote_name
    begins = f"INSERT INTO {quoted(table.db_table)} ({', '.join(quoted(str(one.column)) for one in fields)})"
    columns = tuple((one.attname, _made(one)) for one in fields)
    related = tuple(one for one in fields if isinstance(one, models.ForeignKey))
    moments = tuple(one for one in fields if getattr(one, "auto_now_add", False) or getattr(one, "auto_now", False))
    if vendor != "postgresql":
        return _Words(f"{begins} VALUES ({', '.join(['%s'] * len(fields))})", columns, is_numbered, related, moments)
    lists = ", ".join(f"%s::{_type(one)}[]" for one in fields)
    ends = f" RETURNING {quoted(str(pk.column))}" if is_numbered else ""
    return _Words(f"{begins} SELECT * FROM UNNEST({lists}){ends}", columns, is_numbered, related, moments)


@cache
def _anew(model: type[models.Model], names: tuple[str, ...], vendor: str) -> tuple[str, tuple[Column, ...]]:
    fields = [field for field in model._meta.local_concrete_fields if field.name in names]
    quoted, table = connection.ops.quote_name, connection.ops.quote_name(model._meta.db_table)
    columns = [quoted(str(one.column)) for one in fields]
    told = tuple((one.name, _made(one)) for one in fields)
    if vendor != "postgresql":
        return f"UPDATE {table} SET {', '.join(f'{one} = %s' for one in columns)} WHERE id = %s", told
    puts = ", ".join(f"{one} = new.{one}" for one in columns)
    lists = ", ".join(f"%s::{_type(one)}[]" for one in fields)
    new = f"UNNEST(%s::bigint[], {lists}) AS new (id, {', '.join(columns)})"
    return f"UPDATE {table} SET {puts} FROM {new} WHERE {table}.id = new.id", told


def _type(field: models.Field[Any, Any]) -> str:
    """The type of PostgreSQL by which it is told: a text that is too long is to be refused, which a cast would cut."""
    told = str(field.db_type(connection))
    return "text" if told.startswith("varchar") else told


def _made(field: models.Field[Any, Any]) -> Made:
    if isinstance(field, models.JSONField):
        return partial(json.dumps, cls=field.encoder)
    if isinstance(field, PLAIN):
        return None
    return lambda value: field.get_db_prep_save(value, connection)
