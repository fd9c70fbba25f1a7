"""Ruled tables as rows: the words of each cell read as a text of their own, one line a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from pipeline.clean import clean_line, without_emphasis
from pipeline.rows import around, rows_of
from records import Box, Cell, Line, Page, Table, Word, Zone
from rules.fold import fold

#: What stands between the cells of a row in the clean text.
SEPARATOR = " | "
#: A text's lines are rows of a table from so many cells on: a stamp has fewer.
COLUMNS = 3


def tabbed_rows(printed: Sequence[str]) -> frozenset[int]:
    """Which lines of a text (by index) are rows of a table: neighbours with tabs between several cells."""
    wide = [index for index, line in enumerate(printed) if line.count("\t") >= COLUMNS - 1]
    runs = [[index for _, index in run] for _, run in groupby(enumerate(wide), key=lambda one: one[1] - one[0])]
    return frozenset(
        index for run in runs if len(run) > 1 and not _is_stamp(printed[run[0] : run[-1] + 1]) for index in run
    )


def _is_stamp(rows: Sequence[str]) -> bool:
    """Whether the rows are an arrival stamp's ('ĐẾN', 'Ngày …'), which some copy as a table."""
    return any(fold(cell).strip(" :.") == "den" for row in rows for cell in row.split("\t"))


def tabbed_line(printed: str, page: int) -> Line:
    """A row whose cells a text parts by tabs."""
    cells = tuple(clean_line(without_emphasis(cell)) for cell in printed.split("\t"))
    return Line(SEPARATOR.join(cells), page, zone=Zone.TABLE, cells=cells, gap=True)


def outside_tables(page: Page) -> tuple[Word, ...]:
    """The page's words that stand in no table."""
    return tuple(word for word in page.words if not any(_inside(word, table.box) for table in page.tables))


def table_lines(page: Page) -> tuple[Line, ...]:
    """Every table row as one line, its cells parted by ' | '; rows without a word are left out."""
    return tuple(line for table in page.tables for line in _rows(table, page))


def _rows(table: Table, page: Page) -> Iterable[Line]:
    words = [word for word in page.words if _inside(word, table.box)]
    for _, cells in groupby(sorted(table.cells, key=lambda cell: (cell.row, cell.column)), key=lambda cell: cell.row):
        line = _row(tuple(cells), words, page.number)
        if line is not None:
            yield line


def _row(cells: tuple[Cell, ...], words: list[Word], page: int) -> Line | None:
    filled = [tuple(word for word in words if _inside(word, cell.box)) for cell in cells]
    texts = tuple(_text(own, page) for own in filled)
    own = tuple(word for part in filled for word in part)
    if not own:
        return None
    return Line(
        SEPARATOR.join(texts),
        page,
        zone=Zone.TABLE,
        box=around(word.box for word in own),
        words=own,
        cells=texts,
        gap=True,
    )


def _text(words: tuple[Word, ...], page: int) -> str:
    return clean_line(" ".join(row.text for row in rows_of(words, page)))


def _inside(word: Word, box: Box) -> bool:
    """Whether the middle of the word stands in the box."""
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
