"""The words that say what is done with a document (rules/relations.toml), looked for in front of it and behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.mention_parts import Prose
from rules import rule, rules

#: A cue counts for a document that begins no further behind it, and not beyond the end of a clause.
NEAR = 130
CLAUSE_END = re.compile(r"[.;]\s")
#: How far behind a document 'hết hiệu lực' may stand.
BEHIND = 200
PASSIVE = frozenset({"cue.passive-amends", "cue.passive-replaces", "cue.passive-repeals"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: the rule it comes from, what it says, and where it begins."""

    rule: str
    value: str
    start: int

    @property
    def passive(self) -> bool:
        """Whether the second document acts on the first ('A được sửa đổi bởi B')."""
        return self.rule in PASSIVE


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """All cues as one pattern, and the rule and value of each of its groups."""
    own = [one for one in rules("relations") if one.id.startswith("cue.")]
    names = {f"c{i}": (one.id, one.value or "mentions") for i, one in enumerate(own)}
    return re.compile("|".join(f"(?P<c{i}>{one.pattern.pattern})" for i, one in enumerate(own))), names


@cache
def form(name: str) -> re.Pattern[str]:
    """The pattern of a rule in rules/relations.toml."""
    return rule("relations", name).pattern


def cue_before(prose: Prose, start: int, end: int) -> Cue | None:
    """The nearest cue in `start`..`end`, where a document begins at `end`; None where none is near."""
    pattern, names = _cues()
    last: re.Match[str] | None = None
    for match in pattern.finditer(prose.folded, max(start, end - 2 * NEAR), end):
        last = match
    if last is None or end - last.end() > NEAR or _clause_ends(prose.folded[last.end() : end]):
        return None
    rule_id, value = names[last.lastgroup or ""]
    return Cue(rule_id, value, last.start())


def _clause_ends(between: str) -> bool:
    """Whether a clause ends between a cue and a document; behind a colon a semicolon only parts a list."""
    return CLAUSE_END.search(between.replace(";", ",") if ":" in between else between) is not None


def behind(prose: Prose, end: int) -> str | None:
    """What is said behind a document that ends at `end`: it is repealed or replaced; None where nothing of that."""
    after = prose.folded[end : end + BEHIND]
    for name in ("after.repealed", "after.replaced", "after.attached"):
        if form(name).match(after):
            return rule("relations", name).value
    return None
