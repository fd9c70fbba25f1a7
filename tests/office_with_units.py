"""The directory of the made-up office, as the registry would give it."""

from __future__ import annotations

import pytest

from records import Directory
from tests.duties import DIRECTORY


@pytest.fixture
def units(monkeypatch: pytest.MonkeyPatch) -> Directory:
    """The directory in force."""
    monkeypatch.setattr("registry.directory.directory", lambda: DIRECTORY)
    return DIRECTORY
