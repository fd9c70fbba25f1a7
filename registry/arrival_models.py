"""The table of the numbers under which dispatches came in."""

from __future__ import annotations

from django.db import models


class ArrivalRow(models.Model):
    """The number (số đến) of a dispatch in the register of a year; it hangs on the scan, no re-reading touches it.

    `day`: the day of arrival as somebody wrote it; `by_hand` False: the number was the next free one, or the stamp's.
    It finds its dispatch as corrections do; the position is None while no dispatch has those pages.
    """

    scan = models.ForeignKey(
        "registry.ScanRow", models.CASCADE, db_index=False, related_name="arrivals", verbose_name="bản quét"
    )
    dispatch_position = models.PositiveIntegerField("thứ tự trong bản quét", null=True)
    first_page = models.PositiveIntegerField("trang đầu", default=0)
    pages = models.JSONField("các trang khi cấp số", null=True)
    year = models.PositiveIntegerField("năm")
    number = models.PositiveIntegerField("số đến")
    day = models.DateField("ngày đến do người ghi", null=True)
    by_hand = models.BooleanField("số do người chọn", default=False)
    by = models.CharField("người ghi", max_length=150)
    at = models.DateTimeField("lúc")

    class Meta:
        """In the order of the register on paper."""

        verbose_name = "số đến"
        verbose_name_plural = "số đến"
        ordering = ("year", "number")
        constraints = (
            models.UniqueConstraint(fields=("year", "number"), name="one_arrival_a_number"),
            models.UniqueConstraint(fields=("scan", "dispatch_position", "first_page"), name="one_arrival_a_dispatch"),
        )

    def __str__(self) -> str:
        """Number and year."""
        return f"{self.number}/{self.year}"
