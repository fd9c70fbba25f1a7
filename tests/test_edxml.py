"""Envelopes written and read again: what is told comes back, whatever it is, and the file in it byte for byte."""

from __future__ import annotations

import datetime as dt
import io
import xml.etree.ElementTree as ET
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.enclosed import unwrapped
from pipeline.errors import WebPage
from pipeline.sniff import EDXML, media_type
from publish.edxml import write
from records import Business, Correspondent, Enclosed, Envelope, Scan, Trace
from records.envelope import NAMESPACE
from tests.enveloped import by_hand, decision, envelope_of, enveloped, packed

NOON = dt.datetime(2026, 4, 28, 12, 0, tzinfo=dt.UTC)
PDF = b"%PDF-1.7\n"
#: As texts come back: composed, white space tidied.
TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="\ufffe\uffff"), max_size=30
)
SAID = st.lists(st.sampled_from(("Nguyễn", "văn", "<b>", "&amp;", "]]>", '"', "Đ/c", "7816")), max_size=5).map(" ".join)
DAYS = st.none() | st.dates(dt.date(1945, 9, 2)).map(str)
OFFICES = st.builds(Correspondent, SAID, SAID, SAID)
SOME = SAID.filter(bool)
ENVELOPES = st.builds(
    Envelope,
    enclosed=st.just(Enclosed("", "application/pdf", "")),
    sender=OFFICES,
    receivers=st.lists(OFFICES.filter(lambda one: one != Correspondent()), max_size=3).map(tuple),
    document_id=SAID,
    number=SAID,
    notation=SAID,
    place=SAID,
    issued_on=DAYS,
    kind=SAID,
    subject=SAID,
    content=SAID,
    authority=SAID,
    position=SAID,
    signer=SAID,
    due=DAYS,
    to_places=st.lists(SOME, max_size=3).map(tuple),
    pages=st.none() | st.integers(1, 999_999),
    traces=st.lists(st.builds(Trace, SOME, SAID), max_size=3).map(tuple),
    business=st.sampled_from(Business),
    reason=SAID,
    concerns=st.lists(SOME, max_size=3, unique=True).map(tuple),
)


def told(content: bytes, folder: Path) -> tuple[Envelope, bytes]:
    """What the envelope says, and the bytes of its file."""
    path = folder / "a.xml"
    path.write_bytes(content)
    with unwrapped(Scan("0" * 64, path, path.name, NOON, media_type(path), len(content))) as original:
        assert original.envelope is not None
        return original.envelope, original.scan.path.read_bytes()


@settings(max_examples=60, deadline=None)
@given(ENVELOPES, st.binary(max_size=200), SAID)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, one: Envelope, tail: bytes, name: str
) -> None:
    folder = tmp_path_factory.mktemp("envelope")
    paper = folder / "paper.pdf"
    paper.write_bytes(PDF + tail)
    named = name.replace("/", "-")
    whole = replace(one, enclosed=Enclosed(named, "application/pdf", sha256(PDF + tail).hexdigest(), named))
    out = io.BytesIO()
    write(whole, paper, out)
    assert told(out.getvalue(), folder) == (whole, PDF + tail)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), TEXTS)
def test_whatever_stands_in_a_text_the_envelope_stays_whole(
    tmp_path_factory: pytest.TempPathFactory, subject: str, signer: str
) -> None:
    folder = tmp_path_factory.mktemp("envelope")
    paper = folder / "paper.pdf"
    paper.write_bytes(PDF)
    subject = subject.encode("utf-8", "replace").decode()
    out = io.BytesIO()
    write(envelope_of(paper, subject=subject, signer=signer), paper, out)
    found, content = told(out.getvalue(), folder)
    assert (found.number, content) == ("38", PDF)
    assert found.subject.split() == found.subject.strip().split()


def test_elements_stand_in_the_order_of_the_exchange(tmp_path: Path) -> None:
    paper = decision(tmp_path / "a.pdf")
    whole = envelope_of(paper, due="2023-06-30", pages=1, traces=(Trace("H46", "2023/04/06 07:30:00"),))
    out = io.BytesIO()
    write(whole, paper, out)
    root = ET.fromstring(out.getvalue())
    names = [one.tag.removeprefix(f"{{{NAMESPACE}}}") for one in root.iter()]
    assert [one for one in names if one in ORDER] == ORDER
    assert all(one.tag.startswith(f"{{{NAMESPACE}}}") for one in root.iter())
    text = out.getvalue().decode()
    assert f'<edXML xmlns="{NAMESPACE}" xmlns:edXML="{NAMESPACE}"><edXML:edXMLEnvelope>' in text
    assert "<AttachmentEncoded><Attachment><ContentId>cid:" in text
    assert "chưa ký số" in text.splitlines()[1]
    assert "<edXML:DigitalSignature/>" in text
    assert "<edXML:PromulgationDate>2023/04/05</edXML:PromulgationDate>" in text


