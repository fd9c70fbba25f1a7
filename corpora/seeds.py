"""Chance that can be repeated: generators seeded from words by sha256, the same in every run and on every machine."""

from __future__ import annotations

import hashlib
import random


def seed(*parts: object) -> int:
    """A 64-bit seed for these words, in this order."""
    return int.from_bytes(hashlib.sha256("|".join(map(str, parts)).encode()).digest()[:8], "big")


def chance(*parts: object) -> random.Random:
    """A generator of its own for these words."""
    return random.Random(seed(*parts))
