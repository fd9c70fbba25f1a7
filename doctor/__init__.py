"""What `vanthu doctor` looks at: this computer, the settings, the work at hand, each with its remedy; changes nothing.

What may not answer (database, mail server, systemd) is asked beside the rest, so that all takes less than five seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from doctor import database, folders, machine, names, outside, pages, work
from doctor.beside import begun
from doctor.finding import Finding
from settings import Settings

__all__ = ["Finding", "as_json", "findings"]


def findings(settings: Settings) -> Iterator[Finding]:
    """Everything, one after another."""
    clock, set_here = machine.clock(), list(names.findings())  # before Django is set up: it sets a zone and variables
    others = [
        begun(look, settings)
        for look in (database.findings, outside.mail, outside.postbox, outside.scheduler, outside.units)
    ]
    yield from machine.findings(settings)
    yield from clock
    yield from folders.findings(settings)
    yield from set_here
    yield from pages.findings(settings)
    yield outside.port(settings)
    yield from work.findings(settings)
    for one in others:
        yield from one.told()


def as_json(found: Iterable[Finding]) -> str:
    """One JSON array on one line: name, ok, found, remedy ('' where nothing is lacking), needed."""
    rows = [asdict(one) | {"remedy": "" if one.ok else one.remedy} for one in found]
    return json.dumps(rows, ensure_ascii=False)
