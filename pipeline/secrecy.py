"""Dispatches that bear a mark of secrecy are not read: Luật 117/2025/QH15 keeps them off machines like this one."""

from __future__ import annotations

from pipeline.errors import SecretMark
from records import Dispatch, Zone
from rules import first


def without_secrets(dispatches: tuple[Dispatch, ...]) -> tuple[Dispatch, ...]:
    """The same dispatches.  Raises SecretMark where one of them is marked MẬT, TỐI MẬT or TUYỆT MẬT."""
    if any(is_secret(dispatch) for dispatch in dispatches):
        raise SecretMark()
    return dispatches


def is_secret(dispatch: Dispatch) -> bool:
    """Whether a line that stands alone as a mark is one of secrecy; the same word in a sentence is none."""
    marks = (first("marks", line.text) for line in dispatch.lines if line.zone is Zone.MARK)
    return any(mark is not None and mark.id.startswith("secrecy") for mark in marks)
