"""The house keeps its own rules: sizes, rooms of foreign tools, one catch-all, one visible list of stages."""

from __future__ import annotations

import ast
import shutil
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import rules
from pipeline import stages
from pipeline.errors import SecretMark
from records import Reading
from tests.papers import STATE, scan_of, typed

HOUSE = Path(__file__).parent.parent
ROOMS = (
    *("backup", "benchmarks", "corpora", "doctor", "extractors", "pipeline", "postbox", "publish", "records"),
    *("registry", "rules", "tests", "web"),
)
LONGEST_FILE, LONGEST_FUNCTION = 400, 50  # lines
OWN = frozenset({*ROOMS, *(path.stem for path in HOUSE.glob("*.py"))})
#: The only modules that import these tools.
ONE_ROOM = {
    "pdfplumber": "pipeline/pdf.py",
    "pypdfium2": "pipeline/pdf.py",
    "pytesseract": "pipeline/tesseract.py",
    "tesserocr": "pipeline/line_reader.py",
    "pyhanko": "pipeline/pdf_signatures.py",
    "openpyxl": "registry/unit_file.py",
    "pandas": "publish/table.py",
    "pyarrow": "publish/analysts/files.py",
    "xlsxwriter": "publish/sheet.py",
    "pikepdf": "publish/searchable.py",
    "img2pdf": "publish/searchable.py",
    "holidays": "extractors/working_days.py",
    "defusedxml": "pipeline/envelope.py",
    "icalendar": "publish/calendar.py",
    "smtplib": "mailing.py",
    "docx": "pipeline/docx_file.py",
    "imap_tools": "postbox/server.py",
    "imaplib": "postbox/server.py",
    "axes": "web/lock_out.py",
    "bagit": "backup/check.py",
    "distributed": "machines.py",
    "prefect_dask": "flows.py",
}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the house by its path; the migrations are Django's writing."""
    paths = [*HOUSE.glob("*.py"), *(path for room in ROOMS for path in (HOUSE / room).rglob("*.py"))]
    own = sorted(path for path in paths if "migrations" not in path.parts)
    return {path.relative_to(HOUSE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in own}


def imported(tree: ast.Module) -> set[str]:
    """The top names of everything a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_the_house_is_looked_at() -> None:
    assert {"records/__init__.py", "pipeline/stages.py", "extractors/symbol.py", "rules/fold.py"} <= set(modules())


def test_every_module_at_the_top_is_installed() -> None:
    told = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["py-modules"]
    assert told == sorted(path.stem for path in HOUSE.glob("*.py"))


def test_no_file_is_too_long() -> None:
    lengths = {name: len((HOUSE / name).read_text(encoding="utf-8").splitlines()) for name in modules()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    lengths = {
        f"{name}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_every_module_says_what_it_is() -> None:
    assert [name for name, tree in modules().items() if not ast.get_docstring(tree)] == []


def test_everything_is_caught_in_one_place_only() -> None:
    all_of_it = {None, "Exception", "BaseException"}
    catching = [
        name
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and (node.type and ast.unparse(node.type)) in all_of_it
    ]
    assert catching == ["pipeline/sweep.py"]


def test_the_nouns_import_nothing_of_ours() -> None:
    own = {name for path, tree in modules().items() if path.startswith("records/") for name in imported(tree)}
    assert own & OWN == {"records"}
    assert own - {"records"} <= sys.stdlib_module_names


@pytest.mark.parametrize("tool", ONE_ROOM)
def test_a_foreign_tool_has_one_importing_room(tool: str) -> None:
    using = [name for name, tree in modules().items() if tool in imported(tree) and not name.startswith("tests/")]
    assert using == [ONE_ROOM[tool]]


def test_only_tests_know_duckdb() -> None:
    assert [name for name, tree in modules().items() if "duckdb" in imported(tree) and "tests/" not in name] == []


def test_only_the_graph_and_the_matching_of_tasks_know_networkx() -> None:
    using = [name for name, tree in modules().items() if "networkx" in imported(tree) and not name.startswith("tests/")]
    assert using == ["publish/drawing.py", "publish/graph.py", "registry/rematch.py"]


def test_only_the_printed_books_know_reportlab() -> None:
    using = [
        name
        for name, tree in modules().items()
        if "reportlab" in imported(tree) and not name.startswith(("tests/", "benchmarks/"))
    ]
    assert using == ["publish/book_pdf.py", "publish/serif.py"]


def test_extractors_and_rules_touch_no_clock_and_no_environment() -> None:
    forbidden = {"os", "time", "random", "socket", "subprocess"}
    using = {
        name: imported(tree) & forbidden
        for name, tree in modules().items()
        if name.startswith(("extractors/", "rules/"))
    }
    assert {name: found for name, found in using.items() if found} == {}


def test_the_layers_hold() -> None:
    assert lint_imports(config_filename=str(HOUSE / "pyproject.toml"), no_cache=True) == 0


def test_the_stages_are_one_list_in_order() -> None:
    (reading_of,) = (node for node in modules()["pipeline/stages.py"].body if isinstance(node, ast.FunctionDef))
    calls = [node for node in ast.walk(reading_of) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    inner_first = sorted(calls, key=lambda call: (call.lineno, call.end_col_offset or 0))
    named = [call.func.id for call in inner_first if isinstance(call.func, ast.Name)]
    assert [name for name in named if name in imported_names("pipeline/stages.py")] == [
        "layout",
        "segment",
        "without_secrets",
        "arranged",
        "segment",
        "without_secrets",
        "asides",
        "understand",
        "confirmed",
        "held_down",
        "with_signatures",
        "with_cuts",
        "with_page_problems",
        "ScanReading",
    ]


def imported_names(module: str) -> set[str]:
    found = (node for node in modules()[module].body if isinstance(node, ast.ImportFrom))
    return {alias.name for node in found for alias in node.names}


def test_a_secret_paper_stops_before_it_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> Reading:
        raise AssertionError("understood")

    monkeypatch.setattr(stages, "understand", never)
    with pytest.raises(SecretMark):
        stages.reading_of(scan_of(typed(f"MẬT\n\n{STATE}")))
    with pytest.raises(AssertionError, match="understood"):
        stages.reading_of(scan_of(typed(STATE)))


def test_reading_the_same_twice_says_the_same() -> None:
    assert stages.reading_of(scan_of(typed(STATE))) == stages.reading_of(scan_of(typed(STATE)))


def test_the_version_of_the_rules_is_their_hash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for path in rules.ROOM.glob("*.toml"):
        shutil.copy(path, tmp_path)
    version = rules.version.__wrapped__  # the process goes by the rules that it read first, and tells their version
    before = rules.version()
    monkeypatch.setattr(rules, "ROOM", tmp_path)
    assert version() == before
    assert len(before) == 12
    assert int(before, 16) >= 0
    with (tmp_path / "marks.toml").open("a", encoding="utf-8") as file:
        file.write("# một dòng mới\n")
    assert version() != before == rules.version()
