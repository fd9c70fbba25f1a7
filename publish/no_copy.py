"""Why there is no searchable copy."""

from __future__ import annotations

#: How the process that makes copies ends where it told why there is none; broken code ends with 1.
TOLD = 3


class NoCopy(RuntimeError):
    """There can be no searchable copy; the message is a Vietnamese sentence with a remedy."""
