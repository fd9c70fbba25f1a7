"""Machines that read for others, as an office starts them: a scheduler and workers, processes of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from distributed import Client

from descendants import descendants, killed
from machines import client_options
from settings import Settings
from tests.watched_office import free_port

ROOT = Path(__file__).parents[1]
VANTHU = str(Path(sys.executable).parent / "vanthu")
#: Seconds a process may take to begin on a busy computer.
BEGUN = 90.0


class ReadingMachines:
    """A scheduler on this computer, and the workers that were started for it."""

    def __init__(self, folder: Path, host: str = "127.0.0.1", tls: Path | None = None) -> None:
        self.folder = folder
        port = str(free_port())
        self.address = f"{'tls' if tls else 'tcp'}://{host}:{port}"
        self._tls = str(tls or "")
        self._begun: list[subprocess.Popen[bytes]] = []
        self._processes = 0
        self._start([VANTHU, "scheduler", "--host", host, "--port", port])

    def add(self, processes: int = 1, within: str = "", **environment: str) -> subprocess.Popen[bytes]:
        """A worker more, in that network namespace; it is there when this returns."""
        inside = ["ip", "netns", "exec", within] if within else []
        command = [*inside, VANTHU, "worker", self.address, "--processes", str(processes)]
        started = self._start(command, **environment)
        self._processes += processes
        self.whole()
        return started

    def leave(self, guard: subprocess.Popen[bytes]) -> None:
        """Nothing; afterwards that worker is gone."""
        self._processes -= sum(1 for one in descendants(guard.pid) if _reads(one))
        killed((guard.pid, *descendants(guard.pid)))
        guard.wait()
        self._begun.remove(guard)

    def leave_all(self) -> None:
        """Nothing; afterwards only the scheduler is left."""
        for guard in self._begun[1:]:
            self.leave(guard)

    def whole(self) -> None:
        """Nothing, as soon as every process is there that was started."""
        settings = Settings(dask=self.address, dask_tls=self._tls)
        with Client(self.address, **{**client_options(settings), "timeout": BEGUN}) as client:
            client.wait_for_workers(self._processes, timeout=BEGUN)

    def readers(self) -> tuple[int, ...]:
        """The numbers of the processes that read; a guard begins another for each one that ends."""
        return tuple(one for begun in self._begun[1:] for one in descendants(begun.pid) if _reads(one))

    def in_the_midst(self, seconds: float = BEGUN) -> int:
        """The number of one for which lines are read at this moment; waits for that.  Raises TimeoutError."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for one in self.readers():
                if any("pipeline.line_reader" in _command(below) and _works(below) for below in descendants(one)):
                    return one
            time.sleep(0.005)
        raise TimeoutError

    def have_opened(self) -> bool:
        """Whether any of them has opened a file: the process that did so is kept for the next."""
        return any("pipeline.opener" in _command(below) for one in self.readers() for below in descendants(one))

    def said(self) -> str:
        """What the scheduler and the workers logged."""
        return (self.folder / "machines.log").read_text(encoding="utf-8")

    def end(self) -> None:
        """Nothing; afterwards none of them is left."""
        below = [one for begun in self._begun for one in (begun.pid, *descendants(begun.pid))]
        killed(below)
        for one in self._begun:
            one.wait()

    def _start(self, command: Sequence[str], **environment: str) -> subprocess.Popen[bytes]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("VANTHU_", "DJANGO_"))}
        with (self.folder / "machines.log").open("a") as log:
            begun = subprocess.Popen(
                command,
                cwd=self.folder,
                env={**clean, "PYTHONPATH": str(ROOT), "VANTHU_DASK_TLS": self._tls, **environment},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._begun.append(begun)
        return begun


@contextmanager
def reading_machines(folder: Path, processes: int = 2) -> Iterator[ReadingMachines]:
    """A scheduler and a worker of so many processes; at the end nothing of them is left."""
    folder.mkdir(parents=True, exist_ok=True)
    found = ReadingMachines(folder)
    try:
        found.add(processes)
        yield found
    finally:
        found.end()


def kill(process: int) -> bool:
    """Whether the process was there to be killed."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
        return True
    return False


def _reads(process: int) -> bool:
    return "multiprocessing.spawn" in _command(process)


def _works(process: int) -> bool:
    """Whether the process is on a core, or waits for one."""
    with suppress(OSError, IndexError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "R"
    return False


def _command(process: int) -> str:
    with suppress(OSError):
        return Path("/proc", str(process), "cmdline").read_text(errors="replace")
    return ""
