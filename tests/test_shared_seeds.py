"""The real dispatches beside the project, as OCR text: all found, every main field right."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.corpus import golds, scans
from pipeline.evaluate import scores
from pipeline.stages import reading_of
from pipeline.together import together
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


@pytest.mark.parametrize(("field", "bar"), [("citations", 0.98), ("relations", 0.92), ("edges", 1.0)])
def test_the_documents_they_name(judged: list[Verdict], field: str, bar: float) -> None:
    (score,) = scores([one for one in judged if one.field == field])
    assert score.want >= 5
    assert score.f1 >= bar


@pytest.mark.parametrize(("field", "bar"), [("obligations", 0.9), ("actors", 0.9), ("due", 0.95), ("recurrence", 0.9)])
def test_what_they_order(judged: list[Verdict], field: str, bar: float) -> None:
    (score,) = scores([one for one in judged if one.field == field])
    assert score.want >= 10
    assert score.f1 >= bar


def test_a_review_orders_nothing(shared: Path) -> None:
    (paper,) = read(scans(shared / "seeds", ["001_0af4f9b4e6b8a21f"])["001_0af4f9b4e6b8a21f"]).readings
    assert {one.clause.split(".")[0] for one in paper.obligations} == {"III", "IV"}


def test_read_together_they_tell_each_other_dates(shared: Path) -> None:
    """Two provincial papers are cited without a date, which one other seed alone tells."""
    wanted = golds(shared / "seeds")
    files = scans(shared / "seeds", wanted)
    found = together([read(files[name]) for name in wanted])
    pairs = [(name, one) for name, one in zip(wanted, found, strict=True) if isinstance(one, ScanReading)]
    seen = [each for name, one in pairs for each in verdicts(name, wanted[name], one, scanned=False)]
    (score,) = scores([one for one in seen if one.field == "documents"])
    assert (score.want, score.f1) == (34, 1.0)
    taken = {(one.symbol, one.date, one.told_by) for _, each in pairs for r in each.readings for one in r.citations}
    by = files["000_4f622c5882cb761e"].name
    assert {one for one in taken if one[2]} == {
        ("784-QĐ/TU", "2016-05-10", by),
        ("13-HD/BTCTU", "2018-08-12", by),
    }


def test_the_misprinted_conclusion_is_told(shared: Path) -> None:
    (paper,) = read(scans(shared / "seeds", ["002_4e15742f439a7953"])["002_4e15742f439a7953"]).readings
    (wrong,) = [one for one in paper.citations if one.misprint]
    assert (wrong.symbol, wrong.date) == ("18-KL/TW", "2017-09-22")
    assert "18-KH/TW" in wrong.text
    assert "misprinted-citation" in {one.code for one in paper.problems}


def test_the_plan_of_a_festival_names_its_documents(shared: Path) -> None:
    gold = golds(shared / "real")["hanoi_kh_173_festival"]
    own = read(shared / "real" / "text" / "hanoi_kh_173_festival.txt")
    found = {one.field: one for one in scores(verdicts("hanoi", gold, own, scanned=False))}
    assert found["citations"].f1 >= 0.97
    assert found["relations"].f1 >= 0.9
    assert found["edges"].f1 == 1.0


@pytest.mark.parametrize("part", ["addressees", "recipients", "signer", "arrival", "attachments"])
def test_so_is_every_other_part(judged: list[Verdict], part: str) -> None:
    own = [one for one in judged if one.field.partition(".")[0] == part]
    assert [(one.case, one.field, one.got, one.want) for one in own if not one.right] == []
