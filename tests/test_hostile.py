"""Hostile and broken files: each its own code and remedy, soon and within a gibibyte, none in the way of the others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.hostile import verdict
from benchmarks.hostile import written as make
from benchmarks.hostile_cases import BROKEN_PDFS, CASES, ENVELOPES, PICTURES, READ, STRANGERS, Case
from pipeline import docx_errors, envelope_errors, errors

ROOM = Path(__file__).parents[1]
GIBIBYTE = 1024  # MiB
SLOW = {
    "tiles of a hundredth",
    "dashed line of 3,000,000 corners",
    "one page of three too heavy",
    "PNG of 79 megapixels",
}
REMEDIES = {
    kind.code: kind.remedy
    for kind in (*vars(errors).values(), *vars(envelope_errors).values(), *vars(docx_errors).values())
    if isinstance(kind, type) and issubclass(kind, errors.PipelineError)
}


def named(*names: str) -> list[Case]:
    found = [case for case in CASES if case.name in names]
    assert len(found) == len(names)
    return found


def written(cases: list[Case], folder: Path) -> list[Path]:
    paths = [folder / f"{index:02}-{case.file}" for index, case in enumerate(cases)]
    for path, case in zip(paths, cases, strict=True):
        make(case, path)
    return paths


#: A process of its own waits for the command: the peak of a process is counted from that of the one that starts it, and
#: the tests' own may be larger than any that is measured.
MEASURED = """import json, os, subprocess, sys
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump([status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss], file)
"""


def read(paths: list[Path], **more: str) -> tuple[list[dict[str, Any]], float, int]:
    """What `vanthu read --json` says of each, its seconds of the processor, the MiB of the largest process."""
    command = [sys.executable, "-c", "from cli import main; main()", "read", "--json", *map(str, paths)]
    out, cost = paths[0].with_name("said.jsonl"), paths[0].with_name("cost.json")
    with out.open("wb") as said:
        measured = [sys.executable, "-S", "-c", MEASURED, str(cost), *command]
        subprocess.run(measured, stdout=said, cwd=ROOM, env={**os.environ, **more}, check=True)
    status, seconds, kib = json.loads(cost.read_text(encoding="utf-8"))
    assert os.waitstatus_to_exitcode(status) == 0
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()], seconds, kib // 1024


def check(cases: list[Case], said: list[dict[str, Any]]) -> None:
    found = {case.name: verdict(one) for case, one in zip(cases, said, strict=True)}
    assert {name: code for name, (code, _) in found.items()} == {case.name: case.code for case in cases}
    for code, told in found.values():
        assert code == READ or REMEDIES[code] in told


def test_what_is_refused_is_refused_at_once(tmp_path: Path) -> None:
    cases = [
        case
        for case in (*STRANGERS, *BROKEN_PDFS, *PICTURES, *ENVELOPES)
        if case.code != READ and case.name not in SLOW
    ]
    assert len(cases) > 25
    said, seconds, mib = read(written(cases, tmp_path))
    check(cases, said)
    assert seconds < 20
    assert mib < GIBIBYTE


@pytest.mark.ocr
@pytest.mark.parametrize(
    "names",
    [
        ("content of 2 GiB", "content deflated twice, 4 GiB", "a good page"),
        ("one page of three too large", "array 100,000 deep", "TIFF whose pages go in a ring"),
    ],
    ids=["gibibytes", "parts of files"],
)
def test_bombs_stop_no_other_file(tmp_path: Path, names: tuple[str, ...]) -> None:
    cases = named(*names)
    said, seconds, mib = read(written(cases, tmp_path), VANTHU_WORKERS="1")
    check(cases, said)
    assert seconds < 60
    assert mib < GIBIBYTE
