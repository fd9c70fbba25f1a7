"""The tables of the graph: documents, what papers say of them, what is odd, and what clerks ruled.

All but the rulings is made anew from the kept readings whenever those change, so that nothing is ever lost in it;
rulings are never changed, and deleted only with a scan that proves secret.
"""

from __future__ import annotations

from django.db import models


class DocumentRow(models.Model):
    """A document, received or only cited; the columns are those of records.Document.

    Beside them stands what questions look for, told by `registry.called`: `codes`, `number` and `words` by which it is
    asked for, its `place` without marks, the `series` and `ordinal` of its number, whether it was `received`.
    `cited` counts the documents that speak of it.  Words have an index of their own, see `registry.document_words`.
    """

    key = models.TextField("khóa nhận dạng", unique=True)
    symbol = models.TextField("số, ký hiệu", null=True)
    kind = models.TextField("tên loại", null=True)
    title = models.TextField("trích yếu", null=True)
    issuer = models.TextField("cơ quan ban hành", null=True)
    jurisdiction = models.TextField("hệ thống số của", null=True)
    issued_on = models.TextField("ngày ban hành", null=True)
    period = models.TextField("nhiệm kỳ hoặc năm", null=True)
    papers = models.JSONField("nơi lưu", default=list)
    said = models.JSONField("các văn bản khác nói gì", default=list)
    confidence = models.FloatField("độ tin cậy")
    shelf = models.TextField("số và cơ quan", null=True, db_index=True)
    office = models.TextField("khóa cơ quan ban hành", null=True, db_index=True)
    codes = models.TextField("các phần của số, ký hiệu", default="")
    number = models.TextField("số", null=True)
    words = models.TextField("các từ để hỏi", default="")
    place = models.TextField("địa phương, không dấu", null=True)
    series = models.TextField("dãy số", null=True)
    ordinal = models.BigIntegerField("số trong dãy", null=True)
    received = models.BooleanField("đã nhận", default=False)
    cited = models.PositiveIntegerField("số văn bản nêu", default=0)
    spoken_by = models.PositiveIntegerField("số văn bản nói đến, kể cả chính nó", default=0)

    class Meta:
        """By key."""

        verbose_name = "văn bản trong mạng viện dẫn"
        verbose_name_plural = "văn bản trong mạng viện dẫn"
        ordering = ("key",)
        indexes = (
            models.Index(fields=("codes",), name="document_codes"),
            models.Index(fields=("number",), name="document_number"),
            models.Index(fields=("issued_on", "key"), name="document_by_day"),
            models.Index(
                fields=("-cited", "key"), condition=models.Q(received=False, cited__gt=0), name="document_missing"
            ),
            models.Index(
                fields=("series", "ordinal", "received"),
                condition=models.Q(series__isnull=False),
                name="document_series",
            ),
        )

    def __str__(self) -> str:
        """The symbol, or the key of what has none."""
        return self.symbol or self.key


class SeriesRow(models.Model):
    """The numbers of one series: how many came, the lowest and the highest known; kept right by `registry.series_keep`.

    So no page reads the numbers of all series to know which of them lack some.
    """

    name = models.TextField("dãy số", unique=True)
    came = models.PositiveIntegerField("số văn bản đã nhận")
    first = models.BigIntegerField("số nhỏ nhất")
    last = models.BigIntegerField("số lớn nhất")

    class Meta:
        """The one of which most came first."""

        verbose_name = "dãy số văn bản"
        verbose_name_plural = "dãy số văn bản"
        ordering = ("-came", "name")
        indexes = (models.Index(fields=("-came", "name", "first", "last"), name="series_by_came"),)

    def __str__(self) -> str:
        """What its numbers share."""
        return self.name


class OrganRow(models.Model):
    """An organ that issued documents; the columns are those of records.Organ.  A document's `office` is its key."""

    key = models.TextField("khóa", unique=True)
    name = models.TextField("tên", null=True)
    kind = models.TextField("cấp", null=True)
    jurisdiction = models.TextField("địa phương", null=True)
    valid_from = models.TextField("từ ngày", null=True)
    valid_to = models.TextField("đến hết ngày", null=True)
    successors = models.JSONField("cơ quan kế tục", default=list)

    class Meta:
        """By key."""

        verbose_name = "cơ quan ban hành"
        verbose_name_plural = "cơ quan ban hành"
        ordering = ("key",)

    def __str__(self) -> str:
        """The name, or the key of one that nobody named."""
        return self.name or self.key


