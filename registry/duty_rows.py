"""Obligations as a dispatch's row keeps them, and back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from records import Anchor, Deadline, Frequency, Obligation, Unit
from registry.storable import storable

#: The words of an obligation and of a deadline as they were read.
TEXTS = ("text", "clause", "report_to", "channel", "drafts_for", "event")


def plain(told: Obligation) -> dict[str, Any]:
    """The obligation as JSON can hold it."""
    own = {
        "actors": [storable(one) for one in told.actors],
        "coordinators": [storable(one) for one in told.coordinators],
        "deadlines": [_plain_deadline(one) for one in told.deadlines],
        "box": None if told.box is None else [float(x) for x in told.box],
        "confidence": float(told.confidence),
    }
    return _same(told) | _texts(told) | own


def obligation(kept: dict[str, Any]) -> Obligation:
    """The obligation of what `plain` gave."""
    box = kept["box"]
    own = {
        "actors": tuple(kept["actors"]),
        "coordinators": tuple(kept["coordinators"]),
        "deadlines": tuple(_deadline(one) for one in kept["deadlines"]),
        "box": None if box is None else (box[0], box[1], box[2], box[3]),
    }
    return Obligation(**kept | own)


def _plain_deadline(told: Deadline) -> dict[str, Any]:
    names = {
        name: value and value.value for name in ("recurrence", "unit", "anchor") for value in [getattr(told, name)]
    }
    return _same(told) | _texts(told) | names | {"confidence": float(told.confidence)}


def _deadline(kept: dict[str, Any]) -> Deadline:
    kinds = {"recurrence": Frequency, "unit": Unit, "anchor": Anchor}
    return Deadline(**kept | {name: kept[name] and kind(kept[name]) for name, kind in kinds.items()})


def _same(told: Obligation | Deadline) -> dict[str, Any]:
    """Every part as it is; `asdict` looks into each value, and papers order hundreds of things."""
    return {one.name: getattr(told, one.name) for one in fields(told)}


def _texts(told: Obligation | Deadline) -> dict[str, str]:
    found = ((name, getattr(told, name)) for name in TEXTS if hasattr(told, name))
    return {name: storable(value) for name, value in found if value is not None}
