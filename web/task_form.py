"""The form by which a person writes how far a task is; only what he altered is written."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import QueryDict

from publish.task_words import FIELDS, names_of
from records import Directory, Task, TaskStatus
from registry.task_change import falls_on
from registry.task_names import READ
from web.day_field import DayField

STATUSES = [(one.value, f"{one.value[0].upper()}{one.value[1:]}") for one in TaskStatus]


class TaskForm(forms.Form):
    """Status, whom it was given to, note, the answering document; of what comes again the last day that was done.

    Who may correct what was read also writes day, actors, units and whom to report to, or gives them back.

    Each field carries along what the person saw, so that a form opened long ago takes nothing back.
    """

    status = forms.ChoiceField(label="Trạng thái", choices=STATUSES, show_hidden_initial=True)
    assignee = forms.CharField(label="Người được giao", max_length=500, required=False, show_hidden_initial=True)
    note = forms.CharField(
        label="Ghi chú",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        show_hidden_initial=True,
    )
    evidence = forms.CharField(
        label="Văn bản trả lời",
        max_length=500,
        required=False,
        help_text="Số, ký hiệu của văn bản đã trả lời hoặc báo cáo, ví dụ 90-BC/ĐUK.",
        show_hidden_initial=True,
    )
    done_until = DayField(
        "Đã làm đến hết ngày", help_text="Việc định kỳ: kỳ cuối cùng đã làm xong.", show_hidden_initial=True
    )
    units = forms.MultipleChoiceField(
        label="Đơn vị thực hiện",
        required=False,
        help_text="Giữ phím Ctrl để chọn nhiều đơn vị. "
        "Chọn khác đi thì việc thuộc đúng những đơn vị đã chọn, đọc lại văn bản cũng không đổi nữa.",
        widget=forms.SelectMultiple(attrs={"size": 6}),
        show_hidden_initial=True,
    )
    due = DayField(
        "Hạn",
        help_text="Sửa khi đọc sai hoặc được gia hạn; để trống là không có hạn. Đọc lại văn bản cũng không đổi nữa.",
        show_hidden_initial=True,
    )
    actors = forms.CharField(
        label="Người thực hiện",
        max_length=2000,
        required=False,
        help_text="Như trong văn bản; nhiều nơi thì cách nhau bằng dấu chấm phẩy.",
        show_hidden_initial=True,
    )
    report_to = forms.CharField(
        label="Nơi nhận báo cáo",
        max_length=500,
        required=False,
        help_text="Để trống là không phải báo cáo ai.",
        show_hidden_initial=True,
    )
    given_back = forms.MultipleChoiceField(
        label="Bỏ lời sửa, lấy lại như máy đọc",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("status", "assignee", "due", "actors", "report_to", "units")

    def __init__(self, task: Task, every: Directory | None, written: QueryDict | None = None) -> None:
        """The form of the task; `every`: the units it may be given to, None for who may not correct what was read."""
        super().__init__(written, initial=_initial(task))
        self._now, self._every = self.initial, every
        if every is None:
            for name in (*READ, "given_back"):
                del self.fields[name]
        else:
            self._offer(every, task)
        if task.rrule is None:
            del self.fields["done_until"]

    def _offer(self, every: Directory, task: Task) -> None:
        """The units to choose from, and what can be given back to the reading."""
        units, given_back = self.fields["units"], self.fields["given_back"]
        assert isinstance(units, forms.MultipleChoiceField) and isinstance(given_back, forms.MultipleChoiceField)
        units.choices = list(names_of(every).items())
        given_back.choices = [(name, FIELDS[name].capitalize()) for name in READ if name in task.settled]
        if not given_back.choices:
            del self.fields["given_back"]

    def clean(self) -> dict[str, Any]:
        """What was written; a field that somebody else wrote meanwhile is refused."""
        for name in self._altered():
            if self._seen(name) != self._now[name]:
                message = f"Người khác vừa ghi “{FIELDS[name]}” của việc này; hãy tải lại trang, xem rồi ghi lần nữa."
                self.add_error(name, message)
        return self.cleaned_data

    def wanted(self) -> dict[str, Any]:
        """The new value of each field the person altered; what he gives back to the reading is left out."""
        back = self.given_back_fields()
        found = {name: self.cleaned_data[name] for name in self._altered() if name not in back}
        if "status" in found:
            found["status"] = TaskStatus(found["status"])
        if "actors" in found:
            found["actors"] = [" ".join(one.split()) for one in found["actors"].split(";") if one.strip()]
        if "units" in found and self._every is not None:
            chosen = set(found["units"])
            found["units"] = falls_on([one for one in self._every.units if one.key in chosen], self._every)
        return found

    def given_back_fields(self) -> list[str]:
        """The fields that shall hold again what was read."""
        return list(self.cleaned_data.get("given_back", ()))

    def _altered(self) -> list[str]:
        return [name for name in self.changed_data if name != "given_back"]

    def _seen(self, name: str) -> str | dt.date | list[str] | None:
        """What stood in the field when the person opened the page."""
        field = self.fields[name]
        raw = field.hidden_widget().value_from_datadict(self.data, self.files, self.add_initial_prefix(name))
        value: str | dt.date | list[str] | None = field.to_python(raw)
        return value


def _initial(task: Task) -> dict[str, Any]:
    """What each field holds before anything is written."""
    same = {name: getattr(task, name) for name in ("assignee", "note", "evidence", "done_until", "due")}
    named = {"actors": "; ".join(" ".join(one.split()) for one in task.actors)}
    to = {"report_to": " ".join((task.report_to or "").split())}
    return same | named | to | {"status": task.status.value, "units": list(task.units)}