class EdgeRow(models.Model):
    """What a paper says of two documents; the columns are those of records.Edge, `number` counts within the paper."""

    source = models.ForeignKey(DocumentRow, models.CASCADE, related_name="says", db_index=False, verbose_name="văn bản")
    target = models.ForeignKey(
        DocumentRow, models.CASCADE, null=True, related_name="named", db_index=False, verbose_name="văn bản được nêu"
    )
    said_by = models.ForeignKey(DocumentRow, models.CASCADE, related_name="states", verbose_name="văn bản nói điều đó")
    scan = models.ForeignKey(
        "registry.ScanRow", models.CASCADE, db_index=False, related_name="edges", verbose_name="bản quét"
    )
    position = models.PositiveIntegerField("thứ tự trong bản quét")
    number = models.PositiveIntegerField("thứ tự trong văn bản")
    relation = models.CharField("quan hệ", max_length=20)
    start = models.PositiveIntegerField("từ ký tự")
    end = models.PositiveIntegerField("đến ký tự")
    text = models.TextField("chỗ nêu")
    sentence = models.TextField("câu")
    confidence = models.FloatField("độ tin cậy")
    dated = models.TextField("ngày của văn bản nói", null=True)
    page = models.PositiveIntegerField("trang", null=True)
    box = models.JSONField("khung trên trang", null=True)
    candidates = models.JSONField("có thể là", default=list)

    class Meta:
        """Paper by paper."""

        verbose_name = "viện dẫn"
        verbose_name_plural = "viện dẫn"
        ordering = ("scan_id", "position", "number")
        constraints = (models.UniqueConstraint(fields=("scan", "position", "number"), name="one_edge_a_number"),)
        # A step through the graph, in either direction, reads one of the first two alone.
        indexes = (
            models.Index(fields=("target", "relation", "source"), name="edge_by_target"),
            models.Index(fields=("source", "relation", "target"), name="edge_by_source"),
            models.Index(fields=("target", "said_by"), name="edge_by_citer"),
        )

    def __str__(self) -> str:
        """The mention as it stands."""
        return self.text


class DoubtRow(models.Model):
    """Something odd between documents; the columns are those of records.Doubt, `number` counts those of a document."""

    number = models.PositiveIntegerField("thứ tự")
    scan = models.ForeignKey("registry.ScanRow", models.CASCADE, related_name="doubts", verbose_name="bản quét")
    position = models.PositiveIntegerField("thứ tự trong bản quét")
    code = models.CharField("mã", max_length=100)
    message = models.TextField("điều nghi ngờ")
    key = models.TextField("văn bản")
    proposed = models.TextField("văn bản đề nghị", null=True)
    page = models.PositiveIntegerField("trang", null=True)
    box = models.JSONField("khung trên trang", null=True)

    class Meta:
        """Document by document."""

        verbose_name = "nghi ngờ về viện dẫn"
        verbose_name_plural = "nghi ngờ về viện dẫn"
        ordering = ("key", "number")
        constraints = (models.UniqueConstraint(fields=("key", "number"), name="one_doubt_a_number"),)

    def __str__(self) -> str:
        """The sentence for the clerk."""
        return self.message


class PaperRow(models.Model):
    """A dispatch as it was when the graph was made: `dispatch` is the row of its reading, `corrected` its corrections.

    So it is known which dispatches came, went or changed since.
    """

    scan = models.ForeignKey(
        "registry.ScanRow", models.CASCADE, db_index=False, related_name="resolved", verbose_name="bản quét"
    )
    position = models.PositiveIntegerField("thứ tự trong bản quét")
    dispatch = models.PositiveBigIntegerField("bản đọc")
    corrected = models.CharField("lời sửa", max_length=50)

    class Meta:
        """Paper by paper."""

        verbose_name = "văn bản đã đối chiếu"
        verbose_name_plural = "văn bản đã đối chiếu"
        ordering = ("scan_id", "position")
        constraints = (models.UniqueConstraint(fields=("scan", "position"), name="one_resolved_a_position"),)

    def __str__(self) -> str:
        """Where it lies."""
        return f"{self.scan_id}/{self.position + 1}"


class ClaimRow(models.Model):
    """A mention or a header between two resolvings; the columns are those of records.KeptClaim."""

    paper = models.ForeignKey(PaperRow, models.CASCADE, db_index=False, related_name="claims", verbose_name="văn bản")
    order = models.IntegerField("thứ tự trong văn bản")
    series = models.TextField("dãy số", null=True, db_index=True)
    shelf = models.TextField("số và loại, hoặc tên", null=True, db_index=True)
    named = models.TextField("tên của văn bản có số", null=True)
    whole = models.TextField("khóa nêu đủ", null=True)
    identity = models.TextField("nhận dạng")
    date = models.TextField("ngày", null=True)
    title = models.TextField("trích yếu", null=True)
    confidence = models.FloatField("độ tin cậy")
    told = models.TextField("điều nêu")
    found = models.TextField("khóa tìm được", null=True, db_index=True)
    sure = models.FloatField("chắc đến đâu")
    candidates = models.JSONField("có thể là", default=list)
    target = models.TextField("khóa sau quyết định", null=True)

    class Meta:
        """Paper by paper."""

        verbose_name = "lời nêu văn bản"
        verbose_name_plural = "lời nêu văn bản"
        ordering = ("paper_id", "order")
        constraints = (models.UniqueConstraint(fields=("paper", "order"), name="one_claim_an_order"),)
        # Those of another date than most are few among very many; so are the headers.
        indexes = (
            models.Index(fields=("target", "date"), name="claim_by_target"),
            models.Index(fields=("target",), condition=models.Q(order__lt=0), name="claim_of_header"),
        )

    def __str__(self) -> str:
        """The document it means."""
        return self.target or "?"


