"""The electronic signatures that a PDF embeds, asked of a process of its own (see pipeline/pdf_signatures.py)."""

from __future__ import annotations

import json
import mmap
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from pipeline.deaf import deaf
from pipeline.sniff import PDF
from records import Box, ESignature, Integrity, Problem, ReadScan

#: What every signed PDF holds uncompressed, since a signature tells which bytes of the file it covers.
MARK = b"/ByteRange"
#: Seconds of processor time: the slowest real file, with six signatures on twelve pages, needs two.
SECONDS = 30
#: Seconds to wait where other work holds the processors.
PATIENCE = 120
#: An office's file has ten signatures at most; every further one costs another comparison of the file's revisions.
MOST_SIGNATURES = 64
HOUSE = Path(__file__).parent.parent

TOO_LONG = "việc kiểm tra quá lâu nên đã dừng"
UNREAD = "Tệp có chữ ký số nhưng không đọc được dữ liệu chữ ký; hãy mở tệp bằng phần mềm ký số để kiểm tra."
TOO_MANY = "Tệp có rất nhiều chữ ký số, chỉ {0} chữ ký được đọc; hãy mở tệp bằng phần mềm ký số để xem hết."


def with_embedded(read: ReadScan) -> ReadScan:
    """The scan with the signatures its file embeds; a Problem where it is signed and they cannot be read."""
    if read.scan.media_type != PDF or not _is_signed(read.scan.path):
        return read
    told = list(_lines(_answer(read.scan.path)))
    if not told:
        problem = Problem("signature-unchecked", UNREAD, field="e_signatures")
        return replace(read, problems=(*read.problems, problem))
    found = tuple(_signature(*pair) for pair in zip_longest(told[0], told[1:]))
    problems = read.problems
    if len(found) >= MOST_SIGNATURES:
        problems += (Problem("many-signatures", TOO_MANY.format(len(found)), field="e_signatures"),)
    return replace(read, e_signatures=tuple(_upright(one, read) for one in found), problems=problems)


def _is_signed(path: Path) -> bool:
    """Whether the file may hold a signature; looking costs nothing, reading them most of a second."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return content.find(MARK) >= 0
    except (OSError, ValueError):  # gone or emptied since its pages were read
        return False


def _answer(path: Path) -> bytes:
    """What the process says before it ends or is stopped."""
    bounds = (str(SECONDS), str(MOST_SIGNATURES))
    command = (sys.executable, "-P", "-m", "pipeline.pdf_signatures", str(path.resolve()), *bounds)
    where = os.environ | {"PYTHONPATH": os.pathsep.join([str(HOUSE), *filter(None, sys.path)])}
    with deaf():
        process = subprocess.Popen(command, env=where, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    with process:
        try:
            return process.communicate(timeout=PATIENCE)[0]
        except subprocess.TimeoutExpired:
            process.kill()
            return process.communicate()[0]
        finally:
            process.kill()


def _lines(answer: bytes) -> Iterator[Any]:
    """The answer's whole lines: the last may have been cut off."""
    return (json.loads(line) for line in answer.split(b"\n")[:-1])


def _signature(identity: dict[str, Any], state: list[str] | None) -> ESignature:
    """A signature with its state; without one where the process was stopped before it came to it."""
    integrity, reason = state or (Integrity.UNCHECKED, TOO_LONG)
    box = identity.pop("box")
    return ESignature(**identity, box=box and _box(box), integrity=Integrity(integrity), reason=reason)


def _box(corners: list[float]) -> Box:
    x0, y0, x1, y1 = corners
    return (x0, y0, x1, y1)


def _upright(one: ESignature, read: ReadScan) -> ESignature:
    """The signature without its box where the page was turned to be read: the box no longer shows the place."""
    turned = {page.number for page in read.pages if page.rotation}
    return replace(one, box=None) if one.page in turned else one
