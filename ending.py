"""How the watch and a sweep end on SIGTERM and SIGINT: what is set going, and the bounds of each step.

Nothing is lost by a kill at any moment: the register commits before a file moves, and the next sweep mends the rest.
So what does not end by itself in time is killed, and only the first seconds are a courtesy.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from descendants import adopt_orphans, ask_after_the_dead, descendants, end_descendants, killed
from pipeline.sweep import alone
from settings import Settings

#: Seconds a sweep in hand has to come to its end.
SWEEP_GRACE = 5.0
#: Seconds a process that was asked to end has before it is killed.
PROCESS_GRACE = 5.0
#: Seconds in which the kernel surely ends what was killed.
KILL_GRACE = 5.0
#: Seconds from the signal to the end at most: the sweep, the serving process, the server, what else is left.
BOUND = SWEEP_GRACE + 2 * PROCESS_GRACE + 2 * KILL_GRACE

#: What a terminal takes to show its cursor, which a bar had hidden.
SHOWN_CURSOR = b"\x1b[?25h\n"
SIGNALS = (signal.SIGTERM, signal.SIGINT)
FAREWELL = (
    f"Đang dừng trực hộp đến, chậm nhất {BOUND:.0f} giây (ra lệnh dừng lần nữa thì dừng ngay); "
    "tệp chưa đọc xong vẫn nằm trong hộp đến cho lần chạy sau."
)


class Asked(Exception):
    """Somebody asked this process to end: (the signal's number,)."""


class Ears:
    """Hears the signals that ask to end: the first is told to who waits, the second ends everything at once."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say
        # Unlike threading.Event it may be used by a signal's handler while the same thread waits for it.
        self._heard: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._is_ending = False

    def wait(self, seconds: float) -> None:
        """Nothing, after so many seconds.  As soon as a signal has come, says so and raises Asked."""
        try:
            number = self._heard.get(timeout=seconds)
        except queue.Empty:
            return
        with suppress(OSError):  # nobody is there any more to be told
            self._say(FAREWELL)
        raise Asked(number)

    def hear(self, number: int, _: FrameType | None) -> None:
        """Take a signal in."""
        if self._is_ending:
            _end_all_below()
            os._exit(128 + number)
        self._is_ending = True
        adopt_orphans()
        self._heard.put(number)


@contextmanager
def ears(say: Callable[[str], object]) -> Iterator[Ears]:
    """Ears for SIGTERM and SIGINT; when they are taken off, no process below this one is left."""
    one = Ears(say)
    before = {number: signal.signal(number, one.hear) for number in SIGNALS}
    try:
        yield one
    finally:
        _end_all_below()
        for number, handler in before.items():
            signal.signal(number, handler)


def _end_all_below() -> None:
    end_descendants(os.getpid(), KILL_GRACE)
    ask_after_the_dead()


def end_serving(serving: subprocess.Popen[bytes], settings: Settings) -> None:
    """End the process that serves the sweep; a sweep in hand may end by itself if that is quick."""
    with _no_sweep(settings, SWEEP_GRACE) as quiet:  # held to the end: no other sweep begins
        if not quiet:
            end_descendants(serving.pid, KILL_GRACE)
        end(serving, signal.SIGINT)  # Prefect takes it inside its event loop; its way with SIGTERM can lock up
    with suppress(ProcessLookupError):  # what it left behind where it ended by a fault of its own
        os.killpg(serving.pid, signal.SIGKILL)


def end(process: subprocess.Popen[bytes], number: int = signal.SIGTERM) -> None:
    """Ask the process to end with that signal, and kill it where it does not in time."""
    process.send_signal(number)
    try:
        process.wait(PROCESS_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def _no_sweep(settings: Settings, seconds: float) -> Iterator[bool]:
    """Whether no sweep runs and none can begin; waits so long for the end of one."""
    stop = time.monotonic() + seconds
    while True:
        with alone(settings) as quiet:
            if quiet or time.monotonic() > stop:
                yield quiet
                return
        time.sleep(0.1)


@contextmanager
def at_once() -> Iterator[None]:
    """While inside, SIGTERM and SIGINT end the process where it stands, which loses nothing.

    Unwinding would: pools and helping processes would end under the files that are being read, and each would look like
    a fault of its file.  A signal that is ignored stays so.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = [number for number in SIGNALS if signal.getsignal(number) not in (signal.SIG_IGN, None)]
    before = {number: signal.signal(number, _leave) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _: FrameType | None) -> None:
    """End now; a child that is left behind ends the helping processes as soon as nobody can see them end."""
    us, below = os.getpid(), descendants(os.getpid())
    if os.fork() == 0:
        while os.getppid() == us:
            time.sleep(0.01)
        killed(below)
        os._exit(0)
    if sys.stdout.isatty():
        os.write(sys.stdout.fileno(), SHOWN_CURSOR)
    os._exit(128 + number)
