"""Hostile and broken envelopes: each its own code and sentence, soon and in little memory."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.hostile_envelopes import CASES, PDF, recall, status
from pipeline import envelope_errors
from pipeline.enclosed import unwrapped
from pipeline.errors import PipelineError
from pipeline.pages import PagePool
from pipeline.reading import now, read_file, reader
from pipeline.sniff import EDXML
from records import Refused, Scan, ScanReading
from settings import Settings
from tests.enveloped import by_hand, packed

ROOM = Path(__file__).parents[1]


@pytest.mark.parametrize("name", CASES)
def test_each_has_its_sentence(tmp_path: Path, name: str) -> None:
    make, code = CASES[name]
    said = read(make(), tmp_path)
    assert said.code == code
    assert said.message
    assert said.remedy


def read(content: bytes, folder: Path) -> Refused:
    path = folder / "a.edxml"
    path.write_bytes(content)
    with PagePool(1) as pool:
        said = read_file(path, reader(Settings(), pool))
    assert isinstance(said, Refused)
    return said


def test_sentences_name_what_is_lacking(tmp_path: Path) -> None:
    assert "thu hồi văn bản G22,2015/09/30,7/A-B" in read(recall(), tmp_path).message
    assert "tệp văn phòng" in read(CASES["an Excel document"][0](), tmp_path).message
    assert "mã 03" in read(status(), tmp_path).message


def test_every_error_is_told_in_vietnamese_with_a_remedy() -> None:
    every = [one for one in vars(envelope_errors).values() if isinstance(one, type) and issubclass(one, PipelineError)]
    kinds = [one for one in every if one.__module__ == envelope_errors.__name__]
    assert len(kinds) == 11
    assert len({one.code for one in kinds}) == len(kinds)
    assert all(one.sentence.endswith(("}", ".")) and one.remedy.endswith(".") for one in kinds)


def test_an_envelope_beyond_all_measure_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.edxml"
    path.write_bytes(by_hand(PDF))
    with path.open("r+b") as file:
        file.truncate(401_000_000)  # of which the disk holds nothing
    said = read_file(path, _unwrapped)
    assert isinstance(said, Refused)
    assert said.code == "edxml_too_large"


def _unwrapped(scan: Scan) -> ScanReading:
    with unwrapped(scan):
        raise AssertionError("opened")


def test_a_zip_that_unpacks_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.enclosed.MOST_MEGABYTES", 1)
    said = read(by_hand(packed(a=PDF + bytes(2_000_000))), tmp_path)
    assert said.code == "edxml_too_large"


#: Reads the file in a process of its own and tells the code, the seconds of the processor and the peak of memory (MiB).
MEASURE = """import json, resource, sys, datetime as dt
from pathlib import Path
from pipeline.enclosed import unwrapped
from pipeline.errors import PipelineError
from records import Scan
before = resource.getrusage(resource.RUSAGE_SELF)
code = ""
try:
    path = Path(sys.argv[1])
    with unwrapped(Scan("0", path, "a", dt.datetime.now(), "application/edxml+xml", 0)):
        code = "read"
except PipelineError as error:
    code = error.code
after = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([code, after.ru_utime - before.ru_utime, (after.ru_maxrss - before.ru_maxrss) // 1024]))
"""


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("attachment", "read"),
        ("attribute", "edxml_unusual"),
        ("remark", "edxml_unusual"),
        ("lines", "read"),
    ],
)
def test_size_costs_no_memory(tmp_path: Path, what: str, code: str) -> None:
    path = tmp_path / "a.edxml"
    _large(path, what)
    command = [sys.executable, "-c", MEASURE, str(path)]
    done = subprocess.run(command, cwd=ROOM, capture_output=True, text=True, check=True, env=dict(os.environ))
    told, seconds, mib = json.loads(done.stdout)
    assert told == code
    assert seconds < 8
    assert mib < 64


def _large(path: Path, what: str) -> None:
    """An envelope of some 60 MB: in the attachment, in one attribute, in one remark, in lines of the attachment."""
    begin, end = by_hand("HIER").split(b"HIER")
    if what == "attribute":
        end, begin = (
            begin.partition(b"<edXML:edXMLHeader>")[2] + end,
            begin.partition(b"<edXML:edXMLHeader>")[0] + b'<a b="',
        )
    piece = base64.b64encode(bytes(3 << 18))
    lines = b"\n".join(piece[at : at + 76] for at in range(0, len(piece), 76)) + b"\n"
    with path.open("wb") as file:
        file.write(begin)
        file.write(b"<!--" if what == "remark" else b"")
        file.write(base64.b64encode(PDF) if what in ("attachment", "lines") else b"")
        for _ in range(60 if what != "lines" else 15):
            file.write(lines if what == "lines" else piece)
        file.write(end)


@pytest.mark.parametrize("encoding", ["utf-7", "euc-kr", "rot13", "utf-32", "không-có", "idna"])
def test_an_encoding_that_the_parser_does_not_know_breaks_the_envelope_only(tmp_path: Path, encoding: str) -> None:
    assert read(by_hand(PDF).replace(b"utf-8", encoding.encode()), tmp_path).code == "edxml_broken"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=4)), min_size=1, max_size=4), st.floats(0, 1))
def test_torn_bytes_are_told_like_everything_else(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[float, bytes]], left: float
) -> None:
    content = bytearray(by_hand(packed(a=PDF + bytes(100)), header="<edXML:MessageHeader/>"))
    for place, put in changes:
        at = int(place * len(content))
        content[at : at + len(put)] = put
    path = tmp_path_factory.mktemp("torn") / "a.edxml"
    path.write_bytes(content if left > 0.3 else content[: int(left * len(content))])
    scan = Scan("0" * 64, path, path.name, now(), EDXML, 0)
    try:
        with unwrapped(scan) as original:
            assert original.scan.path.is_file()
    except PipelineError as error:
        assert error.message
