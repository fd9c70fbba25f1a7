"""A header taken apart into single values, each with its place in the header, and put together again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from records import HEADER_FIELDS, Arrival, Found, Header, Recipient, Signer

#: Fields that hold a list of values.
LISTS = ("addressees", "marks", "attachments")

#: Fields that are records, and their parts; `recipients` is a list of such records.
PARTS = {
    "recipients": ("name", "role"),
    "signer": ("name", "title", "authority"),
    "arrival": ("number", "date", "office"),
}


@dataclass(frozen=True, slots=True, order=True)
class FieldKey:
    """The place of one value in a header: its field, its position in a list (from 0), its part of a record."""

    field: str
    position: int = 0
    part: str = ""

    @property
    def name(self) -> str:
        """The field as problems name it.

        >>> FieldKey("arrival", part="date").name
        'arrival.date'
        """
        return f"{self.field}.{self.part}" if self.part else self.field

    @property
    def exists(self) -> bool:
        """Whether a header has such a place."""
        if self.position < 0:
            return False
        if self.field in PARTS:
            return self.part in PARTS[self.field] and (self.field == "recipients" or self.position == 0)
        return not self.part and (self.field in LISTS or (self.field in HEADER_FIELDS and self.position == 0))


def findings(header: Header) -> dict[FieldKey, Found]:
    """Every value of the header under its place, in the order of the header; what is None is left out."""
    return {key: value for key, value in _values(header) if value is not None}


def _values(header: Header) -> Iterator[tuple[FieldKey, Found | None]]:
    for field in HEADER_FIELDS:
        yield FieldKey(field), getattr(header, field)
    for field in LISTS:
        for position, value in enumerate(getattr(header, field)):
            yield FieldKey(field, position), value
    for field, parts in PARTS.items():
        records = header.recipients if field == "recipients" else (getattr(header, field),)
        for position, record in enumerate(records):
            for part in parts:
                yield FieldKey(field, position, part), getattr(record, part, None)


def header(values: Mapping[FieldKey, Found]) -> Header:
    """The header that holds these values; gaps in lists are closed, a recipient without a name is left out."""
    single = {field: values.get(FieldKey(field)) for field in HEADER_FIELDS}
    signer = {part: values.get(FieldKey("signer", part=part)) for part in PARTS["signer"]}
    arrival = {part: values.get(FieldKey("arrival", part=part)) for part in PARTS["arrival"]}
    return Header(
        **single,
        addressees=_list(values, "addressees"),
        marks=_list(values, "marks"),
        attachments=_list(values, "attachments"),
        recipients=_recipients(values),
        signer=Signer(**signer) if any(signer.values()) else None,
        arrival=Arrival(**arrival) if any(arrival.values()) else None,
    )


def _list(values: Mapping[FieldKey, Found], field: str, part: str = "") -> tuple[Found, ...]:
    keys = sorted(key for key in values if key.field == field and key.part == part)
    return tuple(values[key] for key in keys)


def _recipients(values: Mapping[FieldKey, Found]) -> tuple[Recipient, ...]:
    keys = sorted(key for key in values if key.field == "recipients" and key.part == "name")
    return tuple(Recipient(values[key], values.get(FieldKey("recipients", key.position, "role"))) for key in keys)
