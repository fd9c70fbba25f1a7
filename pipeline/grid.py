"""Ruled tables on the picture of a page: the cells are the white fields that lines enclose on all sides."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.image import Mask, closed, runs, spots
from pipeline.picture import Area, Picture
from pipeline.prepare import INK
from records import Cell, Table

ACROSS_MM = 12.0  # shorter strokes are no ruling: a capital letter's bar has 5
DOWN_MM = 8.0  # a line of text is 5 high
BREAK_MM = 1.5  # a gap that a worn or tilted line may have
TABLE_WIDTH = 0.45  # of the page: narrower is the ĐẾN stamp
CELL_MM = 3.0  # the least side of a cell
SAME_EDGE_MM = 2.5  # edges nearer to each other are one row's or one column's


def tables(reading: Picture) -> tuple[Table, ...]:
    """The ruled tables of a prepared page from the top down, with at least two rows and two columns; boxes in points.

    A cell that spans several rows or columns stands in the first of them.
    """
    rules = rulings(reading.pixels < INK, reading)
    if not rules.any():
        return ()
    groups = spots(rules)
    least = TABLE_WIDTH * reading.pixels.shape[1]
    boxes = [(int(a), int(b), int(c), int(d)) for a, b, c, d in groups.boxes[1:] if c - a >= least]
    found = (_table(box, rules[box[1] : box[3], box[0] : box[2]], reading) for box in sorted(boxes, key=lambda x: x[1]))
    return tuple(table for table in found if table is not None)


def rulings(ink: Mask, picture: Picture) -> Mask:
    """The long horizontal and vertical strokes, their small breaks closed."""
    gap = picture.pixels_of(BREAK_MM)
    across = closed(runs(ink, picture.pixels_of(ACROSS_MM), 1), 2 * gap, gap)
    down = closed(runs(ink, 1, picture.pixels_of(DOWN_MM)), gap, 2 * gap)
    return across | down


def fields(rules: Mask, least: int) -> list[Area]:
    """The white fields of at least `least` pixels a side that are enclosed by the lines, row by row."""
    rows, columns = rules.shape
    boxes = [(int(a), int(b), int(c), int(d)) for a, b, c, d in spots(~rules, corners=False).boxes[1:]]
    return [
        (left, top, right, bottom)
        for left, top, right, bottom in sorted(boxes, key=lambda box: (box[1], box[0]))
        if min(right - left, bottom - top) >= least and left > 0 and top > 0 and right < columns and bottom < rows
    ]


def _table(box: Area, rules: Mask, reading: Picture) -> Table | None:
    left, top = box[:2]
    areas = fields(rules, reading.pixels_of(CELL_MM))
    near = reading.pixels_of(SAME_EDGE_MM)
    rows, columns = _edges([area[1] for area in areas], near), _edges([area[0] for area in areas], near)
    if len(rows) < 2 or len(columns) < 2:
        return None
    cells = [
        Cell(
            row=_index(rows, area[1]),
            column=_index(columns, area[0]),
            box=reading.points((area[0] + left, area[1] + top, area[2] + left, area[3] + top)),
        )
        for area in areas
    ]
    return Table(reading.points(box), tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _edges(values: Sequence[int], near: int) -> list[int]:
    """The first of every run of values that lie close together."""
    edges: list[int] = []
    last = None
    for value in sorted(values):
        if last is None or value - last > near:
            edges.append(value)
        last = value
    return edges


def _index(edges: Sequence[int], value: int) -> int:
    return max(index for index, edge in enumerate(edges) if edge <= value)
