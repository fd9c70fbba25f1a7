"""The form over the register: search, filters and order; its choices are what the person's own dispatches hold."""

from __future__ import annotations

from django import forms
from django.contrib.auth.models import User

from registry.asked import plain
from registry.doubtful import stamp
from registry.lines import ORDERS, Asked, told_of
from registry.models import OfficeUnitRow
from web.remembered import remembered
from web.scope import units_of

#: Choices in one list; who issues more seldom than so many others is searched for.
MOST_CHOICES = 300
Choices = list[tuple[str, str]]


class RegisterForm(forms.Form):
    """What is asked of the register; a field that makes no sense is told and narrows nothing."""

    q = forms.CharField(max_length=300, required=False, widget=forms.HiddenInput)
    year = forms.ChoiceField(label="Năm đến", required=False)
    kind = forms.ChoiceField(label="Tên loại", required=False)
    issuer = forms.ChoiceField(label="Tác giả", required=False)
    unit = forms.ChoiceField(label="Đơn vị nhận hoặc thực hiện", required=False)
    doubt = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Tất cả"), ("co", "Cần xem lại"), ("khong", "Không còn nghi ngờ")],
    )
    sort = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        choices=[(sign + name, name) for name in ORDERS for sign in ("", "-")],
    )

    def offer(self, user: User) -> RegisterForm:
        """The form itself, with the choices that the person's dispatches offer."""
        units = units_of(user)
        at = f"{stamp()} {'all' if units is None else sorted(units)}"
        told = remembered("register", at, lambda: told_of(units, ("year", "kind", "issuer")))
        directory = OfficeUnitRow.objects.values_list("key", "name")[:MOST_CHOICES]
        self._choose("year", [(one, one) for one in sorted(told["year"], reverse=True)])
        self._choose("kind", _by_name(told["kind"]))
        self._choose("issuer", _by_name(told["issuer"]))
        self._choose("unit", list(directory))
        return self

    def asked(self) -> Asked:
        """What is asked for, by the fields that make sense."""
        self.is_valid()
        told = self.cleaned_data
        return Asked(
            question=told.get("q", ""),
            year=int(told["year"]) if told.get("year") else None,
            kind=told.get("kind", ""),
            issuer=told.get("issuer", ""),
            unit=told.get("unit", ""),
            doubt={"co": True, "khong": False}.get(told.get("doubt", "")),
            order=told.get("sort") or "-arrived",
        )

    def _choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Tất cả"), *choices]
        field.error_messages["invalid_choice"] = (
            f"Sổ không có “%(value)s” ở mục {field.label}; hãy chọn lại trong danh sách."
        )


def _by_name(values: list[str]) -> Choices:
    """Those that come most often, by name."""
    return sorted(((one, one) for one in values[:MOST_CHOICES]), key=lambda one: plain(one[0]))
