"""What is known of each dispatch from beside its pages."""

from __future__ import annotations

from collections.abc import Sequence

from records import Aside, Dispatch, ReadScan


def asides(read: ReadScan, dispatches: Sequence[Dispatch]) -> tuple[Aside, ...]:
    """For each dispatch its aside: the file's name and the envelope speak of the first one."""
    day, texts = read.scan.received_at.date(), [one.text for one in dispatches]
    return tuple(
        Aside(
            read.scan.name if i == 0 else "",
            day,
            (*texts[:i], *texts[i + 1 :]),
            envelope=read.envelope if i == 0 else None,
        )
        for i, _ in enumerate(dispatches)
    )
