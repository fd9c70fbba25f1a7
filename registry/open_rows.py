"""Rows in an open form: a line of JSON each, its bytes the same whichever database the row came from."""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import connection
from django.db.models import BinaryField, Field, Model

#: Rows fetched at once.
CHUNK = 500
#: Rows, and bytes of lines, written at once: a row with the words of a scan is large.
MOST_ROWS, MOST_BYTES = 1000, 4 << 20
#: Where an original lies, told by (sha256, name, received at, noted place): its place within the archive.
Place = Callable[[str, str, dt.datetime, str | None], str]
#: Numbers that PostgreSQL's JSON gives back in another form than SQLite's.
ODD_NUMBER = re.compile(r"-0\.0|e\+")
#: The column that holds paths of this computer.
SCANS, NOTED = "registry_scanrow", "archived"


@dataclass(frozen=True, slots=True)
class Digest:
    """What a table holds: how many rows, and the sha256 of their lines in the order of their keys."""

    rows: int
    sha256: str


def columns(model: type[Model]) -> Sequence[Field[Any, Any]]:
    """The columns of a table as fields, in their order."""
    return model._meta.local_concrete_fields


def name_of(field: Field[Any, Any]) -> str:
    """The name of its column."""
    return str(field.column)


def lines(model: type[Model], using: str, place: Place) -> Iterator[bytes]:
    """Each row as a line of JSON in UTF-8, by key; the place of an original is told within the archive."""
    fields = columns(model)
    rows = model._base_manager.using(using).order_by("pk").values_list(*(one.attname for one in fields))
    scans = model._meta.db_table == SCANS
    for values in rows.iterator(chunk_size=CHUNK):
        row = {name_of(field): _plain(value) for field, value in zip(fields, values, strict=True)}
        if scans:
            told = dict(zip((one.attname for one in fields), values, strict=True))
            row[NOTED] = place(told["sha256"], told["name"], told["received_at"], told[NOTED])
        yield line_of(row)


def line_of(row: Mapping[str, Any]) -> bytes:
    r"""The line of a row.

    >>> line_of({"id": 1, "box": [-0.0, 1e16]})
    b'{"box":[0.0,10000000000000000],"id":1}\n'
    """
    text = _json(row)
    if ODD_NUMBER.search(text):
        text = _json(_without_odd_numbers(row))
    return f"{text}\n".encode()


def digest(found: Iterable[bytes]) -> Digest:
    """The digest of these lines."""
    rows, hashed = 0, sha256()
    for line in found:
        rows += 1
        hashed.update(line)
    return Digest(rows, hashed.hexdigest())


def load(model: type[Model], found: Iterable[bytes], home: Callable[[str], str]) -> int:
    """How many rows were put into the table from their lines; keys stay, and no field is filled in by itself.

    `home`: a place within the archive as a path of this computer.  Raises ValueError or KeyError for a line that is
    no row of this table.
    """
    fields = columns(model)
    quoted = ", ".join(connection.ops.quote_name(name_of(one)) for one in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    sentence = f"INSERT INTO {table} ({quoted}) VALUES ({', '.join(['%s'] * len(fields))})"
    number = 0
    with connection.cursor() as cursor:
        for batch in _batches(found):
            rows = [_told(line, model, home) for line in batch]
            cursor.executemany(sentence, [tuple(_stored(one, row[name_of(one)]) for one in fields) for row in rows])
            number += len(rows)
    return number


def _told(line: bytes, model: type[Model], home: Callable[[str], str]) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(line)
    if model._meta.db_table == SCANS and row[NOTED] is not None:
        row[NOTED] = home(row[NOTED])
    return row


def _batches(found: Iterable[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    size = 0
    for line in found:
        batch.append(line)
        size += len(line)
        if len(batch) >= MOST_ROWS or size >= MOST_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _stored(field: Field[Any, Any], value: Any) -> Any:
    """The value as the database takes it."""
    if isinstance(field, BinaryField) and value is not None:
        value = base64.b64decode(value, validate=True)
    return field.get_db_prep_save(value, connection)


def _plain(value: Any) -> Any:
    """The value as JSON can hold it: moments in UTC, bytes in base64."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    return value


def _json(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _without_odd_numbers(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if abs(value) >= 1e16 else value + 0.0
    if isinstance(value, dict):
        return {name: _without_odd_numbers(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_without_odd_numbers(one) for one in value]
    return value
