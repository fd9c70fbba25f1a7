"""Each command as an office starts it: in a process of its own, over a register that nobody has filled yet."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from cli import main

ROOT = Path(__file__).parents[1]
SCAN = "0" * 12
#: A question that each command can be asked; what it answers is tested elsewhere.
ASKED: Mapping[str, tuple[str, ...]] = {
    "backup": ("backups",),
    "books": ("books",),
    "cites": ("10-CT/TW", "--through"),
    "dismiss": ("Quy định 784", "--scan", SCAN, "--by", "an"),
    "divide": (SCAN,),
    "doctor": (),
    "edxml": (SCAN, "out.edxml"),
    "evaluate": ("nowhere",),
    "follow": ("10-CT/TW", "--for", "an"),
    "followed": ("--for", "an"),
    "inbox": ("--once",),
    "link": ("Quy định 784", "784-QĐ/TU", "--scan", SCAN, "--by", "an"),
    "lookup": ("text.txt",),
    "mail": ("--once",),
    "merge": ("10-CT/TW", "11-CT/TW", "--by", "an"),
    "missing": ("--open",),
    "picture": ("10-CT/TW", "out.svg"),
    "publish": (),
    "read": ("text.txt",),
    "remind": ("--days", "7"),
    "render": ("drawn", "--only", "no-such-case"),
    "reread": ("--pages",),
    "restore": (".",),
    "rests-on": ("10-CT/TW",),
    "rulings": (),
    "searchable": (SCAN, "out.pdf"),
    "split": ("10-CT/TW", "11-CT/TW", "--scan", SCAN, "--by", "an"),
    "task": ("1",),
    "tasks": ("--overdue",),
    "undo": ("1", "--by", "an"),
    "unfollow": ("10-CT/TW", "--for", "an"),
    "units": ("match", "Các huyện ủy"),
    "verify": (),
    "why": ("10-CT/TW", "11-CT/TW"),
}
#: These stay until they are stopped; tests of their own start them.
STAYING = {"scheduler", "serve", "watch", "worker"}


def test_every_command_is_asked_something() -> None:
    assert set(ASKED) | STAYING == set(main.commands)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    (folder / "text.txt").write_text("Thực hiện Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư.", encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", sorted(ASKED))
def test_it_answers_without_a_fault_of_ours(command: str, home: Path) -> None:
    others = {name: value for name, value in os.environ.items() if not name.startswith(("VANTHU_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-c", "from cli import main; main()", command, *ASKED[command]],
        cwd=home,
        env={**others, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1, 2)  # 2: a word of the command line is wrong
    assert done.stdout or done.stderr
