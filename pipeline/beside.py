"""A process beside the one that reads, started once and asked often: what breaks in it breaks no reader.

The processes are kept for the next who asks, so that starting one is paid once for many.
"""

from __future__ import annotations

import atexit
import os
import resource
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pipeline.deaf import deaf
from pipeline.tray import clear, new_tray

MOST_IDLE = 8


class Gone(Exception):
    """The process has ended: its exit status, its peak of memory in bytes or 0, and whether it was too late for us."""

    def __init__(self, status: int, peak: int, late: bool) -> None:
        super().__init__(status, peak, late)
        self.status, self.peak, self.late = status, peak, late


class Beside:
    """A running `python -m MODULE LINE TRAY`: the line to it, and the tray in which pixels are handed over."""

    def __init__(self, module: str) -> None:
        ours, theirs = socket.socketpair()
        self._tray = new_tray()
        self.tray = self._tray.fileno()
        with theirs, deaf():
            path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", module, str(theirs.fileno()), str(self.tray)],
                pass_fds=[theirs.fileno(), self.tray],
                env={**os.environ, "PYTHONPATH": path},
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the reader; this process ends when the reader hangs up
            )
        self.line = Connection(ours.detach())
        self.uses = 0
        # The system counts a new process's peak from that of the one which started it: only what is above it is known.
        self._inherited = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def ask(self, question: object, seconds: float) -> Any:
        """The answer; who has none after so many seconds is ended.  Raises Gone."""
        self.tell(question)
        return self.told(seconds)

    def tell(self, question: object) -> None:
        """Nothing; the answer is asked for by `told`, which also finds out where nobody heard the question."""
        with suppress(OSError):
            self.line.send(question)

    def told(self, seconds: float) -> Any:
        """The answer to the last question; who has none after so many seconds is ended.  Raises Gone."""
        late = False
        try:
            late = not self.line.poll(seconds)
            if late:
                self.process.kill()
            return self.line.recv()
        except (EOFError, OSError) as error:
            raise Gone(*self.dismiss(), late) from error

    def end(self) -> None:
        """End the process, whatever it was asked; nothing where it is gone."""
        if not self.line.closed:
            self.process.kill()
            self.dismiss()

    def hang_up(self) -> None:
        """Nothing; the process ends upon it, if it has not yet."""
        self.line.close()
        self._tray.close()

    def dismiss(self) -> tuple[int, int]:
        """Hang up and wait for the end; the exit status of the process, its peak of memory in bytes or 0."""
        self.hang_up()
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        return self.process.returncode, usage.ru_maxrss * 1024 if usage.ru_maxrss > self._inherited else 0


class Spare:
    """The processes of one module that nobody asks at the moment; each is replaced after so many uses."""

    def __init__(self, module: str, uses: int) -> None:
        self._module, self._uses = module, uses
        self._idle: list[Beside] = []
        self._choosing = threading.Lock()
        atexit.register(self.dismiss)

    def taken(self) -> Beside:
        """One that waits, else a new one; for the caller alone until it is left."""
        with self._choosing:
            return self._idle.pop() if self._idle else Beside(self._module)

    def begin(self, number: int) -> None:
        """Start so many before they are asked for: they load their modules while the caller loads its own."""
        self._idle += [Beside(self._module) for _ in range(min(number, MOST_IDLE))]

    def left(self, one: Beside) -> None:
        """Keep the process for the next who asks, the memory of its tray given back."""
        one.uses += 1
        clear(one.tray)
        with self._choosing:
            if one.uses < self._uses and len(self._idle) < MOST_IDLE:
                self._idle.append(one)
                return
        one.dismiss()

    def dismiss(self) -> None:
        """Hang up on all that wait, and see them end."""
        idle, self._idle = self._idle, []
        for one in idle:
            one.hang_up()
        for one in idle:
            one.dismiss()
