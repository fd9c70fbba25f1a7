"""Numbers and dates that later papers confirm or contradict: evidence is added, what is sure or corrected stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from extractors.ladder import CONFIRMED
from graphing import bring_up_to_date
from pipeline.understand import understand
from records import SURE, Found, Grade, Reading, Rung, Scan, ScanReading
from registry.amend import Amendment
from registry.findings import FieldKey
from registry.kept import KeptScan
from registry.queries import kept_scans
from registry.save import DjangoRegister
from settings import Settings
from tests.papers_of_graph import cite, found, header
from tests.papers_of_graph import reading as said
from tests.test_ladder import paper
from tests.test_resolve import AT

pytestmark = pytest.mark.django_db
DECISION, CITER = "a" * 64, "b" * 64
DAY = "2026-04-23"


def keep(sha256: str, reading: Reading, grade: Grade = Grade.GOOD) -> None:
    scan = Scan(sha256, Path("x.pdf"), "x.pdf", dt.datetime(2026, 5, 1, tzinfo=dt.UTC), "application/pdf", 1)
    DjangoRegister().save(ScanReading(scan, 1, (reading,), (), (grade,)))


def brought() -> KeptScan:
    """The decision as the register has it once the graph is brought up to date."""
    bring_up_to_date(Settings(database_url=django_settings.VANTHU_DATABASE_URL))
    return next(one for one in kept_scans() if one.reading.scan.sha256 == DECISION)


def citing(symbol: str = "729/QĐ-TTg", date: str | None = DAY) -> Reading:
    text = f"Thực hiện Quyết định số {symbol} của Thủ tướng Chính phủ."
    mention = cite(f"Quyết định số {symbol}", symbol=symbol, date=date, kind="quyết định", jurisdiction="Trung ương")
    head = header("5/KH-UBND", "kế hoạch", "2026-05-05", "Ủy ban nhân dân tỉnh Trà Vinh", "Trà Vinh")
    return said(head, text, mention)


def told(kept: KeptScan, field: str) -> tuple[str, float]:
    value: Found = getattr(kept.reading.readings[0].header, field)
    return (value.value, value.confidence)


def codes(kept: KeptScan) -> set[str]:
    return {one.code for one in kept.reading.readings[0].problems if one.field in ("symbol", "issued_on")}


def test_a_number_that_a_later_paper_names_is_settled() -> None:
    keep(DECISION, understand(paper()))
    before = brought()
    assert told(before, "symbol")[1] < SURE
    assert "disputed-symbol" in codes(before)
    keep(CITER, citing())
    after = brought()
    assert told(after, "symbol") == ("729/QĐ-TTg", CONFIRMED)
    assert codes(after) == set()
    assert Rung.CITED in {one.rung for one in after.reading.readings[0].evidence if one.field == "symbol"}
    assert brought() == after


def test_a_later_paper_turns_to_the_other_reading_with_doubt() -> None:
    keep(DECISION, understand(paper()))
    keep(CITER, citing("72/QĐ-TTg"))
    after = brought()
    assert told(after, "symbol")[0] == "72/QĐ-TTg"
    assert told(after, "symbol")[1] < SURE
    (doubt,) = [one for one in after.reading.readings[0].problems if one.code == "disputed-symbol"]
    assert "văn bản khác ghi '72/QĐ-TTg'" in doubt.message


@pytest.mark.parametrize(
    "citer",
    [
        pytest.param(citing(date="2026-04-24"), id="another day"),
        pytest.param(citing(date=None), id="no day"),
        pytest.param(citing("731/QĐ-TTg"), id="another number"),
    ],
)
def test_what_may_be_another_paper_changes_nothing(citer: Reading) -> None:
    keep(DECISION, understand(paper()))
    before = brought()
    keep(CITER, citer)
    assert brought() == before


def test_what_a_pen_wrote_stays_a_proposal_with_its_evidence() -> None:
    keep(DECISION, understand(paper(by_hand=True)))
    keep(CITER, citing())
    after = brought()
    assert told(after, "symbol")[1] < SURE
    assert Rung.CITED in {one.rung for one in after.reading.readings[0].evidence}


def test_what_stands_on_a_poor_page_stays_a_proposal() -> None:
    keep(DECISION, understand(paper()), Grade.POOR)
    keep(CITER, citing())
    assert told(brought(), "symbol")[1] < SURE


def test_what_a_clerk_corrected_stays() -> None:
    keep(DECISION, understand(paper()))
    DjangoRegister().correct(DECISION, Amendment(0, FieldKey("symbol"), "72/QĐ-TTg", "Chị Lan", AT))
    keep(CITER, citing())
    assert told(brought(), "symbol") == ("72/QĐ-TTg", 1.0)


def weak_date(value: str = DAY, sure: float = 0.7) -> Reading:
    """A decision whose number is sure and whose date one reader saw."""
    one = understand(paper(number="72"))
    assert one.header.symbol
    dated = replace(found(value, sure), rule="issued_on.print", page=1)
    return replace(one, header=replace(one.header, issued_on=dated, symbol=replace(one.header.symbol, confidence=0.97)))


def test_a_date_that_a_later_paper_tells_is_settled() -> None:
    keep(DECISION, weak_date())
    keep(CITER, citing("72/QĐ-TTg"))
    assert told(brought(), "issued_on") == (DAY, CONFIRMED)


def test_a_date_that_a_later_paper_contradicts_is_doubted_more_sharply() -> None:
    keep(DECISION, weak_date())
    keep(CITER, citing("72/QĐ-TTg", "2026-04-28"))
    after = brought()
    assert told(after, "issued_on") == (DAY, 0.7)
    (doubt,) = [one for one in after.reading.readings[0].problems if one.code == "disputed-issued-on"]
    assert "văn bản khác ghi '2026-04-28'" in doubt.message


def test_the_number_of_another_year_is_another_document() -> None:
    keep(DECISION, weak_date())
    before = brought()
    keep(CITER, citing("72/QĐ-TTg", "2025-04-23"))
    assert brought() == before


def test_what_is_sure_stays_whatever_others_say() -> None:
    keep(DECISION, weak_date(sure=SURE))
    before = brought()
    keep(CITER, citing("72/QĐ-TTg", "2026-04-28"))
    assert brought() == before
