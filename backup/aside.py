"""Failed files and duplicates put into a bag, without those that bear a mark of secrecy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from backup.places import in_a_bag
from backup.writing import Bag
from pipeline.archive import note_of
from pipeline.errors import SecretMark
from pipeline.intake import sha256_of
from pipeline.withheld import withheld
from settings import Settings


def put_aside(bag: Bag, name: str, settings: Settings) -> int:
    """How many files of the folder with this setting's name lie in the bag now; secret papers stay outside."""
    number = 0
    for path in without_secrets(getattr(settings, name).absolute(), settings):
        try:
            bag.copied(f"{name}/{in_a_bag(path.name)}", path)
        except FileNotFoundError:
            continue  # taken away meanwhile
        number += 1
    return number


def without_secrets(folder: Path, settings: Settings) -> Iterator[Path]:
    """The files of the folder, but for secret papers and the notes on them."""
    known = withheld(settings)
    for path in sorted(folder.glob("*")):
        if path.name.startswith(".") or path.is_symlink() or not path.is_file():
            continue
        about = path if note_of(path).exists() else path.with_name(path.name.removesuffix(".txt"))
        if not _secret(about, known):
            yield path


def _secret(path: Path, known: frozenset[str]) -> bool:
    note = note_of(path)
    try:
        if note.exists() and SecretMark.sentence in note.read_text(encoding="utf-8", errors="replace"):
            return True
        return bool(known) and path.exists() and sha256_of(path) in known
    except FileNotFoundError:
        return True  # gone meanwhile: nothing is known of it
