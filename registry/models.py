"""The tables: scans, the dispatches in them, what was found, signed and doubted in each, and what clerks corrected.

A re-reading replaces a scan's dispatches, findings, signatures and problems.  Corrections hang on the scan alone, so
that no re-reading can touch them.  The tables of the graph stand in `registry.graph_models`, those of tasks in
`registry.task_models`, the office's directory in `registry.unit_models`, who follows what in `registry.follow_models`,
the mails by which files came in `registry.mail_models`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from registry.arrival_models import ArrivalRow
from registry.change_models import ScanChangeRow
from registry.concern_models import ConcernRow
from registry.division_models import DivisionRow, FormerRow, WordsRow
from registry.follow_models import FollowRow, NewsRow, NewsState, NewsStepRow
from registry.goes_to import GoesTo
from registry.graph_models import (
    ClaimRow,
    DocumentRow,
    DoubtRow,
    EdgeRow,
    FactRow,
    GraphState,
    OrganRow,
    OrganVoteRow,
    PaperRow,
    RelinkRow,
    RulingRow,
    SeriesRow,
)
from registry.line_models import LineRow
from registry.mail_models import EnclosureRow, MailRow, PostboxRow
from registry.place_models import PlacesRow
from registry.task_models import ReminderRow, TaskChangeRow, TaskFallRow, TaskLinkRow, TaskRow, TaskState
from registry.unit_models import OfficeUnitRow

__all__ = [
    "ArrivalRow",
    "ClaimRow",
    "ConcernRow",
    "Correction",
    "CutRow",
    "DispatchRow",
    "DivisionRow",
    "DocumentRow",
    "DoubtRow",
    "ESignatureRow",
    "EdgeRow",
    "EnclosureRow",
    "FactRow",
    "Finding",
    "FollowRow",
    "FormerRow",
    "GraphState",
    "LineRow",
    "MailRow",
    "NewsRow",
    "NewsState",
    "NewsStepRow",
    "OfficeUnitRow",
    "OrganRow",
    "OrganVoteRow",
    "PaperRow",
    "PlacesRow",
    "PostboxRow",
    "ProblemRow",
    "ReadSymbolRow",
    "RelinkRow",
    "ReminderRow",
    "RulingRow",
    "ScanChangeRow",
    "ScanRow",
    "SeriesRow",
    "TaskChangeRow",
    "TaskFallRow",
    "TaskLinkRow",
    "TaskRow",
    "TaskState",
    "WordsRow",
]


class ScanRow(models.Model):
    """A file that was read, known by the sha256 of its bytes."""

    sha256 = models.CharField("mã băm SHA-256", max_length=64, unique=True)
    name = models.TextField("tên tệp")
    inbox = models.TextField("hộp đến", default="", blank=True)
    media_type = models.CharField("kiểu tệp", max_length=255)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    received_at = models.DateTimeField("nhận lúc")
    page_count = models.PositiveIntegerField("số trang")
    grades = models.JSONField("chất lượng từng trang", default=list, blank=True)
    turns = models.JSONField("góc xoay từng trang", default=list, blank=True)
    division = models.JSONField("cách chia đã theo", default=dict, blank=True)
    enclosed = models.CharField("mã băm của tệp trong gói edXML", max_length=64, default="", blank=True)
    archived = models.TextField("nơi lưu bản gốc", null=True)
    saved_at = models.DateTimeField("lưu lúc", auto_now_add=True)

    class Meta:
        """Oldest first, as in the register on paper."""

        verbose_name = "bản quét"
        verbose_name_plural = "bản quét"
        ordering = ("received_at", "sha256")
        indexes = (
            models.Index(fields=("received_at", "sha256"), name="scan_by_arrival"),
            models.Index(fields=("enclosed",), condition=~Q(enclosed=""), name="scan_by_enclosed"),
        )

    def __str__(self) -> str:
        """The file's name."""
        return self.name


class DispatchRow(models.Model):
    """One dispatch of a scan; `position` counts from 0 in the order of reading."""

    scan = models.ForeignKey(
        ScanRow, models.CASCADE, db_index=False, related_name="dispatches", verbose_name="bản quét"
    )
    position = models.PositiveIntegerField("thứ tự trong bản quét")
    pages = models.JSONField("các trang")
    text = models.TextField("toàn văn")
    is_dispatch = models.BooleanField("mang thể thức văn bản", default=True)
    evidence = models.JSONField("các nguồn của số và ngày", default=list)
    citations = models.JSONField("văn bản được viện dẫn", default=list, blank=True)
    asserted_edges = models.JSONField("quan hệ giữa các văn bản khác", default=list, blank=True)
    obligations = models.JSONField("việc được giao", default=list, blank=True)

    class Meta:
        """In the order of reading."""

        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ("scan_id", "position")
        constraints = (models.UniqueConstraint(fields=("scan", "position"), name="one_dispatch_a_position"),)

    def __str__(self) -> str:
        """The file's name and the position in it, from 1."""
        return f"{self.scan.name} ({self.position + 1})"


class Finding(models.Model):
    """A value read from a dispatch, with its evidence; `position` counts within a list, `part` within a record."""

    dispatch = models.ForeignKey(
        DispatchRow, models.CASCADE, db_index=False, related_name="findings", verbose_name="văn bản"
    )
    field = models.CharField("trường", max_length=40)
    position = models.PositiveIntegerField("thứ tự", default=0)
    part = models.CharField("phần", max_length=40, default="", blank=True)
    value = models.TextField("giá trị")
    printed = models.TextField("như in trên văn bản")
    confidence = models.FloatField("độ tin cậy")
    rule = models.CharField("quy tắc", max_length=255)
    page = models.PositiveIntegerField("trang", null=True)
    box = models.JSONField("khung trên trang", null=True)
    start = models.PositiveIntegerField("từ ký tự", null=True)
    end = models.PositiveIntegerField("đến ký tự", null=True)

    class Meta:
        """Looked up by symbol and by date."""

        verbose_name = "giá trị đọc được"
        verbose_name_plural = "giá trị đọc được"
        ordering = ("dispatch_id", "id")
        constraints = (
            models.UniqueConstraint(fields=("dispatch", "field", "position", "part"), name="one_finding_a_place"),
        )
        # Partial, since PostgreSQL refuses to index the long values that other fields can hold, or cut.
        indexes = (
            models.Index(fields=("value",), condition=Q(field="symbol"), name="finding_by_symbol"),
            models.Index(fields=("value",), condition=Q(field="issued_on"), name="finding_by_issue_date"),
            models.Index(GoesTo("field", "value"), "dispatch", name="finding_by_addressee"),
        )

    def __str__(self) -> str:
        """The field and its value."""
        return f"{self.field}: {self.value}"


class ReadSymbolRow(models.Model):
    """What the number of a dispatch was read as whose number or date is doubtful: by it later dispatches find it."""

    dispatch = models.ForeignKey(DispatchRow, models.CASCADE, related_name="+", verbose_name="văn bản")
    value = models.TextField("số, ký hiệu đã đọc", db_index=True)

    class Meta:
        """Dispatch by dispatch."""

        verbose_name = "số, ký hiệu chưa chắc"
        verbose_name_plural = "số, ký hiệu chưa chắc"
        ordering = ("dispatch_id", "value")

    def __str__(self) -> str:
        """As it was read."""
        return self.value


