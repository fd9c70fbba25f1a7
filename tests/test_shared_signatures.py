"""The electronic signatures of the real documents come out as their gold says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.embedded import with_embedded
from pipeline.pdf import Pdf
from pipeline.signatures import folded
from pipeline.stages import reading_of
from records import ESignature, Integrity, Page, ReadScan
from settings import Settings
from tests.papers import A4, SCAN

pytestmark = pytest.mark.shared

PORTAL = ("cv_3722_metro", "qd_729_ttg")
FESTIVAL = "hanoi_kh_173_festival"


def gold(shared: Path, name: str) -> Any:
    return yaml.safe_load((shared / "real" / "gold" / f"{name}.yaml").read_text(encoding="utf-8"))


def read(shared: Path, name: str, *pages: Page) -> ReadScan:
    return with_embedded(ReadScan(replace(SCAN, path=shared / "real" / f"{name}.pdf"), pages))


def captions(shared: Path, name: str) -> Page:
    """A page of nothing but what the signature's field prints."""
    with Pdf(shared / "real" / f"{name}.pdf", Settings()) as pdf:
        return Page(1, *A4, words=pdf.field_words(1), source="text")


def moment(told: str) -> dt.datetime:
    """A moment; the gold tells those of embedded signatures in UTC, without saying so."""
    time = dt.datetime.fromisoformat(told)
    return time if time.tzinfo else time.replace(tzinfo=dt.UTC)


def said(one: ESignature) -> tuple[str | None, str | None, dt.datetime]:
    assert one.time is not None
    return one.signer, one.organisation, moment(one.time)


def wanted(of: dict[str, str]) -> tuple[str, str, dt.datetime]:
    return of["signer"], of["organisation"], moment(of["time"])


def test_the_signatures_of_an_issued_file(shared: Path) -> None:
    scan = read(shared, FESTIVAL)
    found = folded(scan.e_signatures)
    assert [said(one) for one in found] == [wanted(one) for one in gold(shared, FESTIVAL)["embedded_signatures"]]
    assert [(one.page, one.integrity, one.count) for one in found] == [
        (11, Integrity.INTACT, 1),
        (11, Integrity.INTACT, 1),
        (11, Integrity.INTACT, 4),
    ]
    assert scan.problems == ()


@pytest.mark.parametrize("name", PORTAL)
def test_the_portals_signature_and_its_box_are_one(shared: Path, name: str) -> None:
    (reading,) = reading_of(read(shared, name, captions(shared, name))).readings
    (one,) = reading.e_signatures
    assert said(one) == wanted(gold(shared, name)["e_signature"])
    assert (one.page, one.source, one.integrity) == (1, "embedded", Integrity.INTACT)
    assert one.printed.startswith("Người ký: CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ")


@pytest.mark.parametrize("name", PORTAL)
def test_the_printed_box_alone_says_the_same(shared: Path, name: str) -> None:
    (reading,) = reading_of(ReadScan(SCAN, (captions(shared, name),))).readings
    (one,) = reading.e_signatures
    assert said(one) == wanted(gold(shared, name)["e_signature"])
    assert (one.page, one.source, one.integrity) == (1, "printed", None)
