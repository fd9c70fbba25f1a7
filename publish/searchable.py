"""The searchable copy of a scan, as PDF: its pages as they are, its words invisible over them.

The only room of pikepdf and img2pdf.  A picture is put into the PDF as it is packed in its file, where PDF knows that
packing; else pixel for pixel.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import img2pdf
import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageCms, ImageOps

from publish import invisible_font
from publish.about import About
from publish.laid_text import Affine, LaidWord, layer, onto, through
from publish.no_copy import DOCX, WORD_FILE, NoCopy
from records import Box

PDF = "application/pdf"
FONT = "VanThuVoHinh"
PRODUCER = "Văn Thư"
#: Of the file: older ones know no such metadata and fonts.
LEAST_VERSION = "1.5"
#: What is packed in the original stays packed as it is.
AS_IT_WAS: dict[str, Any] = {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "deterministic_id": True}
#: Midnight of the day in Vietnam.
HERE = dt.timezone(dt.timedelta(hours=7))
DAMAGE = (pikepdf.PikepdfError, OSError, ValueError, RuntimeError, LookupError, TypeError)
UNKNOWN_PICTURE = (
    img2pdf.AlphaChannelError,
    img2pdf.ExifOrientationError,
    img2pdf.ImageOpenError,
    img2pdf.JpegColorspaceError,
    img2pdf.UnsupportedColorspaceError,
    NotImplementedError,
)
#: What makes a note a field of a form.
OF_FIELDS = ("/FT", "/V", "/Parent", "/T", "/Ff", "/MK", "/DA", "/A", "/AA", "/Lock", "/SV")
CONTENT = "q\n{0:.4f} 0 0 {1:.4f} 0 0 cm\n{2} Do\nQ"
NO_PDF = "Không làm được bản PDF tìm được: tệp gốc hỏng một phần ({0}); hãy quét lại, hoặc dùng bản gốc."


@dataclass(frozen=True, slots=True)
class LaidPage:
    """A page as it is shown (points), its words as it was read, and the way from there to the shown page, downwards."""

    width: float
    height: float
    words: tuple[LaidWord, ...] = ()
    back: Affine = (1, 0, 0, 1, 0, 0)


def write(original: Path, media_type: str, pages: Sequence[LaidPage | None], about: About, target: Path) -> None:
    """Nothing; afterwards the copy lies at `target`.  `pages` None: it has no words to be laid over it.

    A signed file that needs no words is copied byte for byte: any change would break its signatures.  Of another signed
    file the copy shows the signatures as pictures.  Raises NoCopy.
    """
    if media_type == DOCX:
        raise NoCopy(WORD_FILE)
    try:
        made_of_pictures = media_type != PDF
        source = BytesIO(_as_pdf(original)) if made_of_pictures else original
        with pikepdf.open(source) as pdf:
            if _is_signed(pdf) and not any(one and one.words for one in pages):
                shutil.copyfile(original, target)
                return
            if made_of_pictures:
                _fit(pdf, pages)
            _lay(pdf, pages)
            _as_shown(pdf)
            _describe(pdf, about, archival=made_of_pictures and _is_plain(pdf))
            pdf.save(target, min_version=LEAST_VERSION, **AS_IT_WAS)
    except DAMAGE as error:
        raise NoCopy(NO_PDF.format(error)) from error


def _as_pdf(original: Path) -> bytes:
    """A PDF with one picture a page, packed as in the original where that can be."""
    try:
        return _converted([original.read_bytes()])
    except UNKNOWN_PICTURE:
        with Image.open(original, formats=("TIFF", "JPEG", "PNG")) as image:
            return _converted(list(_repacked(image)))


def _converted(pictures: Sequence[bytes]) -> bytes:
    return bytes(img2pdf.convert(list(pictures), engine=img2pdf.Engine.pikepdf, rotation=img2pdf.Rotation.auto))


def _repacked(image: Image.Image) -> Iterator[bytes]:
    """Every frame as an upright PNG, what is transparent being white."""
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        frame = ImageOps.exif_transpose(image)
        if "A" in frame.getbands() or "transparency" in frame.info:
            clear = frame.convert("RGBA")
            frame = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
        packed = BytesIO()
        frame.convert(frame.mode if frame.mode in ("1", "L") else "RGB").save(packed, "PNG")
        yield packed.getvalue()


def _fit(pdf: pikepdf.Pdf, pages: Sequence[LaidPage | None]) -> None:
    """Every page becomes as large as its paper is, the picture filling it."""
    for page, laid in zip(pdf.pages, pages, strict=True):
        if laid is None:
            continue
        size = (laid.width, laid.height)
        across, down = size[::-1] if _rotation(page) % 180 else size
        (picture,) = page.resources.XObject.keys()
        _without(page.obj, ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"))
        page.obj.MediaBox = Array([0, 0, round(across, 4), round(down, 4)])
        page.obj.Contents = pdf.make_stream(CONTENT.format(across, down, picture).encode("ascii"))


def _lay(pdf: pikepdf.Pdf, pages: Sequence[LaidPage | None]) -> None:
    letters = {letter for one in pages if one for word in one.words for letter in word.text} | {" "}
    font = None
    for page, laid in zip(pdf.pages, pages, strict=True):
        if laid is None or not laid.words:
            continue
        way = through(laid.back, onto(_paper(page), _rotation(page), laid.width, laid.height))
        font = font or _font(pdf, letters)
        name = _with_font(page, font)
        # At the beginning, where nothing has moved or clipped the page's coordinates yet; the words paint nothing.
        page.contents_add(layer(laid.words, way, name), prepend=True)


def _with_font(page: pikepdf.Page, font: Any) -> str:
    """The font's name on the page; what other pages share with it stays as it is."""
    resources, fonts = Dictionary(), Dictionary()
    for name, held in page.resources.items():
        resources[name] = held
    for name, held in resources.get(Name.Font, Dictionary()).items():
        fonts[name] = held
    name = next(one for one in (f"{FONT}{number or ''}" for number in range(1000)) if f"/{one}" not in fonts)
    fonts[f"/{name}"] = font
    resources[Name.Font] = fonts
    page.obj[Name.Resources] = resources
    return name


