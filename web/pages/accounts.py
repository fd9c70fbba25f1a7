"""Tài khoản: who may sign in, in which groups, for which units."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from web import accounts
from web.account_forms import AccountForm, NewAccountForm, form_of
from web.groups import DeskRequest, Group, for_group
from web.models import AccountChange

#: Changes shown under the list and on an account's own page.
LATEST = 50


@for_group(Group.ADMIN)
def listed(request: DeskRequest) -> HttpResponse:
    """All accounts, and what was last done to any."""
    people = User.objects.order_by("-is_active", "username").prefetch_related("groups", "desk__units")
    return render(request, "accounts/list.html", {"people": people, "changes": AccountChange.objects.all()[:LATEST]})


@for_group(Group.ADMIN)
def new(request: DeskRequest) -> HttpResponse:
    """The form of a new account, or its page with the password to hand over."""
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, by = form.cleaned_data["username"], request.user.get_username()
        user = accounts.create(name, accounts.by_chance(), form.wanted(), by)
        return _handed_over(request, user)
    return render(request, "accounts/new.html", {"form": form})


@for_group(Group.ADMIN)
def edit(request: DeskRequest, number: int) -> HttpResponse:
    """The form of an account, or the list once it is changed."""
    person = get_object_or_404(User, pk=number)
    form = AccountForm(request.POST) if request.method == "POST" else form_of(person)
    if request.method == "POST" and form.is_valid():
        try:
            told = accounts.change(person, form.wanted(), request.user.get_username())
        except accounts.LastAdmin as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{person.get_username()}: {'; '.join(told) or 'không có gì thay đổi'}.")
            return redirect("accounts")
    changes = AccountChange.objects.filter(account=person.get_username())[:LATEST]
    return render(request, "accounts/edit.html", {"form": form, "person": person, "changes": changes})


@for_group(Group.ADMIN)
@require_POST
def reset(request: DeskRequest, number: int) -> HttpResponse:
    """A new password for an account, shown once."""
    return _handed_over(request, get_object_or_404(User, pk=number))


def _handed_over(request: DeskRequest, person: User) -> HttpResponse:
    password = accounts.reset_password(person, request.user.get_username())
    return render(request, "accounts/password.html", {"person": person, "password": password})


urls: list[URLPattern] = [
    path("", listed, name="accounts"),
    path("moi/", new, name="account_new"),
    path("<int:number>/", edit, name="account"),
    path("<int:number>/mat-khau/", reset, name="account_password"),
]
