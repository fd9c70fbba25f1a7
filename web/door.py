"""The door to intake: the pages do not know how files are read, they only hand them over and ask how far they are."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings as django_settings

from records import Refused
from settings import Settings

log = logging.getLogger(__name__)


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

    def broken_off(self, settings: Settings) -> int:
        """Count the files that stopped coming half-way."""
        ...

    def reckon(self, settings: Settings) -> bool:
        """Reckon what follows for all tasks, where they are few."""
        ...

    def behind(self, settings: Settings) -> bool:
        """Tell whether that is still to be done."""
        ...

    def changed(self, settings: Settings) -> None:
        """Have the next sweep publish, and reckon the tasks anew."""
        ...

    def names_secrecy(self, mark: str) -> bool:
        """Tell whether a mark is one of secrecy."""
        ...

    def withdraw(self, sha256: str, settings: Settings) -> bool:
        """Withdraw a scan as a secret paper."""
        ...

    def divide(self, sha256: str, settings: Settings) -> Divided:
        """Divide a scan as clerks say."""
        ...


def written() -> None:
    """Nothing; what the desk wrote is published by the next sweep, or told in the log where it cannot be asked to."""
    try:
        door().changed(django_settings.VANTHU)
    except OSError as error:
        log.warning("the next sweep will not publish what the desk wrote: %s", error)


def door() -> Door:
    """The door of this installation."""
    return cast(Door, import_module(django_settings.VANTHU_DOOR))
