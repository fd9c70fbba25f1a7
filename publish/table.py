"""Lines of cells as CSV; the only module that knows pandas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from publish.cells import Cell, Line

#: A cell that starts so is a formula to a spreadsheet, and what a stranger printed on a page must never be one.
#: The full-width signs count in some languages' versions.
FORMULA_STARTS = tuple("=+-@＝＋－＠")


def csv(columns: Sequence[str], lines: Sequence[Line]) -> bytes:
    """The table in UTF-8 with a byte order mark, by which Excel knows it; dates are ISO, what is missing is empty."""
    return b"".join(csv_parts(columns, [lines]))


def csv_parts(columns: Sequence[str], parts: Iterable[Sequence[Line]]) -> Iterator[bytes]:
    """The same part by part, the head first, so that a long table can go out while it is still being made."""
    yield csv_head(columns)
    for lines in parts:
        yield csv_lines(lines)


def csv_head(columns: Sequence[str]) -> bytes:
    """The first line of a table, after the byte order mark."""
    return pd.DataFrame([], columns=list(columns)).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def csv_lines(lines: Sequence[Line]) -> bytes:
    """These lines of a table, without its head."""
    cells = [[_harmless(cell) for cell in line] for line in lines]
    return pd.DataFrame(cells, dtype=object).to_csv(index=False, header=False, lineterminator="\r\n").encode()


def _harmless(cell: Cell) -> Cell:
    """The cell as a spreadsheet shows it and does not run it: an apostrophe stands before what could be a formula."""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell
