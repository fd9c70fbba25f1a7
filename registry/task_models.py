"""The tables of tasks: what is followed up, on whom it falls, every change of it, what it hangs together with.

A task hangs on its scan, not on a dispatch that a re-reading replaces, so that all that people wrote stays.  What is
reckoned (falls, counted days, links) is made anew; changes are never changed or deleted but with their scan.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from records import FallKind, LinkKind, TaskStatus

STATUSES = [(one.value, one.value) for one in TaskStatus]


class TaskRow(models.Model):
    """An order that is followed; `position` is that of its dispatch in the scan, `number` its own in the dispatch.

    `due`, `actors` and `report_to` are what counts, `said_due`, `said_actors` and `said_report_to` what was read;
    `settled` names the fields that a clerk wrote and no reading overwrites.
    """

    scan = models.ForeignKey(
        "registry.ScanRow", models.CASCADE, db_index=False, related_name="tasks", verbose_name="bản quét"
    )
    uid = models.CharField("mã không đổi", max_length=32, unique=True)
    position = models.PositiveIntegerField("thứ tự văn bản trong bản quét")
    number = models.PositiveIntegerField("thứ tự trong văn bản")
    clause = models.TextField("mục", default="", blank=True)
    text = models.TextField("câu giao việc")
    start = models.PositiveIntegerField("từ ký tự")
    end = models.PositiveIntegerField("đến ký tự")
    rule = models.CharField("quy tắc", max_length=255)
    confidence = models.FloatField("độ tin cậy")
    page = models.PositiveIntegerField("trang", null=True)
    box = models.JSONField("khung trên trang", null=True)
    actors = models.JSONField("người thực hiện", default=list, blank=True)
    said_actors = models.JSONField("người thực hiện như đọc được", default=list, blank=True)
    inherited = models.BooleanField("người thực hiện lấy từ chỗ khác", default=False)
    coordinators = models.JSONField("phối hợp", default=list, blank=True)
    report_to = models.TextField("báo cáo ai", null=True)
    said_report_to = models.TextField("báo cáo ai như đọc được", null=True)
    channel = models.TextField("báo cáo qua", null=True)
    drafts_for = models.TextField("tham mưu cho", null=True)
    due = models.DateField("hạn", null=True)
    said_due = models.DateField("hạn ghi trong văn bản", null=True)
    due_text = models.TextField("lời ghi hạn", null=True)
    recurrence = models.CharField("định kỳ", max_length=20, null=True)
    rrule = models.TextField("quy tắc lặp", null=True)
    anchor = models.CharField("mốc tính hạn", max_length=20, null=True)
    counted_due = models.DateField("hạn tính được", null=True)
    counted_from = models.DateField("tính từ ngày", null=True)
    own = models.BooleanField("do cơ quan ta ban hành", default=False)
    status = models.CharField("trạng thái", max_length=40, default=TaskStatus.NEW.value, choices=STATUSES)
    assignee = models.TextField("người được giao", default="", blank=True)
    note = models.TextField("ghi chú", default="", blank=True)
    evidence = models.TextField("văn bản trả lời", default="", blank=True)
    done_until = models.DateField("đã làm đến kỳ", null=True)
    settled = models.JSONField("do người ghi", default=list, blank=True)
    gone = models.BooleanField("không còn trong văn bản", default=False)

    class Meta:
        """In the order of reading."""

        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ("scan_id", "position", "number", "id")
        indexes = (
            models.Index(fields=("scan", "position", "number"), name="task_by_place"),
            # Not by `gone`: Django asks for it in words (NOT gone) for which SQLite uses no index.
            models.Index(fields=("status", "due", "rrule", "gone"), name="task_by_state"),
            models.Index(fields=("status", "id"), name="task_by_number"),
            models.Index(fields=("due", "id"), name="task_by_day"),
            models.Index(fields=("status", "id"), condition=Q(rrule__isnull=False), name="task_by_rule"),
            models.Index(fields=("status",), condition=Q(recurrence__isnull=False), name="task_by_recurrence"),
        )

    def __str__(self) -> str:
        """The sentence that orders it."""
        return self.text


class TaskFallRow(models.Model):
    """On whom a task falls; a row for each unit, or one without a unit where none of the directory is meant."""

    task = models.ForeignKey(TaskRow, models.CASCADE, db_index=False, related_name="fall_rows", verbose_name="nhiệm vụ")
    number = models.PositiveIntegerField("thứ tự")
    fall = models.PositiveIntegerField("thứ tự của tên")
    name = models.TextField("tên như in")
    within = models.TextField("trong tên", default="", blank=True)
    unit = models.CharField("đơn vị", max_length=400, default="", blank=True)
    how = models.CharField("thuộc", max_length=20, choices=[(one.value, one.value) for one in FallKind])
    confidence = models.FloatField("độ tin cậy")
    rule = models.CharField("quy tắc", max_length=255)
    candidates = models.JSONField("có thể là", default=list, blank=True)
    why = models.TextField("vì sao", default="", blank=True)

    class Meta:
        """In the order of the names."""

        verbose_name = "đơn vị thực hiện"
        verbose_name_plural = "đơn vị thực hiện"
        ordering = ("task_id", "number")
        constraints = (models.UniqueConstraint(fields=("task", "number"), name="one_fall_a_number"),)
        indexes = (
            models.Index(fields=("unit", "how"), name="fall_by_unit"),
            models.Index(fields=("unit", "task"), name="fall_task_by_unit"),
            models.Index(fields=("task",), condition=Q(how=FallKind.UNMATCHED.value), name="fall_on_nobody"),
        )

    def __str__(self) -> str:
        """The unit's key, or the name nobody could match."""
        return self.unit or self.name


class TaskLinkRow(models.Model):
    """A document that seems to answer a task, or an upper order that it seems to carry out; made with the graph."""

    task = models.ForeignKey(TaskRow, models.CASCADE, db_index=False, related_name="link_rows", verbose_name="nhiệm vụ")
    number = models.PositiveIntegerField("thứ tự")
    kind = models.CharField("loại", max_length=20, choices=[(one.value, one.value) for one in LinkKind])
    key = models.TextField("khóa văn bản")
    label = models.TextField("văn bản")
    score = models.FloatField("điểm")
    sure = models.BooleanField("rõ")
    sentence = models.TextField("câu", default="", blank=True)
    upper = models.ForeignKey(
        TaskRow, models.CASCADE, null=True, related_name="lower_rows", verbose_name="nhiệm vụ cấp trên"
    )

    class Meta:
        """The likeliest first."""

        verbose_name = "liên hệ của nhiệm vụ"
        verbose_name_plural = "liên hệ của nhiệm vụ"
        ordering = ("task_id", "number")
        constraints = (models.UniqueConstraint(fields=("task", "number"), name="one_link_a_number"),)
        indexes = (models.Index(fields=("key",), name="link_by_document"),)

    def __str__(self) -> str:
        """The document."""
        return self.label


class TaskChangeRow(models.Model):
    """One change of a task; never changed, deleted only with its task.  `by_hand` False: a re-reading changed it."""

    task = models.ForeignKey(TaskRow, models.CASCADE, related_name="change_rows", verbose_name="nhiệm vụ")
    field = models.CharField("trường", max_length=40)
    before = models.TextField("từ", default="", blank=True)
    after = models.TextField("thành", default="", blank=True)
    by = models.CharField("người ghi", max_length=150)
    at = models.DateTimeField("lúc")
    by_hand = models.BooleanField("do người", default=True)

    class Meta:
        """Oldest first."""

        verbose_name = "thay đổi của nhiệm vụ"
        verbose_name_plural = "thay đổi của nhiệm vụ"
        ordering = ("at", "id")

    def __str__(self) -> str:
        """What became of the field."""
        return f"{self.field}: {self.before} → {self.after}"


class TaskState(models.Model):
    """The one row that tells from what the falls, counted days and links were reckoned."""

    stamp = models.TextField("tính từ")

    class Meta:
        """One row at most."""

        verbose_name = "trạng thái nhiệm vụ"
        verbose_name_plural = "trạng thái nhiệm vụ"

    def __str__(self) -> str:
        """The stamp."""
        return self.stamp


class ReminderRow(models.Model):
    """A reminder that went out by e-mail: to which unit, on which day; so that none goes twice on one day."""

    unit = models.CharField("đơn vị", max_length=400)
    day = models.DateField("ngày")
    at = models.DateTimeField("gửi lúc", auto_now_add=True)

    class Meta:
        """Day by day."""

        verbose_name = "lời nhắc đã gửi"
        verbose_name_plural = "lời nhắc đã gửi"
        ordering = ("day", "unit")
        constraints = (models.UniqueConstraint(fields=("unit", "day"), name="one_reminder_a_day"),)

    def __str__(self) -> str:
        """The unit and the day."""
        return f"{self.unit} {self.day}"
