"""A page of words becomes lines in reading order: the columns of head and foot one after the other, tables by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.clean import clean_line, without_emphasis
from pipeline.columns import in_columns
from pipeline.footnotes import with_footnotes
from pipeline.paragraphs import in_paragraphs
from pipeline.rows import Row, rows_of
from pipeline.slips import without_slips
from pipeline.tables import outside_tables, tabbed_line, tabbed_rows, table_lines
from records import Box, LaidOutPage, Line, Page, ReadScan, Strip, Word, Zone
from rules import first


def layout(scan: ReadScan) -> tuple[LaidOutPage, ...]:
    """The pages of the scan as lines in reading order, blank pages without lines."""
    return tuple(lay_out(without_slips(page)) for page in scan.pages)


def lay_out(page: Page) -> LaidOutPage:
    """One page as lines in reading order."""
    lines = plain_lines(page.plain, page.number) if page.plain is not None else _drawn_lines(page)
    return LaidOutPage(page.number, page.width, page.height, lines, page.source)


def plain_lines(text: str, page: int) -> tuple[Line, ...]:
    """The lines of a text without layout; an empty line above shows as a gap, lines parted by tabs as a table."""
    lines: list[Line] = []
    gap = False
    printed = text.splitlines()
    rows = tabbed_rows(printed)
    for index, own in enumerate(printed):
        cleaned = clean_line(without_emphasis(own))
        if cleaned:
            lines.append(tabbed_line(own, page) if index in rows else Line(cleaned, page, gap=gap))
        gap = not cleaned
    return tuple(lines)


def _drawn_lines(page: Page) -> tuple[Line, ...]:
    notes = [word for word in page.words if word.paragraph and word.paragraph in page.footnotes]
    rows = rows_of([word for word in outside_tables(page) if word not in notes], page.number)
    ordered = in_columns(rows, page.width, page.height)
    lines = tuple(_with_strip(line, page.strips) for line in map(_line, ordered) if line.text)
    own = in_paragraphs(with_footnotes(lines), page)
    return (*_with_tables(own, table_lines(page)), *_note_lines(notes, page), *_stamp_lines(page))


def _note_lines(notes: Sequence[Word], page: Page) -> tuple[Line, ...]:
    """The footnotes that the file tells as such."""
    lines = in_paragraphs([_line(row) for row in rows_of(notes, page.number)], page)
    return tuple(replace(line, zone=Zone.FOOTNOTE) for line in lines)


def _stamp_lines(page: Page) -> tuple[Line, ...]:
    """The lines of stamps that were read from their ink, apart from all others; marks of urgency or secrecy as such.

    A mark is a line of its own, whatever was stamped beside it.
    """
    marks = [word for word in page.stamp_words if first("marks", word.text)]
    others = [word for word in page.stamp_words if word not in marks]
    rows = (*(row for mark in marks for row in rows_of([mark], page.number)), *rows_of(others, page.number))
    lines = (line for line in map(_line, rows) if line.text)
    return tuple(replace(line, zone=Zone.MARK if first("marks", line.text) else Zone.STAMP) for line in lines)


def _line(row: Row) -> Line:
    text = clean_line(" ".join(word.text for word in row.words))
    return Line(
        text,
        row.page,
        column=row.column,
        box=row.box,
        words=row.words,
        gap=row.gap,
        indent=row.indent,
        short=row.short,
    )


def _with_strip(line: Line, strips: tuple[Strip, ...]) -> Line:
    """The line with its second reading, where it has one."""
    return replace(line, strip=next((strip for strip in strips if line.box and _on(strip.box, line.box)), None))


def _on(strip: Box, line: Box) -> bool:
    x, y = (line[0] + line[2]) / 2, (line[1] + line[3]) / 2
    return strip[0] <= x <= strip[2] and strip[1] <= y <= strip[3]


def _with_tables(lines: tuple[Line, ...], rows: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with each table row set in before the first full line that stands below it."""
    merged = list(lines)
    for row in rows:
        at = next((i for i, line in enumerate(merged) if _below(line, row)), len(merged))
        merged.insert(at, replace(row, gap=True))
    return tuple(merged)


def _below(line: Line, row: Line) -> bool:
    return line.box is not None and row.box is not None and not line.cells and line.box[1] >= row.box[1]
