"""An edXML envelope (QCVN 102:2016/BTTTT): what it tells of the dispatch in it, and of the file it encloses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

#: The namespace of every element, as default and under the prefix 'edXML'.
NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
#: The media type under which an envelope is kept.
EDXML = "application/edxml+xml"


class Business(IntEnum):
    """What an envelope is sent for (BussinessDocType)."""

    NEW = 0
    RECALL = 1
    UPDATE = 2
    REPLACE = 3


@dataclass(frozen=True, slots=True)
class Correspondent:
    """An office that sends or receives: its id ('000.00.00.G22'), its name, the organ it is under; '' where untold."""

    organ_id: str = ""
    name: str = ""
    in_charge: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """Which office had the envelope in hand, and when ('2022/06/10 03:00:00', its own time)."""

    organ_id: str
    at: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The file in the envelope; `sha256` is that of its own bytes, unpacked."""

    name: str
    media_type: str
    sha256: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the envelope says in its header; '' or None where it says nothing.

    `document_id`: '<organ>,<yyyy/MM/dd>,<số>/<ký hiệu>'.  `issued_on` and `due` are ISO dates.  `concerns`: the ids of
    the documents that it recalls, updates or replaces, `reason` why.
    """

    enclosed: Enclosed
    sender: Correspondent = Correspondent()
    receivers: tuple[Correspondent, ...] = ()
    document_id: str = ""
    number: str = ""
    notation: str = ""
    place: str = ""
    issued_on: str | None = None
    kind: str = ""
    subject: str = ""
    content: str = ""
    authority: str = ""
    position: str = ""
    signer: str = ""
    due: str | None = None
    to_places: tuple[str, ...] = ()
    pages: int | None = None
    traces: tuple[Trace, ...] = ()
    business: Business = Business.NEW
    reason: str = ""
    concerns: tuple[str, ...] = ()
