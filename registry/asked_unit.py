"""Which unit of the directory a person means by a name, an alias or a key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from records import Directory, OfficeUnit


def units_meant(question: str, directory: Directory) -> tuple[OfficeUnit, ...]:
    """The units that fit: those so called, else those called so without marks, else those whose names hold the words.

    One where it is clear, several to choose from, none where nothing fits.
    """
    wanted = " ".join(question.split()).casefold()
    if not wanted:
        return ()
    by_name = [one for one in directory.units if wanted in map(_spaced, _names(one))]
    if by_name:
        return tuple(by_name)
    bare = unmarked(wanted)
    without_marks = [one for one in directory.units if bare in {unmarked(_spaced(name)) for name in _names(one)}]
    if without_marks:
        return tuple(without_marks)
    words = set(re.findall(r"\w+", bare))
    return tuple(one for one in directory.units if words and words <= _words(_names(one)))


def unmarked(text: str) -> str:
    """The text in small letters without tones and letter marks.

    >>> unmarked("Đảng ủy Khối")
    'dang uy khoi'
    """
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def _names(one: OfficeUnit) -> tuple[str, ...]:
    return (one.key, one.name, *one.aliases)


def _spaced(name: str) -> str:
    return " ".join(name.split()).casefold()


def _words(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in re.findall(r"\w+", unmarked(name))}
