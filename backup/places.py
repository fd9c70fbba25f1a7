"""Where an original lies within the archive, whatever the computer: `YYYY/MM/<sha12>-<name>`."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path, PurePosixPath

from pipeline.archive import HASH_SIGNS
from pipeline.safe_name import safe_name
from settings import Settings

LAYOUT = re.compile(r"\d{4}/\d\d/[^/]+")
#: What readers of bags would take for the end of a line.
ESCAPES = re.compile(r"%(?=0[AaDd])")


def place(sha256: str, name: str, received_at: dt.datetime, archived: str | None) -> str:
    """The place of the original: where it was put, or would be put by its number, name and moment.

    >>> place("a" * 64, "cv.pdf", dt.datetime(2026, 11, 5), "/srv/kho/2026/11/aaaaaaaaaaaa-cv-2.pdf")
    '2026/11/aaaaaaaaaaaa-cv-2.pdf'
    >>> place("a" * 64, "cv.pdf", dt.datetime(2026, 11, 5), None)
    '2026/11/aaaaaaaaaaaa-cv.pdf'
    """
    told = "/".join(PurePosixPath(archived or "").parts[-3:])
    if not LAYOUT.fullmatch(told):
        told = f"{received_at.astimezone():%Y/%m}/{sha256[:HASH_SIGNS]}-{safe_name(name)}"
    return in_a_bag(told)


def in_a_bag(name: str) -> str:
    r"""The name without signs that readers of bags misunderstand, or that are no UTF-8.

    >>> in_a_bag("a%0Ab.pdf "), in_a_bag("a\udcff.pdf")
    ('a_0Ab.pdf', 'a?.pdf')
    """
    return ESCAPES.sub("_", name).encode("utf-8", "replace").decode().strip()


def home_in(settings: Settings, told: str) -> str:
    """The place as a path of this computer.  Raises ValueError where it is none within the archive."""
    if not LAYOUT.fullmatch(told) or told.endswith(("/..", "/.")):
        raise ValueError(told)
    return str(settings.archive.absolute() / Path(told))
