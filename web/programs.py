"""Views for programs: a token instead of a session, JSON instead of pages, also where something is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import update_wrapper
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.csrf import csrf_exempt

from web.groups import DeskRequest, Group, may_enter
from web.middleware import has_own_password
from web.tokens import owner

Row = Mapping[str, Any]
Answering = Callable[[DeskRequest], HttpResponseBase]
NO_TOKEN = (
    "Thiếu mã truy cập, hoặc mã không còn dùng được. Hãy gửi tiêu đề Authorization: Bearer MÃ; mã tạo ở trang /api/ma/."
)
NOT_OURS = "Tài khoản của mã này không thuộc nhóm được hỏi; hãy nhờ người quản trị thêm vào nhóm."
OWN_PASSWORD = "Chủ tài khoản phải đăng nhập và tự đặt mật khẩu trước."
NOTHING_THERE = "Không có địa chỉ này; các địa chỉ có ở trang /api/."


class Refused(Exception):
    """A question that has no answer: a status, a Vietnamese sentence with a remedy, what else helps."""

    def __init__(self, status: int, sentence: str, **more: Any) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.more = status, sentence, more


def for_programs(*groups: Group, methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[Answering], Any]:
    """A decorator: the view answers programs whose token is of somebody in one of these groups, in JSON always."""
    wanted = frozenset(groups)

    def decorate(view: Answering) -> Any:
        def guarded(request: HttpRequest, **_: object) -> HttpResponseBase:
            try:
                request.user = _user(request, wanted)
                if request.method not in methods:
                    raise Refused(405, f"Địa chỉ này chỉ đọc: hãy hỏi bằng {' hoặc '.join(methods)}.")
                return view(cast(DeskRequest, request))
            except Refused as refused:
                return _refusal(refused, methods)

        update_wrapper(guarded, view)
        guarded.groups = wanted  # type: ignore[attr-defined]
        guarded.for_programs = True  # type: ignore[attr-defined]
        return csrf_exempt(login_not_required(guarded))

    return decorate


def rows(found: Iterable[Row]) -> HttpResponse:
    """The rows as one JSON array, one line a row."""
    lines = ",\n".join(json.dumps(dict(one), ensure_ascii=False) for one in found)
    return HttpResponse(f"[{lines}]\n", content_type="application/json")


def rows_in_parts(parts: Iterable[Iterable[Row]]) -> StreamingHttpResponse:
    """The same array; it goes out part by part while the rest is looked up."""
    return StreamingHttpResponse(_array(parts), content_type="application/json")


def _array(parts: Iterable[Iterable[Row]]) -> Iterator[str]:
    between = "["
    for some in parts:
        for one in some:
            yield between + json.dumps(dict(one), ensure_ascii=False)
            between = ",\n"
    yield "[]\n" if between == "[" else "]\n"


def _user(request: HttpRequest, wanted: frozenset[Group]) -> User:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    user = owner(token.strip()) if scheme.lower() in ("bearer", "token") and token.strip() else None
    if user is None:
        raise Refused(401, NO_TOKEN)
    if not has_own_password(user):
        raise Refused(403, OWN_PASSWORD)
    if not may_enter(user, wanted):
        raise Refused(403, NOT_OURS)
    return user


def _refusal(refused: Refused, methods: tuple[str, ...]) -> HttpResponse:
    told = {"error": refused.sentence, "status": refused.status, **refused.more}
    response = HttpResponse(
        json.dumps(told, ensure_ascii=False) + "\n", content_type="application/json", status=refused.status
    )
    if refused.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if refused.status == 405:
        response["Allow"] = ", ".join(methods)
    return response
