"""The kind of a dispatch (tên loại): from its title, else from its symbol, else from the form of a công văn."""

from __future__ import annotations

import re

from extractors.codes import kind_codes
from extractors.evidence import evidence
from extractors.zone_lines import lines_in
from records import Dispatch, Found, Zone
from rules import rule
from rules.kinds import heading_of


def kind(dispatch: Dispatch, symbol: Found | None) -> Found | None:
    """The kind in lower case, or None where nothing tells it.

    The printed title decides; a code can stand for two kinds (QĐ for quyết định and quy định).
    """
    for line in lines_in(dispatch, Zone.KIND):
        name = heading_of(line.text)
        if name is not None:
            return evidence(line, name, "kind.title", max(0.95, evidence(line, name, "").confidence))
    return _from_symbol(symbol) or _from_form(dispatch, symbol)


def _from_symbol(symbol: Found | None) -> Found | None:
    """The kind that the symbol's code names, where it names one only."""
    if symbol is None:
        return None
    for code in re.findall(r"(?<=[-/])[^\W\d_]+", symbol.value)[:1]:
        names = kind_codes().get(code, ())
        if len(names) == 1:
            return Found(names[0], symbol.printed, 0.97 * symbol.confidence, "kind.code", symbol.page, symbol.box)
    return None


def _from_form(dispatch: Dispatch, symbol: Found | None) -> Found | None:
    """A công văn shows by its addressees or its 'V/v', without a title (Nghị định 30/2020, Phụ lục III)."""
    addressed = [
        line for line in lines_in(dispatch, Zone.ADDRESSEE) if rule("zones", "addressee.opening").finds(line.text)
    ]
    named = lines_in(dispatch, Zone.SUBJECT)
    if not (addressed or named) or lines_in(dispatch, Zone.KIND):
        return None
    line = (addressed or list(named))[0]
    return Found("công văn", line.text, 0.95 if symbol else 0.85, "kind.form", line.page, line.box)
