"""Files read in one run: what one leaves open of a document another tells, and nothing where two could be meant."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import main
from pipeline.together import together
from records import Citation, Outcome, Paper, Refused, Scan, ScanReading
from tests.papers_of_graph import cite, cv411, header, paper, qd784

UNDATED = "Quy định 784-QĐ/TU"


def outcome(one: Paper) -> ScanReading:
    scan = Scan(one.sha256, Path(one.file), one.file, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "text/plain", 1)
    return ScanReading(scan, 1, (one.reading,))


def citations(*read: Outcome) -> list[Citation]:
    found = together(read)
    return [one for each in found if isinstance(each, ScanReading) for r in each.readings for one in r.citations]


def citing(place: str, mention: str = UNDATED, on: str = "2022-08-01", **told: Any) -> Paper:
    head = header(f"{len(place)}-TB/TU", "thông báo", on, f"Tỉnh ủy {place}", place)
    said = {"symbol": "784-QĐ/TU", "kind": "quy định", "jurisdiction": place} | told
    return paper(head, f"Thực hiện {mention} về sinh hoạt.", cite(mention, **said))


def dating(place: str, date: str) -> Paper:
    day = dt.date.fromisoformat(date)
    mention = f"Quy định số 784-QĐ/TU, ngày {day.day}/{day.month}/{day.year}"
    return replace(citing(place, mention, "2022-09-01", date=date), file=f"{place} {date}.txt")


def test_a_day_that_another_file_tells() -> None:
    told = dating("Trà Vinh", "2016-05-10")
    one, other = citations(outcome(citing("Trà Vinh")), outcome(told))
    assert (one.date, one.symbol, one.told_by) == ("2016-05-10", "784-QĐ/TU", told.file)
    assert one.confidence < other.confidence
    assert other == told.reading.citations[0]


def test_the_paper_itself_tells_its_day_and_its_symbol() -> None:
    short = [one for one in citations(outcome(cv411()), outcome(qd784())) if one.text == "Quy định 784"]
    assert [(one.symbol, one.date, one.told_by) for one in short] == [("784-QĐ/TU", "2016-05-10", qd784().file)]


@pytest.mark.parametrize(
    "others",
    [
        pytest.param([dating("Lai Châu", "2016-05-10")], id="another province"),
        pytest.param([dating("Trà Vinh", "2016-05-10"), dating("Trà Vinh", "2021-05-10")], id="two terms"),
        pytest.param([dating("Trà Vinh", "2016-05-10"), dating("Trà Vinh", "2016-05-11")], id="two days"),
        pytest.param([dating("Trà Vinh", "2022-08-15")], id="issued later"),
        pytest.param([citing("Trà Vinh", f"{UNDATED} ấy")], id="nobody tells"),
        pytest.param([], id="alone"),
    ],
)
def test_what_can_be_two_stays_open(others: list[Paper]) -> None:
    undated = citing("Trà Vinh")
    assert citations(outcome(undated), *map(outcome, others))[0] == undated.reading.citations[0]


def test_what_could_not_be_read_stays_as_it_was() -> None:
    broken = Refused("x.pdf", "damaged", "Tệp hỏng.", "Quét lại.")
    assert together([broken]) == (broken,)
    assert together([]) == ()


def test_the_command_reads_files_together(tmp_path: Path) -> None:
    """The same words in two files of one province; alone, the first one's mention has no day."""
    head = "TỈNH ỦY TRÀ VINH\n*\nSố {}-TB/TU\n\nTrà Vinh, ngày 02 tháng 8 năm 2022\n\nTHÔNG BÁO\nvề sinh hoạt\n\n"
    for number, words in ((41, UNDATED), (42, "Quy định số 784-QĐ/TU, ngày 10/5/2016 của Tỉnh ủy")):
        text = f"{head.format(number)}Các chi bộ thực hiện {words}.\n\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nNguyễn Văn A\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    files = [str(tmp_path / "41.txt"), str(tmp_path / "42.txt")]
    dates = []
    for form in ([], ["--together"]):
        result = CliRunner().invoke(main, ["read", "--json", *form, *files], catch_exceptions=False)
        ((first, *_), _) = ([*json.loads(line)["dispatches"][0]["citations"]] for line in result.output.splitlines())
        dates.append((first["date"], first["told_by"]))
    assert dates == [(None, None), ("2016-05-10", "42.txt")]
