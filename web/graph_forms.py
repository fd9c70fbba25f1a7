"""The forms in which the graph is asked; pages and programs use the same."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from publish.answers import RELATION_NAMES
from records import Relation
from registry.limits import Limits
from web.day_field import DayField

RELATIONS = [(one.value, RELATION_NAMES[one]) for one in Relation]
#: Steps around a document that are drawn at most.
FARTHEST = 3
ASK_A_DOCUMENT = "Hãy ghi văn bản cần hỏi, ví dụ: Chỉ thị 10, 10-CT/TW, hoặc Kết luận 18 năm 2017."
LONG = "Câu hỏi quá dài; hãy ghi số, ký hiệu của văn bản."


class DocumentField(forms.CharField):
    """A document as people name it."""

    def __init__(self, label: str) -> None:
        says = {"required": ASK_A_DOCUMENT, "max_length": LONG}
        super().__init__(label=label, max_length=300, error_messages=says)
        self.widget.attrs.update({"placeholder": "Chỉ thị 10, 10-CT/TW…", "autocomplete": "off"})


class _Asked(forms.Form):
    LIMITS: tuple[str, ...] = ()

    def question_fields(self) -> list[forms.BoundField]:
        """The fields that are shown first."""
        return [one for one in self.visible_fields() if one.name != "relation" and one.name not in self.LIMITS]

    def limit_fields(self) -> list[forms.BoundField]:
        """The fields that leave answers out, by place and organ."""
        return [self[name] for name in self.LIMITS]

    def limited(self) -> bool:
        """Whether any of these is filled in, or wrongly."""
        return any(one.value() or one.errors for one in self.limit_fields())


class _Related(_Asked):
    relation = forms.MultipleChoiceField(
        label="Chỉ tính quan hệ",
        choices=RELATIONS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": f"Không có quan hệ “%(value)s”; các quan hệ: {', '.join(one for one, _ in RELATIONS)}.",
        },
    )

    def relations(self) -> tuple[Relation, ...]:
        """The relations that count; none is all."""
        return tuple(Relation(one) for one in self.cleaned_data["relation"])


class RestsForm(_Related):
    """On what a document rests."""

    document = DocumentField("Văn bản")
    field_order = ("document",)


class CitesForm(RestsForm):
    """Who cites a document."""

    since = DayField("Ban hành từ ngày")
    through = forms.BooleanField(label="Cả những văn bản nêu qua văn bản khác", required=False)
    of = forms.CharField(label="Của tỉnh, thành phố", required=False, max_length=100)
    organ = forms.CharField(label="Của cơ quan có mã (ví dụ BTGDVTU)", required=False, max_length=100)
    successors = forms.BooleanField(label="Cả văn bản của nơi đã nhập vào nơi ấy", required=False)
    #: The fields that stand apart from the question itself.
    LIMITS = ("of", "organ", "successors")

    def limits(self) -> Limits:
        """Which answers count."""
        data = self.cleaned_data
        day: dt.date | None = data["since"]
        return Limits(day.isoformat() if day else None, data["of"] or None, data["organ"] or None, data["successors"])


class AroundForm(RestsForm):
    """What stands around a document."""

    hops = forms.TypedChoiceField(
        label="Số bước quanh văn bản",
        choices=[(number, f"{number} bước") for number in range(1, FARTHEST + 1)],
        coerce=int,
        required=False,
        error_messages={"invalid_choice": f"Số bước phải từ 1 đến {FARTHEST}."},
    )

    def steps(self) -> int:
        """How many steps; one where nothing is told."""
        return self.cleaned_data["hops"] or 1


class WhyForm(_Asked):
    """How two documents hang together."""

    one = DocumentField("Văn bản này")
    other = DocumentField("Văn bản kia")


def first_sentence(form: forms.Form) -> str:
    """What is wrong with the form, in one sentence; the first of all."""
    errors: Any = form.errors
    return str(next(iter(errors.values()))[0])
