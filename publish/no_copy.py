"""Why there is no searchable copy."""

from __future__ import annotations


class NoCopy(RuntimeError):
    """There can be no searchable copy; the message is a Vietnamese sentence with a remedy."""
