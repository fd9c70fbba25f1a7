"""PDFs written by hand, object by object, so that each can be wrong in its own way."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import cache

A6 = b"/MediaBox[0 0 298 420]"
FONT = b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
HELLO = b"BT /F1 14 Tf 30 300 Td (UBND XA HAM NINH) Tj 0 -40 Td (So: 38/QD-UBND) Tj ET"
MEBI = 1 << 20


def stream(data: bytes, more: bytes = b"", name: bytes = b"/FlateDecode", packed: bool = True) -> bytes:
    """A stream object; `more` goes into its dictionary, `packed` says whether the data still has to be deflated."""
    body = zlib.compress(data) if packed else data
    return b"<<%s/Filter%s/Length %d>>stream\n%s\nendstream" % (more, name, len(body), body)


def pdf(objects: Sequence[bytes], more: bytes = b"", shift: int = 0) -> bytes:
    """A PDF of these objects, the first being the catalog; `shift` falsifies the places in the cross references."""
    body, places = b"%PDF-1.7\n", []
    parts = [body]
    length = len(body)
    for number, content in enumerate(objects, 1):
        places.append(length)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        length += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % (place + shift) for place in places)
    size = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table))
    parts.append(b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, more, length + shift))
    return b"".join(parts)


def page_of(content: bytes, resources: bytes = FONT, more: bytes = A6, others: Iterable[bytes] = ()) -> bytes:
    """A PDF of one page: objects 1 to 4 are catalog, pages, page, content stream (a whole object); then the others."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<%s>>%s>>" % (resources, more),
            content,
            *others,
        ]
    )


def plain_page() -> bytes:
    """A PDF of one small page with two lines of type."""
    return page_of(stream(HELLO))


def pages(kids: Sequence[bytes], count: int | None = None) -> bytes:
    """A PDF of these page objects, numbered from 3; `count` is what the tree claims."""
    numbers = b" ".join(b"%d 0 R" % (number + 3) for number in range(len(kids)))
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (numbers, len(kids) if count is None else count)
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, *kids])


@cache
def zeros(gibibytes: int, fill: bytes = b"\0") -> bytes:
    """A deflated stream that unpacks to so many gibibytes of one byte: a block that is repeated, 1 MiB a gibibyte."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(fill * (16 * MEBI)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + block * (64 * gibibytes) + b"\x03\x00\0\0\0\0"


def image(width: int, height: int, data: bytes, more: bytes) -> bytes:
    """An image object whose data is given as it is."""
    head = b"<</Type/XObject/Subtype/Image/Width %d/Height %d%s/Length %d>>" % (width, height, more, len(data))
    return head + b"stream\n" + data + b"\nendstream"


def picture_page(width: int, height: int, data: bytes, more: bytes) -> bytes:
    """A PDF of one page that an image covers."""
    content = stream(b"q 298 0 0 420 0 0 cm /I Do Q")
    return page_of(content, b"/XObject<</I 5 0 R>>", others=[image(width, height, data, more)])


def form(content: bytes, draws: bytes = b"") -> bytes:
    """A form object that draws others, named by its resources."""
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 298 420]/Resources<</XObject<<%s>>>>" % draws)
