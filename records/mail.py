"""What a mail says of itself, for the papers that came with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail: its Message-ID (its sha256 where it bears none), from whom, about what, sent when by its own account."""

    message_id: str
    sender: str = ""
    subject: str = ""
    sent_at: dt.datetime | None = None
