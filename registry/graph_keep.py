"""The graph written into its tables: whole, or what changed in it.  Every call is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.db import transaction

from records import Document, Doubt, Edge, Graph, Resolution, Revision, Votes
from registry import citers, claim_rows, fact_keep, graph_rows, relink, series_keep
from registry.models import (
    ClaimRow,
    DocumentRow,
    DoubtRow,
    EdgeRow,
    GraphState,
    OrganRow,
    OrganVoteRow,
    PaperRow,
    ScanRow,
)

Place = tuple[str, int]
Versions = Mapping[Place, tuple[int, str]]
#: The one row that tells of what the graph was made; whoever writes locks it.
ONLY = 1
#: Digests are sums of numbers below this, so that what is taken away and put in can be reckoned by itself.
MODULUS = 1 << 256


@transaction.atomic
def whole(resolution: Resolution, versions: Versions) -> None:
    """Put the graph in the place of the kept one; rows that say the same stay as they are."""
    _lock()
    graph, scans = resolution.graph, dict(ScanRow.objects.values_list("sha256", "pk"))
    gone = _keep_documents({row.key: row for row in DocumentRow.objects.all()}, graph.documents)
    by_paper = groupby(graph.edges, key=lambda one: (one.sha256, one.position))
    _keep_edges({place: tuple(own) for place, own in by_paper}, EdgeRow.objects.order_by("number"), scans)
    citers.count_all()
    DoubtRow.objects.all().delete()
    _write_doubts({key: tuple(own) for key, own in groupby(graph.doubts, key=lambda one: one.key)}, scans)
    DocumentRow.objects.filter(pk__in=gone).delete()
    series_keep.count_all()
    OrganRow.objects.all().delete()
    OrganRow.objects.bulk_create(OrganRow(**graph_rows.organ_columns(one)) for one in graph.organs)
    ClaimRow.objects.all().delete()
    PaperRow.objects.all().delete()
    claim_rows.write(resolution.claims, _write_papers({one.place for one in resolution.claims}, versions, scans))
    fact_keep.count_all()
    OrganVoteRow.objects.all().delete()
    _write_votes(resolution.votes)
    relink.everything()


@transaction.atomic
def revised(revision: Revision, versions: Versions) -> int:
    """Put the changes in; gives by how much the digest changes."""
    _lock()
    digests = {place[0] for place in (*revision.papers, *revision.edges)}
    digests |= {doubt.sha256 for own in revision.doubts.values() for doubt in own}
    scans = dict(ScanRow.objects.filter(sha256__in=digests).values_list("sha256", "pk"))
    change = -_before(revision, scans)
    keys = {one.key for one in revision.documents} | revision.gone
    numbers = series_keep.numbered(keys)
    kept = {row.key: row for row in DocumentRow.objects.filter(key__in=keys)}
    looks = {key: relink.looks(row) for key, row in kept.items()}
    gone = _keep_documents(kept, revision.documents)
    citing = _keep_edges_and_count(revision.edges, scans)
    relink.note(citing, relink.otherwise(looks, revision.documents) | revision.gone)
    DoubtRow.objects.filter(key__in=revision.doubts.keys()).delete()
    _write_doubts(revision.doubts, scans)
    DocumentRow.objects.filter(pk__in=gone).delete()
    series_keep.recount(numbers, series_keep.numbered(keys), keys)
    _keep_claims(revision, versions, scans)
    OrganVoteRow.objects.filter(office__in=revision.organs.keys()).delete()
    _write_votes(revision.votes)
    OrganRow.objects.filter(key__in=revision.organs.keys()).delete()
    OrganRow.objects.bulk_create(OrganRow(**graph_rows.organ_columns(one)) for one in revision.organs.values() if one)
    return change + _total((*revision.documents, *_all(revision.edges), *_all(revision.doubts)))


def digest_of(graph: Graph) -> str:
    """A text that changes with what the graph says, whatever the order."""
    return added("", _total((*graph.documents, *graph.edges, *graph.doubts)))


def added(digest: str, change: int) -> str:
    """The digest after a change."""
    return f"{(int(digest or '0', 16) + change) % MODULUS:064x}"


def _lock() -> None:
    GraphState.objects.select_for_update().get_or_create(pk=ONLY, defaults={"stamp": ""})


def _total(said: Iterable[Document | Edge | Doubt]) -> int:
    return sum(int(sha256(repr(one).encode("utf-8", "replace")).hexdigest(), 16) for one in said)


def _all(by: Mapping[Any, Sequence[Any]]) -> Iterable[Any]:
    return (one for own in by.values() for one in own)


def _before(revision: Revision, scans: Mapping[str, int]) -> int:
    """What the digest holds of all that is about to change."""
    keys = {one.key for one in revision.documents} | revision.gone
    documents = [graph_rows.document(row) for row in DocumentRow.objects.filter(key__in=keys)]
    rows = list(_edges_at(revision.edges, scans))
    ends = {pk for row in rows for pk in (row.source_id, row.target_id, row.said_by_id) if pk is not None}
    names = dict(DocumentRow.objects.filter(pk__in=ends).values_list("pk", "key"))
    doubted = DoubtRow.objects.filter(key__in=revision.doubts.keys())
    back = dict(ScanRow.objects.filter(doubts__in=doubted).values_list("pk", "sha256"))
    back |= {pk: name for name, pk in scans.items()}
    edges = [graph_rows.edge(row, names, back) for row in rows]
    return _total((*documents, *edges, *(graph_rows.doubt(row, back) for row in doubted)))


def _edges_at(places: Iterable[Place], scans: Mapping[str, int]) -> Sequence[EdgeRow]:
    wanted = {(scans[name], position) for name, position in places}
    rows = EdgeRow.objects.filter(scan__in={scan for scan, _ in wanted}).order_by("number")
    return [row for row in rows if (row.scan_id, row.position) in wanted]


def _keep_documents(kept: Mapping[str, DocumentRow], documents: Sequence[Document]) -> list[int]:
    """The rows of documents that are no more, to be removed once no edge speaks of them."""
    wanted = {columns["key"]: columns for columns in map(graph_rows.document_columns, documents)}
    DocumentRow.objects.bulk_create(DocumentRow(**wanted[key]) for key in wanted if key not in kept)
    for key, row in kept.items():  # only what differs: the index of words and others would be written anew
        other = {name: value for name, value in wanted.get(key, {}).items() if getattr(row, name) != value}
        if other:
            DocumentRow.objects.filter(pk=row.pk).update(**other)
    return [row.pk for key, row in kept.items() if key not in wanted]


def _keep_edges(edges: Mapping[Place, Sequence[Edge]], rows: Iterable[EdgeRow], scans: Mapping[str, int]) -> None:
    """Paper by paper, so that what one scan says changes without touching the edges of others."""
    ends = {key for one in _all(edges) for key in (one.source, one.target, one.said_by) if key}
    keys = graph_rows.row_keys(ends)
    wanted = {
        (scans[name], position): [graph_rows.edge_columns(one, keys, scans, number) for number, one in enumerate(own)]
        for (name, position), own in edges.items()
    }
    kept: dict[tuple[int, int], list[EdgeRow]] = {}
    for row in rows:
        kept.setdefault((row.scan_id, row.position), []).append(row)
    for place in kept.keys() | wanted.keys():
        have, want = kept.get(place, []), wanted.get(place, [])
        if len(have) != len(want) or any(_differs(row, one) for row, one in zip(have, want, strict=True)):
            EdgeRow.objects.filter(pk__in=[row.pk for row in have]).delete()
            EdgeRow.objects.bulk_create(EdgeRow(**one) for one in want)


def _keep_edges_and_count(edges: Mapping[Place, Sequence[Edge]], scans: Mapping[str, int]) -> set[int]:
    """The edges of these papers, and how many speak of the documents that they name or named.

    The rows of the documents that said or say something in them come back.
    """
    old = _edges_at(edges, scans)
    before = citers.pairs(old)
    _keep_edges(edges, old, scans)
    new = _edges_at(edges, scans)
    after = citers.pairs(new)
    own = {row.pk for row in new}
    saying = EdgeRow.objects.filter(said_by__in={said_by for _, said_by in before ^ after}, target__isnull=False)
    citers.recount(before, after, citers.pairs(row for row in saying.only("target", "said_by") if row.pk not in own))
    return {row.source_id for row in (*old, *new)}


def _write_doubts(doubts: Mapping[str, Sequence[Doubt]], scans: Mapping[str, int]) -> None:
    DoubtRow.objects.bulk_create(
        DoubtRow(**graph_rows.doubt_columns(one, scans, number))
        for own in doubts.values()
        for number, one in enumerate(own)
    )


def _write_papers(places: Iterable[Place], versions: Versions, scans: Mapping[str, int]) -> dict[Place, int]:
    """The row of each paper, all written anew."""
    new = {
        (name, position): PaperRow(scan_id=scans[name], position=position, dispatch=dispatch, corrected=corrected)
        for name, position in places
        for dispatch, corrected in [versions.get((name, position), (0, ""))]
    }
    PaperRow.objects.bulk_create(new.values())
    return {place: row.pk for place, row in new.items()}


def _write_votes(votes: Votes) -> None:
    OrganVoteRow.objects.bulk_create(
        (OrganVoteRow(**graph_rows.vote_columns(one, number)) for one, number in votes.items()), batch_size=1000
    )


def _keep_claims(revision: Revision, versions: Versions, scans: Mapping[str, int]) -> None:
    at = {(scans[name], position) for name, position in revision.papers}
    kept = PaperRow.objects.filter(scan__in={scan for scan, _ in at})
    own = [row.pk for row in kept if (row.scan_id, row.position) in at]
    told = fact_keep.told_in(own)
    PaperRow.objects.filter(pk__in=own).delete()
    papers = _write_papers({one.place for one in revision.claims}, versions, scans)
    fact_keep.recount(told, fact_keep.told_by(claim_rows.write(revision.claims, papers)))
    for one in revision.moved:
        claim_rows.move(one)


def _differs(row: Any, columns: graph_rows.Columns) -> bool:
    return any(getattr(row, name) != value for name, value in columns.items())
