"""The tables of the pages: a person's desk, what was done to accounts, links for calendars."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import models

from registry.models import OfficeUnitRow


class Desk(models.Model):
    """What is known of a person beside name and password; `units`: whose tasks and papers he sees."""

    user = models.OneToOneField(User, models.CASCADE, related_name="desk", verbose_name="tài khoản")
    units = models.ManyToManyField(OfficeUnitRow, blank=True, related_name="desks", verbose_name="đơn vị")
    own_password = models.BooleanField("đã tự đặt mật khẩu", default=False)

    class Meta:
        """The rights of the house hang here; those that Django makes for each table are not used."""

        verbose_name = "bàn làm việc"
        verbose_name_plural = "bàn làm việc"
        default_permissions = ()
        permissions = (
            ("take_in", "Đưa văn bản vào hộp đến"),
            ("correct", "Sửa giá trị trong sổ"),
            ("see_all", "Xem mọi văn bản và nhiệm vụ"),
            ("follow", "Ghi trạng thái nhiệm vụ"),
            ("ask_graph", "Tra cứu mạng viện dẫn"),
            ("manage_accounts", "Quản trị tài khoản"),
        )

    def __str__(self) -> str:
        """The person's name for signing in."""
        return self.user.get_username()


class AccountChange(models.Model):
    """One change of an account; never changed or deleted, so names stand in it as texts."""

    account = models.CharField("tài khoản", max_length=150, db_index=True)
    what = models.TextField("thay đổi")
    by = models.CharField("người làm", max_length=150)
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        """The latest first."""

        verbose_name = "thay đổi tài khoản"
        verbose_name_plural = "thay đổi tài khoản"
        default_permissions = ()
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        """Whose account, and what was done."""
        return f"{self.account}: {self.what}"


class CalendarLink(models.Model):
    """A link by which a calendar subscribes to a unit's tasks; `digest` is the sha256 of its secret."""

    user = models.ForeignKey(User, models.CASCADE, related_name="calendar_links", verbose_name="người tạo")
    unit = models.ForeignKey(OfficeUnitRow, models.CASCADE, related_name="calendar_links", verbose_name="đơn vị")
    digest = models.CharField("mã băm", max_length=64, unique=True)
    made_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True)
    revoked_by = models.CharField("người thu hồi", max_length=150, default="", blank=True)

    class Meta:
        """The latest first."""

        verbose_name = "liên kết lịch"
        verbose_name_plural = "liên kết lịch"
        default_permissions = ()
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        """Whose tasks, and for whom."""
        return f"{self.unit}: {self.user}"


class ApiToken(models.Model):
    """The token by which a person's programs read; `digest` is the SHA-256 of it, the token itself is kept nowhere."""

    user = models.OneToOneField(User, models.CASCADE, related_name="api_token", verbose_name="tài khoản")
    digest = models.CharField("mã băm", max_length=64, unique=True)
    made_at = models.DateTimeField("tạo lúc")
    used_on = models.DateField("dùng lần cuối", null=True)

    class Meta:
        """No rights of Django's own."""

        verbose_name = "mã truy cập"
        verbose_name_plural = "mã truy cập"
        default_permissions = ()

    def __str__(self) -> str:
        """Whose it is."""
        return f"mã truy cập của {self.user_id}"
