"""An office with `vanthu watch` at work, and what is left of it after its end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from descendants import killed
from tests.killed_office import Place

#: Tesseract that reads for ever, and says that it has begun; it still tells its version and languages.
HANGING = """#!/bin/sh
case "$1" in --*) exec {tesseract} "$@" ;; esac
touch {begun}
exec sleep 600
"""


def hanging_tesseract(folder: Path) -> tuple[str, Path]:
    """A PATH on which Tesseract never ends, and the file that is there as soon as it has begun."""
    begun, program = folder / "begun", folder / "bin" / "tesseract"
    program.parent.mkdir(parents=True)
    program.write_text(HANGING.format(tesseract=shutil.which("tesseract"), begun=begun))
    program.chmod(0o755)
    return f"{program.parent}{os.pathsep}{os.environ['PATH']}", begun


@contextmanager
def watched(place: Place, home: Path, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """`vanthu watch` there; at the end nothing of it is left, whatever the test found."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "VANTHU_"))}
    served = {"VANTHU_PREFECT_HOME": str(home), "VANTHU_PREFECT_PORT": str(free_port()), "VANTHU_RESCAN_SECONDS": "5"}
    with (place.folder / "log.txt").open("a") as log:
        watch = subprocess.Popen(
            [str(Path(sys.executable).parent / "vanthu"), "watch"],
            cwd=place.folder,
            env={**clean, **place.environment(), **served, **more},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield watch
    finally:
        with suppress(ProcessLookupError):
            os.killpg(watch.pid, signal.SIGKILL)
        watch.wait()
        killed(left(place))


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def left(place: Place) -> list[int]:
    """The living processes that were started for this office, known by what they were told."""
    return [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/environ") if _is_told(path, place)]


def _is_told(environ: Path, place: Place) -> bool:
    with suppress(OSError):  # a dead one, or not ours to see
        return f"TMPDIR={place.folder}/temp".encode() in environ.read_bytes().split(b"\0")
    return False


def came_true(what: Callable[[], object], seconds: float) -> bool:
    """Whether it became true within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.1)
    return False