class ESignatureRow(models.Model):
    """An electronic signature of a dispatch; `position` counts from 0.  The columns are those of records.ESignature."""

    dispatch = models.ForeignKey(
        DispatchRow, models.CASCADE, db_index=False, related_name="e_signatures", verbose_name="văn bản"
    )
    position = models.PositiveIntegerField("thứ tự", default=0)
    signer = models.TextField("người ký", null=True)
    organisation = models.TextField("cơ quan", null=True)
    time = models.CharField("thời gian ký", max_length=40, null=True)
    page = models.PositiveIntegerField("trang", null=True)
    box = models.JSONField("khung trên trang", null=True)
    source = models.CharField("nguồn", max_length=20)
    integrity = models.CharField("tính toàn vẹn", max_length=40, null=True)
    reason = models.TextField("vì sao", default="", blank=True)
    printed = models.TextField("như in trên văn bản", default="", blank=True)
    confidence = models.FloatField("độ tin cậy")
    count = models.PositiveIntegerField("số trường chữ ký", default=1)

    class Meta:
        """In the order they were told."""

        verbose_name = "chữ ký số"
        verbose_name_plural = "chữ ký số"
        ordering = ("dispatch_id", "position")
        constraints = (models.UniqueConstraint(fields=("dispatch", "position"), name="one_e_signature_a_position"),)

    def __str__(self) -> str:
        """The signer, or whose box it is."""
        return self.signer or self.organisation or "chữ ký số"


class CutRow(models.Model):
    """The picture of a place on a page of a dispatch, for a field that is doubtful there; `position` counts from 0."""

    dispatch = models.ForeignKey(
        DispatchRow, models.CASCADE, db_index=False, related_name="cuts", verbose_name="văn bản"
    )
    position = models.PositiveIntegerField("thứ tự", default=0)
    field = models.CharField("trường", max_length=40)
    page = models.PositiveIntegerField("trang")
    box = models.JSONField("khung trên trang")
    png = models.BinaryField("ảnh PNG")

    class Meta:
        """In the order they were told."""

        verbose_name = "ảnh cắt"
        verbose_name_plural = "ảnh cắt"
        ordering = ("dispatch_id", "position")
        constraints = (models.UniqueConstraint(fields=("dispatch", "position"), name="one_cut_a_position"),)

    def __str__(self) -> str:
        """The field and the page it shows."""
        return f"{self.field}, trang {self.page}"


class ProblemRow(models.Model):
    """A doubt about a dispatch, or about the whole scan where `dispatch` is None."""

    scan = models.ForeignKey(ScanRow, models.CASCADE, related_name="problems", verbose_name="bản quét")
    dispatch = models.ForeignKey(
        DispatchRow, models.CASCADE, null=True, related_name="problems", verbose_name="văn bản"
    )
    code = models.CharField("mã", max_length=100)
    message = models.TextField("điều nghi ngờ")
    page = models.PositiveIntegerField("trang", null=True)
    box = models.JSONField("khung trên trang", null=True)
    field = models.CharField("trường", max_length=80, null=True)

    class Meta:
        """In the order they were told."""

        verbose_name = "điểm cần xem lại"
        verbose_name_plural = "điểm cần xem lại"
        ordering = ("id",)

    def __str__(self) -> str:
        """The sentence for the clerk."""
        return self.message


class Correction(models.Model):
    """What a clerk wrote instead of what was read; never changed or deleted, the latest one counts.

    `value` None says that nothing is printed there.  `pages` are those of the dispatch when it was corrected;
    `dispatch_position` and `first_page` tell where it stands.  Where a re-reading finds no such dispatch, the
    correction is shown as adrift, not put onto another; where clerks divide the scan otherwise it is put to its
    dispatch anew (`registry.whereabouts`), the position being None where that is gone.
    """

    scan = models.ForeignKey(ScanRow, models.PROTECT, related_name="corrections", verbose_name="bản quét")
    dispatch_position = models.PositiveIntegerField("thứ tự trong bản quét", null=True)
    first_page = models.PositiveIntegerField("trang đầu", null=True)
    pages = models.JSONField("các trang khi sửa", null=True)
    field = models.CharField("trường", max_length=40)
    position = models.PositiveIntegerField("thứ tự", default=0)
    part = models.CharField("phần", max_length=40, default="", blank=True)
    value = models.TextField("giá trị", null=True)
    by = models.CharField("người sửa", max_length=150)
    at = models.DateTimeField("sửa lúc")

    class Meta:
        """Oldest first, so that the last one read is the one that counts."""

        verbose_name = "lời sửa"
        verbose_name_plural = "lời sửa"
        ordering = ("at", "id")

    def __str__(self) -> str:
        """The field and what the clerk wrote."""
        return f"{self.field}: {self.value}"
