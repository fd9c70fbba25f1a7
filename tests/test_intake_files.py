"""Which files of the inbox are taken, and what each is found to be."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from pipeline.intake import NOTHING_SEEN, Glance, glances, ready_files, settled, take_in
from pipeline.sniff import JPEG, PDF, PNG, TEXT, TIFF
from records import Refused, Scan
from settings import Settings

NOON = dt.datetime(2026, 4, 28, 12, 0)
FILE = Path("inbox/a.pdf")
OLD = Glance(100, 0)


def clock() -> dt.datetime:
    return NOON


def test_one_look_is_never_enough() -> None:
    ready, _ = settled({FILE: OLD}, NOTHING_SEEN, now=1000.0, stable_seconds=5)
    assert ready == ()


def test_an_old_unchanged_file_is_ready_at_the_second_look() -> None:
    _, seen = settled({FILE: OLD}, NOTHING_SEEN, now=1000.0, stable_seconds=5)
    ready, _ = settled({FILE: OLD}, seen, now=1000.5, stable_seconds=5)
    assert ready == (FILE,)


def test_a_fresh_file_waits_until_it_stood_still_long_enough() -> None:
    fresh = Glance(100, 2_000 * 10**9)  # its clock runs ahead of ours
    _, seen = settled({FILE: fresh}, NOTHING_SEEN, now=1000.0, stable_seconds=5)
    early, seen = settled({FILE: fresh}, seen, now=1004.0, stable_seconds=5)
    ready, _ = settled({FILE: fresh}, seen, now=1005.0, stable_seconds=5)
    assert (early, ready) == ((), (FILE,))


@pytest.mark.parametrize("grown", [Glance(200, 0), Glance(100, 10**9)], ids=["size", "date"])
def test_a_change_starts_the_waiting_anew(grown: Glance) -> None:
    _, seen = settled({FILE: OLD}, NOTHING_SEEN, now=1000.0, stable_seconds=5)
    ready, seen = settled({FILE: grown}, seen, now=1010.0, stable_seconds=5)
    assert ready == ()
    assert seen[FILE].since == 1010.0


def test_no_waiting_where_none_is_asked_for() -> None:
    assert settled({FILE: OLD}, NOTHING_SEEN, now=1000.0, stable_seconds=0)[0] == (FILE,)


def test_a_file_that_went_away_is_forgotten() -> None:
    _, seen = settled({FILE: OLD}, NOTHING_SEEN, now=1000.0, stable_seconds=5)
    assert settled({}, seen, now=1001.0, stable_seconds=5)[1] == {}


def test_links_folders_hidden_and_unfinished_files_are_skipped(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.pdf", ".hidden.pdf", "c.pdf.part", "d.TMP", "e.crdownload", "~$f.doc", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"%PDF-")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.pdf").symlink_to(tmp_path / "a.pdf")
    assert sorted(path.name for path in glances(tmp_path)) == ["a.pdf", "b.pdf"]
    ready, _ = ready_files([tmp_path], Settings(stable_seconds=0), 1000.0, NOTHING_SEEN)
    assert [path.name for path in ready] == ["a.pdf", "b.pdf"]


def test_an_inbox_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert glances(tmp_path / "none") == {}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", PDF),
        (b"mail junk\r\n%PDF-1.4", PDF),
        (b"II*\x00....", TIFF),
        (b"MM\x00*....", TIFF),
        (b"\xff\xd8\xff\xe0..", JPEG),
        (b"\x89PNG\r\n\x1a\n..", PNG),
    ],
)
def test_the_bytes_decide_whatever_the_name_says(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "lies.docx"
    path.write_bytes(content)
    scan = take_in(path, clock)
    assert isinstance(scan, Scan)
    assert scan == Scan(hashlib.sha256(content).hexdigest(), path, "lies.docx", NOON, kind, len(content))


def test_text_only_where_it_is_welcome(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\ufeffSố: 411-CV/TU\r\nĐiều 1.", encoding="utf-8")
    welcome, unwelcome = take_in(path, clock, plain_text=True), take_in(path, clock)
    assert isinstance(welcome, Scan)
    assert welcome.media_type == TEXT
    assert isinstance(unwelcome, Refused)
    assert unwelcome.code == "plain_text"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04 a torn ZIP", "packed_file"),
        ("Số: 411".encode("utf-16"), "unknown_type"),
        ("Số".encode()[:-1], "unknown_type"),
    ],
    ids=["empty", "zip", "utf-16", "cut utf-8"],
)
def test_refusals_say_why_and_what_to_do(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    outcome = take_in(path, clock, plain_text=True)
    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.name) == (code, "a.pdf")
    assert outcome.message.endswith(".")
    assert outcome.remedy
    assert outcome.sha256 == hashlib.sha256(content).hexdigest()


def test_a_file_that_cannot_be_opened_is_refused_without_blame(tmp_path: Path) -> None:
    outcome = take_in(tmp_path / "gone.pdf", clock)
    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.sha256) == ("cannot_open", None)
