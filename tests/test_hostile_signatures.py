"""Files made to hide a change, to hold up the reading or to break it; what certificates and dictionaries may say."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.name import _ASN1Type
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, append_signature_field

from pipeline import embedded
from pipeline.embedded import MOST_SIGNATURES, with_embedded
from pipeline.pdf_signatures import NOT_COVERED, told
from records import Integrity, Page, ReadScan
from tests.papers import SCAN
from tests.signed_pdfs import BOX, LEADER, OFFICE, Form, overwritten, signed, signer, unsigned

PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
GARBAGE = "/SubFilter /adbe.pkcs7.detached /ByteRange [0 9 19 9] /Contents <00ff00ff>"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return unsigned(tmp_path_factory.mktemp("plain") / "a.pdf")


@pytest.fixture(scope="module")
def once(plain: bytes) -> bytes:
    return signed(plain, signer(LEADER, OFFICE))


def pdf(objects: Mapping[int, str]) -> bytes:
    """A PDF of these objects from 4 on; 4 is the first field of its form."""
    fixed = {
        1: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [4 0 R] >> >>",
        2: "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: PAGE,
    }
    out = BytesIO(b"%PDF-1.7\n")
    out.seek(0, 2)
    offsets = []
    for number, body in sorted({**fixed, **objects}.items()):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(f"trailer\n<< /Size {len(offsets) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def with_dictionary(entries: str) -> bytes:
    """A PDF with one signature that has these entries and a broken CMS."""
    return pdf({4: "<< /FT /Sig /T (a) /V 5 0 R >>", 5: f"<< {GARBAGE} {entries} >>"})


def read(content: bytes, folder: Path) -> ReadScan:
    path = folder / "a.pdf"
    path.write_bytes(content)
    return with_embedded(ReadScan(replace(SCAN, path=path), ()))


def lines(content: bytes) -> tuple[list[dict[str, Any]], list[Any]]:
    """What the process would tell of the content: the signatures, and their states."""
    identities, *states = json.loads(json.dumps(list(told(BytesIO(content), MOST_SIGNATURES))))
    return identities, states


def only(content: bytes) -> dict[str, Any]:
    (one,), _ = lines(content)
    return dict(one)


def test_a_change_behind_a_signature_told_in_other_signs(plain: bytes) -> None:
    """As text, not as digits, the signature takes half its place and more can be counted for it than stands there."""
    writer = IncrementalPdfFileWriter(BytesIO(plain), strict=False)
    metadata = signers.PdfSignatureMetadata("a")
    own = signers.sign_pdf(writer, metadata, signer=signer(LEADER, OFFICE), bytes_reserved=32768).getvalue()
    changed = overwritten(own)
    changed += b"\n" * (len(changed) % 2 ^ len(own) % 2)
    hole = re.search(rb"<([0-9A-F]{32000,})>", own)
    assert hole is not None
    longer = bytes.fromhex(hole[1].decode()) + bytes((len(changed) - len(own)) // 2)
    told_as_text = b"(" + re.sub(rb"[()\\\r]", lambda sign: b"\\%03o" % sign[0][0], longer) + b")"
    forged = changed[: hole.start()] + told_as_text.ljust(len(hole[0])) + changed[hole.end() :]
    assert len(forged) == len(changed)
    (identity,), (state,) = lines(forged)
    assert identity["signer"] == LEADER
    assert state == [Integrity.UNCHECKED, NOT_COVERED]


def test_a_file_certified_as_final_is_not_to_be_signed_again(plain: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(plain), strict=False)
    metadata = signers.PdfSignatureMetadata("Chứng thực", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    certified = signers.sign_pdf(writer, metadata, signer=signer(LEADER, OFFICE)).getvalue()
    assert lines(certified)[1] == [[Integrity.INTACT, ""]]
    monkeypatch.setattr(signers.PdfSigner, "_enforce_certification_constraints", lambda *_: None)
    states = [state for state, _ in lines(signed(certified, signer(OFFICE, OFFICE), "Chữ ký 2"))[1]]
    assert states == [Integrity.BROKEN, Integrity.INTACT]


def test_a_form_whose_fields_multiply_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "SECONDS", 2)
    chain = {n: f"<< /T (a) /Kids [{n + 1} 0 R {n + 1} 0 R] >>" for n in range(4, 60)}
    found = read(pdf(chain | {60: "<< /T (z) /FT /Sig >>", 61: f"<< {GARBAGE} >>"}), tmp_path)
    assert found.e_signatures == ()
    assert [one.code for one in found.problems] == ["signature-unchecked"]
    assert "phần mềm ký số" in found.problems[0].message


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({4: "<< /T (a) /Kids [4 0 R] >>"}, id="a field in itself"),
        pytest.param({n: f"<< /T (a) /Kids [{n + 1} 0 R] >>" for n in range(4, 800)}, id="a very deep form"),
        pytest.param({4: "<< /FT /Sig /T (a) /V 5 0 R >>", 5: "[ /ByteRange ]"}, id="a list for a signature"),
        pytest.param({4: "(field)"}, id="a text for a field"),
    ],
)
def test_broken_forms_give_no_signature(fields: dict[int, str], tmp_path: Path) -> None:
    last = max(fields)
    found = read(pdf(fields | {last + 1: "<< /T (z) >>", last + 2: f"<< {GARBAGE} >>"}), tmp_path)
    assert found.e_signatures == ()
    assert {one.code for one in found.problems} <= {"signature-unchecked"}


def test_of_ten_thousand_signatures_the_first_are_read(tmp_path: Path) -> None:
    kids = " ".join(f"{n} 0 R" for n in range(5, 10005))
    fields = {n: f"<< /FT /Sig /T ({n}) /V 10005 0 R >>" for n in range(5, 10005)}
    found = read(pdf({4: f"<< /T (a) /Kids [{kids}] >>", 10005: f"<< {GARBAGE} >>"} | fields), tmp_path)
    assert [one.integrity for one in found.e_signatures] == [Integrity.UNCHECKED] * MOST_SIGNATURES
    assert [one.code for one in found.problems] == ["many-signatures"]


def test_a_state_that_was_not_reached_is_unchecked(
    once: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identities = json.dumps(lines(once)[0]).encode()
    monkeypatch.setattr(embedded, "_answer", lambda _: identities + b'\n["c\\u00f2n nguy')
    (one,) = read(once, tmp_path).e_signatures
    assert (one.signer, one.integrity, one.reason) == (LEADER, Integrity.UNCHECKED, embedded.TOO_LONG)


def test_the_box_on_a_page_that_was_turned_to_be_read_shows_no_place(once: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(once)
    page = Page(1, 842.0, 595.0, (), "ocr", rotation=90)
    (one,) = with_embedded(ReadScan(replace(SCAN, path=path), (page,))).e_signatures
    assert (one.page, one.box) == (1, None)


def test_a_file_that_is_gone_or_no_pdf_has_no_signatures(once: bytes, tmp_path: Path) -> None:
    gone = ReadScan(replace(SCAN, path=tmp_path / "gone.pdf"), ())
    assert with_embedded(gone) == gone
    (tmp_path / "a.png").write_bytes(once)
    picture = ReadScan(replace(SCAN, path=tmp_path / "a.png", media_type="image/png"), ())
    assert with_embedded(picture) == picture


@pytest.mark.parametrize(("password", "count"), [("", 1), ("khóa", 0)], ids=["the owner's alone", "the reader's"])
def test_a_password(plain: bytes, password: str, count: int) -> None:
    locked = BytesIO()
    copy: Any = copy_into_new_writer(PdfFileReader(BytesIO(plain), strict=False))
    copy.encrypt("chủ", password)
    copy.write(locked)
    writer: Any = IncrementalPdfFileWriter(locked, strict=False)
    writer.encrypt(password)
    metadata = signers.PdfSignatureMetadata("Chữ ký 1")
    content = signers.sign_pdf(writer, metadata, signer=signer(LEADER, OFFICE)).getvalue()
    identities, states = lines(content)
    assert [one["signer"] for one in identities] == [LEADER] * count
    assert states == [[Integrity.INTACT, ""]] * count


@pytest.mark.parametrize(
    ("turn", "box"),
    [
        (0, (300, 682, 500, 742)),
        (90, (100, 300, 160, 500)),
        (180, (95, 100, 295, 160)),
        (270, (682, 95, 742, 295)),
    ],
)
def test_the_box_stands_on_the_page_as_it_is_turned(plain: bytes, turn: int, box: tuple[float, ...]) -> None:
    assert BOX == (300, 100, 500, 160)
    document = pypdfium2.PdfDocument(plain)
    document[0].set_rotation(turn)
    turned = BytesIO()
    document.save(turned)
    one = only(signed(turned.getvalue(), signer(LEADER, OFFICE)))
    assert (one["page"], tuple(one["box"])) == (1, box)


def test_a_timestamp_over_the_file_is_nobodys_signature() -> None:
    assert lines(with_dictionary("/Type /DocTimeStamp")) == ([], [])


@pytest.mark.parametrize(
    ("entries", "time"),
    [
        ("/M (D:20260428154915+07'00')", "2026-04-28T15:49:15+07:00"),
        ("/M (D:20260428084915Z)", "2026-04-28T08:49:15+00:00"),
        ("/M (D:20260428154915)", "2026-04-28T15:49:15+07:00"),
        ("/M (20260428)", "2026-04-28T00:00:00+07:00"),
        ("/M (D:20261328154915Z)", None),
        ("/M (hôm qua)", None),
        ("/M 7", None),
        ("", None),
    ],
)
def test_times_of_dictionaries(entries: str, time: str | None) -> None:
    assert only(with_dictionary(entries))["time"] == time


def test_without_a_time_in_the_dictionary_the_programs_counts_in_the_offices_hour(once: bytes) -> None:
    content = once.replace(b"/M (", b"/N (")
    assert content != once
    time = dt.datetime.fromisoformat(only(content)["time"])
    assert time.utcoffset() == dt.timedelta(hours=7)
    assert abs(dt.datetime.now(dt.UTC) - time) < dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("name", "signer"),
    [
        ("(Le Van Mau)", "Le Van Mau"),
        ("<FEFF004C00EA002000560103006E0020004D1EAB0075>", "Lê Văn Mẫu"),
        ("<FEFF004C000000090045>", "L E"),
        ("<FEFF004CD8000045>", None),
        ("/Name", "/Name"),
        ("(" + "x" * 5000 + ")", "x" * 300),
    ],
    ids=["ASCII", "UTF-16", "NUL and tabs", "half a pair", "no text", "very long"],
)
def test_names_of_dictionaries(name: str, signer: str | None) -> None:
    one = only(with_dictionary(f"/Name {name}"))
    assert one["signer"] == signer


@pytest.mark.parametrize("kind", [_ASN1Type.UTF8String, _ASN1Type.BMPString], ids=["UTF-8", "BMP"])
def test_names_of_certificates(plain: bytes, kind: _ASN1Type) -> None:
    parts = [
        (NameOID.ORGANIZATION_NAME, "TỈNH ỦY BẾN CÁT"),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, "VĂN PHÒNG"),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, "Phòng  Cơ yếu"),
        (NameOID.COMMON_NAME, "Nguye\u0302\u0303n Thị Hạnh"),
    ]
    subject = x509.Name([x509.NameAttribute(oid, value, kind) for oid, value in parts])
    writer = IncrementalPdfFileWriter(BytesIO(plain), strict=False)
    append_signature_field(writer, SigFieldSpec("a", on_page=0, box=BOX))
    content = signers.sign_pdf(writer, signers.PdfSignatureMetadata("a"), signer=elliptic(subject)).getvalue()
    one, states = only(content), lines(content)[1]
    assert (one["signer"], one["organisation"]) == ("Nguyễn Thị Hạnh", "Phòng Cơ yếu, VĂN PHÒNG, TỈNH ỦY BẾN CÁT")
    assert states == [[Integrity.INTACT, ""]]


def elliptic(subject: x509.Name) -> signers.SimpleSigner:
    """A signer of this name with a key on an elliptic curve."""
    key = ec.generate_private_key(ec.SECP256R1())
    begun = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    dated = builder.serial_number(9).not_valid_before(begun).not_valid_after(begun + dt.timedelta(days=36500))
    kept = pkcs12.serialize_key_and_certificates(
        None, key, dated.sign(key, hashes.SHA256()), None, serialization.NoEncryption()
    )
    loaded: signers.SimpleSigner = signers.SimpleSigner.load_pkcs12_data(kept, other_certs=[])
    return loaded


def test_a_signature_that_shows_nowhere(plain: bytes) -> None:
    one = only(signed(plain, signer(LEADER, OFFICE), form=Form(box=None)))
    assert (one["page"], one["box"]) == (None, None)
