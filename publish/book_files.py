"""What the files of the printed books are called, and how they are taken away."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path

from publish.book_dates import Wanted

#: Where they lie, from the outputs folder.
FOLDER = "books"
#: Tells what each file was made from, so that none is made again for nothing.
MADE_FROM = ".made-from"


class Kind(StrEnum):
    """What there is: the register, the book of what is followed, the data for other systems."""

    REGISTER = "dang-ky"
    TRACKING = "theo-doi"
    DATA = "du-lieu"


STEMS = {
    Kind.REGISTER: "so-dang-ky-van-ban-den",
    Kind.TRACKING: "so-theo-doi-giai-quyet-van-ban-den",
    Kind.DATA: "du-lieu-van-ban-den",
}
BOOKS = (".xlsx", ".pdf")
OURS = re.compile(rf"({'|'.join(STEMS.values())})-\d{{1,4}}\.(xlsx|pdf|csv)")


def file_name(kind: Kind, wanted: Wanted, ending: str) -> str:
    """'so-dang-ky-van-ban-den-2026-01.pdf'."""
    return f"{STEMS[kind]}-{wanted.ending}{ending}"


def without_others(folder: Path, names: Collection[str]) -> None:
    """Remove the books that are not named; what is called otherwise is not ours."""
    for path in folder.glob("*"):
        if OURS.fullmatch(path.name) and path.name not in names:
            path.unlink(missing_ok=True)


def take_away(folder: Path) -> None:
    """Nothing; no book of ours is left.  Raises OSError."""
    without_others(folder, ())
    (folder / MADE_FROM).unlink(missing_ok=True)
