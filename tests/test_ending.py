"""Processes below this one are found and ended, also those that do not want to and those whose parents are gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import ending
from descendants import descendants, end_descendants
from tests.watched_office import came_true

#: A process with a child in a session of its own that heeds no SIGTERM; it tells the child's number.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen(["sleep", "600"], start_new_session=True)
print(child.pid, flush=True)
{then}
"""


def started(code: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE)


def told(process: subprocess.Popen[bytes]) -> int:
    assert process.stdout
    return int(process.stdout.readline())


def is_gone(number: int) -> bool:
    """Whether the process has ended, be it that nobody has asked after it yet."""
    try:
        return ") Z " in Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return True


def test_descendants_are_told_from_above_to_below() -> None:
    with started(STUBBORN.format(then="time.sleep(600)")) as process:
        child = told(process)
        assert descendants(process.pid) == (child,)
        below = descendants(os.getpid())
        assert below.index(process.pid) < below.index(child)
        assert end_descendants(process.pid, 5)
        assert is_gone(child)
        assert process.poll() is None
        process.kill()


def test_a_process_that_does_not_heed_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ending, "PROCESS_GRACE", 0.2)
    with started(STUBBORN.format(then="time.sleep(600)")) as process:
        child = told(process)
        ending.end(process)
        assert process.returncode == -signal.SIGKILL
        os.kill(child, signal.SIGKILL)


ADOPTING = """
import os, subprocess, sys
from ending import Asked, ears
with ears(print) as heard:
    os.kill(os.getpid(), 15)
    try:
        heard.wait(5)
    except Asked:
        subprocess.run([sys.executable, "-c", sys.argv[1]])
"""


def test_an_orphan_does_not_outlive_the_end() -> None:
    code = STUBBORN.format(then="")
    run = subprocess.run([sys.executable, "-c", ADOPTING, code], capture_output=True, text=True, timeout=30, check=True)
    said, orphan = run.stdout.rsplit(maxsplit=1)
    assert said == ending.FAREWELL
    assert is_gone(int(orphan))


def test_the_serving_process_ends_with_the_watch() -> None:
    with subprocess.Popen(["sleep", "600"]) as server:
        command = [sys.executable, "-P", "-m", "serving", str(server.pid)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        serving = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, process_group=0)
        assert serving.wait(timeout=30) == -signal.SIGKILL
        assert came_true(lambda: server.poll() is not None, 5)
