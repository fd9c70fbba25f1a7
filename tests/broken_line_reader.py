"""A reader of lines that meets with an accident when it is asked: `python -m tests.broken_line_reader LINE TRAY`.

The accident is the environment's BROKEN_LINE_READER; where that is a path, it is killed unless the file is there, and
leaves it.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.line_reader import serve

ACCIDENTS: dict[str, Callable[[], object]] = {
    "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "ended": lambda: os._exit(128 + signal.SIGTERM),
    "crashed": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "silent": lambda: os._exit(0),
    "hanging": lambda: time.sleep(60),
}

if __name__ == "__main__":
    line, tray, accident = Connection(int(sys.argv[1])), int(sys.argv[2]), os.environ["BROKEN_LINE_READER"]
    if accident in ACCIDENTS:
        line.recv()
        ACCIDENTS[accident]()
    once = Path(accident)
    if not once.exists():
        once.touch()
        line.recv()
        ACCIDENTS["killed"]()
    serve(line, tray)
