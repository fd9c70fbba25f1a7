"""A doubtful dispatch for the page of review, and a clerk before it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from records import Evidence, Found, Header, Reading, Rung
from registry.models import DispatchRow
from registry.save import DjangoRegister
from settings import Settings
from tests.desk import signed_in
from tests.sample_readings import full_cuts, scan_reading
from web.groups import Group


@pytest.fixture(autouse=True)
def house(tmp_path: Path, settings: pytest.FixtureRequest) -> Settings:
    folders = {name: tmp_path / name for name in ("inbox", "archive", "failed", "duplicates", "pictures", "outputs")}
    made = Settings(**folders)  # type: ignore[arg-type]
    settings.VANTHU = made  # type: ignore[attr-defined]
    return made


def weak(symbol: str = "17-CV/TU", sure: float = 0.6, **more: Any) -> Reading:
    """A dispatch with a doubtful number, which two ways of reading tell differently."""
    head = Header(
        symbol=Found(symbol, f"Số {symbol}", sure, "test", 1, (60.0, 100.0, 160.0, 114.0)),
        kind=Found("công văn", "", 0.95, "test"),
        issued_on=Found("2022-06-06", "", 0.97, "test", 1, (300.0, 100.0, 480.0, 114.0)),
        issuer=Found("Tỉnh ủy Bến Cát", "", 0.98, "test"),
    )
    told = (
        Evidence("symbol", Rung.PRINT, symbol, sure),
        Evidence("symbol", Rung.FILE_NAME, "12-CV/TU", 0.5, "Công văn 12.pdf"),
    )
    return Reading((1,), f"Số {symbol}", replace(head, **more), evidence=told, cuts=full_cuts()[:1])


def kept(number: int = 0, *of: Reading) -> DispatchRow:
    digest = f"{number:064x}"
    DjangoRegister().save(scan_reading(*(of or (weak(),)), sha256=digest))
    return DispatchRow.objects.filter(scan__sha256=digest).order_by("position")[0]


def clerk() -> Client:
    return signed_in("lan", Group.CLERK)
