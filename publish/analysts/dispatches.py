"""Dispatches as lines of their table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from publish.analysts.files import Line, Value
from publish.cells import confidence, day, text
from records import Box, ESignature, Found, Header, Signer
from registry.register_row import RegisterRow
from registry.task_names import OFFICE_TIME

#: The fields of which confidence and place are told too.
EVIDENCED = ("symbol", "kind", "issued_on", "issuer", "subject")
#: How a signature is called of which only the box on the page is known.
PRINTED = "in"
#: The documents of dispatches: their keys by scan and position.
Keys = Mapping[tuple[str, int], str]


def lines(rows: Iterable[RegisterRow], keys: Keys) -> Iterator[Line]:
    """A line for each row of the register."""
    for row in rows:
        reading = row.reading
        yield {
            "sha256": row.scan.sha256,
            "position": row.position + 1,
            "document_key": keys.get((row.scan.sha256, row.position)),
            "status": row.status.value,
            "is_dispatch": reading.is_dispatch,
            "grade": row.grade.value if row.grade else None,
            "doubts": list(dict.fromkeys(one.code for one in row.doubts)),
            "corrected": sorted(row.corrected),
            "arrived_on": row.arrived_on,
            "received_on": received_on(row),
            "arrival_number": text(row.arrival_number) or None,
            "pages": list(reading.pages),
            **_head(reading.header),
            "e_signatures": [_signed(one) for one in reading.e_signatures],
        }


def received_on(row: RegisterRow) -> Value:
    """The day in Vietnam on which the file came in."""
    return row.scan.received_at.astimezone(OFFICE_TIME).date()


def _head(header: Header) -> Line:
    return {
        **{name: text(getattr(header, name)) for name in ("symbol", "kind", "issuer", "subject")},
        "issued_on": day(header.issued_on.value) if header.issued_on else None,
        **{name: value for field in EVIDENCED for name, value in _evidence(field, getattr(header, field)).items()},
        **{name: text(getattr(header, name)) for name in ("parent_body", "place", "jurisdiction")},
        "addressees": texts(header.addressees),
        "recipients": texts(one.name for one in header.recipients),
        **_signer(header.signer or Signer()),
        "marks": texts(header.marks),
        "attachments": texts(header.attachments),
    }


def _evidence(field: str, found: Found | None) -> Line:
    return {
        f"{field}_confidence": confidence(found),
        f"{field}_page": found.page if found else None,
        f"{field}_box": box(found.box) if found else None,
    }


def _signer(one: Signer) -> Line:
    return {
        "signer_name": text(one.name),
        "signer_title": text(one.title),
        "signer_authority": text(one.authority),
        "signer_confidence": confidence(one.name),
    }


def _signed(one: ESignature) -> str:
    return one.integrity.value if one.integrity else PRINTED


def texts(values: Iterable[Found | str]) -> list[str]:
    """Each value on one line, empty ones left out."""
    return [told for one in values if (told := text(one))]


def box(corners: Box | None) -> Value:
    """The corners to a tenth of a point; None where the place is not known."""
    return [round(one, 1) for one in corners] if corners else None
