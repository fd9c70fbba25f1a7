"""A book as PDF: a cover, then each month on pages of its own; pages are drawn as their lines come."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from publish.book import (
    BOTTOM,
    LEADING,
    LEFT,
    MM,
    PADDING,
    PAPER,
    RIGHT,
    SIZE,
    TOP,
    Book,
    Column,
    Part,
    Row,
    Strip,
    Text,
    rows,
)
from publish.cells import Line
from publish.serif import BOLD, ITALIC, REGULAR, broken, ready, width

WIDE, HIGH = PAPER[0] * MM, PAPER[1] * MM
LEFT_EDGE, RIGHT_EDGE, TOP_EDGE, BOTTOM_EDGE = LEFT * MM, WIDE - RIGHT * MM, HIGH - TOP * MM, BOTTOM * MM
#: Of the row of the columns' numbers, and of a month's title.
NUMBERS, TITLE = 15.0, 24.0
#: What the drawing is called that bears the number of all pages, known only at the end.
ALL_PAGES = "all-pages"
SMALL = 9.0


class BookPdf:
    """Prints a book into a PDF with its fonts in it; the same book gives the same bytes."""

    def __init__(self, book: Book) -> None:
        for name in (REGULAR, BOLD, ITALIC):
            ready(name)
        self._book, self._buffer = book, BytesIO()
        self._canvas = Canvas(
            self._buffer, (WIDE, HIGH), pageCompression=1, invariant=1, initialFontName=REGULAR, lang="vi"
        )
        self._canvas.setTitle(book.title)
        self._canvas.setCreator("Văn Thư")
        self._page, self._held, self._title = 0, list[Row](), ""
        self._head = _head(book.columns)
        self._style = TableStyle(_style(book.columns, len(self._head)))
        self._draw(book.cover, TOP_EDGE - 6)
        self._turn()

    def begin(self, part: Part) -> None:
        """Begin the month on a new page."""
        self._title, self._held = part.title, []
        self._any = False

    def line(self, line: Line) -> None:
        """Add a line; where the page is full, it is drawn and another begun."""
        for row in rows(line, self._book.columns):
            if row.high > self._left():
                self._draw_page()
                self._turn()
            self._held.append(row)
        self._any = True

    def end(self, part: Part) -> None:
        """Close the month; where people sign never stands on a page without a line."""
        high = sum(one.high for one in part.closing)
        if high > self._left() and len(self._held) > 1:
            last = self._held.pop()
            self._draw_page()
            self._turn()
            self._held = [last]
        below = self._draw_page()
        if not self._any and part.nothing:
            below = self._draw((Strip((Text(part.nothing, 11, italic=True),), 30),), below)
        if high > below - BOTTOM_EDGE:
            self._turn()
            below = TOP_EDGE
        self._draw(part.closing, below)
        self._turn()

    def finished(self) -> bytes:
        """The PDF."""
        canvas = self._canvas
        canvas.beginForm(ALL_PAGES, 0, -SMALL, 60, SMALL * 2)
        canvas.setFont(REGULAR, SMALL)
        canvas.drawString(0, 0, str(self._page))
        canvas.endForm()
        canvas.save()
        return self._buffer.getvalue()

    def _left(self) -> float:
        """How much room the page has still."""
        heads = sum(self._heights()[:2])
        return TOP_EDGE - TITLE - heads - sum(one.high for one in self._held) - BOTTOM_EDGE

    def _heights(self) -> list[float]:
        head = max(text.count("\n") + 1 for text in self._head[0]) * LEADING + 2 * PADDING
        return [head, NUMBERS, *(one.high for one in self._held)]

    def _draw_page(self) -> float:
        """Draw the month's title and the held rows under the heads; where they end."""
        canvas = self._canvas
        canvas.setFont(BOLD, 13)
        canvas.drawCentredString((LEFT_EDGE + RIGHT_EDGE) / 2, TOP_EDGE - 13, self._title)
        cells = [["\n".join(line.rstrip() for line in text) for text in row.texts] for row in self._held]
        wide = [one.wide * MM for one in self._book.columns]
        table = Table([*self._head, *cells], wide, self._heights(), repeatRows=2)
        table.setStyle(self._style)
        _, high = table.wrapOn(canvas, WIDE, HIGH)
        bottom = TOP_EDGE - TITLE - float(high)
        table.drawOn(canvas, LEFT_EDGE, bottom)
        self._held = []
        return bottom

    def _draw(self, strips: Sequence[Strip], top: float) -> float:
        """Draw the strips from there down; where they end."""
        middle = (LEFT_EDGE + RIGHT_EDGE) / 2
        for strip in strips:
            places = [(LEFT_EDGE + middle) / 2, (middle + RIGHT_EDGE) / 2] if len(strip.texts) > 1 else [middle]
            for words, at in zip(strip.texts, places, strict=True):
                self._set(words, at, top - strip.high / 2 - words.size / 3)
            top -= strip.high
        return top

    def _set(self, one: Text, middle: float, base: float) -> None:
        """Set one text in the middle there, smaller where it would be wider than its place."""
        name = BOLD if one.bold else ITALIC if one.italic else REGULAR
        most = (RIGHT_EDGE - LEFT_EDGE) / 2 - 10
        size = min(one.size, one.size * most / max(width(one.words, one.size, name), 1)) if one.words else one.size
        self._canvas.setFont(name, size)
        self._canvas.drawCentredString(middle, base, one.words)
        if one.underlined:
            half = width(one.words, size, name) / 2
            self._canvas.setLineWidth(0.7)
            self._canvas.line(middle - half, base - 3, middle + half, base - 3)

    def _turn(self) -> None:
        """End the page: which it is, of how many, of which book."""
        self._page += 1
        canvas, base = self._canvas, BOTTOM_EDGE - 16
        canvas.setFont(ITALIC, SMALL)
        canvas.drawString(LEFT_EDGE, base, self._book.title)
        said = f"Trang {self._page}/"
        start = RIGHT_EDGE - width(said + "0000", SMALL)
        canvas.setFont(REGULAR, SMALL)
        canvas.drawString(start, base, said)
        canvas.saveState()
        canvas.translate(start + width(said, SMALL), base)
        canvas.doForm(ALL_PAGES)
        canvas.restoreState()
        canvas.showPage()


