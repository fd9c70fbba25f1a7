"""The graph of documents brought up to date with the register: by what changed, or made anew."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from pipeline.cited_later import weighed_again
from pipeline.resolve import resolve
from pipeline.revise import Stale, revise
from rules import version as rules_version
from settings import Settings

if TYPE_CHECKING:
    from registry.graph import DjangoGraph, Snapshot

#: Where more than this share of the kept dispatches changed, making the graph anew costs less.
MOST_CHANGED = 0.2
#: So many changed dispatches are always put in one by one.
FEW_CHANGED = 20


def bring_up_to_date(settings: Settings, anew: bool = False) -> None:
    """Put the graph of documents right where readings, corrections or rulings changed since it was made.

    It is made whole where none is kept, the rules are others, most of the readings changed, or `anew` asks for it.
    """
    from registry.start import start

    start(settings)
    from registry.graph import DjangoGraph

    bring_graph_up_to_date(DjangoGraph(), anew)


def bring_graph_up_to_date(kept: DjangoGraph, anew: bool = False) -> None:
    """The same where the registry is ready."""
    version = rules_version()
    made_from, stamp = now = kept.now(version)
    changes = None if made_from == stamp else _changes(kept, version, now)
    if changes is not None:
        _weigh_again(changes)
    if anew or made_from is None or not made_from.startswith(f"{version}/"):
        snapshot = kept.snapshot(version)  # taken before: what comes meanwhile is made up for the next time
        kept.keep(resolve(kept), snapshot)
    elif changes is not None:
        _revise(kept, version, changes)


#: What changed since the graph was made: as the registry tells it, and the places of the dispatches.
Changes: TypeAlias = "tuple[Snapshot, frozenset[tuple[str, int]]]"


def _changes(kept: DjangoGraph, version: str, given: tuple[str | None, str]) -> Changes:
    now = kept.changes(version, given)
    return now, kept.changed(now.versions, now.scans)


def _weigh_again(changes: Changes) -> None:
    """Hold doubtful numbers and dates against what dispatches say that came, or changed, since the graph was made."""
    from registry.queries import as_read, doubted
    from registry.save import DjangoRegister

    register = DjangoRegister()
    for one in as_read(doubted(changes[1])):
        again = weighed_again(one.reading, one.corrected, register)
        if again != one.reading:
            register.save(again)


def _revise(kept: DjangoGraph, version: str, changes: Changes) -> None:
    """Put in what changed; whole where that is most of it, or the register changed meanwhile."""
    with kept.at_once():
        given = kept.now(version)
        now, changed = changes if given[1] == changes[0].stamp else _changes(kept, version, given)
        if len(changed) <= FEW_CHANGED or len(changed) <= MOST_CHANGED * kept.papers_kept():
            with suppress(Stale):
                return kept.revise(revise(kept, changed), now)
    whole = kept.snapshot(version)
    return kept.keep(resolve(kept), whole)
