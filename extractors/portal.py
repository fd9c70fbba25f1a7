"""The symbol on a web portal's page about a document: 'Nghị định số 04/2026/NĐ-CP Quy định …' as its headline."""

from __future__ import annotations

from extractors.evidence import evidence
from extractors.symbol import parsed
from records import Dispatch, Found
from rules import rule

#: The headline stands in the first lines, behind the links of the page.
FIRST_LINES = 8
#: A page about a document is not the document.
SURE = 0.7


def portal_symbol(dispatch: Dispatch) -> Found | None:
    """The symbol of the document that the page is about, or None where no headline names one."""
    for line in dispatch.lines[:FIRST_LINES]:
        match = rule("portal", "headline").search(line.text)
        found = parsed(line.text[match.end() :], party=False) if match else None
        if match and found:
            return evidence(line, found[0].text, "portal.headline", SURE, (match.end(), match.end() + found[1]))
    return None
