"""Who reads for us: which processes are there, which of them read as we do, and a sentence about each that does not."""

from __future__ import annotations

import logging
import threading
import time
from typing import Any, Protocol

from pipeline.fingerprint import Fingerprint, differences, fingerprint
from pipeline.shared_storage import Mark, looked_at
from settings import Settings

log = logging.getLogger(__name__)

#: Seconds without anybody after which a file is waited for no longer; a process that ended is back in a few.
PATIENCE = 30.0

OTHERWISE = "Máy đọc {0} không được dùng: {1}"
LOST = "Các máy đọc đã mất liên lạc giữa chừng nên máy này đọc tiếp. Hãy xem 'vanthu scheduler' và 'vanthu worker'."
SILENT = "không trả lời được câu hỏi về bản đang chạy ({0}). Hãy cài cùng một bản chương trình ở máy ấy."


class Caller(Protocol):
    """What a fleet needs of Dask's client."""

    def scheduler_info(self, n_workers: int = -1) -> Any:
        """What the scheduler knows of its workers."""

    def run(self, function: Any, *arguments: Any, workers: list[str] | None = None, on_error: Any = "raise") -> Any:
        """The answer of each of the workers, by its address."""


class Fleet:
    """The processes that read for us.  Asked by many threads at once."""

    def __init__(self, client: Caller, settings: Settings, mark: Mark) -> None:
        self._client = client
        self._question = (settings.for_reading(), mark)
        self._ours = fingerprint(settings)
        self._looking = threading.Lock()
        self._looked = 0.0
        self._last: float | None = None  # when somebody was there
        self._said: set[str] = set()
        self.fit: frozenset[str] = frozenset()
        self.unfit: frozenset[str] = frozenset()

    def look(self, every: float = 0.0) -> None:
        """Learn who is there, unless that was done less than so many seconds ago or is being done."""
        if time.monotonic() - self._looked < every or not self._looking.acquire(blocking=not every):
            return
        try:
            self._learn()
        except OSError as error:  # the scheduler does not answer now: nobody can be reached
            log.debug("nobody was asked: %s", error)
            self.fit = frozenset()
        finally:
            self._looked = time.monotonic()
            self._looking.release()

    def is_lost(self) -> bool:
        """Whether nobody is there and nobody is waited for: none ever was, or none for long."""
        if self.fit:
            return False
        if self._last is not None and time.monotonic() - self._last < PATIENCE:
            return False
        if self._last is not None:
            self._say(LOST)
        return True

    def _learn(self) -> None:
        there = {address: str(one["host"]) for address, one in self._client.scheduler_info(-1)["workers"].items()}
        new = sorted(there.keys() - self.fit - self.unfit)
        told = self._client.run(looked_at, *self._question, workers=new, on_error="return") if new else {}
        fit = {address for address, said in told.items() if not self._against(said, there[address])}
        self.unfit = (self.unfit | (told.keys() - fit)) & there.keys()
        self.fit = (self.fit | fit) & there.keys()
        if self.fit:
            self._last = time.monotonic()

    def _against(self, said: object, host: str) -> str:
        """Why the process is not used, which is said once a machine; '' where it reads as we do."""
        why = differences(self._ours, said) if isinstance(said, Fingerprint) else SILENT.format(type(said).__name__)
        if why:
            self._say(OTHERWISE.format(host, why))
        return why

    def _say(self, sentence: str) -> None:
        if sentence not in self._said:
            self._said.add(sentence)
            log.warning(sentence)
