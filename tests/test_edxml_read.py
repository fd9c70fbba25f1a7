"""Envelopes as originals: read, drawn, copied and archived like any other file, the envelope byte for byte."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import SecretMark
from pipeline.intake import take_in
from pipeline.look_again import page_seen
from pipeline.pages import PagePool
from pipeline.process import process
from pipeline.read import read_scan
from pipeline.reading import now, reader
from records import SURE, Business, Integrity, Reading, Refused, Scan, ScanReading
from settings import Settings
from tests.drawn_pages import letter
from tests.enveloped import BODY, FOOT, HEAD, ISSUER, decision, enveloped
from tests.signed_pdfs import LEADER, OFFICE, signed, signer
from tests.test_intake_process import Memory

ROOM = Path(__file__).parents[1]


@pytest.fixture
def house(tmp_path: Path) -> Settings:
    """An office whose folders lie in one of this test."""
    names = ("inbox", "archive", "failed", "duplicates", "pictures", "outputs")
    found = Settings(**{name: tmp_path / "data" / name for name in names})  # type: ignore[arg-type]
    found.inbox.mkdir(parents=True)
    return found


@pytest.fixture
def own_temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for what lies there for a moment."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def scan_of(path: Path) -> Scan:
    scan = take_in(path, now)
    assert isinstance(scan, Scan)
    return scan


def read(path: Path) -> ScanReading:
    with PagePool(1) as pool:
        return reader(Settings(), pool)(scan_of(path))


def only(path: Path) -> Reading:
    (one,) = read(path).readings
    return one


def test_an_envelope_reads_as_its_file_does(tmp_path: Path, own_temp: Path) -> None:
    paper = decision(tmp_path / "a.pdf")
    bare, inside = only(paper), only(enveloped(paper, tmp_path / "b.edxml"))
    for one in ("symbol", "issued_on", "issuer", "kind", "subject"):
        assert getattr(inside.header, one).value == getattr(bare.header, one).value
        assert getattr(inside.header, one).confidence >= SURE
        assert getattr(inside.header, one).page == 1
    assert inside.header.signer and inside.header.signer.name and bare.header.signer and bare.header.signer.name
    assert inside.header.signer.name == replace(bare.header.signer.name, rule="signer.name.edxml")
    assert inside.header.issuer and inside.header.issuer.value == ISSUER
    assert (inside.text, inside.obligations, inside.problems) == (bare.text, bare.obligations, bare.problems)
    assert list(own_temp.iterdir()) == []


def test_what_the_page_does_not_tell_the_envelope_does(tmp_path: Path) -> None:
    head = tuple((x, y, "Số:      /QĐ-UBND" if "38" in text else text) for x, y, text in HEAD)
    paper = decision(tmp_path / "a.pdf", head=head)
    assert only(paper).header.symbol is None
    inside = only(enveloped(paper, tmp_path / "b.edxml"))
    assert inside.header.symbol and (inside.header.symbol.value, inside.header.symbol.rule) == (
        "38/QĐ-UBND",
        "symbol.edxml",
    )
    assert inside.header.symbol.confidence >= SURE


def test_a_replacing_dispatch_is_told_to_the_clerk(tmp_path: Path) -> None:
    paper = decision(tmp_path / "a.pdf")
    told = {"business": Business.REPLACE, "concerns": ("H46,2023/04/01,37/QĐ-UBND",), "reason": "sai tên"}
    inside = only(enveloped(paper, tmp_path / "b.edxml", **told))
    assert [one.code for one in inside.problems] == ["edxml-replace"]
    assert "H46,2023/04/01,37/QĐ-UBND (lý do: sai tên)" in inside.problems[0].message


def test_pages_are_drawn_from_the_file_in_the_envelope(tmp_path: Path) -> None:
    paper = decision(tmp_path / "a.pdf")
    envelope = enveloped(paper, tmp_path / "b.edxml")
    seen = [page_seen(scan_of(path), 1, None, 300, Settings()) for path in (paper, envelope)]
    assert np.array_equal(seen[0].pixels, seen[1].pixels)
    assert seen[0].dpi == seen[1].dpi


def test_a_picture_may_be_enclosed(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    letter(60, 1).save(picture, dpi=(60, 60))
    envelope = enveloped(picture, tmp_path / "b.edxml")
    seen = [page_seen(scan_of(path), 1, None, 300, Settings()) for path in (picture, envelope)]
    assert np.array_equal(seen[0].pixels, seen[1].pixels)


def test_the_searchable_copy_is_that_of_the_file(tmp_path: Path) -> None:
    paper = decision(tmp_path / "a.pdf")
    envelope = enveloped(paper, tmp_path / "b.edxml")
    about = {"title": "Quyết định", "author": None, "subject": None, "day": None}
    copies = []
    for path in (paper, envelope):
        scan, target = scan_of(path), tmp_path / f"{path.name}.copy.pdf"
        pages = [{"turn": None, "words": [["Xin", 90, 500, 110, 512]]}]
        order: dict[str, object] = {
            "path": str(path),
            "sha256": scan.sha256,
            "media_type": scan.media_type,
            "pages": pages,
        }
        order |= {"about": about, "target": str(target)}
        subprocess.run([sys.executable, "-m", "copying"], input=json.dumps(order), text=True, cwd=ROOM, check=True)
        copies.append(target.stat().st_size)
    assert abs(copies[0] - copies[1]) < 200


def test_signatures_of_the_file_are_checked(tmp_path: Path) -> None:
    paper = decision(tmp_path / "a.pdf")
    paper.write_bytes(signed(paper.read_bytes(), signer(LEADER, OFFICE)))
    with PagePool(1) as pool:
        found = read_scan(scan_of(enveloped(paper, tmp_path / "b.edxml")), Settings(), pool)
    assert [(one.signer, one.integrity) for one in found.e_signatures] == [(LEADER, Integrity.INTACT)]
    assert found.scan.path.name == "b.edxml"


def test_the_envelope_is_archived_byte_for_byte(tmp_path: Path, house: Settings) -> None:
    path = enveloped(decision(tmp_path / "a.pdf"), house.inbox / "van ban.xml")
    before, register = path.read_bytes(), Memory()
    with PagePool(1) as pool:
        read_it = reader(house, pool)
        done = process(path, house, register, read_it, now)
    assert isinstance(done, ScanReading)
    place = register.places[done.scan.sha256]
    assert place.read_bytes() == before
    assert place.name.endswith("-van ban.xml")
    assert list(house.inbox.iterdir()) == []


def secret(path: Path) -> Path:
    return decision(path, (110, 122, "MẬT"))


def test_a_secret_paper_in_an_envelope_leaves_nothing(tmp_path: Path, house: Settings, own_temp: Path) -> None:
    path = enveloped(secret(tmp_path / "a.pdf"), house.inbox / "a.edxml")
    with PagePool(1) as pool:
        with pytest.raises(SecretMark):
            reader(house, pool)(scan_of(path))
        register = Memory()
        done = process(path, house, register, reader(house, pool), now)
    assert isinstance(done, Refused)
    assert done.code == "secret"
    assert register.names == {}
    (note,) = house.failed.glob("*.txt")
    assert "a.edxml" not in note.read_text(encoding="utf-8")
    assert list(own_temp.rglob("*")) == []


def test_a_hostile_envelope_goes_to_the_failed_with_its_sentence(tmp_path: Path, house: Settings) -> None:
    path = enveloped(decision(tmp_path / "a.pdf"), house.inbox / "a.edxml")
    path.write_bytes(path.read_bytes()[:-40])
    with PagePool(1) as pool:
        done = process(path, house, Memory(), reader(house, pool), now)
    assert isinstance(done, Refused)
    assert done.code == "edxml_broken"
    assert "Gói edXML bị hỏng" in (house.failed / "a.edxml.txt").read_text(encoding="utf-8")


def test_the_second_dispatch_of_the_file_is_none_of_the_envelopes(tmp_path: Path) -> None:
    from tests.drawn_pages import TypedPdf

    other = tuple((x, y, text.replace("38", "41").replace("05", "06")) for x, y, text in HEAD)
    paper = TypedPdf().page((*HEAD, *BODY, *FOOT)).page((*other, *BODY, *FOOT)).save(tmp_path / "a.pdf")
    first, second = read(enveloped(paper, tmp_path / "b.edxml")).readings
    assert first.header.symbol and first.header.symbol.value == "38/QĐ-UBND"
    assert second.header.symbol and second.header.symbol.value == "41/QĐ-UBND"
    assert {one.code for one in second.problems} == set()
