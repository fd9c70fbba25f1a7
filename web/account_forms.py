"""The forms of accounts."""

from __future__ import annotations

from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.validators import UnicodeUsernameValidator

from registry.models import OfficeUnitRow
from web.accounts import Wanted
from web.groups import Group, groups_of
from web.scope import own_units

GROUPS = [(one.value, f"{one.value[0].upper()}{one.value[1:]}") for one in Group]


class AccountForm(forms.Form):
    """What an account is: whose, in which groups, for which units, in use or not."""

    full_name = forms.CharField(label="Họ và tên", max_length=150)
    email = forms.EmailField(label="Thư điện tử", required=False)
    groups = forms.MultipleChoiceField(
        label="Nhóm",
        choices=GROUPS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn nhóm nào: chỉ xem văn bản và nhiệm vụ của đơn vị mình.",
    )
    units = forms.ModelMultipleChoiceField(
        label="Đơn vị",
        queryset=OfficeUnitRow.objects.filter(valid_to__isnull=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Lãnh đạo và người của đơn vị thấy việc của những đơn vị này và các đơn vị trực thuộc. "
        "Chọn chính cơ quan thì thấy tất cả.",
    )
    active = forms.BooleanField(label="Đang dùng", required=False, initial=True)

    def wanted(self) -> Wanted:
        """What the form asks for."""
        data = self.cleaned_data
        groups = frozenset(Group(one) for one in data["groups"])
        return Wanted(data["full_name"], groups, list(data["units"]), data["active"], data["email"])


class NewAccountForm(AccountForm):
    """The same with a name for signing in."""

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text="Chữ, số và các dấu @ . + - _ ; không đổi được về sau.",
    )
    field_order = ("username",)

    def clean_username(self) -> str:
        """The name, where nobody has it in whatever letters."""
        name = str(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("Đã có tài khoản tên này; hãy chọn tên khác.")
        return name


def form_of(user: User) -> AccountForm:
    """The form filled in with what the account is now."""
    return AccountForm(
        initial={
            "full_name": user.first_name,
            "email": user.email,
            "groups": [one.value for one in groups_of(user)],
            "units": own_units(user),
            "active": user.is_active,
        }
    )
