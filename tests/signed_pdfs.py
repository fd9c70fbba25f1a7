"""PDFs that the tests sign for themselves, with pyHanko and with keys made at run time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field

from tests.drawn_pages import TypedPdf

LEADER = "Đặng Quốc Khánh"
OFFICE = "ỦY BAN NHÂN DÂN XÃ HÀM NINH"
BOX = (300, 100, 500, 160)
LINES = (
    "Điều 1. Thành lập Tổ quản lý chợ xã gồm năm người có tên sau đây.",
    "Điều 2. Quyết định có hiệu lực từ ngày ký.",
)


@cache
def signer(name: str, organisation: str, unit: str = "") -> signers.SimpleSigner:
    """A signer with a certificate of its own making."""
    key = rsa.generate_private_key(65537, 2048)
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        *([x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit)] if unit else []),
        x509.NameAttribute(NameOID.COMMON_NAME, name),
    ]
    subject = x509.Name(parts)
    begun = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    dated = builder.serial_number(7).not_valid_before(begun).not_valid_after(begun + dt.timedelta(days=36500))
    kept = pkcs12.serialize_key_and_certificates(
        None, key, dated.sign(key, hashes.SHA256()), None, serialization.NoEncryption()
    )
    loaded: signers.SimpleSigner = signers.SimpleSigner.load_pkcs12_data(kept, other_certs=[])
    return loaded


def unsigned(path: Path, pages: int = 1) -> bytes:
    """A PDF of the house with some lines on each page."""
    pdf = TypedPdf()
    for number in range(pages):
        pdf.page([(80, 90 + 20 * row, f"{line} ({number + 1})") for row, line in enumerate(LINES)])
    return pdf.save(path).read_bytes()


@dataclass(frozen=True)
class Form:
    """How a signature is made and where it shows: in a box (points, upwards), or nowhere."""

    box: tuple[int, int, int, int] | None = BOX
    subfilter: SigSeedSubFilter = SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    digest: str = "sha256"


def signed(
    content: bytes, by: signers.SimpleSigner, field: str = "Chữ ký 1", page: int = 0, form: Form | None = None
) -> bytes:
    """The content with one more signature, in a revision of its own; `page` counts from 0."""
    form = form or Form()
    writer = IncrementalPdfFileWriter(BytesIO(content), strict=False)
    append_signature_field(writer, SigFieldSpec(field, on_page=page, box=form.box))
    told = signers.PdfSignatureMetadata(field_name=field, md_algorithm=form.digest, subfilter=form.subfilter)
    out = BytesIO()
    signers.sign_pdf(writer, told, signer=by, output=out, existing_fields_only=True)
    return out.getvalue()


def overwritten(content: bytes) -> bytes:
    """The content with another text on its first page, as a later revision."""
    writer: Any = IncrementalPdfFileWriter(BytesIO(content), strict=False)
    stream = generic.StreamObject(stream_data=b"0 0 1 rg 80 700 200 40 re f")
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(stream)
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def byte_changed(content: bytes) -> bytes:
    """The content with a byte of the first page's text changed: the length stays."""
    at = content.index(b"stream") + 20
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def with_contents(content: bytes, digits: bytes) -> bytes:
    """The content whose first signature begins with other bytes, told as hexadecimal digits."""
    at = content.index(b"/Contents <") + len(b"/Contents <")
    return content[:at] + digits + content[at + len(digits) :]
