"""A kept scan that today's rules find secret: its reading is forgotten, its original and copies go to the failed."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline.archive import archived_copy, set_aside_failed
from pipeline.errors import PipelineError, refused
from pipeline.intake import sha256_of
from records import Register, Scan
from settings import Settings

log = logging.getLogger(__name__)


def withdraw(scan: Scan, error: PipelineError, settings: Settings, register: Register) -> None:
    """Nothing; afterwards no word of the scan is kept, and every file of its bytes lies with the failed.

    The reading goes first: killed before the files are moved, `vanthu verify` tells of a file without a reading.
    Raises OSError.
    """
    files = [*_copies(scan, settings)]
    register.forget(scan.sha256)
    shutil.rmtree(settings.pictures.absolute() / scan.sha256, ignore_errors=True)
    for path in files:
        set_aside_failed(path, refused(error, path.name, scan.sha256), settings)
    log.warning("a kept scan bears a mark of secrecy: its reading was removed, %d files were put aside", len(files))


def _copies(scan: Scan, settings: Settings) -> Iterator[Path]:
    """The archived original, wherever it lies, and the duplicates set aside."""
    original = scan.path if scan.path.is_file() else archived_copy(scan.sha256, settings)
    if original is not None:
        yield original
    for path in sorted(settings.duplicates.absolute().glob("*")):
        if path.is_file() and path.stat().st_size == scan.size and sha256_of(path) == scan.sha256:
            yield path
