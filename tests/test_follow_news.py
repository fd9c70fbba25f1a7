"""News of followed documents: told once, whatever is read again, copied, corrected, merged; withdrawn where unsaid."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from following import follow as graph_and_tasks
from records import Act, Relation, Ruling, Scan, ScanReading
from registry import follows, rulings
from registry.amend import Amendment
from registry.findings import FieldKey
from registry.models import DispatchRow, DocumentRow, FollowRow, NewsRow, NewsStepRow
from registry.news import standing, unseen
from registry.news_told import news
from registry.save import DjangoRegister
from settings import Settings
from telling import look
from tests.desk import person
from tests.followers import AT, came, carrying_out, citing, without_citations
from tests.papers_of_graph import (
    CT10,
    all_papers,
    cite,
    cv411,
    header,
    kh69,
    kl18_2017,
    paper,
    qd784,
    quang_binh,
    report,
)
from tests.test_graph_registry import saved
from tests.test_resolve import CT10_KEY, KL18_XII

pytestmark = pytest.mark.django_db


@pytest.fixture
def an() -> Any:
    """Somebody who sees everything, beside two papers that name 10-CT/TW, which has not come."""
    came(kl18_2017(), quang_binh())
    return person("an", "phân tích")


def follow(user: Any, key: str = CT10_KEY, through: bool = False) -> FollowRow:
    return follows.follow(user, key, through, AT)


def told(user: Any) -> list[tuple[str, str, bool]]:
    """The news in the order in which it came: who says it, the relation, whether by way of others."""
    rows = reversed(unseen(user, DispatchRow.objects.all()))
    return [(one.said_by.partition("|")[0], one.relation, one.through) for one in rows]


def test_what_was_said_before_is_no_news(an: Any) -> None:
    follow(an)
    assert came() == 0
    assert told(an) == []
    assert NewsRow.objects.filter(told=False).count() == 2


def test_a_later_paper_is_news_once_however_often_it_is_read(an: Any) -> None:
    follow(an)
    assert came(citing("500-CV/TU")) == 1
    assert told(an) == [("500-CV/TU", "implements", False)]
    before = DispatchRow.objects.get(scan__sha256=citing("500-CV/TU").sha256).pk
    again = replace(citing("500-CV/TU").reading, is_dispatch=False)
    assert came(replace(citing("500-CV/TU"), reading=again)) == 0
    assert DispatchRow.objects.get(scan__sha256=citing("500-CV/TU").sha256).pk != before
    assert told(an) == [("500-CV/TU", "implements", False)]


def test_every_relation_is_told_and_a_bare_mention_beside_it_is_not(an: Any) -> None:
    follow(an)
    came(
        citing("500-CV/TU", Relation.REPLACES),
        citing("501-CV/TU", Relation.REPEALS),
        citing("502-CV/TU", Relation.AMENDS),
    )
    came(citing("503-CV/TU", Relation.MENTIONS))
    twice = paper(
        header("504-CV/TU", "công văn", "2026-04-20", "Tỉnh ủy Trà Vinh", "Trà Vinh"),
        "Nêu Chỉ thị số 10-CT/TW, ngày 30/3/2007; thay thế Chỉ thị số 10-CT/TW, ngày 30/3/2007.",
        *(
            cite("Chỉ thị số 10-CT/TW, ngày 30/3/2007", one, date="2007-03-30", **CT10)
            for one in (Relation.MENTIONS, Relation.REPLACES)
        ),
    )
    came(twice)
    assert {(who, what) for who, what, _ in told(an)} == {
        ("500-CV/TU", "replaces"),
        ("501-CV/TU", "repeals"),
        ("502-CV/TU", "amends"),
        ("503-CV/TU", "mentions"),
        ("504-CV/TU", "replaces"),
    }


def test_news_bears_the_sentence_and_where_it_stands(an: Any) -> None:
    follow(an)
    came(citing("500-CV/TU"))
    (one,) = news(unseen(an, DispatchRow.objects.all()))
    (hop,) = one.hops
    assert hop.edge.sentence == "Thực hiện Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư."
    assert (hop.edge.page, hop.file) == (1, "500-CV_TU.pdf")
    assert one.dispatch == hop.dispatch == DispatchRow.objects.get(scan__sha256=citing("500-CV/TU").sha256).pk
    assert one.paper is not None
    assert one.document is not None
    assert (one.paper.symbol, one.document.symbol) == ("500-CV/TU", "10-CT/TW")


def test_unseen_news_is_withdrawn_where_the_paper_does_not_say_it(an: Any) -> None:
    follow(an)
    came(citing("500-CV/TU"))
    assert came(without_citations(citing("500-CV/TU"))) == 0
    assert told(an) == []
    came(citing("500-CV/TU"))
    assert told(an) == [("500-CV/TU", "implements", False)]
    assert NewsRow.objects.filter(told=True).count() == 1


def test_what_was_seen_is_not_told_again_where_it_comes_back(an: Any) -> None:
    follow(an)
    came(citing("500-CV/TU"))
    assert follows.see(unseen(an, DispatchRow.objects.all()), AT) == 1
    assert told(an) == []
    came(without_citations(citing("500-CV/TU")))
    came(citing("500-CV/TU"))
    assert told(an) == []
    assert standing(an, DispatchRow.objects.all()).count() == 1


def test_another_relation_is_news(an: Any) -> None:
    follow(an)
    came(citing("500-CV/TU", Relation.MENTIONS))
    follows.see(unseen(an, DispatchRow.objects.all()), AT)
    came(citing("500-CV/TU", Relation.REPEALS))
    assert told(an) == [("500-CV/TU", "repeals", False)]


def test_a_citation_found_later_in_an_old_paper_is_news(an: Any) -> None:
    came(without_citations(citing("500-CV/TU")))
    follow(an)
    assert came(citing("500-CV/TU")) == 1


def test_a_copy_of_the_paper_and_a_corrected_number_are_no_news(an: Any) -> None:
    follow(an)
    came(citing("500-CV/TU"))
    copy = replace(citing("500-CV/TU"), sha256=sha256(b"copy").hexdigest(), file="ban-sao.pdf")
    assert came(copy) == 0
    wrong = Amendment(0, FieldKey("symbol"), "505-CV/TU", "Chị Lan", AT)
    for one in (copy, citing("500-CV/TU")):
        DjangoRegister().correct(one.sha256, wrong)
    assert came() == 0
    assert told(an) == [("505-CV/TU", "implements", False)]


def test_a_scan_that_is_cut_otherwise_tells_nothing_new(an: Any) -> None:
    follow(an)
    came(citing("500-CV/TU"))
    scan = Scan(citing("500-CV/TU").sha256, Path("x.pdf"), "x.pdf", AT, "application/pdf", 2)
    DjangoRegister().save(ScanReading(scan, 2, (qd784().reading, citing("500-CV/TU").reading)))
    assert came() == 0
    assert told(an) == [("500-CV/TU", "implements", False)]
    assert unseen(an, DispatchRow.objects.all()).get().position == 1


def test_a_ruling_that_links_words_to_the_document_is_news(an: Any) -> None:
    unclear = paper(
        header("500-CV/TU", "công văn", "2026-04-20", "Tỉnh ủy Trà Vinh", "Trà Vinh"),
        "Thực hiện Quy định 12 của Trung ương.",
        cite("Quy định 12", Relation.IMPLEMENTS, kind="quy định", short=True),
    )
    follow(an)
    assert came(unclear) == 0
    rulings.rule(Ruling(Act.LINK, "Quy định 12", CT10_KEY, "Chị Lan", AT, unclear.sha256, 0))
    assert came() == 1
    assert told(an) == [("500-CV/TU", "implements", False)]


def test_what_a_paper_says_of_a_third_one_is_told_as_such(an: Any) -> None:
    came(*all_papers()[:1])
    follow(an, KL18_XII)
    came(cv411())
    (one,) = unseen(an, DispatchRow.objects.all())
    assert (one.said_by, one.source.partition("|")[0], one.relation) == (
        "411-CV/TU|tra vinh|2020-2025",
        "69-KH/TU",
        "implements",
    )


def test_only_who_wants_it_is_told_by_way_of_others(an: Any) -> None:
    other = person("bình", "phân tích")
    came(citing("500-CV/TU"))
    follow(an, through=True)
    follow(other)
    assert came(carrying_out("600-CV/TU", "500-CV/TU")) == 1
    assert told(an) == [("600-CV/TU", "implements", True)]
    assert told(other) == []
    (one,) = news(unseen(an, DispatchRow.objects.all()))
    assert [(hop.source.symbol, hop.target.symbol) for hop in one.hops] == [
        ("600-CV/TU", "500-CV/TU"),
        ("500-CV/TU", "10-CT/TW"),
    ]


def test_by_way_of_others_each_later_paper_is_told_once_and_older_ones_never(an: Any) -> None:
    came(carrying_out("599-CV/TU", "500-CV/TU"))
    follow(an, through=True)
    assert came(carrying_out("600-CV/TU", "500-CV/TU")) == 0
    assert came(citing("500-CV/TU")) == 2
    assert told(an) == [("500-CV/TU", "implements", False), ("600-CV/TU", "implements", True)]
    assert came(carrying_out("601-CV/TU", "600-CV/TU", "2026-04-21")) == 1
    assert NewsStepRow.objects.count() == 3
    came(without_citations(citing("500-CV/TU")))
    assert told(an) == []


def test_papers_that_answer_one_another_without_end_are_told_once(an: Any) -> None:
    follow(an, through=True)
    first = carrying_out("700-CV/TU", "701-CV/TU", "2026-04-21")
    second = carrying_out("701-CV/TU", "700-CV/TU", "2026-04-21")
    came(first, second)
    assert told(an) == []
    both = replace(citing("702-CV/TU").reading.citations[0])
    text = f"{second.reading.text} {citing('702-CV/TU').reading.text}"
    start = text.index(both.text)
    grown = replace(
        second.reading,
        text=text,
        citations=(*second.reading.citations, replace(both, start=start, end=start + len(both.text))),
    )
    came(replace(second, reading=grown))
    assert told(an) == [("701-CV/TU", "implements", False), ("700-CV/TU", "implements", True)]


def test_whoever_follows_goes_along_when_the_document_comes_under_another_key(an: Any) -> None:
    ghost = "38-KL/TW|trung uong|≤XIII"
    follow(an, ghost)
    came(
        paper(
            header("38-KL/TW", "kết luận", "2018-09-22", "Ban Bí thư", "Trung ương"),
            "Ban Bí thư kết luận về việc ấy.",
        )
    )
    assert not DocumentRow.objects.filter(key=ghost).exists()
    (row,) = FollowRow.objects.all()
    assert (row.key, row.scan is not None) == ("38-KL/TW|trung uong|XII", True)
    assert told(an) == []


def test_a_merge_and_a_corrected_number_take_the_follow_along(an: Any) -> None:
    came(citing("500-CV/TU"))
    for key in ("500-CV/TU|tra vinh|2025-2030", CT10_KEY, KL18_XII):
        follow(an, key)
    DjangoRegister().correct(citing("500-CV/TU").sha256, Amendment(0, FieldKey("symbol"), "505-CV/TU", "Chị Lan", AT))
    came(citing("501-CV/TU"))
    keys = FollowRow.objects.values_list("key", flat=True)
    assert set(keys) == {"505-CV/TU|tra vinh|2025-2030", CT10_KEY, KL18_XII}
    rulings.rule(Ruling(Act.MERGE, CT10_KEY, KL18_XII, "Chị Lan", AT))
    assert came() == 0
    assert set(keys.all()) == {"505-CV/TU|tra vinh|2025-2030", KL18_XII}
    assert told(an) == [("501-CV/TU", "implements", False)]


def test_what_the_other_document_was_known_for_is_no_news_after_a_merge(an: Any) -> None:
    came(kh69())
    follow(an)
    rulings.rule(Ruling(Act.MERGE, CT10_KEY, KL18_XII, "Chị Lan", AT))
    assert came() == 0
    assert [one.key for one in FollowRow.objects.all()] == [KL18_XII]
    again = replace(kh69().reading, is_dispatch=False)
    assert came(replace(kh69(), reading=again)) == 0
    assert came(report()) == 1
    assert told(an) == [("90-BC/DUK", "mentions", False)]


def test_all_is_compared_where_very_much_has_changed(an: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry.news_touched.MOST", 1)
    follow(an)
    assert came(citing("500-CV/TU"), citing("501-CV/TU"), cv411()) == 3
    assert came(without_citations(citing("500-CV/TU")), without_citations(citing("501-CV/TU"))) == 0
    assert [who for who, *_ in told(an)] == ["411-CV/TU"]


def test_one_more_paper_costs_the_same_however_many_were_there(an: Any) -> None:
    follow(an)
    asked = []
    for number in (500, 520):
        came(*(citing(f"{number + n}-CV/TU") for n in range(12)))
        saved(citing(f"{number + 15}-CV/TU"))
        graph_and_tasks(Settings())
        with CaptureQueriesContext(connection) as queries:
            assert look() == 1
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 30


def test_a_document_that_nobody_names_any_more_is_waited_for(an: Any) -> None:
    ghost = "38-KL/TW|trung uong|≤XIII"
    follow(an, ghost)
    came(without_citations(quang_binh()))
    assert follows.with_documents(FollowRow.objects.all())[0][1] is None
    came(quang_binh())
    assert told(an) == []
    assert follows.with_documents(FollowRow.objects.all())[0][1] is not None


def test_nothing_is_looked_for_while_the_graph_is_the_same(an: Any, django_assert_max_num_queries: Any) -> None:
    follow(an)
    came(citing("500-CV/TU"))
    with django_assert_max_num_queries(2):
        assert look() == 0


def test_following_twice_is_following_once_and_may_change_its_reach(an: Any) -> None:
    came(citing("500-CV/TU"))
    follow(an, through=True)
    came(carrying_out("600-CV/TU", "500-CV/TU"))
    follow(an, through=False)
    assert told(an) == []
    assert FollowRow.objects.count() == 1
    follow(an, through=True)
    assert came(carrying_out("601-CV/TU", "500-CV/TU")) == 1
    assert told(an) == [("601-CV/TU", "implements", True)]
    with pytest.raises(IntegrityError):
        FollowRow.objects.create(user=an, key=CT10_KEY, since=AT)


def test_what_is_followed_no_more_leaves_nothing(an: Any) -> None:
    follow(an)
    came(citing("500-CV/TU"))
    assert follows.unfollow(an, CT10_KEY)
    assert not follows.unfollow(an, CT10_KEY)
    assert (FollowRow.objects.count(), NewsRow.objects.count()) == (0, 0)


def test_what_cannot_be_followed_is_told(an: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LookupError, match="Không có văn bản nào mang khóa"):
        follow(an, "999-CT/TW|trung uong|X")
    monkeypatch.setattr(follows, "MOST", 1)
    follow(an)
    with pytest.raises(follows.TooMany, match="thôi theo dõi bớt"):
        follow(an, KL18_XII)


@pytest.mark.django_db(transaction=True)
def test_a_scan_that_proves_secret_takes_news_and_follows_of_its_own_with_it() -> None:
    an = person("an", "phân tích")
    secret = citing("500-CV/TU")
    came(kl18_2017(), secret, carrying_out("601-CV/TU", "600-CV/TU"), quang_binh())
    for key in (CT10_KEY, "500-CV/TU|tra vinh|2025-2030", "38-KL/TW|trung uong|≤XIII"):
        follow(an, key)
    came(carrying_out("600-CV/TU", "500-CV/TU"))
    assert [one for one, *_ in told(an)] == ["600-CV/TU"]
    DjangoRegister().forget(quang_binh().sha256)
    DjangoRegister().forget(secret.sha256)
    assert came() == 0
    assert set(FollowRow.objects.values_list("key", flat=True)) == {CT10_KEY}
    assert not NewsRow.objects.filter(said_by__startswith="500-CV/TU").exists()


def test_the_graph_gone_for_a_moment_withdraws_nothing(an: Any) -> None:
    from registry.models import EdgeRow, GraphState

    follow(an)
    came(citing("500-CV/TU"))
    saved(citing("501-CV/TU"))
    for model in (EdgeRow, GraphState):
        model._default_manager.all().delete()
    assert look() == 0
    assert NewsRow.objects.filter(gone=True).count() == 0
