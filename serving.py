"""The process that serves the sweep: `python -m serving [SERVER]`, started by `vanthu watch` and never living longer.

`vanthu watch` itself only waits, so that a signal finds it free: Prefect takes SIGTERM in a handler that waits for its
own event loop, which it interrupted, and at its end joins the process of a sweep however long that reads.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress


def main(servers: Sequence[int]) -> None:
    """Sweep on a schedule and when something comes, ask the mailbox, until SIGINT."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have had it ignored
    threading.Thread(target=_hang_up, args=(servers,), daemon=True, name="hang-up").start()
    with suppress(KeyboardInterrupt):
        from settings import Settings
        from watching import mailbox_asked, waking

        settings = Settings()
        from flows import serve, wake  # Prefect learns at its import where its server is

        with waking(settings, wake), mailbox_asked(settings):
            serve(settings)


def _hang_up(servers: Sequence[int]) -> None:
    """End with `vanthu watch`, whose end closes the line, and take the server and the sweep along."""
    os.read(0, 1)  # not sys.stdin: at the end of the interpreter a thread that waits in it is a fatal error
    for server in servers:
        with suppress(ProcessLookupError):
            os.kill(server, signal.SIGKILL)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]])
