"""The files that people found secret though no rule saw the mark: known by their bytes, refused whenever they come."""

from __future__ import annotations

import os

from pipeline.errors import SecretMark
from settings import Settings

#: Kept in the archive: one sha256 a line; no name, no word.
WITHHELD = ".withheld"


def withhold(sha256: str, settings: Settings) -> None:
    """Nothing; afterwards these bytes are refused as a secret paper, under whatever name.  Raises OSError."""
    path = settings.archive / WITHHELD
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.write(f"{sha256}\n")
        file.flush()
        os.fsync(file.fileno())


def without_withheld(sha256: str, settings: Settings) -> None:
    """Nothing.  Raises SecretMark where these bytes were withdrawn as secret."""
    if sha256 in withheld(settings):
        raise SecretMark()


def withheld(settings: Settings) -> frozenset[str]:
    """The sha256 of all of them.  Raises OSError."""
    try:
        return frozenset((settings.archive / WITHHELD).read_text(encoding="ascii", errors="replace").split())
    except FileNotFoundError:
        return frozenset()
