"""Words are kept with what read them; understanding them anew, and what is no picture with print, costs no OCR."""

from __future__ import annotations

import ast
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpora.render import render
from office import Office, Reread, office, withdraw_secret
from pipeline import line_ocr
from pipeline import provenance as by
from pipeline.beside import Beside, Spare
from pipeline.intake import sha256_of
from records import Duplicate, Outcome, Page, Provenance, ReadScan, Refused, ScanReading
from registry.models import WordsRow
from settings import FOLDERS, Settings
from tests.drawn_pages import LETTER, TypedPdf, paper, scanned_pdf
from tests.papers import page, scan_of

CASE = Path(__file__).parent.parent / "corpora" / "cases" / "sample-party.txt"
COUNTING = """#!/bin/sh
case "$1" in --*) ;; *) echo read >> "{log}" ;; esac
exec "{tesseract}" "$@"
"""


class Counted(Spare):
    """The processes that read lines; who takes one is written down."""

    def __init__(self, log: Path) -> None:
        super().__init__("pipeline.line_reader", 1000)
        self._log = log

    def taken(self) -> Beside:
        with self._log.open("a", encoding="ascii") as file:
            file.write("read\n")
        return super().taken()


@pytest.fixture
def house(tmp_path: Path) -> Settings:
    return Settings.model_validate({**{name: tmp_path / name for name in FOLDERS}, "workers": 2})


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often Tesseract, its command or its library, was asked to read since this was asked last."""
    log, folder = tmp_path / "calls", tmp_path / "bin"
    folder.mkdir()
    script = folder / "tesseract"
    script.write_text(COUNTING.format(log=log, tesseract=shutil.which("tesseract")), encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(line_ocr, "_spare", Counted(log))

    def counted() -> int:
        told = log.read_text(encoding="ascii").count("read") if log.exists() else 0
        log.unlink(missing_ok=True)
        return told

    return counted


def dropped(desk: Office, path: Path, name: str = "") -> Outcome:
    placed = desk.settings.inbox / (name or path.name)
    shutil.copyfile(path, placed)
    return desk.handle(placed)


@pytest.mark.ocr
@pytest.mark.django_db(transaction=True)
def test_ocr_reads_a_picture_once(tmp_path: Path, house: Settings, calls: Callable[[], int]) -> None:
    scan = render(CASE, "office", tmp_path / "drawn")
    with office(house) as desk:
        assert isinstance(dropped(desk, scan), ScanReading)
        assert calls() > 0
        assert isinstance(dropped(desk, scan, "another name.pdf"), Duplicate)
        assert desk.read_again(None) == Reread(1, 0, 0)
        assert desk.read_again(None, pages=True) == Reread(1, 0, 0)
        assert calls() == 0  # the same bytes, the same rules or new ones: the words are there

        WordsRow.objects.update(preparation="an older one")
        assert desk.read_again(None) == Reread(1, 0, 1)
        assert calls() == 0
        assert desk.read_again(None, pages=True) == Reread(1, 0, 0)
        assert calls() > 0

        withdraw_secret(house, sha256_of(scan))
        assert isinstance(dropped(desk, scan, "third name.pdf"), Refused)
        assert calls() == 0
    assert not WordsRow.objects.exists()


@pytest.mark.django_db
def test_typed_and_blank_pages_and_texts_need_no_ocr(tmp_path: Path, house: Settings, calls: Callable[[], int]) -> None:
    typed = TypedPdf()
    typed.page([(85.0, 90.0 + 20 * row, text) for row, text in enumerate(LETTER)])
    written = typed.save(tmp_path / "typed.pdf")
    blank = scanned_pdf([paper(), paper()], tmp_path / "blank.pdf")
    with office(house) as desk:
        for path in (written, blank):
            assert isinstance(dropped(desk, path), ScanReading)
        assert calls() == 0
        assert set(WordsRow.objects.values_list("engine", "preparation")) == {("", by.preparation())}
        WordsRow.objects.update(preparation="")
        assert desk.read_again(None, pages=True) == Reread(2, 0, 0)
    assert calls() == 0


def test_words_tell_what_read_them(house: Settings) -> None:
    read = scan_of(page(source="text"))
    assert by.with_provenance(read, house).provenance == Provenance("", by.preparation())
    assert by.with_provenance(_with(Page(1, 595, 842, (), "ocr")), house).provenance is None  # it could not be read


@pytest.mark.ocr
def test_the_engine_is_told_with_its_data_and_the_second_reader(house: Settings) -> None:
    engine = by.engine(house.ocr_language)
    assert engine.startswith("tesseract ")
    assert "; vie " in engine
    assert "tesserocr" in engine
    assert "rapidocr" in engine
    assert engine != by.engine("eng")


def test_no_tesseract_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert by.engine.__wrapped__("vie") == ""


def test_all_code_that_makes_words_counts_and_what_understands_them_does_not() -> None:
    names = {path.relative_to(by.HOUSE).as_posix() for path in by.sources()}
    made = {"pipeline/ocr.py", "pipeline/scanned.py", "pipeline/prepare.py", "pipeline/pdf.py", "rules/marks.toml"}
    assert made <= names
    assert not {"pipeline/layout.py", "pipeline/understand.py", "rules/relations.toml", "pipeline/errors.py"} & names


def test_the_imports_are_all_found() -> None:
    own = {path for path in by.sources() if path.suffix == ".py"}
    for path in own:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in _imported(node):
                there = by._path(name)
                assert name in by.SAYING or there is None or there in own, (path, name)


def test_other_rules_make_another_preparation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = by.preparation()
    new = tmp_path / "marks.toml"
    new.write_text("", encoding="utf-8")
    monkeypatch.setattr(by, "sources", lambda: (new,))
    assert by.preparation.__wrapped__() != before


def _imported(node: ast.AST) -> list[str]:
    rooms = ("pipeline", "extractors", "rules")
    if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in rooms:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if alias.name.split(".")[0] in rooms]
    return []


def _with(one: Page) -> ReadScan:
    return scan_of(one)
