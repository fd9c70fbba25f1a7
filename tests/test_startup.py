"""What commands import before they begin: nothing that they do not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cli_graph import RELATIONS
from records import Relation

ROOT = Path(__file__).parents[1]
TELLING = "import sys; from cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\nprint(*sys.modules)"
HEAVY = {"django", "networkx", "onnxruntime", "pandas", "prefect", "pyarrow", "reportlab", "spacy", "underthesea"}
READING = {"cv2", "numpy", "PIL", "pipeline.read", "pydantic", "records", "rich", "settings"}
OF_OPENER = {"docx", "pdfminer", "pdfplumber", "pypdfium2"}


def imported(*arguments: str, folder: Path) -> set[str]:
    """The modules that the command has imported at its end."""
    command = [sys.executable, "-c", TELLING, *arguments]
    done = subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def test_help_imports_no_library_but_click(tmp_path: Path) -> None:
    there = imported("--help", folder=tmp_path)
    assert "click" in there
    assert not there & (HEAVY | READING | OF_OPENER)


def test_reading_imports_only_what_reads(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Thực hiện Chỉ thị số 10-CT/TW, ngày 30/3/2007.", encoding="utf-8")
    there = imported("read", "a.txt", folder=tmp_path)
    assert there >= READING
    assert not there & (HEAVY | OF_OPENER)


def test_relations_to_choose_from_are_all_there_are() -> None:
    assert list(RELATIONS) == [str(one) for one in Relation]
