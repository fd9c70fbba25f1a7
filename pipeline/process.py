"""One file of the inbox from its arrival to its place: read, saved, archived, in an order that loses nothing.

The register commits first, the file moves after.  Killed between the two, the file still lies in the inbox, is known at
the next sweep, and only its move is made up for.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path

from pipeline.archive import archive, archived_copy, is_source_of, set_aside_duplicate, set_aside_failed
from pipeline.errors import ChangedMeanwhile, PipelineError, blames_file, refused, withholds_name
from pipeline.intake import sha256_of, take_in
from pipeline.withheld import without_withheld
from records import Duplicate, Outcome, Refused, Register, Scan, ScanReading
from settings import Settings

#: One file is kept at a time: two of the same bytes in one sweep must not both be archived.
_KEEPING = threading.Lock()


def process(
    path: Path,
    settings: Settings,
    register: Register,
    read: Callable[[Scan], ScanReading],
    clock: Callable[[], dt.datetime],
) -> Outcome:
    """What became of the file: read and archived, a duplicate set aside, or refused and put with the failed.

    A file that was refused through no fault of its own (Tesseract is missing, it changed meanwhile) stays where it is.
    Raises OSError where the file can be moved nowhere or the register cannot be written; the file then stays too.
    """
    scan = take_in(path, clock)
    if isinstance(scan, Refused):
        return _refused(path, scan, settings, register)
    if register.known(scan.sha256) is not None:
        with _KEEPING:
            return _known(scan, settings, register)
    try:
        without_withheld(scan.sha256, settings)
        reading = read(scan)
        if sha256_of(path) != scan.sha256:
            raise ChangedMeanwhile()
    except PipelineError as error:
        return _refused(path, refused(error, scan.name, scan.sha256), settings, register)
    with _KEEPING:
        return _kept(scan, reading, settings, register)


def _kept(scan: Scan, reading: ScanReading, settings: Settings, register: Register) -> Outcome:
    """The reading saved and the original archived."""
    if register.known(scan.sha256) is not None:  # the same bytes under another name were read beside these
        return _known(scan, settings, register)
    register.save(reading)
    return _archived(scan, settings, register) or reading


def _known(scan: Scan, settings: Settings, register: Register) -> Outcome:
    """The outcome for bytes that were saved before: their move is made up for where it is lacking."""
    outcome = Duplicate(scan.sha256, scan.name, register.known(scan.sha256) or scan.name)
    place = register.archived_path(scan.sha256)
    if place is None or not _holds(place, scan.sha256):
        place = archived_copy(scan.sha256, settings)
        if place is None:
            return _archived(scan, settings, register) or outcome
        register.archived(scan.sha256, place)
    if is_source_of(scan.path, place):
        scan.path.unlink()
    else:
        set_aside_duplicate(scan.path, outcome, settings)
    return outcome


def _holds(place: Path, sha256: str) -> bool:
    """Whether the archived original still is what it was; if not, the file that came again takes its place."""
    return place.is_file() and sha256_of(place) == sha256


def _archived(scan: Scan, settings: Settings, register: Register) -> Refused | None:
    """None once the original is archived and the register told; why not, otherwise."""
    place = archive(scan, settings)
    if isinstance(place, Refused):
        return place
    register.archived(scan.sha256, place)
    return None


def _refused(path: Path, outcome: Refused, settings: Settings, register: Register) -> Refused:
    if withholds_name(outcome) and outcome.sha256:
        register.forget_origin(outcome.sha256)
    if blames_file(outcome):
        set_aside_failed(path, outcome, settings)
    return outcome
