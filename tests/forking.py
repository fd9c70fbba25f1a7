"""A process that has imported everything and gives birth to sweeps, each one a process of its own.

Reads one JSON object a line: `{"code", "arguments", "folder", "environment", "log"}` starts one and answers its number;
`{"wait": number}` answers its exit code.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


class Forker:
    """The other end: starts sweeps through such a process and waits for them."""

    def __init__(self) -> None:
        others = {name: value for name, value in os.environ.items() if not name.startswith(("VANTHU_", "DJANGO_"))}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.forking"],
            cwd=ROOT,
            env={**others, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, **what: object) -> int:
        """The answer to one line."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """The end of it."""
        self._process.communicate()


def serve() -> None:
    """Answer until there is no line left."""
    import xlsxwriter.worksheet  # noqa: F401

    import publish.everything  # noqa: F401
    from tests.papers import STATE, readings

    readings(STATE)  # the rules are read once, here, for all the children
    for line in sys.stdin:
        asked = json.loads(line)
        answer = os.waitstatus_to_exitcode(os.waitpid(asked["wait"], 0)[1]) if "wait" in asked else _born(asked)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _born(asked: dict[str, Any]) -> int:
    number = os.fork()
    if number == 0:
        os.setsid()
        os.chdir(asked["folder"])
        os.environ.update(asked["environment"])
        log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for descriptor in (1, 2):
            os.dup2(log, descriptor)
        os.close(0)
        _live(asked["code"], asked["arguments"])
    return number


def _live(code: str, arguments: list[str]) -> None:
    import tempfile

    tempfile.tempdir = None  # it has its own TMPDIR
    sys.argv = ["vanthu", *arguments]
    status = 1
    try:
        exec(code, {"__name__": "sweep"})
        status = 0
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else int(error.code is not None)
    finally:
        if status == 1:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    serve()
