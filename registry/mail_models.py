"""The tables of the office's mailboxes: which mails were looked at, and which files came with them.

They hang on the bytes of files, not on scans: a file is known here before it is read, and also where it is refused.
"""

from __future__ import annotations

from django.db import models


class PostboxRow(models.Model):
    """A folder of a mailbox, and how it went when it was asked last; `failure` is empty where it answered."""

    name = models.CharField("hộp thư", max_length=500, unique=True)
    asked_at = models.DateTimeField("hỏi lúc", null=True)
    failure = models.TextField("vì sao không hỏi được", default="", blank=True)

    class Meta:
        """By name."""

        verbose_name = "hộp thư"
        verbose_name_plural = "hộp thư"
        ordering = ("name",)

    def __str__(self) -> str:
        """Its name."""
        return self.name


class MailRow(models.Model):
    """A mail that was looked at; `done` once all its files lie in the inbox.

    `left_out`: pairs of a file's name and why it was not taken.  Of a mail that brought nothing only its UID is kept.
    """

    postbox = models.ForeignKey(
        PostboxRow, models.CASCADE, db_index=False, related_name="mails", verbose_name="hộp thư"
    )
    validity = models.PositiveBigIntegerField("UIDVALIDITY")
    uid = models.PositiveBigIntegerField("UID")
    message_id = models.TextField("Message-ID")
    sender = models.TextField("người gửi", default="", blank=True)
    subject = models.TextField("tiêu đề", default="", blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True)
    looked_at = models.DateTimeField("xem lúc")
    left_out = models.JSONField("tệp không lấy", default=list, blank=True)
    done = models.BooleanField("đã lấy xong", default=False)

    class Meta:
        """The latest last."""

        verbose_name = "thư đến"
        verbose_name_plural = "thư đến"
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("postbox", "validity", "uid"), name="one_mail_a_uid"),)

    def __str__(self) -> str:
        """The subject."""
        return self.subject or self.message_id


class EnclosureRow(models.Model):
    """A file of a mail; `stored`: its name in the inbox, '' until it lies there, or where it is not to be told."""

    mail = models.ForeignKey(MailRow, models.CASCADE, db_index=False, related_name="enclosures", verbose_name="thư")
    sha256 = models.CharField("mã băm SHA-256", max_length=64, db_index=True)
    name = models.TextField("tên trong thư")
    stored = models.CharField("tên trong hộp đến", max_length=255, default="", blank=True, db_index=True)
    placed = models.BooleanField("đã vào hộp đến", default=False)

    class Meta:
        """In the order of the mail."""

        verbose_name = "tệp kèm thư"
        verbose_name_plural = "tệp kèm thư"
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("mail", "sha256"), name="one_enclosure_a_mail"),)

    def __str__(self) -> str:
        """Its name in the mail."""
        return self.name
