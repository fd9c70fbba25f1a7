"""Precision, recall and F1 per field, how far confidence can be believed, gains and losses between runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.verdicts import Verdict

#: From this confidence on a value is taken without a clerk's look.
TRUSTED = 0.9
#: The fields that count items, not dispatches.
LISTS = (
    frozenset({"dispatches", "addressees", "recipients", "marks", "attachments"})
    | frozenset({"citations", "relations", "documents", "edges"})
    | frozenset({"obligations", "actors", "coordinators", "due", "recurrence", "report_to"})
)


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one field: values right, wanted, read."""

    field: str
    right: int
    want: int
    got: int

    @property
    def precision(self) -> float:
        """The share of the values read that are right (1.0 where none was read or wanted)."""
        return self.right / self.got if self.got else float(not self.want)

    @property
    def recall(self) -> float:
        """The share of the values wanted that were read rightly."""
        return self.right / self.want if self.want else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """What a run got right that the accepted one had not (gains), and the reverse (losses)."""

    gains: tuple[str, ...]
    losses: tuple[str, ...]


def scores(found: Sequence[Verdict]) -> list[Score]:
    """One Score a field, in the order the fields first appear; signer and arrival count as one field each.

    As the gold's own scorer does, a single-valued field that is rightly empty counts as a value read rightly.
    """
    order = list(dict.fromkeys(_group(one) for one in found))
    return [_score(name, [one for one in found if _group(one) == name]) for name in order]


def trusted(found: Iterable[Verdict]) -> tuple[int, int]:
    """How many of the values read with a confidence of 0.9 or more are right, and how many there are."""
    sure = [one for one in found if one.got is not None and one.confidence is not None and one.confidence >= TRUSTED]
    return sum(one.right for one in sure), len(sure)


def change(found: Iterable[Verdict], accepted: Iterable[str]) -> Change:
    """Gains and losses against the keys of the verdicts that were right in the accepted run."""
    right = {one.key for one in found if one.right}
    before = set(accepted)
    return Change(tuple(sorted(right - before)), tuple(sorted(before - right)))


def _group(verdict: Verdict) -> str:
    return verdict.field.partition(".")[0]


def _score(name: str, own: Sequence[Verdict]) -> Score:
    whole = name not in LISTS
    want = sum(whole or one.want is not None for one in own)
    got = sum(whole or one.got is not None for one in own)
    return Score(name, sum(one.right for one in own), want, got)
