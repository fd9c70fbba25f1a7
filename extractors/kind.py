"""The kind of a dispatch (tên loại): from its title, else from its symbol, else from the form of a công văn."""

from __future__ import annotations

from dataclasses import replace

from extractors.codes import first_code, kind_codes, organ_levels
from extractors.evidence import evidence
from extractors.zone_lines import lines_in
from records import Dispatch, Found, Line, Zone
from rules import rule
from rules.fold import letters
from rules.kinds import heading_of


def kind(dispatch: Dispatch, symbol: Found | None) -> Found | None:
    """The kind in lower case, or None where nothing tells it.

    The printed title decides; a code can stand for two kinds (QĐ for quyết định and quy định).
    """
    for line in lines_in(dispatch, Zone.KIND):
        name = heading_of(line.text)
        if name is not None:
            return replace(evidence(line, name, "kind.title"), confidence=_sure(line, name, symbol))
    form = _from_form(dispatch, symbol)
    if form and _is_organs_code(symbol):
        return form
    return _from_symbol(symbol) or form


def _is_organs_code(symbol: Found | None) -> bool:
    """Whether the symbol's first code also is an organ's: CT is a chỉ thị, and the Cục Thuế in 1187/CT-TTHT."""
    return symbol is not None and first_code(symbol.value) in organ_levels()


def _sure(line: Line, name: str, symbol: Found | None) -> float:
    """How sure a title's kind is: it comes from a short list, so whole letters or the symbol's own code confirm it."""
    if all(word.confidence >= 1.0 for word in line.words):
        return 1.0
    whole = letters(line.text).startswith(letters(name))
    return 0.97 if whole or name in _kinds_of(symbol) else 0.85


def _kinds_of(symbol: Found | None) -> tuple[str, ...]:
    """The kinds that the symbol's first code can stand for."""
    return kind_codes().get(first_code(symbol.value), ()) if symbol else ()


def _from_symbol(symbol: Found | None) -> Found | None:
    """The kind that the symbol's code names, where it names one only."""
    names = _kinds_of(symbol)
    if symbol is None or len(names) != 1:
        return None
    return Found(names[0], symbol.printed, 0.97 * symbol.confidence, "kind.code", symbol.page, symbol.box)


def _from_form(dispatch: Dispatch, symbol: Found | None) -> Found | None:
    """A công văn shows by its addressees or its 'V/v', without a title (Nghị định 30/2020, Phụ lục III)."""
    addressed = [
        line for line in lines_in(dispatch, Zone.ADDRESSEE) if rule("zones", "addressee.opening").finds(line.text)
    ]
    named = lines_in(dispatch, Zone.SUBJECT)
    if not (addressed or named) or lines_in(dispatch, Zone.KIND):
        return None
    line = (addressed or list(named))[0]
    sure = symbol is not None or _is_letters_code(dispatch)
    return Found("công văn", line.text, 0.95 if sure else 0.85, "kind.form", line.page, line.box)


def _is_letters_code(dispatch: Dispatch) -> bool:
    """Whether the line of a number that is still to be written bears a công văn's code: 'Số      -CV/BTCTU'."""
    codes = [first_code("".join(line.text.split())) for line in lines_in(dispatch, Zone.SYMBOL)]
    return any("công văn" in kind_codes().get(code, ()) or code in organ_levels() for code in codes)
