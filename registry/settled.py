"""What clerks wrote last at each place of a dispatch, and by whom."""

from __future__ import annotations

from registry import rows
from registry.amend import Amendment
from registry.connection import lent_connection
from registry.findings import FieldKey
from registry.models import Correction, DispatchRow


def settled(dispatch: DispatchRow) -> dict[FieldKey, Amendment]:
    """The correction that counts at each corrected place of the dispatch as it stands now."""
    with lent_connection():
        told = Correction.objects.filter(
            scan=dispatch.scan_id,
            dispatch_position=dispatch.position,
            first_page=dispatch.pages[0] if dispatch.pages else None,
        )
        return {one.key: one for one in map(rows.amendment, told)}
