"""Where the widgets of a PDF's fields show: page and box, found in the page tree as pyHanko reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from records import Box

#: A4 in points: what a page measures that does not say.
A4 = (0.0, 0.0, 595.0, 842.0)
#: Bits of a widget's flags: hidden, or shown on paper only.
NOT_SHOWN = 2 | 32
INHERITED = ("/CropBox", "/MediaBox", "/Rotate")


@dataclass(frozen=True, slots=True)
class Place:
    """A page, from 1, and the box on it in points, downwards from the top left of the page as it lies for reading."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page of the tree: its reference, and its entries over those it inherits."""

    reference: Any
    entries: dict[str, Any]


def places(reader: Any, fields: Sequence[Any]) -> dict[int, Place]:
    """The places of those fields that show on a page, by their index; `fields` are references of pyHanko's `reader`."""
    widgets = {index: _widget(field) for index, field in enumerate(fields)}
    waiting = {index: widget for index, widget in widgets.items() if _shows(widget.get_object())}
    found: dict[int, Place] = {}
    for number, leaf in enumerate(_leaves(reader.root.raw_get("/Pages")), 1):
        for index in [index for index, widget in waiting.items() if _bears(leaf, widget)]:
            found[index] = Place(number, _box(waiting.pop(index).get_object(), leaf))
        if not waiting:
            break
    return found


def _widget(field: Any) -> Any:
    """The reference of what the field shows: itself, or its first kid."""
    kids = field.get_object().get("/Kids")
    return kids.raw_get(0) if kids else field


def _shows(widget: Any) -> bool:
    left, bottom, right, top = _numbers(widget.get("/Rect", (0, 0, 0, 0)))
    return left != right and bottom != top and not int(widget.get("/F", 0)) & NOT_SHOWN


def _leaves(root: Any) -> Iterator[_Leaf]:
    """The pages in order; a node that comes twice counts once, so that a tree that contains itself comes to an end."""
    stack: list[tuple[Any, dict[str, Any]]] = [(root, {})]
    seen: set[Any] = set()
    while stack:
        node, inherited = stack.pop()
        if node.reference in seen:
            continue
        seen.add(node.reference)
        entries = node.get_object()
        passed = inherited | {name: entries[name] for name in INHERITED if name in entries}
        if "/Kids" in entries:
            stack += [(kid, passed) for kid in reversed(entries["/Kids"])]
        else:
            yield _Leaf(node.reference, passed | {"/Annots": entries.get("/Annots", ())})


def _bears(leaf: _Leaf, widget: Any) -> bool:
    """Whether the page lists the widget, or the widget names the page."""
    entries = widget.get_object()
    named = entries.raw_get("/P") if "/P" in entries else None
    listed = any(getattr(one, "reference", None) == widget.reference for one in leaf.entries["/Annots"])
    return listed or getattr(named, "reference", None) == leaf.reference


def _box(widget: Any, leaf: _Leaf) -> Box:
    x0, y0, x1, y1 = _numbers(widget["/Rect"])
    paper = leaf.entries.get("/CropBox") or leaf.entries.get("/MediaBox") or A4
    turn = int(leaf.entries.get("/Rotate", 0)) % 360
    (ax, ay), (bx, by) = (_turned(point, _numbers(paper), turn) for point in ((x0, y0), (x1, y1)))
    return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _turned(point: tuple[float, float], paper: Box, turn: int) -> tuple[float, float]:
    """A point of the file, measured upwards, on the page turned clockwise by `turn` degrees, measured downwards."""
    x, y = point
    left, bottom, right, top = paper
    if turn == 90:
        return y - bottom, x - left
    if turn == 180:
        return right - x, y - bottom
    if turn == 270:
        return top - y, right - x
    return x - left, top - y


def _numbers(four: Sequence[Any]) -> Box:
    """The corners of a rectangle of the file, left and bottom first."""
    x0, y0, x1, y1 = (float(four[index]) for index in range(4))
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
