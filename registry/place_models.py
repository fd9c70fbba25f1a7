"""The table that tells where the words of a dispatch stand on its pages."""

from __future__ import annotations

from django.db import models


class PlacesRow(models.Model):
    """The words of a dispatch with their boxes, packed (see `registry.places`); apart, since few pages ask for them."""

    dispatch = models.OneToOneField(
        "registry.DispatchRow", models.CASCADE, primary_key=True, related_name="places", verbose_name="văn bản"
    )
    words = models.BinaryField("chỗ của từng chữ")

    class Meta:
        """One row a dispatch."""

        verbose_name = "chỗ của chữ"
        verbose_name_plural = "chỗ của chữ"

    def __str__(self) -> str:
        """Whose they are."""
        return f"văn bản {self.dispatch_id}"
