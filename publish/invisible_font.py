"""A font without ink for words laid over a picture: every letter is one and the same sign, and says which letter it is.

The sign is a stroke there and back, so it has a height and a width, without which PDFium passes over it, and no ink.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping

NAME = "VanThuVoHinh"
#: Thousandths of the size: how wide each sign is, how far letters reach above and below the line they stand on.
WIDTH, ASCENT, DESCENT = 500, 800, -200
#: The sign that every letter is shown by; sign 0 says that a letter is lacking and must not be used.
SIGN = 1
#: Entries a block of a character map may hold (PDF 32000-1, 9.7.5).
BLOCK = 100
_SIGNS = 2
_BOX = (0, DESCENT, WIDTH, ASCENT)
_MAGIC = 0x5F0F3CF5
_SUM = 0xB1B0AFBA


def code(letter: str) -> int | None:
    """The two bytes by which the font calls a letter; None for the few beyond them, which no Vietnamese text holds."""
    number = ord(letter)
    return number if 0x20 <= number < 0xFFFE and not 0xD800 <= number < 0xE000 else None


def codes(text: str) -> str:
    """The text in hexadecimal digits as a page shows it; what has no code is left out.

    >>> codes("Đề")
    '01101EC1'
    """
    return "".join(f"{found:04X}" for found in map(code, text) if found is not None)


def to_unicode(letters: Iterable[str]) -> bytes:
    """The character map from codes back to these letters, so that a reader copies and finds them."""
    found = sorted({one for one in map(code, letters) if one is not None})
    blocks = [found[at : at + BLOCK] for at in range(0, len(found), BLOCK)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *(f"<{one:04X}> <{one:04X}>" for one in block), "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return ("\n".join(lines) + "\n").encode("ascii")


def sign_map() -> bytes:
    """For every code the sign that shows it, two bytes each."""
    return struct.pack(">H", SIGN) * 0x10000


def program() -> bytes:
    """The font itself, in the form of TrueType: an empty sign for letters that are lacking, and the one for all."""
    sign = struct.pack(">hhhhhHHBBhhhh", 1, *_BOX, 1, 0, 1, 1, 0, WIDTH, DESCENT, ASCENT - DESCENT)
    tables = {
        b"glyf": sign,
        b"head": _head(0),
        b"hhea": struct.pack(">IhhhHhhhhhh8xhH", 0x10000, ASCENT, DESCENT, 0, WIDTH, 0, 0, 0, 1, 0, 0, 0, _SIGNS),
        b"hmtx": struct.pack(">Hh", WIDTH, 0) * _SIGNS,
        b"loca": struct.pack(">HHH", 0, 0, len(sign) // 2),
        b"maxp": struct.pack(">IH13H", 0x10000, _SIGNS, 2, 1, 0, 0, 1, *[0] * 8),
    }
    whole = _file(tables)
    return _file({**tables, b"head": _head((_SUM - _checksum(whole)) & 0xFFFFFFFF)})


def _head(adjustment: int) -> bytes:
    fixed = struct.pack(">IIIIHH16x", 0x10000, 0x10000, adjustment, _MAGIC, 0b11, 1000)
    return fixed + struct.pack(">hhhhHHhhh", *_BOX, 0, 8, 2, 0, 0)


def _file(tables: Mapping[bytes, bytes]) -> bytes:
    """The tables behind their directory, each on a multiple of four bytes."""
    count, power = len(tables), len(tables).bit_length() - 1
    search = 16 << power
    directory = struct.pack(">IHHHH", 0x10000, count, search, power, count * 16 - search)
    at, body = 12 + 16 * count, b""
    for tag, data in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag, _checksum(data), at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return directory + body


def _checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    total = sum(int.from_bytes(padded[at : at + 4], "big") for at in range(0, len(padded), 4))
    return total & 0xFFFFFFFF
