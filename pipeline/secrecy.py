"""Dispatches that bear a mark of secrecy are not read: Luật 117/2025/QH15 keeps them off machines like this one."""

from __future__ import annotations

import re
import unicodedata

from pipeline.errors import SecretMark
from records import Dispatch, Zone
from rules import first


def without_secrets(dispatches: tuple[Dispatch, ...]) -> tuple[Dispatch, ...]:
    """The same dispatches.  Raises SecretMark where one of them is marked MẬT, TỐI MẬT or TUYỆT MẬT."""
    if any(is_secret(dispatch) for dispatch in dispatches):
        raise SecretMark()
    return dispatches


def names_secrecy(said: str) -> bool:
    """Whether a mark as a person writes it is one of secrecy, alone or beside another one.

    >>> names_secrecy("tối mật"), names_secrecy("Khẩn, Mật"), names_secrecy("Khẩn")
    (True, True, False)
    """
    parts = re.split(r"[,;/+\n–-]|\s\s", unicodedata.normalize("NFC", said).upper())
    return any(_is_of_secrecy(" ".join(part.split())) for part in (said.upper(), *parts))


def is_secret(dispatch: Dispatch) -> bool:
    """Whether a line that stands alone as a mark is one of secrecy; the same word in a sentence is none."""
    return any(_is_of_secrecy(line.text) for line in dispatch.lines if line.zone is Zone.MARK)


def _is_of_secrecy(line: str) -> bool:
    mark = first("marks", line)
    return mark is not None and mark.id.startswith("secrecy")
