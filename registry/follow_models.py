"""The tables of following: who follows which document, what papers that came later say of it, what was told of that.

No word of a paper stands here but the document's key: what news says is looked up in the graph whenever it is shown, so
that it is as the graph has it now, and goes with its scan.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class FollowRow(models.Model):
    """A document that a person follows; `through`: also where it is cited by way of others.

    `shelf`, `scan` and `position` tell which document it is where its key has become another one.  `after`: the last
    scan that the graph held when the person began; only later ones are news by way of others.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="follows", verbose_name="người"
    )
    key = models.TextField("khóa văn bản", db_index=True)
    through = models.BooleanField("cả qua văn bản khác", default=False)
    shelf = models.TextField("số và cơ quan", null=True)
    scan = models.ForeignKey(
        "registry.ScanRow", models.SET_NULL, null=True, related_name="follows", verbose_name="bản quét"
    )
    position = models.PositiveIntegerField("thứ tự trong bản quét", default=0)
    after = models.PositiveBigIntegerField("sau bản quét", default=0)
    since = models.DateTimeField("theo dõi từ")

    class Meta:
        """The latest first."""

        verbose_name = "văn bản được theo dõi"
        verbose_name_plural = "văn bản được theo dõi"
        default_permissions = ()
        ordering = ("-since", "-id")
        constraints = (models.UniqueConstraint(fields=("user", "key"), name="one_follow_a_document"),)

    def __str__(self) -> str:
        """The document's key."""
        return self.key


class NewsRow(models.Model):
    """What one paper says of a followed document, or (`through`) of one that leads to it.

    `told` False: it was said before the person began to follow.  `gone`: the paper does not say it any more; it is kept
    so that nothing is told twice.  `source`: who does it, where the paper says so of a third document, else ''.
    """

    follow = models.ForeignKey(FollowRow, models.CASCADE, related_name="news", verbose_name="theo dõi")
    scan = models.ForeignKey("registry.ScanRow", models.CASCADE, related_name="news", verbose_name="bản quét")
    position = models.PositiveIntegerField("thứ tự trong bản quét")
    relation = models.CharField("quan hệ", max_length=20)
    source = models.TextField("văn bản", default="", blank=True)
    said_by = models.TextField("văn bản nói điều đó")
    target = models.TextField("văn bản được nêu")
    through = models.BooleanField("qua văn bản khác", default=False)
    told = models.BooleanField("là tin", default=True)
    gone = models.BooleanField("không còn", default=False)
    found_at = models.DateTimeField("thấy lúc")
    seen_at = models.DateTimeField("xem lúc", null=True)
    mailed_at = models.DateTimeField("gửi thư lúc", null=True)

    class Meta:
        """The latest first; one of a kind a paper, and one a paper of what leads there by way of others."""

        verbose_name = "tin về văn bản được theo dõi"
        verbose_name_plural = "tin về văn bản được theo dõi"
        default_permissions = ()
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("follow", "scan", "position", "relation", "source"),
                condition=Q(through=False),
                name="one_news_a_saying",
            ),
            models.UniqueConstraint(
                fields=("follow", "scan", "position"), condition=Q(through=True), name="one_news_a_way"
            ),
        )
        indexes = (
            models.Index(fields=("follow", "-id"), condition=Q(told=True, gone=False), name="news_that_stands"),
            models.Index(
                fields=("follow",), condition=Q(told=True, gone=False, seen_at__isnull=True), name="news_unseen"
            ),
        )

    def __str__(self) -> str:
        """Who says what of which document."""
        return f"{self.said_by} {self.relation} {self.target}"


class NewsStepRow(models.Model):
    """A further step of the way from what a paper names to the followed document; `number` counts from 1."""

    news = models.ForeignKey(NewsRow, models.CASCADE, db_index=False, related_name="steps", verbose_name="tin")
    number = models.PositiveIntegerField("bước")
    scan = models.ForeignKey("registry.ScanRow", models.CASCADE, related_name="news_steps", verbose_name="bản quét")
    position = models.PositiveIntegerField("thứ tự trong bản quét")
    source = models.TextField("văn bản")
    target = models.TextField("văn bản được nêu")

    class Meta:
        """Step by step."""

        verbose_name = "bước của tin"
        verbose_name_plural = "bước của tin"
        default_permissions = ()
        ordering = ("news_id", "number")
        constraints = (models.UniqueConstraint(fields=("news", "number"), name="one_step_a_number"),)

    def __str__(self) -> str:
        """From where to where."""
        return f"{self.source} → {self.target}"


class NewsState(models.Model):
    """The one row that tells in which graph news was last looked for, and the highest key of an edge there."""

    stamp = models.TextField("xem đồ thị")
    edge = models.PositiveBigIntegerField("đến viện dẫn", default=0)

    class Meta:
        """One row at most."""

        verbose_name = "trạng thái theo dõi"
        verbose_name_plural = "trạng thái theo dõi"
        default_permissions = ()

    def __str__(self) -> str:
        """The stamp."""
        return self.stamp
