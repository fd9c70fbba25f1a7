"""Which pictures of a mail are too small to be a page: the logos and seals that people put under their names."""

from __future__ import annotations

import struct

#: A page of A4 with a shorter side of fewer pixels has 85 dpi, too few to be read; logos and banners have fewer.
SHORTEST_SIDE = 700
_PNG = b"\x89PNG\r\n\x1a\n"
_OTHERS = (b"GIF8", b"BM", b"<svg", b"RIFF", b"\x00\x00\x01\x00")
#: The marker bytes of JPEG behind which the size stands.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def is_small(data: bytes) -> bool:
    """Whether the bytes are a picture whose shorter side no page could have.

    Also those in forms that only ornaments come in (GIF, BMP, icons, drawings).
    """
    sides = _sides(data)
    return min(sides) < SHORTEST_SIDE if sides else data.startswith(_OTHERS)


def _sides(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG or JPEG; None where they are not told."""
    if data.startswith(_PNG) and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    return _of_jpeg(data) if data.startswith(b"\xff\xd8\xff") else None


def _of_jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
