"""Torn files in the real sweep: no crash, every file exactly once in the archive, with the failed or the duplicates."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.fuzz import fuzzed, inputs

NUMBER = 40


@pytest.mark.ocr
def test_torn_files_are_swept_and_none_is_lost(tmp_path: Path) -> None:
    tally = fuzzed(NUMBER, 11, tmp_path)
    assert (tally.crashes, tally.lost) == ([], [])
    assert sum(tally.codes.values()) == NUMBER
    assert "unforeseen" not in tally.codes
    assert tally.mib < 1024


def test_the_same_seed_tears_the_same() -> None:
    assert list(inputs(30, 5)) == list(inputs(30, 5))
    assert list(inputs(30, 5)) != list(inputs(30, 6))
