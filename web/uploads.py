"""Files on their way up: one that grows beyond the limit is let go, and noted on the request."""

from __future__ import annotations

from typing import Any

from django.conf import settings as django_settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class WithinLimit(FileUploadHandler):
    """Passes on the bytes of each file up to the limit; of what is heavier nothing is kept."""

    taken = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """The same bytes; raises SkipFile where they are too many."""
        self.taken += len(raw_data)
        if self.taken > django_settings.VANTHU.upload_megabytes * 1_000_000:
            request: Any = self.request
            request.too_large = [*too_large(request), self.file_name or ""]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing: the next handler has the file."""


def too_large(request: HttpRequest | None) -> list[str]:
    """The names of the files that were let go; known once the request's files were asked for."""
    names: list[str] = getattr(request, "too_large", [])
    return names
