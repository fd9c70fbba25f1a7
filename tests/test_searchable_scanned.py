"""The searchable copy of real scans: what was drawn is found where it was drawn, turned pages too, by the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner

from cli import main
from corpora.render import render
from office import office, withdraw_secret
from pipeline.image import frame
from pipeline.lie import back_from
from publish.searchable_order import sheets_of
from records import Word
from registry.models import ScanRow
from settings import Settings
from tests.drawn_pages import LETTER, TypedPdf
from tests.searched import carried, drawn, is_over, is_same_picture, words_shown

pytestmark = [pytest.mark.ocr, pytest.mark.django_db]
CASES = Path(__file__).parent.parent / "corpora" / "cases"
#: Of the words in the body; all but one or two when this was written.
FOUND = 0.95
#: Of our words: those whose boxes lie over others run into them.
LOST = 0.01


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """An office of its own, for the command too."""
    for name in ("inbox", "archive", "failed", "duplicates", "pictures", "outputs"):
        monkeypatch.setenv(f"VANTHU_{name.upper()}", str(tmp_path / name))
    monkeypatch.setattr("registry.start.start", lambda _: None)  # the tables of the test are there
    return Settings(workers=2)


def kept(path: Path, house: Settings) -> ScanRow:
    """The scan once it is read and lies in the archive."""
    with office(house) as desk:
        placed = desk.settings.inbox / path.name
        placed.write_bytes(path.read_bytes())
        desk.handle(placed)
    return ScanRow.objects.get()


def told(sha256: str, target: Path) -> str:
    """What the command says."""
    return CliRunner().invoke(main, ["searchable", sha256, str(target)]).output


def body_words(path: Path) -> list[list[Word]]:
    """For every page the words of the body, where they were drawn in the file."""
    pages = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["pages"]
    return [list(_words(page)) for page in pages]


def _words(page: dict[str, Any]) -> list[Word]:
    size = (page["width"], page["height"])
    lie = back_from(*(size if page["turn"] % 180 == 0 else size[::-1]), page["turn"], 0.0)
    body = (one for one in page["words"] if one["zone"] == "body")
    return [Word(one["text"], carried(lie, one["box"]), 1.0) for one in body]


def share_found(copy: Path, scan: Path) -> float:
    """Of the drawn words of the body those found letter by letter at their place."""
    found = [
        any(one.text == word.text and is_over(one.box, word.box) for one in seen)
        for seen, wanted in zip(words_shown(copy), body_words(scan), strict=True)
        for word in wanted
    ]
    assert len(found) > 50
    return sum(found) / len(found)


def test_a_turned_scan_of_two_dispatches_is_searched_where_the_eye_sees_its_words(
    house: Settings, tmp_path: Path
) -> None:
    path, copy = render(CASES / "sample-party.txt", "office", tmp_path / "drawn"), tmp_path / "copy.pdf"
    scan, before = kept(path, house), path.read_bytes()
    assert scan.turns == [90, None, 90]
    assert "copy.pdf: " in told(scan.sha256[:12], copy)
    assert share_found(copy, path) >= FOUND
    assert words_shown(copy)[1] == []
    for number, page in enumerate(drawn(copy, 200 / 72), 1):
        assert abs(page.mean() - frame(path, number, Settings()).pixels.mean()) < 1.0
    with pikepdf.open(copy) as pdf, pdf.open_metadata() as meta:
        assert "318-CV/HU" in meta["dc:title"]
        assert "; " in meta["dc:title"]
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20210309")
        assert meta.pdfa_status == "2B"
    assert Path(scan.archived or "").read_bytes() == before


def test_a_scanned_pdf_keeps_its_pages_pixel_for_pixel(house: Settings, tmp_path: Path) -> None:
    path, copy = render(CASES / "sample-state.txt", "bad", tmp_path / "drawn"), tmp_path / "copy.pdf"
    scan = kept(path, house)
    assert "copy.pdf: " in told(scan.sha256[:12], copy)
    assert is_same_picture(path, copy, 200 / 72)
    for sheet, page in zip(sheets_of(scan), words_shown(copy), strict=True):
        ours = Counter(text for word in sheet.words for text in word.text.split())
        lost = ours - Counter(word.text for word in page)
        assert lost.total() <= LOST * ours.total(), lost
    refused = told(scan.sha256[:12], Path(scan.archived or ""))
    assert "là bản gốc trong kho lưu nên không ghi đè được" in refused
    assert Path(scan.archived or "").read_bytes() == path.read_bytes()
    assert "Không có bản quét có SHA-256" in told("ffff", copy)


@pytest.mark.django_db(transaction=True)
def test_an_office_that_wants_them_all_has_a_copy_of_every_scan_it_reads(house: Settings, tmp_path: Path) -> None:
    wanting = house.model_copy(update={"searchable": True})
    path = render(CASES / "sample-state.txt", "bad", tmp_path / "drawn")
    scan = kept(path, wanting)
    copy = wanting.outputs / "searchable" / f"{scan.sha256[:12]}.pdf"
    first = Counter(word.text for page in words_shown(copy) for word in page)
    assert first.total() > 50
    assert Path(scan.archived or "").read_bytes() == path.read_bytes()

    copy.unlink()
    with office(wanting) as desk:
        assert desk.read_again(None).done == 1
    assert Counter(word.text for page in words_shown(copy) for word in page) == first
    assert [one.name for one in copy.parent.iterdir()] == [copy.name]
    withdraw_secret(wanting, scan.sha256)
    assert not copy.exists()


@pytest.mark.django_db(transaction=True)
def test_no_copy_is_made_of_what_is_searched_as_it_is_or_where_none_is_wanted(house: Settings, tmp_path: Path) -> None:
    typed = TypedPdf().page([(85, 90 + 18 * row, line) for row, line in enumerate(LETTER)]).save(tmp_path / "typed.pdf")
    assert kept(typed, house.model_copy(update={"searchable": True})).turns == [None]
    assert not (house.outputs / "searchable").exists()


def test_the_command_starts_by_itself(tmp_path: Path) -> None:
    asked = [sys.executable, "-c", "from cli import main; main()", "searchable", "ffff", str(tmp_path / "copy.pdf")]
    register = os.environ | {"VANTHU_DATABASE_URL": f"sqlite:///{tmp_path / 'v.sqlite3'}"}
    del register["DJANGO_SETTINGS_MODULE"]
    done = subprocess.run(asked, env=register, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: Không có bản quét có SHA-256 bắt đầu bằng “ffff”")
