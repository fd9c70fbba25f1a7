"""The graph written into its tables: whole, or what changed in it.  Every call is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from django.db import transaction

from records import Doubt, Resolution, Revision, Votes
from registry import citers, claim_rows, document_keep, edge_keep, fact_keep, graph_rows, relink, series_keep
from registry.alter import alter
from registry.graph_digest import digest_of, revised_digest
from registry.graph_held import Asked, held, locked
from registry.models import (
    ClaimRow,
    DocumentRow,
    DoubtRow,
    EdgeRow,
    OrganRow,
    OrganVoteRow,
    PaperRow,
    ScanRow,
)
from registry.often import Among, Often
from registry.put_in import put_in
from registry.versions import Place, Versions


@transaction.atomic(savepoint=False)
def whole(resolution: Resolution, versions: Versions) -> str:
    """Put the graph in the place of the kept one; rows that say the same stay as they are.  Gives its digest."""
    locked()
    graph, scans = resolution.graph, dict(ScanRow.objects.values_list("sha256", "pk"))
    before = {row.key: row for row in DocumentRow.objects.all()}
    kept = document_keep.keep_new(before, graph.documents)
    document_keep.keep_changed(before, kept, {})
    by_paper = groupby(graph.edges, key=lambda one: (one.sha256, one.position))
    edges = {place: tuple(own) for place, own in by_paper}
    for _ in edge_keep.keep(edges, EdgeRow.objects.order_by("number"), kept.rows, scans):
        pass  # of one paper after another, so that the rows of a whole graph are never held at once
    citers.count_all()
    DoubtRow.objects.all().delete()
    _write_doubts({key: tuple(own) for key, own in groupby(graph.doubts, key=lambda one: one.key)}, scans)
    DocumentRow.objects.filter(pk__in=kept.gone).delete()
    series_keep.count_all()
    OrganRow.objects.all().delete()
    put_in(OrganRow(**graph_rows.organ_columns(one)) for one in graph.organs)
    ClaimRow.objects.all().delete()
    PaperRow.objects.all().delete()
    claim_rows.write(resolution.claims, _write_papers({one.place for one in resolution.claims}, versions, scans))
    fact_keep.count_all()
    OrganVoteRow.objects.all().delete()
    _write_votes(resolution.votes)
    relink.everything()
    return digest_of(graph)


@transaction.atomic(savepoint=False)
def revised(revision: Revision, versions: Versions, asked: Asked, files: Mapping[str, int]) -> str:
    """Put the changes in; gives the digest of the graph with them.

    `asked`: what was asked of the kept graph in this transaction; `files`: the rows of some scans by their sha256.
    """
    digest, scans = (asked.state or locked()).digest, _scans(revision, files)
    before = held(revision, scans, asked)
    said = tuple(before.said(scans))
    kept = document_keep.keep_new(before.documents, revision.documents)
    citing, cited = edge_keep.keep_and_count(revision.edges, before.edges, kept.rows, scans)
    document_keep.keep_changed(before.documents, kept, cited)
    relink.note(citing, _otherwise(before.documents, revision), kept.rows)
    _keep_doubts(revision.doubts, before.doubts, scans)
    if kept.gone:
        DocumentRow.objects.filter(pk__in=kept.gone).delete()
    numbers = series_keep.numbered(before.documents.values()), series_keep.numbered_columns(kept.columns.values())
    series_keep.recount(*numbers, before.keys)
    _keep_claims(revision, versions, scans, asked)
    _keep_organs(revision)
    return revised_digest(digest, said, revision)


def _scans(revision: Revision, known: Mapping[str, int]) -> dict[str, int]:
    """The rows of the scans of which the changes speak, by sha256."""
    digests = {place[0] for place in (*revision.papers, *revision.edges)}
    digests |= {doubt.sha256 for own in revision.doubts.values() for doubt in own}
    missing = digests - known.keys()
    return {**known, **(dict(_SCANS(missing)) if missing else {})}


_SCANS = Often(
    lambda names: ScanRow.objects.filter(sha256__in=names).order_by().values_list("sha256", "pk"), Among.TEXTS
)


def _otherwise(before: Mapping[str, DocumentRow], revision: Revision) -> set[str]:
    """The keys of the documents that look otherwise to the tasks now, or are no more."""
    looks = {key: relink.looks(row) for key, row in before.items()}
    return relink.otherwise(looks, revision.documents) | revision.gone


def _keep_doubts(doubts: Mapping[str, Sequence[Doubt]], before: Sequence[DoubtRow], scans: Mapping[str, int]) -> None:
    """All doubts of each of these documents, in the place of those it had."""
    if before:
        DoubtRow.objects.filter(pk__in=[row.pk for row in before]).delete()
    _write_doubts(doubts, scans)


def _keep_organs(revision: Revision) -> None:
    offices = list(revision.organs)
    if offices:
        alter(f"DELETE FROM {OrganVoteRow._meta.db_table} WHERE office {{texts}}", offices)
        alter(f"DELETE FROM {OrganRow._meta.db_table} WHERE key {{texts}}", offices)
    _write_votes(revision.votes)
    put_in(OrganRow(**graph_rows.organ_columns(one)) for one in revision.organs.values() if one)


def _write_doubts(doubts: Mapping[str, Sequence[Doubt]], scans: Mapping[str, int]) -> None:
    put_in(
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
    put_in(new.values())
    return {place: row.pk for place, row in new.items()}


def _write_votes(votes: Votes) -> None:
    put_in(OrganVoteRow(**graph_rows.vote_columns(one, number)) for one, number in votes.items())


def _keep_claims(revision: Revision, versions: Versions, scans: Mapping[str, int], asked: Asked) -> None:
    own = list(asked.papers(list(revision.papers)).values())
    told = fact_keep.told_in(own)
    if own:
        PaperRow.objects.filter(pk__in=own).delete()
    papers = _write_papers({one.place for one in revision.claims}, versions, scans)
    fact_keep.recount(told, fact_keep.told_by(claim_rows.write(revision.claims, papers)), asked.facts)
    for one in revision.moved:
        claim_rows.move(one)
