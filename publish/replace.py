"""Putting a published file into its place in one step."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


def replace(path: Path, content: bytes) -> Path:
    """The path, which now holds the content; nobody ever sees half of it, and an equal file is left as it is.

    Raises PermissionError, with a remedy in Vietnamese, where another program holds the file or the folder is closed.
    """
    if path.is_file() and path.read_bytes() == content:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder, since only there a file takes the place of another in one step.
    aside = half(path.parent)
    try:
        with told_of(path):
            _write(aside, content)
            aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return path


def half(folder: Path) -> Path:
    """A new hidden name there for a file that is not whole yet: the next sweep removes it once our process is gone."""
    return folder / f".{os.getpid()}-{uuid4().hex}.tmp"


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """A `with` in which a PermissionError becomes one that tells of the path, with a remedy in Vietnamese."""
    try:
        yield
    except PermissionError as error:
        raise PermissionError(
            f"Không ghi được {path}; hãy đóng tệp nếu đang mở bằng chương trình khác và kiểm tra quyền ghi thư mục."
        ) from error


def in_place(aside: Path, path: Path) -> None:
    """Nothing; the file written beside the path, in the same folder, takes its place in one step.

    Raises PermissionError as `replace` does.
    """
    with told_of(path):
        with aside.open("rb") as file:
            os.fsync(file.fileno())
        aside.replace(path)


def _write(path: Path, content: bytes) -> None:
    """Write the content through to the disk: a name must never point at what a power cut has left empty."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
