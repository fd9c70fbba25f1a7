"""Tables of tasks: which column says what, and what each row orders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.deadlines import deadlines
from extractors.outline import Item
from records import Deadline
from rules import rules
from rules.fold import fold, squeezed

#: A table of tasks has these columns; who leads may be missing where the scope says it.
TASK, LEADS, WITH, WHEN = "task", "leads", "with", "when"
COUNTING = frozenset({"tt", "stt", "so tt", "so thu tu", ""})


@dataclass(frozen=True, slots=True)
class Row:
    """What a row orders: its stretch from the task's cell to the last one used, who leads, with whom, by when."""

    start: int
    end: int
    actors: tuple[str, ...]
    coordinators: tuple[str, ...]
    deadlines: tuple[Deadline, ...]


Columns = dict[str, int]


def columns_of(text: str, item: Item) -> Columns | None:
    """Which columns a head row names, by what they say; None for a row that is no head of a table of tasks."""
    found: Columns = {}
    for index, (start, end) in enumerate(item.cells):
        cell = fold(text[start:end])
        name = next((one.value for one in rules("columns") if one.pattern.search(cell)), None)
        if name:
            found.setdefault(name, index)
    if TASK not in found and LEADS in found and WHEN in found:
        found[TASK] = _first_left(text, item, found)
    return found if found.get(TASK, -1) >= 0 and (LEADS in found or WHEN in found) else None


def _first_left(text: str, item: Item, found: Columns) -> int:
    """The first column that names neither who nor when, nor counts the rows; -1 for none."""
    names = [fold(text[start:end]).strip(" .") for start, end in item.cells]
    left = (at for at, name in enumerate(names) if at not in found.values() and name not in COUNTING)
    return next(left, -1)


def row_of(text: str, item: Item, columns: Columns, issued_on: dt.date | None) -> Row | None:
    """What the row orders; None where its cell of the task is empty, or the row only heads others."""
    cells = {name: item.cells[index] for name, index in columns.items() if index < len(item.cells)}
    task = cells.get(TASK)
    if task is None or task[0] == task[1]:
        return None
    said = {name: squeezed(text[start:end]) for name, (start, end) in cells.items()}
    if not said.get(LEADS) and not said.get(WHEN):
        return None
    when = _when(text, cells.get(WHEN), issued_on) or deadlines(text[slice(*task)], issued_on)
    last = max(end for name, (start, end) in cells.items() if end > start)
    return Row(task[0], max(last, task[1]), _names(said.get(LEADS)), _names(said.get(WITH)), tuple(when))


def _when(text: str, cell: tuple[int, int] | None, issued_on: dt.date | None) -> Sequence[Deadline]:
    return deadlines(text[slice(*cell)], issued_on) if cell else ()


def _names(cell: str | None) -> tuple[str, ...]:
    return (cell.strip(" ;,."),) if cell and any(map(str.isalpha, cell)) else ()
