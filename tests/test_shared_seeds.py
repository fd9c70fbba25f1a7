"""The real dispatches beside the project, as OCR text: all found, every main field right."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.corpus import golds, scans
from pipeline.stages import reading_of
from pipeline.verdicts import Verdict, verdicts
from records import HEADER_FIELDS, ReadScan, Scan, ScanReading
from tests.papers import typed

pytestmark = pytest.mark.shared


def read(path: Path) -> ScanReading:
    scan = Scan("0" * 64, path, path.name, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "text/plain", 1)
    return reading_of(ReadScan(scan, (typed(path.read_text(encoding="utf-8")),)))


@pytest.fixture(scope="module")
def judged(shared: Path) -> list[Verdict]:
    wanted = golds(shared / "seeds")
    files = scans(shared / "seeds", wanted)
    assert set(files) == set(wanted)
    return [one for name, gold in wanted.items() for one in verdicts(name, gold, read(files[name]), scanned=False)]


def test_all_six_are_found_and_no_more(judged: list[Verdict]) -> None:
    own = [one for one in judged if one.field == "dispatches"]
    assert [one.right for one in own] == [True] * 6


@pytest.mark.parametrize("field", HEADER_FIELDS)
def test_a_main_field_is_right_in_all(judged: list[Verdict], field: str) -> None:
    own = [one for one in judged if one.field == field]
    assert len(own) == 6
    assert [(one.case, one.got, one.want) for one in own if not one.right] == []


@pytest.mark.parametrize("part", ["addressees", "recipients", "signer", "arrival", "attachments"])
def test_so_is_every_other_part(judged: list[Verdict], part: str) -> None:
    own = [one for one in judged if one.field.partition(".")[0] == part]
    assert [(one.case, one.field, one.got, one.want) for one in own if not one.right] == []
