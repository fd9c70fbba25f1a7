"""A sweep: settled files only, each its own outcome, a failing one stops no other."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from pipeline.lean import lean
from pipeline.sweep import HEAVY, MANY, UNFORESEEN, alone, batches, guarded, settled, sweep
from records import Duplicate, Outcome, Refused, ScanReading
from settings import FOLDERS, Settings
from terminal import row_of
from tests.divided import read


@pytest.fixture
def office_settings(tmp_path: Path) -> Settings:
    folders = {name: tmp_path / name for name in FOLDERS}
    (tmp_path / "inbox").mkdir()
    return Settings.model_validate({**folders, "stable_seconds": 0.2})


def old(path: Path, content: bytes = b"x") -> Path:
    """A file that was written a minute ago."""
    path.write_bytes(content)
    past = time.time() - 60
    os.utime(path, (past, past))
    return path


def test_every_settled_file_has_its_outcome_in_the_order_of_names(office_settings: Settings) -> None:
    for name in ("b.pdf", "a.pdf"):
        old(office_settings.inbox / name)
    report = sweep(office_settings, lambda path: Duplicate("0" * 64, path.name, "before.pdf"))
    assert [name for name, _ in report] == ["a.pdf", "b.pdf"]


def test_a_file_that_grows_is_left_for_the_next_sweep(office_settings: Settings) -> None:
    growing = office_settings.inbox / "growing.pdf"
    growing.write_bytes(b"1")
    settings = office_settings.model_copy(update={"stable_seconds": 30.0})
    begun = time.monotonic()
    ready = settled(settings.model_copy(update={"stable_seconds": 0.4}))
    assert ready == (growing,)
    assert time.monotonic() - begun >= 0.4


def test_an_unforeseen_fault_is_that_files_failure_only(office_settings: Settings) -> None:
    bad, good = old(office_settings.inbox / "bad.pdf", b"bad"), old(office_settings.inbox / "good.pdf", b"good")

    def handle(path: Path) -> Outcome:
        if path == bad:
            raise ZeroDivisionError
        return Duplicate("0" * 64, path.name, "before.pdf")

    outcomes = dict(sweep(office_settings, handle).outcomes)
    failed = outcomes["bad.pdf"]
    assert isinstance(failed, Refused)
    assert failed.code == "unforeseen"
    assert isinstance(outcomes["good.pdf"], Duplicate)
    assert (office_settings.failed / "bad.pdf").read_bytes() == b"bad"
    assert UNFORESEEN in (office_settings.failed / "bad.pdf.txt").read_text(encoding="utf-8")
    assert good.exists()


def test_a_fault_after_the_file_has_gone_is_told_all_the_same(office_settings: Settings) -> None:
    def handle(path: Path) -> Outcome:
        raise OSError(path)

    outcome = guarded(office_settings.inbox / "gone.pdf", handle, office_settings)
    assert isinstance(outcome, Refused)


def test_only_one_process_sweeps_at_a_time(office_settings: Settings) -> None:
    with alone(office_settings) as first, alone(office_settings) as second:
        assert first
        assert not second
    with alone(office_settings) as again:
        assert again


def test_small_files_share_a_run_and_a_heavy_one_has_its_own(tmp_path: Path) -> None:
    paths = tuple(tmp_path / f"{number:02}.pdf" for number in range(MANY + 3))
    for path in paths:
        path.write_bytes(b"x")
    with paths[1].open("r+b") as heavy:
        heavy.truncate(HEAVY)
    gone = tmp_path / "gone.pdf"
    found = list(batches((*paths, gone)))
    assert [len(one) for one in found] == [1, 1, MANY, 2]
    assert [path for one in found for path in one] == [*paths, gone]


def test_a_sweep_keeps_of_a_reading_only_what_it_tells() -> None:
    whole = read()
    kept = lean(whole)
    assert isinstance(kept, ScanReading)
    assert kept.words is None
    assert [one.text for one in kept.readings] == [""] * len(whole.readings)
    assert [*row_of("a.pdf", kept)] == [*row_of("a.pdf", whole)]
