"""On whom the names of dispatches fall, by a hand-made answer key."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from extractors.falls import fall
from records import Directory, Fall, FallKind
from registry.unit_file import unit_lines
from registry.unit_rows import units_of
from tests.unit_names import ALL, Key, Said
from tests.unit_names_second import SECOND

DIRECTORIES = Path(__file__).parents[1] / "corpora" / "directories"
NAMES = [pytest.param(said, key, id=f"{said.issuer}:{key.name}") for said in ALL + SECOND for key in said.keys]


@cache
def model(name: str) -> Directory:
    return Directory(units_of(unit_lines(DIRECTORIES / f"{name}.csv")))


def falls(said: Said, name: str) -> tuple[Fall, ...]:
    return fall([name], said.issuer, said.to, model(said.directory), said.on)


def keys(found: tuple[Fall, ...], how: FallKind) -> set[str]:
    return {key for one in found if one.how is how for key in one.units}


@pytest.mark.parametrize(("said", "key"), NAMES)
def test_a_name_falls_on(said: Said, key: Key) -> None:
    found = falls(said, key.name)
    assert keys(found, FallKind.OURS) == set(key.ours.split())
    assert keys(found, FallKind.OTHERS) == set(key.others.split())
    assert tuple(one.name for one in found if one.how is FallKind.OTHERS and not one.units) == key.outside
    assert tuple(one.name for one in found if one.how is FallKind.UNMATCHED) == key.unmatched
