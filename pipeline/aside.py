"""What is known of each dispatch from beside its pages."""

from __future__ import annotations

from collections.abc import Sequence

from records import Aside, Dispatch, Scan


def asides(scan: Scan, dispatches: Sequence[Dispatch]) -> tuple[Aside, ...]:
    """For each dispatch its aside: the file's name speaks of the first one."""
    day, texts = scan.received_at.date(), [one.text for one in dispatches]
    return tuple(
        Aside(scan.name if i == 0 else "", day, (*texts[:i], *texts[i + 1 :])) for i, _ in enumerate(dispatches)
    )
