"""Who says how a scan is divided, for the pages of its dispatches."""

from __future__ import annotations

from registry.division import in_words
from registry.division_keep import history
from registry.models import ScanRow

TOLD = "Ranh giới các văn bản trong bản quét này do người ghi; gần nhất: “{0}” ({1})."


def divided_by(scan: ScanRow) -> str:
    """What was said last of how the scan is divided, and by whom; '' where the reader alone divided it."""
    if not scan.division:
        return ""
    last = next((one.statement for one in reversed(history(scan.sha256)) if one.stands), None)
    return TOLD.format(in_words(last), last.by) if last else ""
