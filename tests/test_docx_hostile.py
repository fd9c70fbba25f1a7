"""Files of Word that strangers may send: bounded before they are unpacked, and told in sentences."""

from __future__ import annotations

import struct
import time
import zipfile
import zlib
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import PipelineError
from pipeline.intake import take_in
from pipeline.pages import PagePool
from pipeline.read import read_scan
from pipeline.sniff import DOCX, media_type
from publish.no_copy import WORD_FILE, NoCopy
from publish.searchable_order import order_of
from receiving import receive
from records import Page, ReadScan, Refused, Scan, Word
from registry import words_kept
from registry.models import ScanRow
from registry.save import DjangoRegister
from settings import Settings
from tests.papers import STATE
from tests.test_intake_files import clock
from tests.word_files import SPACES, changed, element, opened, said, scan, word_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(path: Path, **settings: Any) -> ReadScan:
    with PagePool(1) as pool:
        return read_scan(scan(path), Settings.model_validate(settings), pool)


def why(path: Path, **settings: Any) -> str:
    """The code of the refusal, soon told."""
    begun = time.monotonic()
    with pytest.raises(PipelineError) as refused:
        read(path, **settings)
    assert time.monotonic() - begun < 15
    assert refused.value.remedy
    return refused.value.code


def document(body: str) -> str:
    return f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"


def packed(*names: str, first: bytes = b"") -> bytes:
    grown = BytesIO()
    with zipfile.ZipFile(grown, "w") as archive:
        if first:
            archive.writestr("mimetype", first)
        for name in names:
            archive.writestr(name, "x")
    return grown.getvalue()


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "other_writing", "Word đời cũ (.doc)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked_office", "mật khẩu"),
        (OLE + bytes(512), "office_file", "Excel"),
        (b"{\\rtf1\\ansi Kinh gui}", "other_writing", "RTF"),
        (packed(first=b"application/vnd.oasis.opendocument.text"), "other_writing", "OpenDocument (.odt)"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "office_file", "Excel"),
        (packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macro_file", "macro"),
        (packed("a.pdf"), "packed_file", "nén"),
    ],
)
def test_other_texts_are_refused_with_the_way_out(tmp_path: Path, content: bytes, code: str, told: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    outcome = take_in(path, clock, plain_text=True)
    assert isinstance(outcome, Refused)
    assert (outcome.code, told in outcome.message) == (code, True)
    if code == "other_writing":
        assert "lưu thành .docx hoặc PDF" in outcome.remedy


def test_a_file_of_word_is_known_by_what_it_holds(tmp_path: Path) -> None:
    path = word_file(tmp_path, "Kính gửi", name="van-ban.bin")
    taken = take_in(path, clock)
    assert isinstance(taken, Scan)
    assert taken.media_type == DOCX


def test_it_is_received_under_its_own_ending(tmp_path: Path) -> None:
    settings = Settings.model_validate({"inbox": tmp_path / "inbox"})
    content = word_file(tmp_path, "Kính gửi").read_bytes()
    assert receive("Công văn 12", (content,), settings) == "Công văn 12.docx"
    assert media_type(settings.inbox / "Công văn 12.docx") == DOCX


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = changed(word_file(tmp_path, "a"), {"word/document.xml": document("<w:p/>" * 7_000_000)})
    assert path.stat().st_size < 1_000_000
    assert why(path) == "file_too_heavy"


def test_a_zip_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    path = changed(word_file(tmp_path, "a"), {"word/document.xml": document("<w:p/>" * 7_000_000)})
    content = path.read_bytes()
    size = struct.pack("<I", len(document("<w:p/>" * 7_000_000)))
    path.write_bytes(content.replace(size, struct.pack("<I", 1000)))
    assert why(path) == "damaged_docx"


@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY e SYSTEM "file:///etc/passwd">',
        '<!ENTITY a "ha ha ha ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;"><!ENTITY e "&c;&c;">',
    ],
)
def test_entities_say_nothing(tmp_path: Path, entity: str) -> None:
    body = document("<w:p><w:r><w:t>trước &e; sau</w:t></w:r></w:p>")
    path = changed(word_file(tmp_path, "a"), {"word/document.xml": f"<!DOCTYPE d [{entity}]>{body}"})
    try:
        text = " ".join(said(path))
    except PipelineError as error:
        assert error.code == "damaged_docx"
    else:
        assert "root" not in text and "ha" not in text


def test_too_many_paragraphs_are_too_many_pages(tmp_path: Path) -> None:
    many = document("<w:p><w:r><w:t>Một đoạn văn.</w:t></w:r></w:p>" * 100_000)
    path = changed(word_file(tmp_path, "a"), {"word/document.xml": many})
    assert why(path, max_pages=100) in ("too_many_pages", "file_too_slow")


