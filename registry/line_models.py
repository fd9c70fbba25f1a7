"""The table by which the register is searched, filtered and sorted: one line a dispatch, of the values that count."""

from __future__ import annotations

from django.db import models

from registry.goes_to import KEPT
from registry.line_words import HoldsWords


class LineRow(models.Model):
    """A dispatch as the register finds it; made anew with every reading and correction, shown by no page itself.

    `words` holds what is searched for: folded, each word after a space, the number also without its strokes.
    `sureness`: 0 where a main value was not read, else that of the least sure one; None in lines of older versions.
    """

    dispatch = models.OneToOneField(
        "registry.DispatchRow", models.CASCADE, primary_key=True, related_name="line", verbose_name="văn bản"
    )
    arrived_on = models.DateField("ngày đến")
    year = models.PositiveIntegerField("năm đến")
    arrival_number = models.BigIntegerField("số đến", null=True)
    symbol_number = models.BigIntegerField("số văn bản", null=True)
    issued_on = models.CharField("ngày tháng văn bản", max_length=KEPT)
    kind = models.CharField("tên loại", max_length=KEPT)
    issuer = models.CharField("tác giả", max_length=KEPT)
    issuer_plain = models.CharField("tác giả, không dấu", max_length=KEPT)
    title_plain = models.CharField("tên loại và trích yếu, không dấu", max_length=KEPT)
    doubtful = models.BooleanField("cần xem lại")
    sureness = models.FloatField("giá trị chính chắc đến đâu", null=True)
    words = models.TextField("các từ để tìm")

    class Meta:
        """The latest first, as a page shows them; each index serves a filter or an order, and gives its lines sorted.

        Words have an index of their own, see `registry.line_words`.
        """

        verbose_name = "dòng sổ"
        verbose_name_plural = "dòng sổ"
        ordering = ("-arrived_on", "-pk")
        indexes = (
            models.Index(fields=("arrived_on", "dispatch"), name="line_by_arrival"),
            models.Index(fields=("year", "arrived_on", "dispatch"), name="line_by_year"),
            models.Index(fields=("kind", "arrived_on", "dispatch"), name="line_by_kind"),
            models.Index(fields=("issuer", "arrived_on", "dispatch"), name="line_by_issuer"),
            models.Index(fields=("doubtful", "arrived_on", "dispatch"), name="line_by_doubt"),
            models.Index(fields=("doubtful", "sureness", "dispatch"), name="line_by_sureness"),
            models.Index(fields=("arrival_number", "dispatch"), name="line_by_arrival_number"),
            models.Index(fields=("symbol_number", "dispatch"), name="line_by_symbol_number"),
            models.Index(fields=("issued_on", "dispatch"), name="line_by_issue"),
            models.Index(fields=("issuer_plain", "dispatch"), name="line_by_issuer_name"),
            models.Index(fields=("title_plain", "dispatch"), name="line_by_title"),
        )

    def __str__(self) -> str:
        """The words it is found by."""
        return self.words.strip()


models.TextField.register_lookup(HoldsWords)
