"""From the inbox to a Scan: which files have been written to their end, and what each of them is."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import PipelineError, Unreadable, refused
from pipeline.sniff import media_type
from records import Refused, Scan
from settings import Settings

#: Names under which programs write a file before it is whole.
UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download", ".filepart")
#: What file managers leave in every folder.
CLUTTER = frozenset({"thumbs.db", "desktop.ini"})
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Glance:
    """A file as it was found at one look: its size in bytes and the time of its last change (nanoseconds)."""

    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Watched:
    """A file's last glance, and since when (seconds since 1970) it has looked like that."""

    glance: Glance
    since: float


Watch = Mapping[Path, Watched]

#: What has been seen of an inbox before the first look.
NOTHING_SEEN: Watch = MappingProxyType({})


def ready_files(inboxes: Sequence[Path], settings: Settings, now: float, seen: Watch) -> tuple[tuple[Path, ...], Watch]:
    """The files of the inboxes that are written to their end, by name, and what to pass as `seen` at the next look.

    `now` is in seconds since 1970.  Subfolders, links, hidden and unfinished files are not looked at.
    """
    found = {path: one for inbox in inboxes for path, one in glances(inbox).items()}
    return settled(found, seen, now, settings.stable_seconds)


def settled(
    found: Mapping[Path, Glance], seen: Watch, now: float, stable_seconds: float
) -> tuple[tuple[Path, ...], Watch]:
    """The files that stood still long enough, and the watch kept on all of them.

    A file is ready when two looks found it unchanged and either they lie `stable_seconds` apart or its last change
    does: a copy may bear an old date while it still grows, so one look never is enough (unless no wait is asked for).
    """
    watch = {path: _watched(seen.get(path), glance, now) for path, glance in found.items()}
    ready = [
        path
        for path, watched in watch.items()
        if stable_seconds <= 0 or (_is_known(seen.get(path), watched) and _stood(watched, now) >= stable_seconds)
    ]
    return tuple(sorted(ready)), MappingProxyType(watch)


def _watched(before: Watched | None, glance: Glance, now: float) -> Watched:
    return before if before is not None and before.glance == glance else Watched(glance, now)


def _is_known(before: Watched | None, watched: Watched) -> bool:
    return before is not None and before.glance == watched.glance


def _stood(watched: Watched, now: float) -> float:
    """For how many seconds the file has not changed, by our looks or by its own date."""
    return max(now - watched.since, now - watched.glance.mtime_ns / 1e9)


def glances(inbox: Path) -> dict[Path, Glance]:
    """A look at every file of the inbox that may be taken in; empty where there is no such folder."""
    found: dict[Path, Glance] = {}
    try:
        entries = list(os.scandir(inbox))
    except FileNotFoundError:
        return found
    for entry in entries:
        try:
            if is_candidate(entry.name) and entry.is_file(follow_symlinks=False):
                facts = entry.stat(follow_symlinks=False)
                found[Path(entry.path)] = Glance(facts.st_size, facts.st_mtime_ns)
        except OSError:
            continue  # gone since the folder was listed
    return found


def skipped(inboxes: Sequence[Path]) -> tuple[str, ...]:
    """The names of what lies in the inboxes like a file and is none: folders, links, pipes; in order."""
    return tuple(name for inbox in inboxes for name in _skipped(inbox))


def _skipped(inbox: Path) -> tuple[str, ...]:
    try:
        with os.scandir(inbox) as entries:
            return tuple(
                sorted(one.name for one in entries if is_candidate(one.name) and not one.is_file(follow_symlinks=False))
            )
    except FileNotFoundError:
        return ()


def is_candidate(name: str) -> bool:
    """Whether a file of this name may be taken in.

    >>> is_candidate("cong van 411.pdf"), is_candidate(".scan.pdf"), is_candidate("scan.pdf.part")
    (True, False, False)
    """
    low = name.lower()
    return not (low.startswith((".", "~")) or low.endswith(UNFINISHED) or low in CLUTTER)


def take_in(path: Path, clock: Callable[[], dt.datetime], plain_text: bool = False) -> Scan | Refused:
    """The file as a Scan, known by its sha256 and by the kind of its bytes; or why it is refused.

    `plain_text` says whether UTF-8 text is welcome.
    """
    digest = None
    try:
        digest = sha256_of(path)
        kind = media_type(path, plain_text)
        size = path.stat().st_size
    except PipelineError as error:
        return refused(error, path.name, digest)
    except OSError:
        return refused(Unreadable(), path.name, digest)
    return Scan(digest, path, path.name, clock(), kind, size)


def sha256_of(path: Path) -> str:
    """The sha256 of a file's bytes, in hexadecimal.  Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
