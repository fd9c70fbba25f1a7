"""The directory of the made-up office, as the registry would give it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from records import Directory, Fall, FallKind
from tests.duties import DIRECTORY


def fall_by_name(  # noqa: PLR0913
    names: Sequence[str],
    issuer: str | None,
    addressees: Sequence[str],
    directory: Directory,
    on: str | None,
    defined: Mapping[str, str] | None = None,
) -> tuple[Fall, ...]:
    """Only units called by their very names are known: what the tests here are about begins after that."""
    found = []
    for name in names:
        unit = next((one for one in directory.units if name in (one.name, *one.aliases)), None)
        how = FallKind.OURS if unit and unit.key in directory.ours else FallKind.OTHERS
        found.append(
            Fall(name, (unit.key,), how, 0.97, "name") if unit else Fall(name, (), FallKind.UNMATCHED, 0.0, "unknown")
        )
    return tuple(found)


@pytest.fixture
def units(monkeypatch: pytest.MonkeyPatch) -> Directory:
    """The directory in force."""
    monkeypatch.setattr("registry.directory.directory", lambda: DIRECTORY)
    monkeypatch.setattr("pipeline.reckon.fall", fall_by_name)
    return DIRECTORY
