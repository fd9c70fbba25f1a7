"""Real copies of signed papers, black and white: who signed is read under the seal, and nothing wrong is sure."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.evaluate import TRUSTED
from pipeline.pages import PagePool
from pipeline.reading import read_file, reader
from pipeline.verdicts import Verdict, verdicts
from records import Reading, ScanReading
from settings import Settings

pytestmark = [pytest.mark.shared, pytest.mark.ocr]

NAMES = ("cv_3722_metro", "qd_729_ttg")


@cache
def read(shared: Path, name: str) -> ScanReading:
    settings = Settings(workers=1)
    with PagePool(1) as pool:
        result = read_file(shared / "real" / f"{name}.pdf", reader(settings, pool))
    assert isinstance(result, ScanReading)
    return result


@cache
def gold(shared: Path, name: str) -> Any:
    return yaml.safe_load((shared / "real" / "gold" / f"{name}.yaml").read_text(encoding="utf-8"))


def judged(shared: Path, name: str) -> list[Verdict]:
    return verdicts(name, gold(shared, name), read(shared, name), scanned=True)


def reading(shared: Path, name: str) -> Reading:
    return read(shared, name).readings[0]


@pytest.mark.parametrize("name", NAMES)
def test_issuer_and_signer_are_right(shared: Path, name: str) -> None:
    fields = {"issuer", "signer.name", "signer.title", "signer.authority"}
    wrong = [(one.field, one.got) for one in judged(shared, name) if one.field in fields and not one.right]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_the_receiving_office_is_right(shared: Path, name: str) -> None:
    arrival = reading(shared, name).header.arrival
    assert arrival is not None and arrival.office is not None
    assert arrival.office.value == gold(shared, name)["dispatches"][0]["arrival"]["office"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_head_and_foot_that_is_sure_is_wrong(shared: Path, name: str) -> None:
    sure = [one for one in judged(shared, name) if one.got is not None and (one.confidence or 0.0) >= TRUSTED]
    assert len(sure) >= 5
    assert [(one.field, one.want, one.got) for one in sure if not one.right] == []