class FactRow(models.Model):
    """What claims tell of a document that they name in full, and how many tell just that; see records.KeptFact.

    However many cite a document, what they tell of it is little.  Kept right by `registry.fact_keep`.
    """

    whole = models.TextField("khóa nêu đủ", db_index=True)
    identity = models.TextField("nhận dạng")
    date = models.TextField("ngày", null=True)
    title = models.TextField("trích yếu", null=True)
    named = models.TextField("tên của văn bản có số", null=True)
    series = models.TextField("dãy số", null=True)
    shelf = models.TextField("số và loại, hoặc tên", null=True)
    claims = models.PositiveIntegerField("số lời nêu")

    class Meta:
        """Document by document."""

        verbose_name = "điều nêu về văn bản"
        verbose_name_plural = "điều nêu về văn bản"
        ordering = ("whole", "id")
        indexes = (
            models.Index(fields=("series",), condition=models.Q(series__isnull=False), name="fact_by_series"),
            models.Index(fields=("shelf",), condition=models.Q(shelf__isnull=False), name="fact_by_shelf"),
            models.Index(fields=("named",), condition=models.Q(named__isnull=False), name="fact_by_name"),
        )

    def __str__(self) -> str:
        """The document."""
        return self.whole


class OrganVoteRow(models.Model):
    """What documents tell of the organ that issued them, and how many tell just that; see records.OrganVote.

    An organ of which there are no rows is counted when one of its documents changes.
    """

    office = models.TextField("khóa cơ quan ban hành", db_index=True)
    issuer = models.TextField("cơ quan ban hành", null=True)
    jurisdiction = models.TextField("hệ thống số của", null=True)
    code = models.TextField("mã cơ quan", null=True)
    received = models.BooleanField("đã nhận")
    documents = models.PositiveIntegerField("số văn bản")

    class Meta:
        """Organ by organ."""

        verbose_name = "điều nêu về cơ quan"
        verbose_name_plural = "điều nêu về cơ quan"
        ordering = ("office", "id")

    def __str__(self) -> str:
        """The organ."""
        return self.office


class RelinkRow(models.Model):
    """A document of which the links of tasks are to be looked for anew, since the graph around it changed.

    Written with the graph, taken away when the tasks are reckoned: so a process that ends in between loses nothing.
    """

    key = models.TextField("khóa nhận dạng")

    class Meta:
        """In the order of writing."""

        verbose_name = "văn bản chờ nối nhiệm vụ"
        verbose_name_plural = "văn bản chờ nối nhiệm vụ"
        ordering = ("id",)

    def __str__(self) -> str:
        """The document."""
        return self.key


class RulingRow(models.Model):
    """A clerk's word on documents and mentions; never changed or deleted: an undoing is a row of its own.

    `act` is one of records.Act, or undo; an undoing has `undoes` and no keys.
    """

    act = models.CharField("việc", max_length=10)
    key = models.TextField("văn bản", default="", blank=True)
    other = models.TextField("văn bản kia", default="", blank=True)
    sha256 = models.CharField("bản quét", max_length=64, default="", blank=True)
    position = models.PositiveIntegerField("thứ tự trong bản quét", default=0, null=True)
    pages = models.JSONField("các trang khi quyết định", null=True)
    undoes = models.ForeignKey("self", models.PROTECT, null=True, related_name="undone_by", verbose_name="bỏ việc")
    by = models.CharField("người quyết định", max_length=150)
    at = models.DateTimeField("lúc")

    class Meta:
        """Oldest first, so that the last one read is the one that counts."""

        verbose_name = "quyết định về văn bản"
        verbose_name_plural = "quyết định về văn bản"
        ordering = ("at", "id")

    def __str__(self) -> str:
        """What was ruled."""
        return f"{self.act}: {self.key} → {self.other}"


class GraphState(models.Model):
    """Of what the graph was made: one row, so that nothing is made anew while nothing changed."""

    stamp = models.TextField("làm từ")
    rulings = models.JSONField("các quyết định khi ấy", default=list)
    digest = models.CharField("mã băm nội dung", max_length=64, default="")

    class Meta:
        """A single row."""

        verbose_name = "tình trạng mạng viện dẫn"
        verbose_name_plural = "tình trạng mạng viện dẫn"

    def __str__(self) -> str:
        """Of what it was made."""
        return self.stamp
