"""Hostile and broken edXML envelopes, each with the code of its refusal."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.enveloped import by_hand, packed

PDF = b"%PDF-1.7\n"
LAUGHS = (
    "<!DOCTYPE a [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = "<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
ELSEWHERE = "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'>"


def without_end() -> bytes:
    """An envelope cut off near its end."""
    return by_hand(PDF)[:-30]


def locked() -> bytes:
    """A ZIP whose file says that it is locked by a password."""
    made = bytearray(packed(a=PDF))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def long_list() -> bytes:
    """A ZIP that promises a list of contents of 2 GiB."""
    made = bytearray(packed(a=PDF))
    at = made.index(b"PK\x05\x06")
    made[at + 12 : at + 16] = struct.pack("<L", 1 << 31)
    return bytes(made)


def misplaced() -> bytes:
    """A ZIP whose list of contents says that it begins far behind its place."""
    made = bytearray(packed(a=PDF))
    at = made.index(b"PK\x05\x06")
    made[at + 16 : at + 20] = struct.pack("<L", 1 << 20)
    return bytes(made)


def torn() -> bytes:
    """A ZIP whose packed bytes are not those that were packed."""
    made = bytearray(packed(a=bytes(1000)))
    made[40:45] = b"\xff" * 5
    return bytes(made)


def status() -> bytes:
    """An envelope that tells a state, and encloses nothing."""
    return by_hand(header="<edXML:MessageHeader><edXML:StatusCode>03</edXML:StatusCode></edXML:MessageHeader>")


def recall() -> bytes:
    """An envelope that recalls a document, and encloses nothing."""
    told = "<edXML:BussinessDocType>1</edXML:BussinessDocType><edXML:DocumentId>G22,2015/09/30,7/A-B</edXML:DocumentId>"
    return by_hand(header=f"<edXML:TraceHeaderList><edXML:Bussiness>{told}</edXML:Bussiness></edXML:TraceHeaderList>")


CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a billion laughs": (lambda: by_hand(PDF, header="&i;", before=LAUGHS), "edxml_unsafe"),
    "a file of ours": (lambda: by_hand(PDF, header="&a;", before=OUTSIDE), "edxml_unsafe"),
    "a document type from elsewhere": (lambda: by_hand(PDF, before=ELSEWHERE), "edxml_unsafe"),
    "an entity that is not told": (lambda: by_hand(PDF, header="&a;"), "edxml_broken"),
    "cut off": (without_end, "edxml_broken"),
    "another root around it": (lambda: b"<a>" + by_hand(PDF).partition(b"?>")[2] + b"</a>", "edxml_broken"),
    "no base64": (lambda: by_hand("JVBERi0xLjcK*"), "edxml_base64"),
    "base64 cut off": (lambda: by_hand("JVBERi0xLjc"), "edxml_base64"),
    "base64 that goes on behind its end": (lambda: by_hand("JVBERg==JVBERg=="), "edxml_base64"),
    "base64 in Vietnamese": (lambda: by_hand("Tệp đính kèm"), "edxml_base64"),
    "no attachment": (by_hand, "edxml_empty"),
    "an empty attachment": (lambda: by_hand(""), "edxml_empty"),
    "a state told": (status, "edxml_status"),
    "a recall alone": (recall, "edxml_recall"),
    "two attachments": (lambda: by_hand(PDF, PDF), "edxml_many"),
    "two files packed": (lambda: by_hand(packed(a=PDF, b=PDF)), "edxml_many"),
    "nothing packed": (lambda: by_hand(packed()), "edxml_empty"),
    "a ZIP in a ZIP": (lambda: by_hand(packed(a=packed(b=PDF))), "edxml_packed"),
    "a locked ZIP": (lambda: by_hand(locked()), "edxml_packed"),
    "a ZIP with a wrong place": (lambda: by_hand(misplaced()), "edxml_packed"),
    "a torn ZIP": (lambda: by_hand(torn()), "edxml_packed"),
    "a ZIP of two gibibytes of names": (lambda: by_hand(long_list()), "edxml_many"),
    "RAR": (lambda: by_hand(b"Rar!\x1a\x07\x01\x00" + bytes(50)), "edxml_packed"),
    "an envelope in an envelope": (lambda: by_hand(packed(a=by_hand(PDF))), "edxml_packed"),
    "a Word document that is none": (
        lambda: by_hand(packed(**{"[Content_Types].xml": b"", "word/document.xml": b""})),
        "damaged_docx",
    ),
    "an Excel document": (
        lambda: by_hand(packed(**{"[Content_Types].xml": b"", "xl/workbook.xml": b""})),
        "edxml_enclosed",
    ),
    "a packed Excel document": (
        lambda: by_hand(packed(a=packed(**{"[Content_Types].xml": b"", "xl/workbook.xml": b""}))),
        "edxml_enclosed",
    ),
    "plain text": (lambda: by_hand("Công văn".encode()), "edxml_enclosed"),
    "a page of the web": (lambda: by_hand(b"<!DOCTYPE html><html></html>"), "edxml_enclosed"),
    "a PDF that is none": (lambda: by_hand(packed(a=PDF)), "damaged_pdf"),
    "elements without number": (lambda: by_hand(PDF, header="<a/>" * 30_000), "edxml_unusual"),
    "elements without bottom": (lambda: by_hand(PDF, header="<a>" * 5_000 + "</a>" * 5_000), "edxml_unusual"),
    "a text without end": (lambda: by_hand(PDF, header="a" * 60_000), "edxml_unusual"),
    "a name without end": (lambda: by_hand(PDF, header=f"<{'a' * 3_000_000}/>"), "edxml_unusual"),
}
