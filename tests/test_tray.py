"""Pixels handed from one process to the other: all of them, as they were, and no more than were laid there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from pipeline.tray import clear, lay, new_tray, taken


@pytest.fixture
def tray() -> Iterator[int]:
    with new_tray() as file:
        yield file.fileno()


@pytest.mark.parametrize("sides", [(7, 5), (7, 5, 3)])
def test_what_is_laid_is_taken(tray: int, sides: tuple[int, ...]) -> None:
    pixels = np.arange(np.prod(sides), dtype=np.uint8).reshape(sides)
    lay(tray, pixels)
    assert np.array_equal(taken(tray, sides), pixels)


def test_a_part_of_a_picture_is_laid_by_itself(tray: int) -> None:
    whole = np.arange(100, dtype=np.uint8).reshape(10, 10)
    lay(tray, whole[2:8:2, ::-1])
    assert np.array_equal(taken(tray, (3, 10)), whole[2:8:2, ::-1])


def test_the_next_picture_takes_the_place_of_the_last(tray: int) -> None:
    lay(tray, np.full((9, 9), 1, np.uint8))
    lay(tray, np.full((4, 4), 2, np.uint8))
    assert np.array_equal(taken(tray, (4, 4)), np.full((4, 4), 2))


def test_less_than_was_told_is_no_picture(tray: int) -> None:
    lay(tray, np.zeros((4, 4), np.uint8))
    with pytest.raises(EOFError):
        taken(tray, (5, 4))
    clear(tray)
    with pytest.raises(EOFError):
        taken(tray, (4, 4))
