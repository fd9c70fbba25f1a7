"""The directory of the made-up office, kept as a clerk brings it in."""

from __future__ import annotations

import datetime as dt

import pytest

from records import Directory
from tests.duties import DIRECTORY


@pytest.fixture
def units(db: None) -> Directory:
    """The directory in force."""
    from registry.directory import Missing, directory, take_over

    take_over(DIRECTORY.units, Missing.KEEP, dt.date(2022, 6, 1))
    assert directory() == DIRECTORY
    return DIRECTORY
