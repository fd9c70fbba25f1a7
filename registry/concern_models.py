"""The table of which units each line of the register concerns, kept so that no list has to find it out."""

from __future__ import annotations

from django.db import models


class ConcernRow(models.Model):
    """A dispatch that concerns a unit: it goes to it by name, or orders something of it.

    True by the names that the unit's row says it was reckoned by (`OfficeUnitRow.kept_names`), see `registry.scope`;
    the day is that of the line.
    """

    line = models.ForeignKey(
        "registry.LineRow", models.CASCADE, db_index=False, related_name="concerns", verbose_name="dòng sổ"
    )
    unit = models.CharField("đơn vị", max_length=400)
    arrived_on = models.DateField("ngày đến")

    class Meta:
        """Unit by unit, the latest first."""

        verbose_name = "văn bản của đơn vị"
        verbose_name_plural = "văn bản của đơn vị"
        ordering = ("unit", "-arrived_on", "-line")
        constraints = (models.UniqueConstraint(fields=("line", "unit"), name="one_concern_a_unit"),)
        indexes = (models.Index(fields=("unit", "arrived_on", "line"), name="concern_by_arrival"),)

    def __str__(self) -> str:
        """The unit's key and the day."""
        return f"{self.unit} {self.arrived_on}"
