"""Signing in and out, and one's own password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path

from web import accounts
from web.groups import DeskRequest, for_group
from web.middleware import has_own_password


@for_group()
def change_password(request: DeskRequest) -> HttpResponse:
    """The form, or the home page once the password is changed; other sessions of the account end."""
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        accounts.own_password_set(form.save())
        update_session_auth_hash(request, form.user)
        messages.success(request, "Đã đổi mật khẩu.")
        return redirect("home")
    given = not has_own_password(request.user)
    return render(request, "registration/password.html", {"form": form, "given": given})


sign_in = login_not_required(LoginView.as_view(redirect_authenticated_user=True))
sign_out = login_not_required(LogoutView.as_view())

urls: list[URLPattern] = [
    path("dang-nhap/", sign_in, name="login"),
    path("dang-xuat/", sign_out, name="logout"),
    path("mat-khau/", change_password, name="password_change"),
]
