"""The nouns that flow through the house: frozen values, each made by one stage and read by the next.

This package imports nothing of ours, so both wings (reading and keeping) can know it.  Boxes are in points
(1/72 inch) with the origin at the top left of the page as it is read; page numbers count from 1; confidences
run from 0 to 1; offsets count characters of the dispatch's clean text.
"""

from __future__ import annotations

from records.files import Duplicate, Original, Refused, Scan
from records.keeping import Citers, Progress, Register, SweepReport
from records.paper import (
    Box,
    Cell,
    Column,
    Cut,
    Dispatch,
    ESignature,
    Grade,
    Integrity,
    LaidOutPage,
    Line,
    Page,
    Placed,
    Problem,
    ReadScan,
    Strip,
    Table,
    Word,
    Zone,
)
from records.said import (
    HEADER_FIELDS,
    SURE,
    Arrival,
    Aside,
    AssertedEdge,
    Citation,
    Evidence,
    Found,
    Header,
    Outcome,
    Reading,
    Recipient,
    Relation,
    Rung,
    ScanReading,
    Signer,
)

__all__ = [
    "HEADER_FIELDS",
    "SURE",
    "Arrival",
    "Aside",
    "AssertedEdge",
    "Box",
    "Cell",
    "Citation",
    "Citers",
    "Column",
    "Cut",
    "Dispatch",
    "Duplicate",
    "ESignature",
    "Evidence",
    "Found",
    "Grade",
    "Header",
    "Integrity",
    "LaidOutPage",
    "Line",
    "Original",
    "Outcome",
    "Page",
    "Placed",
    "Problem",
    "Progress",
    "ReadScan",
    "Reading",
    "Recipient",
    "Refused",
    "Register",
    "Relation",
    "Rung",
    "Scan",
    "ScanReading",
    "Signer",
    "Strip",
    "SweepReport",
    "Table",
    "Word",
    "Zone",
]
