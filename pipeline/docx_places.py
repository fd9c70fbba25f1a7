"""Where pictures and boxes of a .docx stand that float over its text, and how large they are; all in points."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.docx_file import Element

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
EMU = 12700.0  # in a point
LARGEST = 2000.0
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 1.0}
_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|px|)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something floats: `x` from the `across` side ('page', 'margin'), `y` from `down` (also 'paragraph').

    `align` tells the side instead of `x`.  What does not float stands in the line.
    """

    floats: bool = False
    x: float = 0.0
    y: float = 0.0
    across: str = "margin"
    down: str = "paragraph"
    align: str = ""


def place_of(element: Element) -> Place:
    """Where the drawing stands."""
    anchor = next(element.iter(f"{WP}anchor"), None)
    if anchor is not None:
        return _anchored(anchor)
    style = _style(element)
    if style.get("position") != "absolute":
        return Place()
    page = "page" if style.get("mso-position-horizontal-relative") == "page" else "margin"
    down = style.get("mso-position-vertical-relative", "paragraph")
    align = style.get("mso-position-horizontal", "")
    x, y = _length(style.get("margin-left", "")), _length(style.get("margin-top", ""))
    return Place(True, x, y, page, down if down in ("page", "margin") else "paragraph", _side(align))


def size_of(element: Element) -> tuple[float, float]:
    """Width and height of the drawing; 150 by 40 where they are not told."""
    extent = next(element.iter(f"{WP}extent"), None)
    if extent is not None:
        width, height = _emu(extent.get("cx")), _emu(extent.get("cy"))
    else:
        style = _style(element)
        width, height = _length(style.get("width", "")), _length(style.get("height", ""))
    return min(width or 150.0, LARGEST), min(height or 40.0, LARGEST)


def _anchored(anchor: Element) -> Place:
    across, down = anchor.find(f"{WP}positionH"), anchor.find(f"{WP}positionV")
    from_side = across.get("relativeFrom", "") if across is not None else ""
    from_top = down.get("relativeFrom", "") if down is not None else ""
    return Place(
        True,
        _offset(across),
        _offset(down),
        "page" if from_side == "page" else "margin",
        {"page": "page", "margin": "margin", "topMargin": "page"}.get(from_top, "paragraph"),
        _side(_text(across, "align")),
    )


def _offset(position: Element | None) -> float:
    return _emu(_text(position, "posOffset"))


def _text(parent: Element | None, name: str) -> str:
    found = None if parent is None else parent.find(WP + name)
    return "" if found is None else found.text or ""


def _side(name: str) -> str:
    return name if name in ("left", "center", "right") else ""


def _style(element: Element) -> dict[str, str]:
    """The style of the first VML shape, a list of 'name:value'."""
    told = next((one.get("style") for one in element.iter() if one.get("style")), "")
    pairs = (part.partition(":") for part in told.split(";"))
    return {name.strip(): said.strip() for name, _, said in pairs}


def _length(text: str) -> float:
    found = _LENGTH.match(text)
    try:
        return max(-LARGEST, min(float(found[1]) * _UNITS[found[2]], LARGEST)) if found else 0.0
    except ValueError:
        return 0.0


def _emu(text: str | None) -> float:
    try:
        return max(-LARGEST, min(float(text or 0) / EMU, LARGEST))
    except ValueError:
        return 0.0
