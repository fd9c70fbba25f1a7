"""Looks that go on beside the others, since what they ask may not answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from doctor.finding import Finding
from settings import Settings

#: Seconds to wait for all of them together; the whole examination takes less than five.
PATIENCE = 2.5


@dataclass(frozen=True)
class Look:
    """A look that is under way, with what is told where it does not come to its end."""

    done: threading.Event
    found: list[Finding]
    until: float
    silent: Finding

    def told(self) -> Iterator[Finding]:
        """What it found; the sentence for silence where it did not come to its end in time."""
        whole = self.done.wait(max(0.0, self.until - time.monotonic()))
        yield from tuple(self.found) if whole else (self.silent,)


@dataclass(frozen=True, slots=True)
class Asking:
    """Something that may not answer: what asks it, and what is told then."""

    ask: Callable[[Settings], Iterable[Finding]]
    silent: Finding


def begun(asking: Asking, settings: Settings) -> Look:
    """The look, begun in a thread of its own that ends with the process."""
    found: list[Finding] = []
    done = threading.Event()

    def look() -> None:
        found.extend(asking.ask(settings))
        done.set()

    threading.Thread(target=look, daemon=True).start()
    return Look(done, found, time.monotonic() + PATIENCE, asking.silent)
