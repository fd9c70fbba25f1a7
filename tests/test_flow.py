"""The Prefect flow on real files: one outcome a file, the register written, the table kept, duplicates found."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from corpora.render import render
from records import Duplicate, Refused, ScanReading
from settings import Settings
from tests.duties import DIRECTORY, FIRST, handed_down, order, saved, with_orders
from tests.killed_office import typed_letter
from tests.reading_machines import reading_machines

pytestmark = [pytest.mark.flow, pytest.mark.ocr]
CASES = Path(__file__).parent.parent / "corpora" / "cases"
CASE = CASES / "state-gm-hac-thanh.txt"


@pytest.fixture(scope="module")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A Prefect database and server of its own for this module."""
    os.environ["VANTHU_PREFECT_HOME"] = str(tmp_path_factory.mktemp("prefect"))
    from prefect.testing.utilities import prefect_test_harness

    import flows  # noqa: F401  # sets Prefect's environment before Prefect is imported

    with prefect_test_harness(server_startup_timeout=120):
        yield
    os.environ.pop("VANTHU_PREFECT_HOME")


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("inbox", "archive", "failed", "duplicates", "outputs"):
        monkeypatch.setenv(f"VANTHU_{name.upper()}", str(tmp_path / name))
    monkeypatch.setenv("VANTHU_STABLE_SECONDS", "0.1")
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


@pytest.mark.django_db(transaction=True)
def test_a_sweep_reads_keeps_and_publishes(prefect_server: None, inbox: Path, tmp_path: Path) -> None:
    from flows import sweep_inbox

    scan = render(CASE, "office", tmp_path / "drawn")
    original = scan.read_bytes()
    (inbox / "b-giay-moi.pdf").write_bytes(original)
    (inbox / "a-hong.pdf").write_bytes(b"%PDF-1.4 nothing follows")
    outcomes = dict(sweep_inbox())

    reading = outcomes["b-giay-moi.pdf"]
    assert isinstance(reading, ScanReading)
    symbol = reading.readings[0].header.symbol
    assert symbol is not None
    assert symbol.value == "18/GM-UBND"
    assert isinstance(outcomes["a-hong.pdf"], Refused)
    assert (tmp_path / "failed" / "a-hong.pdf.txt").read_text(encoding="utf-8").strip()
    (archived,) = (tmp_path / "archive").glob("*/*/*b-giay-moi.pdf")
    assert archived.read_bytes() == original
    assert list(inbox.iterdir()) == []
    with (tmp_path / "outputs" / "register.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["Số, ký hiệu văn bản"] for row in csv.DictReader(file)] == ["18/GM-UBND"]

    (inbox / "again.pdf").write_bytes(original)
    again = dict(sweep_inbox())["again.pdf"]
    assert isinstance(again, Duplicate)
    assert again.of == "b-giay-moi.pdf"


@pytest.mark.django_db(transaction=True)
def test_a_sweep_has_its_files_read_by_other_machines(
    prefect_server: None, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import reread, sweep_inbox

    letters = [typed_letter(tmp_path, number) for number in range(3)]
    for name, content in {"a.pdf": letters[0], "b.pdf": letters[1], "c.pdf": letters[2], "d.pdf": letters[0]}.items():
        (inbox / name).write_bytes(content)
    (inbox / "hong.pdf").write_bytes(b"%PDF-1.4 nothing follows")
    monkeypatch.setattr("pipeline.reading.read_scan", None)  # nobody reads here
    with reading_machines(tmp_path / "machines") as there:
        monkeypatch.setenv("VANTHU_DASK", there.address)
        outcomes = dict(sweep_inbox())
        again = reread()
    kinds = Counter(type(one) for one in outcomes.values())
    assert kinds == {ScanReading: 3, Duplicate: 1, Refused: 1}
    assert (again.done, list(inbox.iterdir())) == (3, [])
    assert len(list((tmp_path / "archive").glob("*/*/*.pdf"))) == 3
    assert len(list((tmp_path / "outputs" / "readings").iterdir())) == 3
    assert "hong" not in there.said()


@pytest.mark.django_db(transaction=True)
def test_the_sweeps_table_is_kept_for_prefects_pages(prefect_server: None, inbox: Path) -> None:
    from prefect.artifacts import Artifact

    from flows import COLUMNS, sweep_inbox

    (inbox / "hong.png").write_bytes(b"no picture")
    sweep_inbox()
    kept: Any = Artifact.get("quet-hop-den")
    (row,) = json.loads(kept.data)
    assert set(row) == set(COLUMNS)
    assert row["Số văn bản"] == 1
    assert "hong" not in str(kept.data)  # Prefect keeps its tables, and a paper may have to be withdrawn


@pytest.mark.django_db(transaction=True)
def test_reminders_go_out_by_their_flow(prefect_server: None, inbox: Path, tmp_path: Path) -> None:
    from flows import remind
    from registry.directory import Missing, take_over

    today = dt.datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    take_over(DIRECTORY.units, Missing.KEEP, today)
    saved(with_orders(handed_down(), order("Nộp báo cáo", FIRST, due=(today + dt.timedelta(days=2)).isoformat())))
    path = tmp_path / "outputs" / "tasks" / "reminders" / f"{today.isoformat()}-chi-bo-so-noi-vu.txt"
    assert remind() == [f"Đã ghi lời nhắc vào {path}."]
    assert "(còn 2 ngày): Nộp báo cáo" in path.read_text(encoding="utf-8")
    assert remind() == ["1 đơn vị đã được nhắc hôm nay, không nhắc lại."]


def test_both_flows_are_served_on_their_schedules(prefect_server: None, monkeypatch: pytest.MonkeyPatch) -> None:
    import flows

    served: list[Any] = []
    monkeypatch.setattr(flows, "serve_all", lambda *deployments, limit: served.extend(deployments))
    flows.serve(Settings(rescan_seconds=30, remind_at="06:45"))
    sweep, reminders = served
    assert (sweep.name, sweep.schedules[0].schedule.interval) == ("hop-den", dt.timedelta(seconds=30))
    daily = reminders.schedules[0].schedule
    assert (reminders.name, daily.cron, daily.timezone) == ("nhac-viec", "45 6 * * *", "Asia/Ho_Chi_Minh")
