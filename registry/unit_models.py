"""The table of the office's directory; units are ended, never deleted, so that old papers keep whom they meant."""

from __future__ import annotations

from django.db import models


class OfficeUnitRow(models.Model):
    """A unit; the columns are those of records.OfficeUnit, `position` is its place in the clerk's table.

    `kept_names`: all it was called when it was reckoned which dispatches concern it (`registry.concern_keep`).
    """

    key = models.CharField("mã", max_length=400, unique=True)
    position = models.PositiveIntegerField("thứ tự")
    name = models.TextField("tên")
    kind = models.TextField("loại")
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name="trực thuộc"
    )
    aliases = models.JSONField("tên khác", default=list, blank=True)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    email = models.TextField("thư điện tử", null=True, blank=True)
    is_office = models.BooleanField("là cơ quan ta", default=False)
    successors = models.JSONField("đơn vị kế tiếp", default=list, blank=True)
    organ_id = models.CharField("mã định danh", max_length=64, null=True, blank=True)
    kept_names = models.JSONField("các tên đã tính", null=True, editable=False)

    class Meta:
        """In the clerk's order."""

        verbose_name = "đơn vị"
        verbose_name_plural = "danh bạ đơn vị"
        ordering = ("position", "id")

    def __str__(self) -> str:
        """The unit's name."""
        return self.name
