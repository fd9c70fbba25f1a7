"""The door to intake: the pages do not know how files are read, they only hand them over and ask how far they are."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings as django_settings

from records import Refused
from settings import Settings


class Divided(Protocol):
    """What became of a scan that was to be divided: a Vietnamese sentence, and whether the register shows it now."""

    @property
    def done(self) -> bool:
        """Whether it is so divided now."""
        ...

    @property
    def told(self) -> str:
        """The sentence."""
        ...


class Door(Protocol):
    """What the module that settings name (VANTHU_DOOR) can do; what comes back is told there."""

    def receive(self, name: str, chunks: Iterable[bytes], settings: Settings) -> str | Refused:
        """Put a file into the inbox."""
        ...

    def too_large(self, name: str, settings: Settings) -> Refused:
        """Say why a file was not received."""
        ...

    def again(self, stored: str, settings: Settings) -> str | None:
        """Put a failed file into the inbox again."""
        ...

    def waiting(self, settings: Settings) -> list[str]:
        """Tell the files in the inbox."""
        ...

    def being_read(self, names: Iterable[str], settings: Settings) -> frozenset[str]:
        """Tell those that are being read."""
        ...

    def divide(self, sha256: str, settings: Settings) -> Divided:
        """Divide a scan as clerks say."""
        ...


def door() -> Door:
    """The door of this installation."""
    return cast(Door, import_module(django_settings.VANTHU_DOOR))