@pytest.mark.parametrize(
    "body",
    [
        "<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60,
        "<w:p><w:hyperlink>" + "<w:sdt><w:sdtContent>" * 120 + "</w:sdtContent></w:sdt>" * 120 + "</w:hyperlink></w:p>",
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
        '<w:p><w:pPr><w:ind w:left="-99999999" w:firstLine="99999999"/></w:pPr></w:p>',
        '<w:p><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:p>',
        '<w:p><w:pPr><w:jc w:val="?"/><w:spacing w:before="x"/><w:rPr><w:sz w:val="1e99"/></w:rPr></w:pPr></w:p>',
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' * 50,
        '<w:sectPr><w:pgSz w:w="1" w:h="99999999"/><w:pgMar w:left="-5" w:top="99999"/></w:sectPr>',
        "<w:p><w:r><w:fldChar w:fldCharType='end'/><w:instrText>PAGE</w:instrText></w:r></w:p>",
        "<w:tbl/><w:tbl><w:tr/></w:tbl>",
        "",
    ],
)
def test_odd_bodies_cost_nobody_the_queue(tmp_path: Path, body: str) -> None:
    path = changed(
        word_file(tmp_path, "a"), {"word/document.xml": document(body + "<w:p><w:r><w:t>cuối</w:t></w:r></w:p>")}
    )
    assert "cuối" in said(path)


@pytest.mark.parametrize("content", [b"", b"<", b"<a/>", b"\xff\xfe<x>", document("").encode()[:-5]])
def test_broken_parts_are_told(tmp_path: Path, content: bytes) -> None:
    path = changed(word_file(tmp_path, "a"), {"word/document.xml": content})
    assert why(path) == "damaged_docx"


def test_a_file_cut_in_half_is_told(tmp_path: Path) -> None:
    path = word_file(tmp_path, "a")
    path.write_bytes(path.read_bytes()[:-200])
    assert isinstance(take_in(path, clock), Refused)


def test_old_letters_are_told(tmp_path: Path) -> None:
    run = '<w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>Uû ban nh©n d©n tØnh</w:t></w:r>'
    assert why(word_file(tmp_path, f"<w:p {{}}>{run}</w:p>")) == "old_letters"


def test_a_picture_that_is_a_bomb_leaves_its_place_empty(tmp_path: Path) -> None:
    rows = zlib.compress(bytes(100))
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")]
    parts = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    bomb = tmp_path / "bomb.png"
    bomb.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    path = word_file(tmp_path, STATE, fill=lambda one: one.add_picture(str(bomb), width=914400))
    picture = opened(path).picture(1)
    assert picture.pixels.shape[2] == 3


def test_links_to_elsewhere_are_not_followed(tmp_path: Path) -> None:
    path = word_file(tmp_path, "Kính gửi")
    with zipfile.ZipFile(path) as archive:
        rels = archive.read("word/_rels/document.xml.rels").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = f'<Relationship Id="x1" Type="{kind}/image" Target="http://192.0.2.1/a.png" TargetMode="External"/>'
    more += f'<Relationship Id="x2" Type="{kind}/header" Target="http://192.0.2.1/h.xml" TargetMode="External"/>'
    changed(path, {"word/_rels/document.xml.rels": rels.replace("</Relationships>", f"{more}</Relationships>")})
    assert said(path) == ["Kính gửi"]


@pytest.mark.django_db
def test_paragraphs_are_kept_with_the_words(tmp_path: Path) -> None:
    from pipeline.stages import reading_of

    path = word_file(tmp_path, *STATE.splitlines())
    found = read(path)
    DjangoRegister().save(reading_of(found))
    row = ScanRow.objects.get()
    kept = words_kept.unpacked(row.sha256)
    assert kept is not None
    assert [(page.words, page.unspaced) for page in kept.pages] == [(page.words, page.unspaced) for page in found.pages]
    assert reading_of(kept).readings == reading_of(found).readings
    with pytest.raises(NoCopy, match=WORD_FILE[:20]):
        order_of(row)


def test_what_other_files_tell_is_packed_as_before() -> None:
    word = Word("Kính", (0.0, 0.0, 9.0, 9.0), 1.0)
    page = Page(1, 595.0, 842.0, (word,), "text")
    told = words_kept._lean(asdict(page))
    assert {"paragraph", "unspaced", "footnotes"}.isdisjoint({*told, *told["words"][0]})
    assert element("<w:p {}/>") is not None
