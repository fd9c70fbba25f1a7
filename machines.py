"""Other machines that read, through Dask: an errand sent, its answer.  The one room of `distributed`.

Only reading goes out, a file at a time to each process, so that the end of a process is laid to the right file; Dask
gives its file to another.  What is kept is kept by the process that sweeps.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from distributed import CancelledError, Client, Future, KilledWorker, wait
from distributed.security import Security

from fleet import Fleet
from pipeline.errand import UNFIT, Answered, Declined, Errand, done
from pipeline.errors import ReaderEnded
from pipeline.shared_storage import seen
from settings import Settings

log = logging.getLogger(__name__)

#: Seconds between two looks at who is there, while work goes on.
LOOK_AGAIN = 5.0
#: Seconds for the scheduler to answer.
ANSWER = 15.0
#: How often an errand is sent out that machines give back undone.
TRIALS = 3
#: Files in hand beyond those being read: their keeping and the taking in of the next keep no machine waiting.
FILES_AHEAD = 4
MOST_AT_ONCE = 64

NOT_THERE = "Không gọi được bộ điều phối Dask ở {0} nên máy này tự đọc. Hãy xem 'vanthu scheduler' còn chạy không."
NOBODY = "Không có máy đọc nào dùng được nên máy này tự đọc. Hãy chạy 'vanthu worker {0}' ở máy đọc."


def security(settings: Settings) -> Security | None:
    """How the machines know each other; None where their lines are open."""
    if not settings.dask_tls:
        return None
    files = tls_files(settings)
    roles = {
        f"tls_{role}_{kind}": files[kind] for role in ("client", "worker", "scheduler") for kind in ("cert", "key")
    }
    return Security(tls_ca_file=files["ca"], require_encryption=True, **roles)


def tls_files(settings: Settings) -> Mapping[str, str]:
    """The whole paths of the authority's certificate, our own, and its key."""
    return {kind: str(Path(settings.dask_tls, f"{kind}.pem").absolute()) for kind in ("ca", "cert", "key")}


def client_options(settings: Settings) -> dict[str, Any]:
    """How a client is made; it is nobody's default."""
    return {"security": security(settings), "timeout": ANSWER, "set_as_default": False, "name": "vanthu"}


@contextmanager
def machines(settings: Settings) -> Iterator[Machines | None]:
    """The machines behind the scheduler that the settings name, without Prefect; None where it does not answer."""
    try:
        client = Client(settings.dask, **client_options(settings))
    except OSError:
        log.warning(NOT_THERE.format(settings.dask))
        yield None
        return
    with client, at_work(client, settings) as found:
        yield found


@contextmanager
def at_work(client: Client, settings: Settings) -> Iterator[Machines]:
    """The machines behind a client, asked what they read with and whether they see the office's folders."""
    for folder in (settings.archive, *settings.all_inboxes):
        folder.mkdir(parents=True, exist_ok=True)
    with seen(settings) as mark:
        yield Machines(client, Fleet(client, settings, mark))


class Machines:
    """Other machines at work for one sweep.  Used by many threads at once."""

    def __init__(self, client: Client, fleet: Fleet) -> None:
        self._client = client
        self._fleet = fleet
        self._turn = threading.Condition()
        self._in_hand = 0
        fleet.look()
        if not fleet.fit:
            log.warning(NOBODY.format(client.scheduler.address if client.scheduler else ""))

    @property
    def files_at_once(self) -> int:
        """How many files a sweep has in hand at a time."""
        return min(MOST_AT_ONCE, len(self._fleet.fit) + FILES_AHEAD)

    def send(self, errand: Errand) -> Answered | None:
        """What a machine answers; None where nobody can do it now.  Raises what reading raises beyond its refusals."""
        for _ in range(TRIALS):
            if self._is_closed() or not self._placed():
                return None
            try:
                answer = self._answer(errand)
            finally:
                self._let_go()
            if not isinstance(answer, Declined):
                return answer
            if answer.why == UNFIT:
                self._fleet.look()
        return None

    def _placed(self) -> bool:
        """Whether there is a process for one more file, now or soon; False where nobody was there for long."""
        with self._turn:
            while self._in_hand >= len(self._fleet.fit):
                if self._is_forsaken():
                    return False
                self._turn.wait(LOOK_AGAIN / 10)
                self._fleet.look(LOOK_AGAIN)
            self._in_hand += 1
            return True

    def _let_go(self) -> None:
        with self._turn:
            self._in_hand -= 1
            self._turn.notify()

    def _answer(self, errand: Errand) -> Answered | None:
        """The answer; None where the machines were lost meanwhile."""
        only = sorted(self._fleet.fit) if self._fleet.unfit else None
        future = self._client.submit(
            done, errand, key=f"tep-{uuid4().hex}", pure=False, workers=only, allow_other_workers=only is not None
        )
        try:
            while not self._is_over(future):
                self._fleet.look(LOOK_AGAIN)
                if self._is_forsaken():
                    return None
            return _answered(future)
        finally:
            future.release()

    def _is_over(self, future: Future) -> bool:
        """Whether it came to an end; waits some time for it."""
        try:
            with self._client.as_current():
                wait(future, timeout=LOOK_AGAIN)
        except TimeoutError:
            return False
        except CancelledError:  # the scheduler is gone, and what it knew
            return True
        return True

    def _is_forsaken(self) -> bool:
        return self._is_closed() or self._fleet.is_lost()

    def _is_closed(self) -> bool:
        return self._client.status not in ("running", "connecting")


def _answered(future: Future) -> Answered | None:
    if future.status == "error":
        error = future.exception()
        if isinstance(error, KilledWorker):
            return ReaderEnded(error.allowed_failures + 1)
        raise error
    if future.status != "finished":
        return None
    answer: Answered = future.result()
    return answer
