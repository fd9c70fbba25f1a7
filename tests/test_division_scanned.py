"""A real scan of two dispatches that the reader takes for one: put right by a clerk, and right when read again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpora.render import render
from office import Office, office
from pipeline import read as reading
from pipeline.intake import sha256_of
from pipeline.redrawn import with_pictures
from pipeline.scanned import scanned_page
from records import Page, Say, ScanReading
from registry.amend import Amendment
from registry.division_keep import history, say, take_back
from registry.findings import FieldKey
from registry.models import DispatchRow, WordsRow
from registry.queries import archived_scans, readings
from registry.save import DjangoRegister
from settings import Settings
from tests.divided import AT, said
from tests.papers import value, values

pytestmark = [pytest.mark.ocr, pytest.mark.django_db]
CASE = Path(__file__).parent.parent / "corpora" / "cases" / "sample-party.txt"
MARK, MOTTO = "@mark ink=black at=right\nKHẨN\n", "**ĐẢNG CỘNG SẢN VIỆT NAM**\n---\n"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A scan whose second letterhead bears no motto, so that nothing shows where it begins, but a mark of urgency."""
    whole = CASE.read_text(encoding="utf-8")
    first, second = whole.replace(MARK, "").rsplit("@dispatch\n", 1)
    second = second.replace(MOTTO, "").replace("@stamp", f"{MARK}@stamp")
    path = tmp_path / "two.txt"
    path.write_text(f"{first}@dispatch\n{second}", encoding="utf-8")
    return render(path, "office", tmp_path / "drawn")


@pytest.fixture
def house(tmp_path: Path) -> Settings:
    folders = {name: tmp_path / name for name in ("inbox", "archive", "failed", "duplicates", "pictures", "outputs")}
    return Settings(**folders, workers=2)  # type: ignore[arg-type]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Page]]:
    """The pages that were read by OCR, in whatever order."""
    read: list[Page] = []

    def noted(*given: Any, **more: Any) -> Page:
        read.append(scanned_page(*given, **more))
        return read[-1]

    monkeypatch.setattr(reading, "scanned_page", noted)
    yield read


def numbers(read: list[Page]) -> list[int]:
    return sorted(page.number for page in read)


def pages() -> list[list[int]]:
    return [one.pages for one in DispatchRow.objects.order_by("position")]


def kept() -> ScanReading:
    return next(readings())


def test_two_dispatches_taken_for_one(scan: Path, house: Settings, looked_at: list[Page]) -> None:
    sha256, before = sha256_of(scan), scan.read_bytes()
    with office(house) as desk:
        placed = desk.settings.inbox / scan.name
        placed.write_bytes(before)
        desk.handle(placed)
        assert numbers(looked_at) == [1, 2, 3]
        cuts = tuple(cut for page in looked_at for cut in page.cuts)
        assert pages() == [[1, 3]]
        DjangoRegister().correct(sha256, Amendment(0, FieldKey("subject"), "triển khai tổng kết", "Chị Lan", AT))
        put_right(desk, sha256, looked_at)
        right = kept()
        desk.read_again(None)
        assert looked_at == []
        assert kept() == right
        assert cuts
        bare = replace(right.readings[0], cuts=tuple(replace(cut, png=b"") for cut in cuts))
        assert with_pictures(replace(right, readings=(bare,)), house).readings[0].cuts == cuts
        looked_at.clear()
        WordsRow.objects.update(engine="tesseract 4.0.0")
        desk.read_again([sha256], pages=True)
        assert numbers(looked_at) == [1, 2, 3]
        assert kept() == right
    (archived,) = archived_scans()
    assert archived.path.read_bytes() == before


def put_right(desk: Office, sha256: str, looked_at: list[Page]) -> None:
    """The clerk says where the second begins; only its head is looked at, and nothing when he says more."""
    looked_at.clear()
    (number,) = say(sha256, [said(Say.BEGINS, 3)])
    assert desk.divide(sha256)
    assert numbers(looked_at) == [3]
    assert pages() == [[1], [3]]
    first, second = kept().readings
    assert [value(one.header.symbol) for one in (first, second)] == ["318-CV/HU", "45-TB/TU"]
    assert value(first.header.subject) == "triển khai tổng kết"
    assert values(second.header.marks) == ["KHẨN"]
    looked_at.clear()
    take_back(sha256, number, "Chị Lan", AT)
    assert desk.divide(sha256)
    assert pages() == [[1, 3]]
    say(sha256, [said(Say.BEGINS, 3), said(Say.LEFT_OUT, 2)])
    assert desk.divide(sha256)
    assert pages() == [[1], [3]]
    assert looked_at == []
    assert [one.stands for one in history(sha256)] == [False, True, True]
