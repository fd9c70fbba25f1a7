"""The list of hostile files: a name, the file's name, its bytes, and what reading must make of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from benchmarks import hostile_envelopes as envelopes
from benchmarks import hostile_pdfs as pdfs
from benchmarks import hostile_pictures as pictures
from benchmarks.broken_pdf import A6, pages, plain_page

#: A file that is read without any problem of its pages.
READ = "read"


@dataclass(frozen=True, slots=True)
class Case:
    """A hostile file; `code` is that of its refusal, of the problem of one of its pages, or READ."""

    name: str
    file: str
    make: Callable[[], bytes]
    code: str


def _same(content: bytes) -> Callable[[], bytes]:
    return lambda: content


STRANGERS = (
    Case("0 bytes", "a.pdf", _same(b""), "empty_file"),
    Case("random bytes", "a.pdf", pictures.noise, "unknown_type"),
    Case("JPEG named .pdf", "a.pdf", partial(pictures.saved, "JPEG"), READ),
    Case("text named .pdf", "a.pdf", _same("Số: 411-CV/TU\n".encode()), READ),
    Case(
        "Word document", "a.pdf", partial(pictures.packed, "[Content_Types].xml", "word/document.xml"), "damaged_docx"
    ),
    Case("old Word document", "a.doc", _same(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)), "office_file"),
    Case("ZIP", "a.zip", partial(pictures.packed, "a.pdf"), "packed_file"),
    Case("HTML", "a.pdf", _same(b"<!DOCTYPE html><html><body>404</body></html>"), "web_page"),
    Case("GIF", "a.gif", partial(pictures.saved, "GIF"), "other_image"),
    Case("BMP", "a.bmp", partial(pictures.saved, "BMP"), "other_image"),
    Case("WebP", "a.webp", partial(pictures.saved, "WEBP"), "other_image"),
    Case("HEIC", "a.heic", pictures.heic, "other_image"),
)

BROKEN_PDFS = (
    Case("PDF cut in half", "a.pdf", pdfs.cut_in_half, "damaged_pdf"),
    Case("false cross references", "a.pdf", pdfs.false_places, READ),
    Case("no trailer", "a.pdf", pdfs.no_trailer, "damaged_pdf"),
    Case("user password", "a.pdf", partial(pdfs.locked, "bí mật"), "password_protected"),
    Case("owner password only", "a.pdf", partial(pdfs.locked, ""), READ),
    Case("10,000 pages", "a.pdf", pdfs.many_pages, "too_many_pages"),
    Case("14,400 points a side", "a.pdf", partial(pdfs.boxed, b"0 0 14400 14400"), "page_too_large"),
    Case("page of 39 megapixels", "a.pdf", partial(pdfs.boxed, b"0 0 3000 3000"), READ),
    Case("MediaBox of no size", "a.pdf", partial(pdfs.boxed, b"0 0 0 0"), READ),
    Case("MediaBox turned round", "a.pdf", partial(pdfs.boxed, b"298 420 0 0"), READ),
    Case("page tree in itself", "a.pdf", pdfs.tree_in_itself, "damaged_page"),
    Case("page tree 5,000 deep", "a.pdf", pdfs.deep_tree, "damaged_pdf"),
    Case("array 100,000 deep", "a.pdf", pdfs.deep_brackets, READ),
    Case("Count says 1,500, one page", "a.pdf", partial(pages, [pdfs.KID % A6], 1_500), "damaged_page"),
    Case("Count says 2,000,000", "a.pdf", partial(pages, [pdfs.KID % A6], 2_000_000), READ),
    Case("cross references in a ring", "a.pdf", pdfs.references_in_a_ring, READ),
    Case("object streams in a ring", "a.pdf", pdfs.objects_in_objects, READ),
    Case("field that is its own kid", "a.pdf", pdfs.fields_in_themselves, READ),
    Case("JavaScript and a program inside", "a.pdf", pdfs.with_script, READ),
    Case("broken JPX image", "a.pdf", partial(pdfs.torn, b"JPXDecode", b"\0\0\0\x0cjP  \r\n\x87\n"), READ),
    Case("broken JBIG2 image", "a.pdf", partial(pdfs.torn, b"JBIG2Decode"), READ),
    Case("broken CCITT image", "a.pdf", partial(pdfs.torn, b"CCITTFaxDecode"), READ),
    Case("image of 900 megapixels", "a.pdf", partial(pdfs.promising, 30_000), "page_too_large"),
    Case("image of 60 megapixels, 10 bytes", "a.pdf", partial(pdfs.promising, 7_750), READ),
)

BOMBS = (
    Case("content of 2 GiB", "a.pdf", pdfs.endless_content, "file_too_heavy"),
    Case("content deflated twice, 4 GiB", "a.pdf", pdfs.stacked_filters, "file_too_heavy"),
    Case("image data of 2 GiB", "a.pdf", pdfs.endless_image, READ),
    Case("font table of 2 GiB", "a.pdf", pdfs.endless_letters, "page_too_heavy"),
    Case("form in itself", "a.pdf", pdfs.form_in_itself, "file_too_heavy"),
    Case("forms in forms, 10^12", "a.pdf", pdfs.forms_in_forms, "file_too_heavy"),
    Case("tiles of a hundredth", "a.pdf", pdfs.tiny_tiles, "page_too_slow"),
    Case("letter written with itself", "a.pdf", pdfs.letters_that_draw_themselves, READ),
    Case("5,000,000 strokes", "a.pdf", pdfs.millions_of_lines, "file_too_heavy"),
    Case("dashed line of 3,000,000 corners", "a.pdf", pdfs.one_long_line, "page_too_slow"),
    Case("1,000,000 words", "a.pdf", pdfs.much_text, READ),
    Case("100,000 annotations", "a.pdf", pdfs.much_annotated, READ),
    Case("one page of three too large", "a.pdf", partial(pdfs.one_bad_page, b"/I Do"), "page_too_large"),
    Case("one page of three too heavy", "a.pdf", partial(pdfs.one_bad_page, b"/X Do " * 500), "page_too_heavy"),
)

PICTURES = (
    Case("PNG of 900 megapixels", "a.png", pictures.png_bomb, "image_bomb"),
    Case("PNG of 79 megapixels", "a.png", pictures.largest_png, READ),
    Case("PNG with a comment of 1 GiB", "a.png", pictures.talkative_png, "damaged_image"),
    Case("PNG with a wrong checksum", "a.png", pictures.bad_sum, "damaged_image"),
    Case("PNG cut in half", "a.png", partial(pictures.cut, "PNG"), "damaged_image"),
    Case("JPEG cut in half", "a.jpg", partial(pictures.cut, "JPEG"), "damaged_image"),
    Case("TIFF cut in half", "a.tif", partial(pictures.cut, "TIFF"), "damaged_image"),
    Case("TIFF of 100,000²", "a.tif", partial(pictures.tiff, 100_000, 100_000), "image_bomb"),
    Case("TIFF whose pages go in a ring", "a.tif", partial(pictures.tiff, 80, 10, 8), READ),
    Case("PNG of 16 bits", "a.png", partial(pictures.saved, "PNG", "I;16"), READ),
    Case("JPEG in CMYK", "a.jpg", partial(pictures.saved, "JPEG", "CMYK"), READ),
    Case("PNG with a palette", "a.png", partial(pictures.saved, "PNG", "P"), READ),
)

ENVELOPES = tuple(Case(f"edXML: {name}", "a.edxml", *case) for name, case in envelopes.CASES.items())

CASES = (Case("a good page", "a.pdf", plain_page, READ), *STRANGERS, *BROKEN_PDFS, *BOMBS, *PICTURES, *ENVELOPES)
