"""The numbers that Word puts before the paragraphs of its lists ('1.', 'a)', 'Điều 3.'): they stand in no text."""

from __future__ import annotations

import re

from pipeline.docx_file import Element, W
from pipeline.docx_looks import is_on, number, value

LEVELS = 9
BULLET = "•"
_ROMANS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
_SMALL_ROMANS = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
#: What stands for a bullet in fonts of signs is no letter of any text.
_SIGN = re.compile("[\ue000-\uf8ff]")
_PLACE = re.compile(r"%([1-9])")
HIGHEST = 30_000


class Numbers:
    """The lists of a file, counted on as their paragraphs are asked for in the order of the text."""

    def __init__(self, numbering: Element | None) -> None:
        found = [] if numbering is None else numbering.findall(f"{W}num")
        self._lists = {one.get(f"{W}numId"): one for one in found}
        abstract = [] if numbering is None else numbering.findall(f"{W}abstractNum")
        self._forms = {one.get(f"{W}abstractNumId"): one for one in abstract}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, name: str, level: int) -> str:
        """What stands before the next paragraph of the list on that level; '' where the list is not known."""
        told = self._lists.get(name)
        form = None if told is None else self._forms.get(value(told, "abstractNumId"))
        if told is None or form is None:
            return ""
        counts = self._counts.setdefault(str(value(told, "abstractNumId")), [None] * LEVELS)
        self._count(name, told, form, level, counts)
        own = _level(told, form, level)
        if own is None or (value(own, "numFmt") or "decimal") == "none":
            return _PLACE.sub("", value(own, "lvlText") or "").strip() if own is not None else ""
        if value(own, "numFmt") == "bullet":
            return _bullet(value(own, "lvlText") or "")
        return self._filled(told, form, own, counts)

    def _count(self, name: str, told: Element, form: Element, level: int, counts: list[int | None]) -> None:
        """Count on; a list that is told to begin anew does so at its first paragraph on a level."""
        for upper in range(level):
            if counts[upper] is None:
                counts[upper] = _start(told, form, upper)
        override = _override(told, level)
        anew = override is not None and value(override, "startOverride") is not None
        if counts[level] is None or (anew and (name, level) not in self._begun):
            counts[level] = _start(told, form, level)
        else:
            counts[level] = (counts[level] or 0) + 1
        self._begun.add((name, level))
        for lower in range(level + 1, LEVELS):
            restart = number(_child(_level(told, form, lower), "lvlRestart"), "val", float(lower))
            if restart > level:
                counts[lower] = None

    def _filled(self, told: Element, form: Element, own: Element, counts: list[int | None]) -> str:
        legal = own.find(f"{W}isLgl")

        def counted(place: re.Match[str]) -> str:
            level = int(place[1]) - 1
            kind = value(_level(told, form, level), "numFmt") or "decimal"
            if legal is not None and is_on(legal) and kind != "decimalZero":
                kind = "decimal"
            return written(counts[level] or 0, kind)

        return _PLACE.sub(counted, value(own, "lvlText") or "").strip()


def written(count: int, kind: str) -> str:
    """The number as lists write it.

    >>> written(4, "lowerRoman"), written(28, "upperLetter"), written(3, "decimalZero")
    ('iv', 'BB', '03')
    """
    if not 0 < count < HIGHEST:
        return str(count)
    if kind in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
        return letters.upper() if kind == "upperLetter" else letters
    if kind in ("lowerRoman", "upperRoman"):
        return _roman(count).upper() if kind == "upperRoman" else _roman(count)
    return f"{count:02d}" if kind == "decimalZero" else str(count)


def _roman(count: int) -> str:
    found = ""
    for size, letters in (*_ROMANS, *_SMALL_ROMANS):
        found += letters * (count // size)
        count %= size
    return found


def _bullet(text: str) -> str:
    """The sign before a point; one from a font of signs, or a letter that only such a font shows as one, as '•'."""
    sign = _SIGN.sub(BULLET, text.strip())
    return BULLET if not sign or sign.isalpha() else sign


def _start(told: Element, form: Element, level: int) -> int:
    override = _child(_override(told, level), "startOverride")
    if override is not None:
        return int(number(override, "val", 1.0))
    return int(number(_child(_level(told, form, level), "start"), "val", 1.0))


def _level(told: Element, form: Element, level: int) -> Element | None:
    """How the list writes that level: by itself, or as the form it follows."""
    own = _child(_override(told, level), "lvl")
    return own if own is not None else _numbered(form, "lvl", level)


def _override(told: Element, level: int) -> Element | None:
    return _numbered(told, "lvlOverride", level)


def _numbered(parent: Element, name: str, level: int) -> Element | None:
    return next((one for one in parent.findall(W + name) if one.get(f"{W}ilvl") == str(level)), None)


def _child(parent: Element | None, name: str) -> Element | None:
    return None if parent is None else parent.find(W + name)
