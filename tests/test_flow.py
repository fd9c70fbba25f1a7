"""The Prefect flow on real files: one outcome a file, the register written, the table kept, duplicates found."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpora.render import render
from records import Duplicate, Refused, ScanReading

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
def test_the_sweeps_table_is_kept_for_prefects_pages(prefect_server: None, inbox: Path) -> None:
    from prefect.artifacts import Artifact

    from flows import COLUMNS, sweep_inbox

    (inbox / "hong.png").write_bytes(b"no picture")
    sweep_inbox()
    kept: Any = Artifact.get("quet-hop-den")
    (row,) = json.loads(kept.data)
    assert set(row) == set(COLUMNS)
    assert row["Tệp"] == "hong.png"
