"""Texts as every database can hold them."""

from __future__ import annotations


def storable(text: str) -> str:
    r"""The text as every database can hold it, of the same length: no NUL and no half of a character pair.

    PostgreSQL refuses both, and broken text layers and file names bring both.

    >>> storable("a\x00b")
    'a b'
    """
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
