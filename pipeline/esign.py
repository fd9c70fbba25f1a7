"""The electronic signatures a PDF embeds, asked of a process of its own (`pipeline.pdf_signatures`)."""

from __future__ import annotations

import json
import mmap
import subprocess
import sys
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from records import ESignature, Integrity, Problem, ReadScan

HOUSE = Path(__file__).parents[1]
#: Every signature's dictionary bears it in clear letters; a file without it need not be asked.
MARK = b"/ByteRange"
LONGEST_WAIT = 45.0  # seconds: real files of up to seven signatures take two

NOT_ASKED = "việc kiểm tra chữ ký không xong (tệp hỏng hoặc quá phức tạp)"
NOT_READ = Problem(
    "signature-unchecked",
    "Tệp PDF có chữ ký điện tử nhưng không đọc được chữ ký nào; hãy mở tệp gốc bằng phần mềm ký số để kiểm tra, "
    "hoặc xin lại tệp từ nơi gửi.",
    field="e_signatures",
)


def with_signatures(read: ReadScan) -> ReadScan:
    """The scan with the signatures its file embeds, in the order they were made; a Problem where none could be read."""
    if not _may_be_signed(read.scan.path):
        return read
    lines = _asked(read.scan.path)
    if not lines:
        return replace(read, problems=(*read.problems, NOT_READ))
    states = ((Integrity(state), str(reason)) for state, reason in lines[1:])
    pairs = zip_longest(lines[0], states, fillvalue=(Integrity.UNCHECKED, NOT_ASKED))
    return replace(read, e_signatures=tuple(_signature(told, *state) for told, state in pairs))


def _may_be_signed(path: Path) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(MARK) >= 0


def _asked(path: Path) -> list[Any]:
    """What the process told before it ended, died or was given up: the list of signatures, then their states."""
    command = [sys.executable, "-m", "pipeline.pdf_signatures", str(path.absolute())]
    try:
        done = subprocess.run(
            command, cwd=HOUSE, stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST_WAIT, check=False
        )
        told = done.stdout
    except subprocess.TimeoutExpired as late:
        told = late.stdout or b""
    whole = told[: told.rfind(b"\n") + 1]  # a line may have been cut off with its writer
    return [json.loads(line) for line in whole.splitlines()]


def _signature(told: dict[str, Any], integrity: Integrity, reason: str) -> ESignature:
    box = told["box"] and tuple(told["box"])
    return ESignature(
        told["signer"], told["organisation"], told["time"], told["page"], box, integrity=integrity, reason=reason
    )
