"""The tables of how scans are divided: what clerks said, the words that are cut, where dispatches went."""

from __future__ import annotations

from django.db import models

from records import Say


class DivisionRow(models.Model):
    """A clerk's word on the pages of a scan; never changed or deleted: an undoing is a row of its own.

    `say` is one of records.Say; an undoing has `undoes` and no pages.
    """

    scan = models.ForeignKey("registry.ScanRow", models.PROTECT, related_name="divisions", verbose_name="bản quét")
    say = models.CharField("lời", max_length=20, choices=[(one.value, one.value) for one in Say], blank=True)
    pages = models.JSONField("các trang", default=list, blank=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by", verbose_name="bỏ lời")
    by = models.CharField("người ghi", max_length=150)
    at = models.DateTimeField("lúc")

    class Meta:
        """Oldest first, so that the last one read is the one that counts."""

        verbose_name = "lời chia bản quét"
        verbose_name_plural = "lời chia bản quét"
        ordering = ("at", "id")

    def __str__(self) -> str:
        """What was said of which pages."""
        return f"{self.say}: {self.pages}"


class WordsRow(models.Model):
    """The pages of a scan as they were read last, packed; another cut is made from these without reading again.

    `engine` and `preparation` are those of records.Provenance; an empty `preparation`: nobody knows, read them anew.
    """

    scan = models.OneToOneField(
        "registry.ScanRow", models.CASCADE, primary_key=True, related_name="words", verbose_name="bản quét"
    )
    packed = models.BinaryField("các trang như đã đọc")
    engine = models.CharField("bộ nhận dạng", max_length=250, blank=True, default="")
    preparation = models.CharField("bản chuẩn bị trang", max_length=20, blank=True, default="")

    class Meta:
        """In no order of its own."""

        verbose_name = "chữ đã đọc"
        verbose_name_plural = "chữ đã đọc"

    def __str__(self) -> str:
        """The file's name."""
        return str(self.scan)


class FormerRow(models.Model):
    """A dispatch that a later reading replaced, by the number of its row and its pages: who asks for it is led on."""

    number = models.BigIntegerField("số dòng", unique=True)
    scan = models.ForeignKey("registry.ScanRow", models.CASCADE, related_name="formers", verbose_name="bản quét")
    pages = models.JSONField("các trang")

    class Meta:
        """Oldest first."""

        verbose_name = "văn bản của lần đọc trước"
        verbose_name_plural = "văn bản của lần đọc trước"
        ordering = ("number",)

    def __str__(self) -> str:
        """The number of its row."""
        return str(self.number)
