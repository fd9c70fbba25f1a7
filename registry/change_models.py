"""The journal of what changed in the register, so that graph and tasks need not look at all that is kept."""

from __future__ import annotations

from django.db import models


class ScanChangeRow(models.Model):
    """A scan was read anew, corrected, given a day of arrival, or a task of its was given to others.

    Rows are only added.  Who follows them remembers the number of the last row that it has seen.
    """

    scan = models.ForeignKey("registry.ScanRow", models.CASCADE, related_name="+", verbose_name="bản quét")

    class Meta:
        """In the order of writing."""

        verbose_name = "thay đổi của bản quét"
        verbose_name_plural = "thay đổi của bản quét"
        ordering = ("id",)

    def __str__(self) -> str:
        """The scan's row."""
        return str(self.scan_id)
