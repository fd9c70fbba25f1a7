"""The table by which the register is searched, filtered and sorted: one line a dispatch, of the values that count."""

from __future__ import annotations

from django.db import models

#: Signs kept of a value by which lines are filtered or sorted: PostgreSQL indexes no longer ones.
KEPT = 300


class LineRow(models.Model):
    """A dispatch as the register finds it; made anew with every reading and correction, shown by no page itself.

    `words` holds what is searched for: folded, each word after a space, the number also without its strokes.
    """

    dispatch = models.OneToOneField(
        "registry.DispatchRow", models.CASCADE, primary_key=True, related_name="line", verbose_name="văn bản"
    )
    arrived_on = models.DateField("ngày đến", db_index=True)
    year = models.PositiveIntegerField("năm đến", db_index=True)
    arrival_number = models.BigIntegerField("số đến", null=True, db_index=True)
    symbol_number = models.BigIntegerField("số văn bản", null=True, db_index=True)
    issued_on = models.CharField("ngày tháng văn bản", max_length=KEPT, db_index=True)
    kind = models.CharField("tên loại", max_length=KEPT, db_index=True)
    issuer = models.CharField("tác giả", max_length=KEPT, db_index=True)
    issuer_plain = models.CharField("tác giả, không dấu", max_length=KEPT, db_index=True)
    title_plain = models.CharField("tên loại và trích yếu, không dấu", max_length=KEPT, db_index=True)
    doubtful = models.BooleanField("cần xem lại", db_index=True)
    words = models.TextField("các từ để tìm")

    class Meta:
        """The latest first, as a page shows them."""

        verbose_name = "dòng sổ"
        verbose_name_plural = "dòng sổ"
        ordering = ("-arrived_on", "-pk")

    def __str__(self) -> str:
        """The words it is found by."""
        return self.words.strip()
