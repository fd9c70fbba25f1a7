"""Ways to tear a file: each takes bytes and a dice, and gives other bytes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

Mutation = Callable[[bytes, random.Random], bytes]

_NUMBER = re.compile(rb"(?<![\w.])-?\d+(\.\d+)?")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_ODD_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483648", b"99999999999999999999", b"1e9", b"0.0000001", b"3 0 R")
_MOST_FLIPS = 30
_LONGEST_CHUNK = 2000  # bytes


def flipped(content: bytes, dice: random.Random) -> bytes:
    """Some bytes replaced by others."""
    torn = bytearray(content)
    for _ in range(dice.randint(1, _MOST_FLIPS)):
        torn[dice.randrange(len(torn))] = dice.randrange(256)
    return bytes(torn)


def shortened(content: bytes, dice: random.Random) -> bytes:
    """A chunk taken out."""
    start = dice.randrange(len(content))
    return content[:start] + content[start + dice.randint(1, _LONGEST_CHUNK) :]


def repeated(content: bytes, dice: random.Random) -> bytes:
    """A chunk written several times."""
    start = dice.randrange(len(content))
    end = start + dice.randint(1, _LONGEST_CHUNK)
    return content[:end] + content[start:end] * dice.randint(1, 20) + content[end:]


def cut(content: bytes, dice: random.Random) -> bytes:
    """The end missing."""
    return content[: dice.randrange(1, len(content))]


def renumbered(content: bytes, dice: random.Random) -> bytes:
    """Some numbers of a PDF's dictionaries and cross references replaced by odd ones."""
    places = [found.span() for found in _NUMBER.finditer(content)]
    for start, end in sorted(dice.sample(places, min(len(places), dice.randint(1, 5))), reverse=True):
        content = content[:start] + dice.choice(_ODD_NUMBERS) + content[end:]
    return content


def exchanged(content: bytes, dice: random.Random) -> bytes:
    """Two streams of a PDF in one another's place."""
    spans = [found.span(1) for found in _STREAM.finditer(content)]
    if len(spans) < 2:
        return flipped(content, dice)
    (a, b), (c, d) = sorted(dice.sample(spans, 2))
    return content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


MUTATIONS: Sequence[Mutation] = (flipped, shortened, repeated, cut, renumbered, renumbered, exchanged)


def mutated(content: bytes, dice: random.Random) -> bytes:
    """The content after one to three accidents."""
    for _ in range(dice.randint(1, 3)):
        content = dice.choice(MUTATIONS)(content, dice) or b"\0"
    return content
