"""What an edXML envelope says: its elements as a record."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import replace

from pipeline.envelope import Element
from pipeline.envelope_errors import RecallAlone, StatusOnly
from pipeline.errors import PipelineError
from records import Business, Correspondent, Enclosed, Envelope, Trace

#: What an envelope is sent for, in the clerk's words.
BUSINESS = {Business.RECALL: "thu hồi", Business.UPDATE: "cập nhật", Business.REPLACE: "thay thế"}
#: Characters of one value, and values of a list: the standard's longest field has 1000.
LONGEST, MOST = 2000, 500
_DAY = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})")


def envelope(root: Element, enclosed: Enclosed) -> Envelope:
    """What the envelope says, and its file with the name and the words it gives it."""
    header = _header(root)
    message = next(iter(header.all("MessageHeader")), Element("MessageHeader"))
    trace = next(iter(header.all("TraceHeaderList")), Element("TraceHeaderList"))
    code, signer, promulgated = ("Code", "SignerInfo", "PromulgationInfo")
    return Envelope(
        enclosed=_named(root, enclosed),
        sender=next(map(_correspondent, message.all("From")), Correspondent()),
        receivers=tuple(map(_correspondent, message.all("To")[:MOST])),
        document_id=_said(message, "DocumentId"),
        number=_said(message, code, "CodeNumber"),
        notation=_said(message, code, "CodeNotation"),
        place=_said(message, promulgated, "Place"),
        issued_on=_day(_said(message, promulgated, "PromulgationDate")),
        kind=_said(message, "DocumentType", "TypeName"),
        subject=_said(message, "Subject"),
        content=_said(message, "Content"),
        authority=_said(message, signer, "Competence"),
        position=_said(message, signer, "Position"),
        signer=_said(message, signer, "FullName"),
        due=_day(_said(message, "DueDate")),
        to_places=tuple(filter(None, map(_text, message.all("ToPlaces", "Place")[:MOST]))),
        pages=_number(_said(message, "OtherInfo", "PageAmount")),
        traces=tuple(Trace(_said(one, "OrganId"), _said(one, "Timestamp")) for one in trace.all("TraceHeader")[:MOST]),
        business=_business(trace),
        reason=_said(trace, "Bussiness", "BussinessDocReason"),
        concerns=_concerns(trace),
    )


def without_paper(root: Element) -> PipelineError | None:
    """What an envelope without a file is: a state told, a recall told, or None for nothing of the kind."""
    header = _header(root)
    if state := header.said("MessageHeader", "StatusCode"):
        return StatusOnly(state[:10])
    trace = next(iter(header.all("TraceHeaderList")), Element("TraceHeaderList"))
    business = _business(trace)
    if business is Business.NEW:
        return None
    named = _concerns(trace) or (_said(header, "MessageHeader", "DocumentId"),)
    return RecallAlone(BUSINESS[business], "; ".join(one[:100] for one in named[:5]) or "không nêu số")


def _header(root: Element) -> Element:
    return next(iter(root.all("edXMLEnvelope", "edXMLHeader")), Element("edXMLHeader"))


def _text(one: Element) -> str:
    return unicodedata.normalize("NFC", one.text)[:LONGEST].rstrip()


def _said(one: Element, *path: str) -> str:
    return next(map(_text, one.all(*path)), "")


def _correspondent(one: Element) -> Correspondent:
    return Correspondent(_said(one, "OrganId"), _said(one, "OrganName"), _said(one, "OrganizationInCharge"))


def _day(said: str) -> str | None:
    match = _DAY.match(said)
    try:
        return dt.date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None


def _number(said: str) -> int | None:
    return int(said) if said.isdecimal() and len(said) < 7 else None


def _business(trace: Element) -> Business:
    """What it is sent for; what is no number of the standard counts as a new document."""
    said = trace.said("Bussiness", "BussinessDocType")
    return Business(int(said)) if said in {str(one.value) for one in Business} else Business.NEW


def _concerns(trace: Element) -> tuple[str, ...]:
    """The ids of the documents that are recalled, updated or replaced, each once."""
    own = trace.all("Bussiness", "DocumentId")
    others = trace.all("Bussiness", "ReplacementInfoList", "ReplacementInfo", "DocumentId")
    return tuple(dict.fromkeys(filter(None, map(_text, (*own, *others)[:MOST]))))


def _named(root: Element, enclosed: Enclosed) -> Enclosed:
    """The file with what the attachment, else the list of contents, says of it."""
    places = (*root.all("AttachmentEncoded", "Attachment"), *root.all("edXMLEnvelope", "edXMLBody", "edXMLManifest"))
    told = [_said(one, "AttachmentName") or _said(one, "Reference", "AttachmentName") for one in places]
    words = [_said(one, "Description") or _said(one, "Reference", "Description") for one in places]
    return replace(enclosed, name=next(filter(None, told), ""), description=next(filter(None, words), ""))
