"""A paper that a clerk finds secret: what he is told before he confirms, and its withdrawal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings as django_settings
from django.core.cache import cache

from registry.models import Correction, DispatchRow, TaskRow
from web.door import door
from web.reviewing import Refusal

WITHDRAWN = "Đã rút bản quét mang dấu mật: không chữ nào của nó còn trong sổ, tệp gốc nằm ở thư mục tệp không đọc được."
LATER = "Các tệp kết quả trong outputs đã được gỡ và sẽ được viết lại ở lần quét hộp đến tới."
NOT_MOVED = (
    "Không rút được hết bản quét mang dấu mật; hãy báo ngay người quản trị chạy 'vanthu verify' và 'vanthu doctor'."
)


def secret_context(dispatch: DispatchRow, form: Mapping[str, Any]) -> dict[str, Any]:
    """What the page of confirmation tells: which scan, how much of it goes, and the form to send again."""
    scan = dispatch.scan_id
    return {
        "dispatch": dispatch,
        "mark": " ".join(str(form.get("candidate") or form.get("value", "")).split()),
        "place": form.get("place", ""),
        "dispatches": DispatchRow.objects.filter(scan=scan).count(),
        "tasks": TaskRow.objects.filter(scan=scan).count(),
        "corrections": Correction.objects.filter(scan=scan).count(),
        "failed": django_settings.VANTHU.failed,
    }


def withdrawn(dispatch: DispatchRow) -> bool:
    """Whether the outputs are written anew already; the scan of the dispatch is gone.  Raises Refusal."""
    try:
        return door().withdraw(dispatch.scan.sha256, django_settings.VANTHU)
    except LookupError as error:
        raise Refusal(str(error)) from error
    except OSError as error:
        raise Refusal(NOT_MOVED) from error
    finally:
        cache.clear()  # tiles hold titles
