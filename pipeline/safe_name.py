"""File names that every file system takes."""

from __future__ import annotations

import re
import unicodedata

MAX_BYTES = 200  # of the 255 that file systems allow: room for a hash before it, a counter and .txt behind it
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u2028\u2029\ud800-\udfff]+')


def safe_name(name: str) -> str:
    r"""The name in NFC, without control and reserved signs, at most 200 bytes of UTF-8; its ending is kept.

    >>> safe_name("Công văn\n411/CV.pdf")
    'Công văn_411_CV.pdf'
    >>> safe_name("..")
    'khong-ten'
    """
    clean = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    if not dot or len(ending.encode()) > 16:
        stem, ending = clean, ""
    ending = dot + ending if ending else ""
    return (_cut(stem, MAX_BYTES - len(ending.encode())) or "khong-ten") + ending


def numbered(name: str, number: int) -> str:
    """The name with a counter before its ending; as it is for 1.

    >>> numbered("scan.pdf", 1), numbered("scan.pdf", 2)
    ('scan.pdf', 'scan-2.pdf')
    """
    if number == 1:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{number}{dot}{ending}" if stem else f"{name}-{number}"


def _cut(text: str, size: int) -> str:
    """As much of the text as fits into so many bytes of UTF-8, whole letters only."""
    return text.encode()[:size].decode(errors="ignore").rstrip(" .")
