"""The digest of the graph: a text that changes with what it says, told after a change without reading the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from records import Document, Doubt, Edge, Graph, Revision

Said = Document | Edge | Doubt
#: Digests are sums of numbers below this, so that what is taken away and put in can be reckoned by itself.
MODULUS = 1 << 256


def digest_of(graph: Graph) -> str:
    """A text that changes with what the graph says, whatever the order."""
    return _text(_total((*graph.documents, *graph.edges, *graph.doubts)))


def revised_digest(digest: str, before: Iterable[Said], revision: Revision) -> str:
    """The digest after a change; `before`: what the graph said where it is revised."""
    now = (*revision.documents, *_all(revision.edges), *_all(revision.doubts))
    return _text(int(digest or "0", 16) + _total(now) - _total(before))


def _text(number: int) -> str:
    return f"{number % MODULUS:064x}"


def _total(said: Iterable[Said]) -> int:
    return sum(int(sha256(repr(one).encode("utf-8", "replace")).hexdigest(), 16) for one in said)


def _all(by: Mapping[Any, Sequence[Said]]) -> Iterable[Said]:
    return (one for own in by.values() for one in own)
