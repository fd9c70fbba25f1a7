"""A day in a form: browsers write 2026-01-31, people also 31/01/2026."""

from __future__ import annotations

from typing import Any

from django import forms


class DayField(forms.DateField):
    """A day, or nothing; the browser shows its own calendar."""

    def __init__(self, label: str, **rest: Any) -> None:
        """The field of that label; `rest` as of every form field."""
        super().__init__(
            label=label,
            required=False,
            input_formats=("%Y-%m-%d", "%d/%m/%Y"),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": "Ngày chưa đúng; hãy ghi như 2022-01-31."},
            **rest,
        )