def _paper(page: pikepdf.Page) -> Box:
    """What is shown of the page: left, bottom, right, top."""
    boxes = [[float(edge) for edge in box] for box in (page.mediabox, page.cropbox)]
    (a, b, c, d), (p, q, r, s) = ((min(x, z), min(y, w), max(x, z), max(y, w)) for x, y, z, w in boxes)
    both = (max(a, p), max(b, q), min(c, r), min(d, s))
    return both if both[0] < both[2] and both[1] < both[3] else (a, b, c, d)


def _rotation(page: pikepdf.Page) -> int:
    """The clockwise turn with which the page is shown, its own or that of the pages around it."""
    node: Any = page.obj
    for _ in range(50):
        if Name.Rotate in node:
            return int(node.Rotate) % 360
        if Name.Parent not in node:
            break
        node = node.Parent
    return 0


def _font(pdf: pikepdf.Pdf, letters: set[str]) -> Any:
    program = invisible_font.program()
    described = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + invisible_font.NAME),
        Flags=4,
        FontBBox=[0, invisible_font.DESCENT, invisible_font.WIDTH, invisible_font.ASCENT],
        ItalicAngle=0,
        Ascent=invisible_font.ASCENT,
        Descent=invisible_font.DESCENT,
        CapHeight=invisible_font.ASCENT,
        StemV=80,
        FontFile2=pdf.make_stream(program, Length1=len(program)),
    )
    signs = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/" + invisible_font.NAME),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(described),
        DW=invisible_font.WIDTH,
        CIDToGIDMap=pdf.make_stream(invisible_font.sign_map()),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/" + invisible_font.NAME),
            Encoding=Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(signs)],
            ToUnicode=pdf.make_stream(invisible_font.to_unicode(letters)),
        )
    )


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    return any(_is_signature(one) for page in pdf.pages for one in _notes(page)) or Name.Perms in pdf.Root


def _notes(page: pikepdf.Page) -> list[Any]:
    notes = page.obj.get(Name.Annots)
    return [one for one in notes if isinstance(one, Dictionary)] if isinstance(notes, Array) else []


def _is_signature(note: Any) -> bool:
    field = note
    for _ in range(20):
        if field.get(Name.FT) == Name.Sig:
            return True
        if not isinstance(field.get(Name.Parent), Dictionary) or note.get(Name.Subtype) != Name.Widget:
            return False
        field = field.Parent
    return False


def _as_shown(pdf: pikepdf.Pdf) -> None:
    """Signatures, which no changed file can keep, become pictures of themselves: none is told to be broken."""
    signatures = [note for page in pdf.pages for note in _notes(page) if _is_signature(note)]
    for note in signatures:
        note.Subtype = Name.Stamp
        _without(note, OF_FIELDS)
    _without(pdf.Root, ("/Perms", "/DSS"))
    if signatures and Name.AcroForm in pdf.Root:
        form = pdf.Root.AcroForm
        form.Fields = Array([one for one in form.get(Name.Fields, Array()) if not _holds_signatures(one)])
        form.SigFlags = 0
        _without(pdf.Root, () if len(form.Fields) else ("/AcroForm",))


def _without(of: Any, keys: Iterable[str]) -> None:
    for key in keys:
        if key in of:
            del of[key]


def _holds_signatures(field: Any) -> bool:
    if not isinstance(field, Dictionary):
        return False
    return field.get(Name.FT) == Name.Sig or field.get(Name.Subtype) == Name.Stamp


def _is_plain(pdf: pikepdf.Pdf) -> bool:
    """Whether the pictures have no colours but greys and RGB, as PDF/A with the colours of a screen wants it."""
    spaces = [str(one.get(Name.ColorSpace, "")) for page in pdf.pages for one in page.images.values()]
    return not any("CMYK" in one for one in spaces)


def _describe(pdf: pikepdf.Pdf, about: About, archival: bool) -> None:
    """The metadata filled; `archival`: the file also says that it is PDF/A-2b, else that claim is taken away."""
    now = dt.datetime.now(HERE).replace(microsecond=0)
    if archival:
        del pdf.docinfo
        pdf.Root.OutputIntents = Array([_screen_colours(pdf)])
    told = {
        "dc:title": about.title,
        "dc:creator": [about.author] if about.author else None,
        "dc:description": about.subject or None,
        "pdf:Producer": PRODUCER,
        "xmp:CreateDate": about.day and dt.datetime.combine(about.day, dt.time(), HERE).isoformat(),
        "xmp:ModifyDate": now.isoformat(),
        "pdfaid:part": "2" if archival else None,
        "pdfaid:conformance": "B" if archival else None,
    }
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        for name, value in told.items():
            if value:
                meta[name] = value
            elif name.startswith("pdfaid:") and name in meta:
                del meta[name]
    pdf.Root.Lang = pikepdf.String("vi-VN")


def _screen_colours(pdf: pikepdf.Pdf) -> Any:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes((7, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))  # its day of making, so that copies are alike
    return pdf.make_indirect(
        Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier="sRGB",
            Info="sRGB IEC61966-2.1",
            DestOutputProfile=pdf.make_stream(bytes(profile), N=3, Alternate=Name.DeviceRGB),
        )
    )
