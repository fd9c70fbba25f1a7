"""Envelopes for the tests: a State decision typed as PDF, its envelope, and hostile ones put together by hand."""

from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpora.case import parse
from corpora.draw import draw
from publish.edxml import write
from records import Correspondent, Enclosed, Envelope
from records.envelope import NAMESPACE
from tests.drawn_pages import TypedPdf

ISSUER, UPPER = "Ủy ban nhân dân xã Hàm Ninh", "Ủy ban nhân dân huyện Quảng Ninh"
HEAD = (
    (90, 60, "ỦY BAN NHÂN DÂN"),
    (95, 78, "XÃ HÀM NINH"),
    (280, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (320, 78, "Độc lập - Tự do - Hạnh phúc"),
    (95, 104, "Số: 38/QĐ-UBND"),
    (320, 104, "Hàm Ninh, ngày 05 tháng 4 năm 2023"),
)
BODY = (
    (255, 140, "QUYẾT ĐỊNH"),
    (190, 158, "Về việc thành lập Tổ quản lý chợ xã"),
    (190, 190, "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ"),
    (90, 220, "Căn cứ nhu cầu quản lý chợ,"),
    (250, 250, "QUYẾT ĐỊNH:"),
    (90, 280, "Điều 1. Thành lập Tổ quản lý chợ gồm 05 người."),
    (90, 300, "Điều 2. Tổ quản lý chợ báo cáo kết quả trước ngày 30/6/2023."),
)
FOOT = (
    (90, 360, "Nơi nhận:"),
    (90, 378, "- Như Điều 1;"),
    (90, 396, "- Lưu: VT."),
    (350, 360, "CHỦ TỊCH"),
    (345, 440, "Nguyễn Văn Hải"),
)


def decision(path: Path, *more: tuple[float, float, str], head: Any = HEAD) -> Path:
    """The decision as a word processor prints it."""
    return TypedPdf().page((*head, *BODY, *FOOT, *more)).save(path)


def envelope_of(paper: Path, **changes: Any) -> Envelope:
    """What the issuer's office says of the decision."""
    own = Envelope(
        Enclosed("38-QD-UBND.pdf", "application/pdf", sha256(paper.read_bytes()).hexdigest()),
        Correspondent("000.14.21.H46", ISSUER, UPPER),
        (Correspondent("000.00.14.H46", "Phòng Nội vụ"),),
        "000.14.21.H46,2023/04/05,38/QĐ-UBND",
        "38",
        "QĐ-UBND",
        "Hàm Ninh",
        "2023-04-05",
        "Quyết định",
        "Về việc thành lập Tổ quản lý chợ xã",
        position="Chủ tịch",
        signer="Nguyễn Văn Hải",
        to_places=("Như Điều 1", "Lưu: VT"),
    )
    return replace(own, **changes)


def enveloped(paper: Path, path: Path, **changes: Any) -> Path:
    """The paper in its envelope, written to `path`."""
    with path.open("wb") as out:
        write(envelope_of(paper, **changes), paper, out)
    return path


def packed(**files: bytes) -> bytes:
    """A ZIP of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return made.getvalue()


def by_hand(*attachments: bytes | str, header: str = "", before: str = "") -> bytes:
    """An envelope around these attachments: bytes are encoded, text stands as it is."""
    encoded = (one if isinstance(one, str) else base64.b64encode(one).decode() for one in attachments)
    inside = "".join(
        f"<Attachment><edXML:ContentTransferEncoded>{one}</edXML:ContentTransferEncoded></Attachment>"
        for one in encoded
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{before}<edXML xmlns="{NAMESPACE}" xmlns:edXML="{NAMESPACE}">'
        f"<edXML:edXMLEnvelope><edXML:edXMLHeader>{header}</edXML:edXMLHeader></edXML:edXMLEnvelope>"
        f"<AttachmentEncoded>{inside}</AttachmentEncoded></edXML>"
    ).encode()


def typed_case(case: Path, path: Path) -> Path:
    """A case of the corpora as a word processor prints it: its words where they are drawn, nothing by hand."""
    pdf = TypedPdf()
    for sheet in draw(parse(case)):
        scale = 595 / sheet.image.width
        printed = [word for word in sheet.words if not word.hand]
        pdf.page([(word.box[0] * scale, word.box[1] * scale, word.text) for word in printed])
    return pdf.save(path)
