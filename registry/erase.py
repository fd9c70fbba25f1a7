"""A scan removed for good: from the tables, and from the files in which a database keeps what it has deleted."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from registry import document_words, line_words
from registry.concern_keep import wait_for_turn
from registry.mail_keep import forget_words
from registry.models import (
    ClaimRow,
    Correction,
    DivisionRow,
    DocumentRow,
    DoubtRow,
    EdgeRow,
    FollowRow,
    GraphState,
    NewsRow,
    OrganRow,
    PaperRow,
    RulingRow,
    ScanRow,
    SeriesRow,
    TaskLinkRow,
    TaskState,
)


def erase(sha256: str) -> None:
    """Nothing; afterwards neither the tables nor the free pages and the log beside them hold a word of the scan.

    Backups, and the log archive of a PostgreSQL server, are beyond reach here.
    """
    with transaction.atomic():
        wait_for_turn()
        _forget_graph(sha256)
        Correction.objects.filter(scan__sha256=sha256).delete()
        forget_words(sha256)
        _forget_divisions(sha256)
        ScanRow.objects.filter(sha256=sha256).delete()
    _wipe()


def erase_origin(sha256: str) -> None:
    """Nothing; afterwards no word is left of the mails that brought these bytes, of which no scan is kept."""
    if forget_words(sha256):
        _wipe()


def _forget_divisions(sha256: str) -> None:
    told = DivisionRow.objects.filter(scan__sha256=sha256)
    told.exclude(undoes=None).delete()
    told.delete()


def _forget_graph(sha256: str) -> None:
    """Take away the whole graph and the links of all tasks: what the scan said stands in every part of them.

    They are made anew from the others.  Rulings about the scan's own document or its mentions go too, and nobody
    follows that document any more, or one that this scan alone names: the keys hold their numbers.
    """
    papers = DocumentRow.objects.exclude(papers=[]).values_list("key", "papers")
    own = [key for key, places in papers if {place[0] for place in places} == {sha256}]
    about = RulingRow.objects.filter(Q(sha256=sha256) | Q(key__in=own) | Q(other__in=own))
    numbers = list(about.values_list("pk", flat=True))
    RulingRow.objects.filter(undoes__in=numbers).delete()
    RulingRow.objects.filter(pk__in=numbers).delete()
    FollowRow.objects.filter(Q(key__in=own) | Q(scan__sha256=sha256) | Q(pk__in=_named_here_alone(sha256))).delete()
    graph = (EdgeRow, DoubtRow, DocumentRow, SeriesRow, ClaimRow, PaperRow, OrganRow, GraphState)
    for model in (*graph, TaskLinkRow, TaskState):
        model._default_manager.all().delete()


def _named_here_alone(sha256: str) -> QuerySet[FollowRow, int]:
    """The follows of documents that did not come and that no other scan names."""
    said = NewsRow.objects.filter(follow=OuterRef("pk"), through=False)
    named = EdgeRow.objects.filter(target__key=OuterRef("key")).exclude(scan__sha256=sha256)
    alone = Exists(said.filter(scan__sha256=sha256)) & ~Exists(said.exclude(scan__sha256=sha256)) & ~Exists(named)
    return FollowRow.objects.filter(alone, scan=None).order_by().values_list("pk", flat=True)


def _wipe() -> None:
    """Rewrite the database without its free pages: these also hold what earlier readings of the scan said."""
    line_words.INDEX.forget_for_good()
    document_words.INDEX.forget_for_good()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM FULL")
            return
        cursor.execute("VACUUM")
        # The log has every page as it was written, the deleted ones too, until it is cut.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
