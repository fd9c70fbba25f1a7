"""Marks of secrecy and urgency in a frame: read by both readers, and known by what is left of their spelling."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.handwriting import traced
from pipeline.stamp_form import Stamp
from pipeline.writing import line_cut, lines_of_writing
from records import Word
from rules import first

#: A mark that its frame vouches for though a letter was misread.
FRAMED = 0.85
#: A mark has at most so many lines of writing.
LINES = 2


def framed_mark(stamp: Stamp, words: Sequence[Word]) -> Word | None:
    """The mark that the stamp is, as one word on the page; None for any other.  `words` is what its print says."""
    if len(stamp.fields) != 1 or not words:
        return None
    field = stamp.fields[0]
    lines = lines_of_writing(field.picture)[:LINES]
    seen = [one.text() for one in traced(line_cut(field.picture, area) for area in lines)]
    for text in (" ".join(word.text for word in words), " ".join(seen), *seen):
        known = first("frames", text)
        if known is not None and known.value is not None:
            box = field.on_page((0.0, 0.0, field.picture.width, field.picture.height))
            return Word(known.value, box, FRAMED)
    return None
