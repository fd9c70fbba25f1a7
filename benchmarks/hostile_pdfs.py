"""Hostile PDFs: each a few kilobytes to a few megabytes, each asking for too much or for what cannot be."""

from __future__ import annotations

import random
import tempfile
import zlib
from pathlib import Path

from benchmarks.broken_pdf import (
    A6,
    FONT,
    HELLO,
    MEBI,
    form,
    image,
    page_of,
    pages,
    pdf,
    picture_page,
    plain_page,
    stream,
    zeros,
)
from tests.drawn_pages import locked_pdf

GREY = b"/ColorSpace/DeviceGray/BitsPerComponent 8"
BLACK_WHITE = b"/ColorSpace/DeviceGray/BitsPerComponent 1"
KID = b"<</Type/Page/Parent 2 0 R%s>>"
NOISE = random.Random(7).randbytes(4000)


def cut_in_half() -> bytes:
    """A PDF that ends inside its content stream."""
    whole = plain_page()
    return whole[: whole.index(b"endstream") - 40]


def false_places() -> bytes:
    """A PDF whose cross references all point beside their objects."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", KID % A6]
    return pdf(objects, shift=7)


def no_trailer() -> bytes:
    """A PDF that ends before its cross references."""
    whole = plain_page()
    return whole[: whole.rindex(b"xref\n0 ")]


def locked(password: str) -> bytes:
    """A PDF that opens with this password; the empty one asks nobody."""
    with tempfile.TemporaryDirectory() as folder:
        return locked_pdf(Path(folder) / "a.pdf", password).read_bytes()


def many_pages(count: int = 10_000) -> bytes:
    """So many empty pages."""
    return pages([KID % A6] * count)


def boxed(box: bytes) -> bytes:
    """A page with this MediaBox."""
    return page_of(stream(HELLO), more=b"/MediaBox[%s]" % box)


def tree_in_itself() -> bytes:
    """A page tree that is its own kid."""
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"])


def deep_tree(depth: int = 5_000) -> bytes:
    """A page at the end of a long chain of page trees."""
    chain = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 3) for number in range(depth)]
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", *chain, b"<</Type/Page%s>>" % A6])


def deep_brackets() -> bytes:
    """A page with an array in an array, a hundred thousand deep."""
    return page_of(stream(HELLO), more=A6 + b"/Odd" + b"[" * 100_000 + b"]" * 100_000)


def references_in_a_ring() -> bytes:
    """Cross references whose predecessor they are themselves."""
    whole = plain_page()
    place = whole.rindex(b"xref\n0 ")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % place)


def objects_in_objects(count: int = 200) -> bytes:
    """Object streams that extend one another in a ring, each unpacking to megabytes."""
    streams = [
        stream(b"9 0 " + b" " * MEBI, b"/Type/ObjStm/N 100000000/First 8/Extends %d 0 R" % (5 + (n + 1) % count))
        for n in range(count)
    ]
    return page_of(stream(HELLO), others=streams)


def stacked_filters() -> bytes:
    """A content stream deflated twice: kilobytes, megabytes, gigabytes."""
    return page_of(stream(zeros(4, b" "), name=b"[/FlateDecode/FlateDecode]"))


def endless_content() -> bytes:
    """A content stream that unpacks to two gibibytes of blanks."""
    return page_of(stream(zeros(2, b" "), packed=False))


def endless_image() -> bytes:
    """A small image whose data unpacks to two gibibytes."""
    return picture_page(1000, 1400, zeros(2), GREY + b"/Filter/FlateDecode")


def endless_letters() -> bytes:
    """A font whose table of letters unpacks to two gibibytes."""
    fonts = b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 5 0 R>>>>"
    return page_of(stream(HELLO * 50), fonts, others=[stream(zeros(2, b"<"), packed=False)])


def form_in_itself() -> bytes:
    """A form that draws itself twice."""
    return page_of(stream(b"/X Do"), b"/XObject<</X 5 0 R>>", others=[form(b"/X Do /X Do", b"/X 5 0 R")])


def forms_in_forms(depth: int = 12, times: int = 10) -> bytes:
    """Forms that each draw the next ten times: a million million lines."""
    nested = [form(b"/X Do " * times, b"/X %d 0 R" % (number + 6)) for number in range(depth)]
    return page_of(stream(b"/X Do"), b"/XObject<</X 5 0 R>>", others=[*nested, form(b"0 0 m 9 9 l S")])


def tiny_tiles() -> bytes:
    """A page filled with a pattern whose tiles are a hundredth of a point."""
    tile = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .01/YStep .01/Resources<<>>"
    content = stream(b"/Pattern cs /P scn 0 0 298 420 re f")
    return page_of(content, b"/Pattern<</P 5 0 R>>", others=[stream(b"0 0 .5 .5 re f", tile)])


def letters_that_draw_themselves() -> bytes:
    """A Type 3 font whose letter is written with itself."""
    fonts = b"/Font<</F1 5 0 R>>"
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a 6 0 R>>"
        b"/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1000]/Resources<<%s>>>>" % fonts
    )
    glyph = stream(b"1000 0 d0 BT /F1 500 Tf (aaaaaaaaaa) Tj ET")
    return page_of(stream(b"BT /F1 20 Tf 9 9 Td (aaaaaaaaaa) Tj ET"), fonts, others=[font, glyph])


def millions_of_lines(count: int = 5_000_000) -> bytes:
    """So many strokes."""
    return page_of(stream(b"1 1 m 290 400 l S\n" * count))


def one_long_line(count: int = 3_000_000) -> bytes:
    """One path with so many corners, dashed and stroked."""
    return page_of(stream(b"[.01 .01] 0 d 1 1 m " + b"290 400 l 5 9 l " * (count // 2) + b"S"))


def much_text(count: int = 1_000_000) -> bytes:
    """So many words in the text layer."""
    return page_of(stream(b"BT /F1 8 Tf 5 5 Td " + b"(chi bo) Tj 0 1 Td " * count + b"ET"))


def much_annotated(count: int = 100_000) -> bytes:
    """So many annotations."""
    one = b"<</Type/Annot/Subtype/Square/Rect[9 9 99 99]/C[1 0 0]>>"
    return page_of(stream(HELLO), more=A6 + b"/Annots[%s]" % (one * count))


def fields_in_themselves() -> bytes:
    """A form field that is its own kid and its own parent."""
    field = b"<</FT/Tx/T(a)/Kids[5 0 R 5 0 R]/Parent 5 0 R/Type/Annot/Subtype/Widget/Rect[9 9 99 99]>>"
    catalog = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]>>>>"
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf([catalog, tree, KID % (A6 + b"/Annots[5 0 R]"), stream(HELLO), field])


def with_script(content: bytes = HELLO) -> bytes:
    """A page with JavaScript to be run at its opening, and a program enclosed."""
    catalog = (
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(while(true\\){})>>"
        b"/Names<</EmbeddedFiles<</Names[(a.exe) 5 0 R]>>/JavaScript<</Names[(b)<</S/JavaScript/JS(1)>>]>>>>>>"
    )
    resources = A6 + b"/Contents 4 0 R/Resources<<%s>>" % FONT
    enclosed = b"<</Type/Filespec/F(a.exe)/EF<</F 6 0 R>>>>"
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf(
        [catalog, tree, KID % resources, stream(content), enclosed, stream(b"MZ" + NOISE, b"/Type/EmbeddedFile")]
    )


def one_bad_page(bad: bytes) -> bytes:
    """Three pages, the second of which has this content."""
    good = KID % (A6 + b"/Contents 6 0 R/Resources<<%s>>" % FONT)
    poor = KID % (A6 + b"/Contents 7 0 R/Resources<<%s/XObject<</X 8 0 R/I 9 0 R>>>>" % FONT)
    huge = image(30_000, 30_000, b"\0" * 9, BLACK_WHITE)
    kids = b"[3 0 R 4 0 R 5 0 R]"
    tree = b"<</Type/Pages/Kids%s/Count 3>>" % kids
    head = [b"<</Type/Catalog/Pages 2 0 R>>", tree, good, poor, good]
    return pdf([*head, stream(HELLO), stream(bad), form(b"0 0 m 9 9 l S " * 2_000_000), huge])


def torn(filter_name: bytes, head: bytes = b"") -> bytes:
    """A page under an image of noise that claims to be packed in this way."""
    return picture_page(2000, 2800, head + NOISE, BLACK_WHITE + b"/Filter/" + filter_name)


def promising(side: int) -> bytes:
    """A page under an image that promises side x side dots and brings ten bytes."""
    return picture_page(side, side, zlib.compress(b"\0" * 10), BLACK_WHITE + b"/Filter/FlateDecode")
