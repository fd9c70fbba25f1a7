"""The edXML envelope of a kept dispatch as a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

from publish.edxml import write
from publish.edxml_draft import NoEnvelope, draft
from registry import one_dispatch
from registry.connection import lent_connection
from registry.directory import directory
from registry.models import DispatchRow
from settings import Settings

GONE = "Không thấy bản gốc trong kho lưu; hãy chạy lệnh vanthu verify để biết vì sao."


def write_envelope(dispatch: DispatchRow, settings: Settings, out: BinaryIO) -> str:
    """How the file may be called; the envelope stands in `out` then.  Raises NoEnvelope, OSError."""
    with lent_connection():
        row = one_dispatch.whole(dispatch).register
        envelope = draft(row, directory(), settings)
        place = dispatch.scan.archived
    if not place or not Path(place).is_file():
        raise NoEnvelope(GONE)
    write(envelope, Path(place), out)
    return re.sub(r"[^\w.-]+", "_", envelope.document_id) + ".edxml"