ORDER = [
    *("edXML", "edXMLEnvelope", "edXMLHeader", "MessageHeader", "From", "OrganId", "OrganizationInCharge", "OrganName"),
    *("To", "OrganId", "OrganName", "DocumentId", "Code", "CodeNumber", "CodeNotation", "PromulgationInfo", "Place"),
    *("PromulgationDate", "DocumentType", "TypeName", "Subject", "SignerInfo", "Position", "FullName", "DueDate"),
    *("OtherInfo", "PageAmount", "ToPlaces", "Place", "Place", "TraceHeaderList", "TraceHeader", "OrganId"),
    *("Timestamp", "Bussiness", "BussinessDocType", "Paper", "DigitalSignature", "edXMLBody", "edXMLManifest"),
    *("Reference", "ContentId", "ContentType", "AttachmentName", "AttachmentEncoded", "Attachment", "ContentId"),
    *("AttachmentName", "ContentType", "ContentTransferEncoded"),
]


def test_the_same_dispatch_gives_the_same_bytes(tmp_path: Path) -> None:
    paper = decision(tmp_path / "a.pdf")
    first, second = (enveloped(paper, tmp_path / name) for name in ("a.edxml", "b.edxml"))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("name", ["an.edxml", "an.xml", "an.pdf", "an"])
def test_an_envelope_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    paper = decision(tmp_path / "paper.pdf")
    assert media_type(enveloped(paper, tmp_path / name)) == EDXML
    assert media_type(enveloped(paper, tmp_path / name), plain_text=True) == EDXML


HEADER = (
    "<edXML:MessageHeader><edXML:Code><edXML:CodeNumber>7816</edXML:CodeNumber><edXML:CodeNotation> VPCP-TTĐT\n"
    "</edXML:CodeNotation></edXML:Code><edXML:PromulgationInfo><edXML:PromulgationDate>2015/9/30 00:00:00"
    "</edXML:PromulgationDate></edXML:PromulgationInfo></edXML:MessageHeader>"
)


def test_the_file_may_be_packed_or_not_and_broken_into_lines(tmp_path: Path) -> None:
    found, content = told(by_hand(PDF, header=HEADER), tmp_path)
    assert (found.number, found.notation, found.issued_on, content) == ("7816", "VPCP-TTĐT", "2015-09-30", PDF)
    assert told(by_hand(packed(**{"van ban/a.pdf": PDF})), tmp_path)[1] == PDF
    lines = by_hand("JVBE\n  Ri0x\r\n\tLjcK ")
    assert told(lines, tmp_path)[1] == PDF


def test_other_encodings_and_namespaces_of_the_attachment_are_read(tmp_path: Path) -> None:
    wide = by_hand(PDF, header=HEADER).decode().replace("utf-8", "utf-16").encode("utf-16")
    assert told(wide, tmp_path)[0].notation == "VPCP-TTĐT"
    bare = by_hand(PDF).replace(b"<AttachmentEncoded>", b'<AttachmentEncoded xmlns="">')
    assert told(bare, tmp_path)[1] == PDF


def test_days_and_numbers_that_are_none_are_not_told(tmp_path: Path) -> None:
    odd = HEADER.replace("2015/9/30", "2015/13/41") + "<edXML:TraceHeaderList><edXML:Bussiness>"
    odd += "<edXML:BussinessDocType>khác</edXML:BussinessDocType></edXML:Bussiness></edXML:TraceHeaderList>"
    found, _ = told(by_hand(PDF, header=odd), tmp_path)
    assert (found.issued_on, found.business) == (None, Business.NEW)


def test_texts_and_lists_beyond_the_standard_are_cut(tmp_path: Path) -> None:
    places = "<edXML:Place>Sở Nội vụ</edXML:Place>" * 600
    header = (
        f"<edXML:MessageHeader><edXML:Subject>{'dài ' * 1000}</edXML:Subject><edXML:ToPlaces>{places}</edXML:ToPlaces>"
    )
    found, _ = told(by_hand(PDF, header=f"{header}</edXML:MessageHeader>"), tmp_path)
    assert len(found.subject) == 1999
    assert len(found.to_places) == 500


@pytest.mark.parametrize(
    "content",
    [
        "<?xml version='1.0'?><edXML xmlns='http://www.e-doc.vn/Schema/'/>",
        f"<?xml version='1.0'?><a xmlns='{NAMESPACE}'/>",
        "<html><body>edXML</body></html>",
    ],
)
def test_other_markup_is_no_envelope(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.edxml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(WebPage):
        media_type(path)
