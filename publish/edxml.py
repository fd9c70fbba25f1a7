"""An edXML envelope written (QCVN 102:2016/BTTTT): a draft for interchange, unsigned.  The only room that writes XML.

Elements stand in the order of the exchange's own samples: in the header under the prefix 'edXML', the attachment in the
default namespace, which is the same.  What the envelope does not tell is left out.
"""

from __future__ import annotations

import base64
import datetime as dt
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from records.envelope import NAMESPACE, Correspondent, Envelope

BEGIN = '<?xml version="1.0" encoding="utf-8"?>\n<!-- {0} -->\n'
DRAFT = "Bản nháp trao đổi, chưa ký số; do phần mềm Văn Thư lập từ văn bản đến đã đọc."
#: What XML 1.0 knows no way to write.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Bytes encoded at once: a multiple of three, so that pieces join.
_PIECE = 3 << 18
#: So that the same file gives the same envelope.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def write(envelope: Envelope, original: Path, out: BinaryIO) -> None:
    """Nothing; afterwards the envelope with the file in it stands in `out`.  Raises OSError."""
    out.write(BEGIN.format(DRAFT).encode())
    writer = _Writer(out)
    with writer.within("edXML", xmlns=NAMESPACE, **{"xmlns:edXML": NAMESPACE}):
        with writer.within("edXML:edXMLEnvelope"):
            with writer.within("edXML:edXMLHeader"):
                _message(writer, envelope)
                _traces(writer, envelope)
                writer.empty("edXML:DigitalSignature")
            with writer.within("edXML:edXMLBody"), writer.within("edXML:edXMLManifest", version="1.0"):
                _reference(writer, envelope)
        with writer.within("AttachmentEncoded"), writer.within("Attachment"):
            _attachment(writer, envelope, original)


class _Writer:
    """Elements one in another; an element without text is not written."""

    def __init__(self, out: BinaryIO) -> None:
        self._xml = XMLGenerator(out, "utf-8", short_empty_elements=True)

    @contextmanager
    def within(self, name: str, **attributes: str) -> Iterator[None]:
        """Everything written meanwhile stands in the element."""
        self._xml.startElement(name, AttributesImpl(attributes))
        yield
        self._xml.endElement(name)

    def text(self, name: str, text: str | int | None) -> None:
        """The element with the text, white space tidied."""
        if text in (None, ""):
            return
        with self.within(name):
            self.piece(" ".join(UNWRITABLE.sub(" ", str(text)).split()))

    def texts(self, prefix: str, **texts: str | int | None) -> None:
        """The elements of these names, in this order, each with its text."""
        for name, text in texts.items():
            self.text(prefix + name, text)

    def empty(self, name: str) -> None:
        """The element, with nothing in it."""
        with self.within(name):
            pass

    def piece(self, text: str) -> None:
        """The text, in the element that is open."""
        self._xml.characters(text)


def _message(writer: _Writer, told: Envelope) -> None:
    with writer.within("edXML:MessageHeader"):
        _correspondent(writer, "From", told.sender)
        for one in told.receivers:
            _correspondent(writer, "To", one)
        writer.text("edXML:DocumentId", told.document_id)
        _group(writer, "Code", CodeNumber=told.number, CodeNotation=told.notation)
        _group(writer, "PromulgationInfo", Place=told.place, PromulgationDate=_day(told.issued_on))
        _group(writer, "DocumentType", TypeName=told.kind)
        writer.texts("edXML:", Subject=told.subject, Content=told.content)
        _group(writer, "SignerInfo", Competence=told.authority, Position=told.position, FullName=told.signer)
        writer.text("edXML:DueDate", _day(told.due))
        _group(writer, "OtherInfo", PageAmount=told.pages)
        if told.to_places:
            with writer.within("edXML:ToPlaces"):
                for place in told.to_places:
                    writer.text("edXML:Place", place)


def _correspondent(writer: _Writer, name: str, one: Correspondent) -> None:
    _group(writer, name, OrganId=one.organ_id, OrganizationInCharge=one.in_charge, OrganName=one.name)


def _group(writer: _Writer, name: str, **texts: str | int | None) -> None:
    """The element with those within that have a text; nothing where none has."""
    if any(text not in (None, "") for text in texts.values()):
        with writer.within(f"edXML:{name}"):
            writer.texts("edXML:", **texts)


def _traces(writer: _Writer, told: Envelope) -> None:
    with writer.within("edXML:TraceHeaderList"):
        for one in told.traces:
            _group(writer, "TraceHeader", OrganId=one.organ_id, Timestamp=one.at)
        with writer.within("edXML:Bussiness"):  # so the standard spells it
            own, *others = (*told.concerns, "") if told.concerns else ("",)
            business = {"BussinessDocType": told.business.value, "BussinessDocReason": told.reason, "Paper": 0}
            writer.texts("edXML:", DocumentId=own, **business)
            if any(others):
                with writer.within("edXML:ReplacementInfoList"):
                    for one_id in filter(None, others):
                        _group(writer, "ReplacementInfo", DocumentId=one_id)


def _content_id(told: Envelope) -> str:
    return f"cid:{told.enclosed.sha256}"


def _reference(writer: _Writer, told: Envelope) -> None:
    file = told.enclosed
    named = {"Description": file.description, "AttachmentName": file.name}
    _group(writer, "Reference", ContentId=_content_id(told), ContentType=file.media_type, **named)


def _attachment(writer: _Writer, told: Envelope, original: Path) -> None:
    file = told.enclosed
    named = {"AttachmentName": file.name, "Description": file.description, "ContentType": file.media_type}
    writer.texts("", ContentId=_content_id(told), **named)
    with writer.within("edXML:ContentTransferEncoded"), tempfile.TemporaryFile() as packed:
        _pack(original, file.name, packed)
        packed.seek(0)
        while piece := packed.read(_PIECE):
            writer.piece(base64.b64encode(piece).decode("ascii"))


def _pack(original: Path, name: str, packed: IO[bytes]) -> None:
    """The file as the only one of a ZIP, under its name without folders."""
    inside = zipfile.ZipInfo(name.replace("\\", "/").rpartition("/")[2] or original.name, NO_TIME)
    inside.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(packed, "w") as made, original.open("rb") as source, made.open(inside, "w") as sink:
        while piece := source.read(_PIECE):
            sink.write(piece)


def _day(iso: str | None) -> str:
    """An ISO date as the standard writes it: '2022/06/06'."""
    return f"{dt.date.fromisoformat(iso):%Y/%m/%d}" if iso else ""
