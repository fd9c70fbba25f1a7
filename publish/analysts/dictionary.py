"""The data dictionary: the tables and columns of outputs/data as columns.toml tells them.

`python -m publish.analysts.dictionary` writes its tables anew into docs/DU-LIEU.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

TOLD = Path(__file__).with_name("columns.toml")
DOC = Path(__file__).parents[2] / "docs" / "DU-LIEU.md"
#: What the types are called for people, by their name in columns.toml.
TYPES = MappingProxyType(
    {
        "text": "chữ",
        "int": "số nguyên",
        "float": "số thực",
        "bool": "đúng/sai",
        "date": "ngày",
        "texts": "danh sách chữ",
        "ints": "danh sách số nguyên",
        "box": "danh sách 4 số thực",
    }
)
HEAD = "| Cột | Kiểu | Đơn vị | Nội dung | Trống nghĩa là |\n|---|---|---|---|---|\n"
NEVER = "không bao giờ trống"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type (of TYPES), meaning, unit ('' for none), and what an empty cell says (NEVER: none is).

    `names`: private persons may be named there, so their names are masked.
    """

    name: str
    type: str
    means: str
    unit: str = ""
    empty: str = NEVER
    names: bool = False

    @property
    def described(self) -> str:
        """All of it in one sentence, as it is embedded in the files."""
        unit = f" ({self.unit})" if self.unit else ""
        return f"{self.means}{unit}. Trống: {self.empty}.{_MASKED if self.names else ''}"


_MASKED = " Tên người được che."


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what a line is, the columns that make its key, and all of them in their order."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


@cache
def tables() -> Mapping[str, Table]:
    """The tables by their names."""
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
    return {name: Table(name, one["about"], tuple(one["key"]), _columns(one["columns"])) for name, one in told.items()}


def _columns(told: Mapping[str, Mapping[str, Any]]) -> tuple[Column, ...]:
    return tuple(Column(name, **of) for name, of in told.items())


def as_markdown(table: Table) -> str:
    """The table of its columns, as it stands in docs/DU-LIEU.md."""
    key = " + ".join(f"`{one}`" for one in table.key)
    return f"{table.about} Khóa: {key}.\n\n{HEAD}{''.join(map(_line, table.columns))}"


def _line(one: Column) -> str:
    means = one.means + (f".{_MASKED}".removesuffix(".") if one.names else "")
    return f"| `{one.name}` | {TYPES[one.type]} | {one.unit or '–'} | {means} | {one.empty} |\n"


def filled(text: str) -> str:
    """The text with the columns of each table under its heading ('## `citations`'), whatever stood there.

    Raises ValueError where a heading is missing.
    """
    for name, table in tables().items():
        before = re.search(_section(name), text)
        if before is None:
            raise ValueError(f"no heading of the table {name}")
        text = f"{text[: before.start()]}{before[1]}\n{as_markdown(table)}\n{text[before.end() :]}"
    return text


def _section(name: str) -> str:
    """Its heading, and all lines down to the end of the table."""
    return rf"(?m)^(## `{name}`\n)(?:(?!## )[^|\n]*\n)*(?:\|.*\n)*\n*"


if __name__ == "__main__":
    DOC.write_text(filled(DOC.read_text(encoding="utf-8")), encoding="utf-8")
