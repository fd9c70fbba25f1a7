"""Outputs taken away at once, where they may tell of a paper that must not stay; they are written anew of the rest."""

from __future__ import annotations

from pathlib import Path

from publish import book_files, copies, cuts, graph, readings, unit_files
from publish.analysts import write as analysts

TABLES = ("register.xlsx", "register.csv", "review.csv", *graph.FILES)


def take_away(outputs: Path, sha256: str) -> None:
    """Nothing; no file of ours is left that can tell of this scan: tables, graph, books, tasks, its own files.

    Raises OSError.
    """
    for name in TABLES:
        (outputs / name).unlink(missing_ok=True)
    book_files.take_away(outputs / book_files.FOLDER)
    begun = sha256[:12]
    own = ((outputs / "readings", readings.OURS), (outputs / cuts.FOLDER, cuts.OURS))
    for folder, ours in (*own, (outputs / copies.FOLDER, copies.OURS)):
        for path in folder.glob(f"{begun}*"):
            if ours.fullmatch(path.name):
                path.unlink(missing_ok=True)
    unit_files.take_away(outputs / unit_files.FOLDER, begun)
    analysts.take_away(outputs)
