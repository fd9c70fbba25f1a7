"""The graph as it is kept, held in memory by each process and read again when it changed; pages never make it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from django.db import connection

from records import Relation
from registry.archive import Archive
from registry.graph import DjangoGraph
from registry.network import Network

#: What a kept graph is known by: its database, what it was made from, what it says.
Mark = tuple[str, str, str]
#: Networks held at once: that of all relations, and those of a few choices of relations.
NETWORKS = 4
#: Who asks while the graph is read waits for it, and does not read it once more.
_ONE_READS = Lock()


@dataclass(frozen=True)
class KeptGraph:
    """The graph ready for questions."""

    archive: Archive
    mark: Mark

    def network(self, relations: Iterable[Relation] = ()) -> Network:
        """The graph in which only these relations count; none is all."""
        return _network(self.mark, frozenset(relations))


def kept_graph() -> KeptGraph:
    """The graph as it is kept now; an empty one where none has been made yet."""
    kept = DjangoGraph()
    mark = (str(connection.settings_dict["NAME"]), kept.made_from() or "", kept.digest())
    with _ONE_READS:
        return KeptGraph(_archive(mark), mark)


def behind(found: KeptGraph) -> bool:
    """Whether papers, corrections or rulings changed since the graph was made."""
    return not found.mark[1].endswith(DjangoGraph().stamp())


@lru_cache(maxsize=1)
def _archive(_: Mark) -> Archive:
    _network.cache_clear()  # those of the graph as it was
    kept = DjangoGraph()
    return Archive(kept.kept(), kept.files(), {})


@lru_cache(maxsize=NETWORKS)
def _network(mark: Mark, relations: frozenset[Relation]) -> Network:
    return _archive(mark).network(relations)


def forget() -> None:
    """Nothing; this process holds no graph any more, and reads it again when it is asked for."""
    _archive.cache_clear()
    _network.cache_clear()