def _head(columns: Sequence[Column]) -> list[list[str]]:
    """The heads of the columns, and their numbers."""
    room = [one.wide * MM - 2 * PADDING for one in columns]
    titles = ["\n".join(broken(one.title, wide, SIZE, BOLD)) for one, wide in zip(columns, room, strict=True)]
    return [titles, [f"({number})" for number in range(1, len(columns) + 1)]]


def _style(columns: Sequence[Column], heads: int) -> list[tuple[object, ...]]:
    whole, head, below = ((0, 0), (-1, -1)), ((0, 0), (-1, heads - 1)), ((0, heads), (-1, -1))
    padding = [(f"{side}PADDING", *whole, PADDING) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    middle = [("ALIGN", (number, heads), (number, -1), "CENTER") for number, one in enumerate(columns) if one.middle]
    return [
        *padding,
        ("GRID", *whole, 0.5, "black"),
        ("FONT", *below, REGULAR, SIZE, LEADING),
        ("VALIGN", *below, "TOP"),
        ("FONT", (0, 0), (-1, 0), BOLD, SIZE, LEADING),
        ("FONT", (0, 1), (-1, 1), ITALIC, SMALL, LEADING),
        ("ALIGN", *head, "CENTER"),
        ("VALIGN", *head, "MIDDLE"),
        ("TOPPADDING", (0, 1), (-1, 1), 0),
        ("BOTTOMPADDING", (0, 1), (-1, 1), 2),
        *middle,
    ]
