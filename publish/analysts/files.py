"""A table as Parquet and CSV, written a part at a time; the only module that knows pyarrow."""

from __future__ import annotations

import datetime as dt
import filecmp
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from publish.analysts.dictionary import Column, Table
from publish.analysts.names import masked
from publish.cells import Cell
from publish.replace import half, in_place, told_of
from publish.table import csv_head, csv_lines

Value = str | int | float | bool | dt.date | Sequence[str] | Sequence[int] | Sequence[float] | None
#: A line of a table: the value of each column by its name.
Line = Mapping[str, Value]
#: Lines in a row group of the Parquet file; what is held in memory at once.
GROUP = 10_000
ARROW = {
    "text": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "texts": pa.list_(pa.string()),
    "ints": pa.list_(pa.int64()),
    "box": pa.list_(pa.float64()),
}
KINDS = (".parquet", ".csv")
MADE_FROM = b"made_from"


def schema(table: Table, made_from: str = "") -> pa.Schema:
    """The types of the columns, each with its description; the table's own, and what it was made from, beside them."""
    fields = [
        pa.field(one.name, ARROW[one.type], metadata={"description": one.described, "unit": one.unit})
        for one in table.columns
    ]
    return pa.schema(fields, metadata={b"description": table.about.encode(), MADE_FROM: made_from.encode()})


def made_from(parquet: Path) -> str:
    """What the file says it was made from; '' where it is not there, says nothing, or is no Parquet file."""
    try:
        told = pq.read_schema(parquet).metadata
    except (OSError, pa.ArrowInvalid):
        return ""
    return ((told or {}).get(MADE_FROM) or b"").decode()


def lines_in(parquet: Path) -> int:
    """How many lines the file holds.  Raises OSError where it cannot be read."""
    return int(pq.read_metadata(parquet).num_rows)


class TableFiles:
    """The two files of a table while they are written: `take` lines inside a `with`, at whose end both are in place.

    `hidden`: private names are masked.  Where the `with` ends with an error the old files stay.
    Raises PermissionError where a file cannot be written.
    """

    def __init__(self, folder: Path, table: Table, hidden: bool = True, made_from: str = "") -> None:
        self.paths = tuple(folder / f"{table.name}{kind}" for kind in KINDS)
        self._aside = tuple(half(folder) for _ in KINDS)
        self._table, self._hidden = table, hidden
        self._schema = schema(table, made_from)
        self._waiting: list[Line] = []

    def __enter__(self) -> TableFiles:
        """The files are begun beside those that stand there."""
        self.paths[0].parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as begun, told_of(self.paths[0]):
            begun.callback(self._remove)
            open_ones = begun.enter_context(ExitStack())
            self._parquet = open_ones.enter_context(pq.ParquetWriter(self._aside[0], self._schema, compression="zstd"))
            self._csv: BinaryIO = open_ones.enter_context(self._aside[1].open("xb"))
            self._csv.write(csv_head([one.name for one in self._table.columns]))
            self._open, self._begun = open_ones, begun.pop_all()
        return self

    def take(self, line: Line) -> None:
        """Nothing; the line is in the files, or will be with the next part."""
        self._waiting.append(line)
        if len(self._waiting) == GROUP:
            self._write()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Both files are in their places, where nothing went wrong; equal ones are left as they are."""
        with self._begun:
            if error is None:
                self._write()
            self._open.close()
            if error is None:
                self._settle()

    def _settle(self) -> None:
        """The new files take the places of the old ones, unless they say the same; the Parquet file is the later one.

        By that it is known that nobody wrote into the CSV since (see `publish.analysts.write`).
        """
        (parquet, csv), (new, new_csv) = self.paths, self._aside
        other = _settled(new_csv, csv)
        if not _settled(new, parquet) and other:
            os.utime(parquet)

    def _write(self) -> None:
        """Empty what waits into both files."""
        columns = [[self._value(one, line) for line in self._waiting] for one in self._table.columns]
        arrays = [pa.array(values, ARROW[one.type]) for one, values in zip(self._table.columns, columns, strict=True)]
        if self._waiting:
            self._parquet.write_table(pa.Table.from_arrays(arrays, schema=self._schema), row_group_size=GROUP)
            self._csv.write(csv_lines([tuple(map(cell, line)) for line in zip(*columns, strict=True)]))
        self._waiting.clear()

    def _value(self, one: Column, line: Line) -> Value:
        value = line[one.name]
        return masked(value) if one.names and self._hidden else value

    def _remove(self) -> None:
        for aside in self._aside:
            aside.unlink(missing_ok=True)


def cell(value: Value) -> Cell:
    """The value as the CSV says it: lists as JSON, true and false in small letters; what is not there stays empty.

    >>> cell(["Chi bộ 1", "Chi bộ 2"]), cell(()), cell(True)
    ('["Chi bộ 1", "Chi bộ 2"]', None, 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, str | int | float | dt.date):
        return value
    return json.dumps(list(value), ensure_ascii=False) if value else None


def _settled(aside: Path, path: Path) -> bool:
    """Whether the new file took the place of the old one; False where that says the same already."""
    if path.is_file() and filecmp.cmp(aside, path, shallow=False):
        return False
    in_place(aside, path)
    return True
