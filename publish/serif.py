"""The typeface of the printed books: where it lies, how wide a text runs in it, how it breaks into lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

#: Where systems put the files of Liberation Serif, a Times with Vietnamese letters.
FOLDERS = (
    Path("/usr/share/fonts/truetype/liberation2"),
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/liberation-serif"),
    Path("/usr/share/fonts/liberation-serif-fonts"),
    Path("/opt/homebrew/share/fonts"),
    Path.home() / "Library/Fonts",
)
REGULAR, BOLD, ITALIC = "LiberationSerif-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic"
#: Where a word that is too long for a line is broken rather than elsewhere.
JOINTS = re.compile(r"[^/\-–;,._]+[/\-–;,._]*|[/\-–;,._]+")

_one_thread = Lock()


class FontMissing(RuntimeError):
    """A font file that no folder holds; the message is a Vietnamese sentence with a remedy."""


def font_file(name: str) -> Path:
    """Where the font of this name lies.  Raises FontMissing."""
    for folder in FOLDERS:
        if (folder / f"{name}.ttf").is_file():
            return folder / f"{name}.ttf"
    raise FontMissing(
        f"Không tìm thấy phông chữ {name}.ttf để in sổ; hãy chạy script/setup, hoặc cài gói fonts-liberation2."
    )


@cache
def ready(name: str) -> str:
    """The name itself; the font can be drawn with from now on.  Raises FontMissing."""
    path = font_file(name)
    with _one_thread:  # a font put in anew would take the letters of a book that is being drawn
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(path)))
    return name


@lru_cache(maxsize=65536)
def width(text: str, size: float, name: str = REGULAR) -> float:
    """How wide the text runs, in points.  Raises FontMissing."""
    return float(pdfmetrics.stringWidth(text, ready(name), size))


def broken(text: str, room: float, size: float, name: str = REGULAR) -> list[str]:
    """The text in lines no wider than `room` points; joined together they are the text.  Raises FontMissing."""
    lines, line, used = list[str](), "", 0.0
    for piece in _pieces(text, room, size, name):
        wide = width(piece.rstrip(), size, name)
        if line and used + wide > room:
            lines.append(line)
            line, used = "", 0.0
        line += piece
        used += width(piece, size, name)
    return [*lines, line] if line else lines


def _pieces(text: str, room: float, size: float, name: str) -> Iterator[str]:
    """What stays together: words with the space behind; of one that is too long its parts, or its letters."""
    for word in re.findall(r"\S+\s*", text):
        if width(word.rstrip(), size, name) <= room:
            yield word
            continue
        for part in JOINTS.findall(word):
            yield from [part] if width(part.rstrip(), size, name) <= room else part
