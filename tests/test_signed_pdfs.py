"""What is read from the signatures of PDFs that the tests sign for themselves, and from files made to do harm."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyhanko.sign.fields import SigSeedSubFilter

from pipeline import embedded
from pipeline.embedded import with_embedded
from pipeline.signatures import with_signatures
from records import ESignature, Header, Integrity, Reading, ReadScan
from tests.papers import SCAN
from tests.signed_pdfs import (
    BOX,
    LEADER,
    OFFICE,
    Form,
    byte_changed,
    overwritten,
    signed,
    signer,
    unsigned,
    with_contents,
)

Change = Callable[[bytes], bytes]

UNIT = "VĂN PHÒNG"
GARBAGE = b"00ff00ff" * 4
PAGE_HEIGHT = 842
MOST_WAIT = 20.0  # seconds: what the tests wait for a file made to do harm


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return unsigned(tmp_path_factory.mktemp("plain") / "a.pdf", pages=3)


@pytest.fixture(scope="module")
def once(plain: bytes) -> bytes:
    return signed(plain, signer(LEADER, OFFICE, UNIT))


@pytest.fixture(scope="module")
def twice(once: bytes) -> bytes:
    return signed(once, signer(OFFICE, OFFICE), "Chữ ký 2", page=2)


def read(content: bytes, folder: Path) -> ReadScan:
    path = folder / "signed.pdf"
    path.write_bytes(content)
    return with_embedded(ReadScan(replace(SCAN, path=path), ()))


def only(content: bytes, folder: Path) -> ESignature:
    (one,) = read(content, folder).e_signatures
    return one


def states(content: bytes, folder: Path) -> list[Integrity | None]:
    return [one.integrity for one in read(content, folder).e_signatures]


def test_who_signed_when_and_where(once: bytes, tmp_path: Path) -> None:
    one = only(once, tmp_path)
    assert (one.signer, one.organisation) == (LEADER, f"{UNIT}, {OFFICE}")
    assert one.time is not None
    age = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(one.time)
    assert dt.timedelta() <= age < dt.timedelta(hours=1)
    left, bottom, right, top = BOX
    assert (one.page, one.box) == (1, (left, PAGE_HEIGHT - top, right, PAGE_HEIGHT - bottom))
    assert (one.source, one.integrity, one.reason) == ("embedded", Integrity.INTACT, "")


def test_a_file_without_signatures_is_not_asked(plain: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_: Path) -> bytes:
        raise AssertionError("asked")

    monkeypatch.setattr(embedded, "_answer", never)
    assert read(plain, tmp_path).e_signatures == ()


def test_a_second_signature_leaves_the_first_intact(twice: bytes, tmp_path: Path) -> None:
    found = read(twice, tmp_path).e_signatures
    assert [(one.signer, one.page) for one in found] == [(LEADER, 1), (OFFICE, 3)]
    assert [one.integrity for one in found] == [Integrity.INTACT, Integrity.INTACT]


def test_a_byte_changed_in_what_was_signed(twice: bytes, tmp_path: Path) -> None:
    assert states(byte_changed(twice), tmp_path) == [Integrity.BROKEN, Integrity.BROKEN]


def test_a_page_changed_by_a_later_revision(once: bytes, tmp_path: Path) -> None:
    one = only(overwritten(once), tmp_path)
    assert one.integrity is Integrity.BROKEN
    assert one.reason


def test_what_was_changed_before_the_second_signature_is_the_first_ones_loss(once: bytes, tmp_path: Path) -> None:
    content = signed(overwritten(once), signer(OFFICE, OFFICE), "Chữ ký 2")
    assert states(content, tmp_path) == [Integrity.BROKEN, Integrity.INTACT]


def test_garbage_in_the_place_of_a_signature(twice: bytes, tmp_path: Path) -> None:
    by_signer = {one.signer: one.integrity for one in read(with_contents(twice, GARBAGE), tmp_path).e_signatures}
    assert by_signer[None] is Integrity.UNCHECKED
    assert by_signer[OFFICE] is Integrity.BROKEN


def test_an_unknown_form_is_not_checked(once: bytes, tmp_path: Path) -> None:
    one = only(once.replace(b"/adbe.pkcs7.detached", b"/adbe.pkcs7.unheard7"), tmp_path)
    assert (one.signer, one.integrity) == (LEADER, Integrity.UNCHECKED)


@pytest.mark.parametrize(
    ("subfilter", "digest"),
    [(SigSeedSubFilter.ADOBE_PKCS7_DETACHED, "sha1"), (SigSeedSubFilter.PADES, "sha256")],
    ids=["SHA-1", "CAdES"],
)
def test_old_and_new_forms(plain: bytes, tmp_path: Path, subfilter: SigSeedSubFilter, digest: str) -> None:
    one = only(signed(plain, signer(LEADER, OFFICE), form=Form(None, subfilter, digest)), tmp_path)
    assert (one.integrity, one.page, one.box) == (Integrity.INTACT, None, None)


def test_bytes_hidden_behind_a_shortened_signature_are_told(once: bytes, tmp_path: Path) -> None:
    """The range leaves out more than the signature's digits, and the bytes counted are the same."""
    match = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\] +", once)
    assert match is not None
    before, after, rest = (int(number) for number in match.groups())
    forged = b"/ByteRange [0 %d %d %d]" % (before - 8, after, rest)
    content = once[: match.start()] + forged.ljust(len(match[0])) + once[match.end() :]
    assert only(content, tmp_path).integrity is not Integrity.INTACT


