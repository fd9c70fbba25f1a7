"""Lists as dispatches print them: an item a mark, its wrapped lines joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from records import Line

#: What an item read from a picture is worth that holds a stop: two entries may stand in it.
STOP_INSIDE = 0.8
MARK = re.compile(r"^\s*(?:[-–—•+*«»~=]|[•·])\s*")


def items(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The lines gathered item by item; a line without a mark, or with the '+' of a list inside an item, goes on."""
    gathered: list[tuple[Line, ...]] = []
    nested = any(line.text[:1] in "-–" for line in lines)
    stop = _stop(lines)
    bare = not any(is_marked(line.text) for line in lines)
    for line in lines:
        if bare and gathered and gathered[-1][-1].text.endswith((";", ",", ".", ")")) and len(lines) > 1:
            gathered.append((line,))
            continue
        inner = not is_marked(line.text) or (nested and line.text.startswith("+"))
        if gathered and inner and not _lost_mark(line, gathered[-1][-1], stop):
            gathered[-1] = (*gathered[-1], line)
        else:
            gathered.append((line,))
    return gathered


def _stop(lines: Sequence[Line]) -> str:
    """The sign that ends the items of this list: State offices write ';', Party offices ','."""
    ends = [line.text[-1:] for line in lines if is_marked(line.text)]
    return max(";,", key=ends.count) if any(end in ";," for end in ends) else "\n"


def _lost_mark(line: Line, above: Line, stop: str) -> bool:
    """Whether a line read from a picture begins an item whose mark was not read: the item above was ended."""
    return not line.typed and above.text.endswith(stop) and line.text[:1].isupper()


def is_marked(text: str) -> bool:
    """Whether the line begins with the mark of an item."""
    return MARK.match(text) is not None


def unmarked_text(lines: Sequence[Line]) -> str:
    """The item's words on one line, without its mark and without the stop behind it."""
    text = " ".join(MARK.sub("", line.text) for line in lines)
    return re.sub(r"\s+", " ", text).strip(" ;,.:/\\|_'`")


def sure_of(lines: Sequence[Line], name: str) -> float:
    """How sure an item's bounds are: read from a picture, a stop inside it may be the end of one and a lost mark."""
    drawn = any(word.confidence < 1.0 for line in lines for word in line.words)
    return STOP_INSIDE if drawn and re.search(r"[.;:]\s+\w{3}|\)\W*\s+\w{3}", name) else 1.0


def rest_of(line: Line, at: int) -> Line:
    """The line from the offset on, as a line of its own."""
    text = line.text[at:].lstrip()
    skipped = len(line.text) - len(text)
    words = line.words
    while words and line.words and len(" ".join(word.text for word in words)) > len(text):
        words = words[1:]
    return replace(line, text=text, words=words, start=line.start + skipped)
