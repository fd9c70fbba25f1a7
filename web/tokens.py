"""The token of an account, by which a program of its owner reads; only its hash is kept."""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from web.models import AccountChange, ApiToken

#: By this people, and programs that look for secrets in files, know what it is.
MARK = "vanthu_"
LENGTH = 32  # bytes of chance: so many need no slow hash


def make(user: User) -> str:
    """A new token, shown once; the account's old one ends."""
    token = MARK + secrets.token_urlsafe(LENGTH)
    with transaction.atomic():
        ApiToken.objects.update_or_create(
            user=user, defaults={"digest": _digest(token), "made_at": timezone.now(), "used_on": None}
        )
        _told(user, "tạo mã truy cập cho chương trình")
    return token


def revoke(user: User) -> bool:
    """Whether there was a token; it ends at once."""
    with transaction.atomic():
        ended, _ = ApiToken.objects.filter(user=user).delete()
        if ended:
            _told(user, "thu hồi mã truy cập của chương trình")
    return bool(ended)


def token_of(user: User) -> ApiToken | None:
    """What is known of the account's token."""
    return ApiToken.objects.filter(user=user).first()


def owner(token: str) -> User | None:
    """Whose token it is; None for one that is none, has ended, or whose account is out of use."""
    row = ApiToken.objects.select_related("user__desk").filter(digest=_digest(token), user__is_active=True).first()
    if row is None:
        return None
    today = timezone.localdate()
    if row.used_on != today:
        ApiToken.objects.filter(pk=row.pk).update(used_on=today)
    return row.user


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _told(user: User, what: str) -> None:
    AccountChange.objects.create(account=user.get_username(), what=what, by=user.get_username())
