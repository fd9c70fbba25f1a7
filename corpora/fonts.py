"""The typefaces of the corpus: two clones of Times with Vietnamese, a sans for stamps, a chancery for the pen."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from PIL import ImageFont

#: Dots per inch of the master drawing.
DPI = 300

#: Where Debian's fonts-liberation2 and fonts-texgyre put their files.
FOLDERS = (
    Path("/usr/share/fonts/truetype/liberation2"),
    Path("/usr/share/texmf/fonts/opentype/public/tex-gyre"),
    Path("/usr/share/fonts/opentype/tex-gyre"),
)

#: family → regular, bold, italic, bold italic.  fonts-liberation (version 1) has no Vietnamese: only version 2 will do.
FILES = {
    "liberation": tuple(f"LiberationSerif-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic")),
    "termes": tuple(f"texgyretermes-{style}.otf" for style in ("regular", "bold", "italic", "bolditalic")),
    "sans": tuple(f"texgyreheros-{style}.otf" for style in ("regular", "bold", "italic", "bolditalic")),
    "pen": ("texgyrechorus-mediumitalic.otf",) * 4,
}

#: The families a body may be set in.
SERIFS = ("liberation", "termes")


class FontMissing(RuntimeError):
    """A font file that no folder holds; the message, in Vietnamese, names the packages to install."""


@dataclass(frozen=True, slots=True)
class Face:
    """A family in one size (points) and style."""

    family: str
    size: float
    bold: bool = False
    italic: bool = False


def px(points: float) -> float:
    """Points as pixels of the master.

    >>> px(72)
    300.0
    """
    return points * DPI / 72


def mm(millimetres: float) -> float:
    """Millimetres as pixels of the master.

    >>> mm(25.4)
    300.0
    """
    return millimetres * DPI / 25.4


@functools.lru_cache(maxsize=256)
def load(face: Face) -> ImageFont.FreeTypeFont:
    """The font at the master's resolution.  Raises FontMissing."""
    file = FILES[face.family][face.bold + 2 * face.italic]
    # The basic layout engine is compiled into Pillow; Raqm may be there or not, and would set other widths.
    return ImageFont.truetype(_path(file), px(face.size), layout_engine=ImageFont.Layout.BASIC)


def _path(file: str) -> Path:
    """Where the font file lies."""
    for folder in FOLDERS:
        if (folder / file).is_file():
            return folder / file
    raise FontMissing(f"Không tìm thấy phông chữ {file}; hãy cài gói fonts-liberation2 và fonts-texgyre.")


@functools.lru_cache(maxsize=65536)
def width(text: str, face: Face) -> float:
    """How wide the text runs, in pixels of the master."""
    return load(face).getlength(text)
