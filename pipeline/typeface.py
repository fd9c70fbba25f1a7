"""The typeface in which texts without a picture of their own are set and drawn: Liberation Serif, as wide as Times."""

from __future__ import annotations

import functools
from pathlib import Path

from PIL import ImageFont

from pipeline.errors import FontMissing

#: Where Debian, Fedora and Homebrew put the files.
FOLDERS = (
    Path("/usr/share/fonts/truetype/liberation2"),
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/liberation-serif"),
    Path("/usr/share/fonts/liberation-serif-fonts"),
    Path("/Library/Fonts"),
    Path.home() / "Library/Fonts",
)
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
#: The size at which widths are taken.
_MEASURED = 100


@functools.lru_cache(maxsize=65536)
def width(text: str, bold: bool = False, italic: bool = False) -> float:
    """How wide the text runs, in shares of the letters' size.  Raises FontMissing."""
    return face(_MEASURED, bold, italic).getlength(text) / _MEASURED


@functools.lru_cache(maxsize=128)
def face(size: float, bold: bool = False, italic: bool = False) -> ImageFont.FreeTypeFont:
    """The font, so many pixels large.  Raises FontMissing."""
    file = f"LiberationSerif-{STYLES[bold + 2 * italic]}.ttf"
    found = next((folder / file for folder in FOLDERS if (folder / file).is_file()), None)
    if found is None:
        raise FontMissing(file)
    return ImageFont.truetype(found, size, layout_engine=ImageFont.Layout.BASIC)
