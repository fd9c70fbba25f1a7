"""One thing that the examination looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found, and what to do where it is lacking.  `needed`: nothing works without it."""

    name: str
    ok: bool
    found: str
    remedy: str = ""
    needed: bool = True