HARM: dict[str, Change] = {
    "cut off": lambda content: content[: len(content) * 2 // 3] + b"/ByteRange",
    "no table": lambda content: content.replace(b"startxref", b"startxxxx").replace(b"/Root", b"/Rood"),
    "a field is its own kid": lambda content: content.replace(b"/FT /Sig", b"/Kids [22 0 R]"),
    "a number for the range": lambda content: re.sub(
        rb"/ByteRange \[[^]]*\]", lambda match: b"/ByteRange 7".ljust(len(match[0])), content
    ),
    "a range beyond the end": lambda content: re.sub(
        rb"/ByteRange \[0 \d", lambda match: match[0][:-1] + b"9", content
    ),
}


@pytest.mark.parametrize("harm", HARM)
def test_harm_ends_in_a_doubt(once: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str) -> None:
    monkeypatch.setattr(embedded, "PATIENCE", MOST_WAIT)
    found = read(HARM[harm](once), tmp_path)
    assert all(one.integrity is not Integrity.INTACT for one in found.e_signatures)
    assert found.e_signatures or {one.code for one in found.problems} <= {"signature-unchecked"}


def test_a_process_that_does_not_end_is_given_up(once: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "PATIENCE", 0.05)
    found = read(once, tmp_path)
    assert found.e_signatures == ()
    assert [one.code for one in found.problems] == ["signature-unchecked"]


def told(content: bytes, folder: Path, *pages: tuple[int, ...]) -> tuple[Reading, ...]:
    """Readings of these pages with the signatures of the file."""
    return with_signatures([Reading(one, "", Header(), is_dispatch=False) for one in pages], read(content, folder))


def test_each_signature_belongs_to_the_dispatch_of_its_page(twice: bytes, tmp_path: Path) -> None:
    first, second = told(twice, tmp_path, (1, 2), (3,))
    assert [one.signer for one in first.e_signatures] == [LEADER]
    assert [one.signer for one in second.e_signatures] == [OFFICE]
    assert first.problems == second.problems == ()


@pytest.mark.parametrize(
    ("change", "code", "remedy"),
    [
        (byte_changed, "signature-broken", "hãy xin lại bản gốc từ nơi gửi"),
        (lambda content: with_contents(content, GARBAGE), "signature-unchecked", "hãy mở tệp bằng phần mềm ký số"),
    ],
    ids=["broken", "unchecked"],
)
def test_what_is_not_intact_is_a_problem(once: bytes, tmp_path: Path, change: Change, code: str, remedy: str) -> None:
    (own,) = told(change(once), tmp_path, (1, 2, 3))
    (problem,) = own.problems
    assert (problem.code, problem.page, problem.field) == (code, 1, "e_signatures")
    assert remedy in problem.message
