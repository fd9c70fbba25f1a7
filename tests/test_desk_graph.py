"""The pages of the graph: who may ask, which document is meant, ways with their sentences, pictures, files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from django.test import Client

from following import follow
from pipeline.resolve import graph_of
from publish.drawing import drawing
from records import Document, Graph, Relation
from registry.network import Network
from registry.series import Series, SeriesWithGaps
from settings import Settings
from tests.desk import person, signed_in
from tests.kept_graphs import keep
from tests.papers_of_graph import CT10, all_papers, cite, header, paper
from tests.test_graph_registry import saved
from tests.test_resolve import CT10_KEY
from web.groups import RIGHTS, Group, Right

pytestmark = pytest.mark.django_db
CITES, RESTS, WHY, PICTURE = "/do-thi/", "/do-thi/dua-vao/", "/do-thi/vi-sao/", "/do-thi/hinh/"
PAGES = (CITES, RESTS, WHY, PICTURE, "/do-thi/con-thieu/", "/do-thi/day-so/")
#: Words of a sentence in 411-CV/TU.
QUOTED = "Các cấp ủy đã quán triệt Chỉ thị số 10-CT/TW"


@pytest.fixture
def kept() -> None:
    saved(*all_papers())
    follow(Settings())


@pytest.fixture
def analyst() -> Client:
    return signed_in("an", Group.ANALYST)


def text(client: Client, address: str, **asked: str | list[str]) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.fixture
def blinkered(monkeypatch: pytest.MonkeyPatch) -> Client:
    """An analyst who may not see everything, and has no unit."""
    monkeypatch.setitem(RIGHTS, Group.ANALYST, (Right.ASK_GRAPH,))
    return signed_in("chi", Group.ANALYST)


@pytest.mark.parametrize("address", PAGES)
def test_the_graph_is_for_analysts_and_clerks(address: str, analyst: Client) -> None:
    assert "Chưa có văn bản nào viện dẫn" in text(analyst, address)
    assert text(signed_in("bình", Group.CLERK), address)
    assert signed_in("chi", Group.LEADER).get(address).status_code == 403
    assert signed_in("dũng").get(address).status_code == 403


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("question", ["Chỉ thị 10-CT/TW", "10-CT/TW", "chi thi 10 nam 2007", CT10_KEY])
def test_who_cites_with_the_sentence(question: str, analyst: Client) -> None:
    page = text(analyst, CITES, document=question)
    assert "4 con đường" in page
    assert QUOTED in page
    assert "411-CV/TU ngày 6/6/2022 (Trà Vinh) <strong>thực hiện</strong>" in page
    assert "256-CV/ĐUK" not in page


@pytest.mark.usefixtures("kept")
def test_through_others_every_hop_bears_its_sentence(analyst: Client) -> None:
    page = text(analyst, CITES, document="10-CT/TW", through="on")
    assert "9 con đường" in page
    assert "256-CV/ĐUK ngày 9/6/2022 (Trà Vinh) <strong>gửi kèm</strong> 411-CV/TU" in page
    assert "Đảng ủy Khối gửi kèm Công văn số 411-CV/TU, ngày 06/6/2022 của Tỉnh ủy." in page


@pytest.mark.usefixtures("kept")
def test_limits_by_relation_and_since_a_day(analyst: Client) -> None:
    late = text(analyst, CITES, document="10-CT/TW", since="2022-01-01")
    assert ("2 con đường" in late, "06-CT/TU" in late) == (True, False)
    carried_on = text(analyst, CITES, document="10-CT/TW", relation=["continues"])
    assert "1 con đường" in carried_on
    assert "Không có văn bản nào nêu" in text(analyst, CITES, document="10-CT/TW", relation=["repeals"])


@pytest.mark.usefixtures("kept")
def test_wrong_words_are_told_with_a_remedy(analyst: Client) -> None:
    assert "Ngày chưa đúng; hãy ghi như 2022-01-31." in text(analyst, CITES, document="10-CT/TW", since="hôm qua")
    assert "Không có quan hệ “yêu”" in text(analyst, CITES, document="10-CT/TW", relation="yêu").replace("&quot;", '"')
    assert "Hãy ghi văn bản cần hỏi" in text(analyst, CITES, document=" ")
    assert "Câu hỏi quá dài" in text(analyst, CITES, document="x" * 301)
    assert "Không thấy văn bản nào là “999-CT/TW”" in text(analyst, CITES, document="999-CT/TW")


@pytest.mark.usefixtures("kept")
def test_an_ambiguous_question_lists_the_candidates(analyst: Client) -> None:
    page = text(analyst, CITES, document="18-KL/TW", through="on")
    assert "“18-KL/TW” có thể là 2 văn bản" in page
    assert "18-KL/TW ngày 2/4/2026 (Trung ương)" in page
    assert "?document=18-KL%2FTW%7Ctrung+uong%7CXII&amp;through=on" in page
    assert "có thể là 2 văn bản" in text(analyst, WHY, one="411-CV/TU", other="18-KL/TW")


@pytest.mark.usefixtures("kept")
def test_on_what_a_document_rests(analyst: Client) -> None:
    page = text(analyst, RESTS, document="411-CV/TU")
    assert "4 văn bản" in page
    assert "Quy định 784" in page


@pytest.mark.usefixtures("kept")
def test_why_two_documents_hang_together(analyst: Client) -> None:
    forth = text(analyst, WHY, one="90-BC/ĐUK", other="10-CT/TW")
    assert "Con đường ngắn nhất" in forth
    assert "Ban Bí thư yêu cầu tiếp tục đẩy mạnh thực hiện" in forth
    assert "chúng gặp nhau ở văn bản khác" in text(analyst, WHY, one="69-KH/TU", other="06-CT/TU")
    assert "Không thấy con đường nào" in text(analyst, WHY, one="10-CT/TW", other="18-KL/TW 2026")


@pytest.mark.usefixtures("kept")
def test_what_is_missing(analyst: Client) -> None:
    page = text(analyst, "/do-thi/con-thieu/")
    first = page.index("10-CT/TW ngày 30/3/2007")
    assert first < page.index("38-KL/TW")
    assert '<td class="number" data-label="Số văn bản nêu">4</td>' in page
    answer = analyst.get("/do-thi/tai/missing/csv/")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert (rows[0]["Văn bản"], rows[0]["Số văn bản nêu"]) == ("10-CT/TW", "4")


def test_gaps_in_a_series_of_numbers(analyst: Client) -> None:
    place = ("công văn", "2022-06-06", "Tỉnh ủy Trà Vinh", "Trà Vinh")
    words = "Theo Công văn số 9-CV/TU, ngày 06/6/2022."
    mention = cite("Công văn số 9-CV/TU, ngày 06/6/2022", symbol="9-CV/TU", jurisdiction="Trà Vinh", date="2022-06-06")
    saved(*(paper(header(f"{number}-CV/TU", *place), "Nội dung.") for number in (3, 4, 7)))
    saved(paper(header("12-CV/TU", *place), words, mention))
    follow(Settings())
    page = text(analyst, "/do-thi/day-so/")
    assert "…-CV/TU" in page
    assert "5–6; 8–11 (đã được nêu: " in page
    assert '<td class="number" data-label="Khuyết">6</td>' in page
    answer = analyst.get("/do-thi/tai/series/csv/")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert [(row["Khuyết từ số"], row["Khuyết đến số"], row["Đã được nêu"]) for row in rows] == [
        ("5", "6", ""),
        ("8", "11", "9-CV/TU"),
    ]
    assert analyst.get("/do-thi/tai/series/gexf/").status_code == 404


def test_gaps_are_counted_only_where_a_series_is_known() -> None:
    def one(number: int, came: bool = True, period: str | None = "2022") -> Document:
        key = f"{number}/CV|x|2022"
        return Document(key, f"{number}/CV", period=period, papers=(("a", 0),) if came else ())

    def with_gaps(*documents: Document) -> list[Series]:
        keep(Graph(documents))
        return list(SeriesWithGaps())

    (found,) = with_gaps(one(2), one(3), one(6), one(8, came=False))
    assert [(gap.first, gap.last, len(gap.cited)) for gap in found.gaps] == [(4, 5, 0), (7, 8, 1)]
    assert (found.first, found.last, found.received, found.lacking) == (2, 8, 3, 4)
    assert with_gaps(one(2), one(9)) == []
    assert with_gaps(one(1), one(2), one(3)) == []
    assert with_gaps(one(1), one(2), one(9000)) == []
    assert with_gaps(*(one(number, period=None) for number in (1, 2, 9))) == []


@pytest.mark.usefixtures("kept")
def test_the_picture_has_words_links_and_no_styles(analyst: Client) -> None:
    page = text(analyst, PICTURE, document="411-CV/TU", hops="2")
    start = page.index('<svg xmlns="')
    svg = ET.fromstring(page[start : page.index("</svg>", start) + 6])
    name = "{http://www.w3.org/2000/svg}"
    title, told = svg.findtext(f"{name}title"), svg.findtext(f"{name}desc")
    assert title == "Đồ thị viện dẫn quanh 411-CV/TU ngày 6/6/2022 (Trà Vinh)"
    assert told is not None
    assert "thực hiện" in told
    links = [one.get("href") or "" for one in svg.iter(f"{name}a")]
    assert len(links) > 6
    assert all(one.startswith("/do-thi/hinh/?document=") and one.endswith("hops=2") for one in links)
    assert not [one for one in svg.iter() if "style" in one.attrib or one.tag == f"{name}style"]
    assert QUOTED in page


@pytest.mark.usefixtures("kept")
def test_the_picture_by_relation(analyst: Client) -> None:
    page = text(analyst, PICTURE, document="411-CV/TU", relation=["attaches"])
    assert "256-CV/ĐUK" in page
    assert "69-KH/TU" not in page.partition("<svg xmlns")[2]


def test_a_crowd_is_cut_to_the_nearest_and_its_boxes_keep_apart() -> None:
    words = "Chỉ thị số 10-CT/TW, ngày 30/3/2007"
    mention = cite(words, Relation.IMPLEMENTS, date="2007-03-30", **CT10)
    place = ("công văn", "2023-01-05", "Tỉnh ủy", "Trà Vinh")
    star = [paper(header(f"{n}-CV/TU", *place), f"Thực hiện {words}.", mention) for n in range(80)]
    keep(graph_of(star))
    near = Network().around(CT10_KEY, 2, 60).graph
    assert len(near.documents) == 60
    assert CT10_KEY in {one.key for one in near.documents}
    svg = ET.fromstring(drawing(near, CT10_KEY, {}).svg)
    boxes = [(float(one.get("x", "")), float(one.get("y", ""))) for one in svg.iter("{http://www.w3.org/2000/svg}rect")]
    assert len(boxes) == 60
    assert all(abs(x - u) >= 188 or abs(y - v) >= 46 for x, y in boxes for u, v in boxes if (x, y) != (u, v))
    assert len(set(boxes)) == 60


def test_a_lone_document_is_drawn() -> None:
    alone = Graph((Document("1-CV/TU", title='Về "A & B" <c>'),))
    svg = drawing(alone, "1-CV/TU", {"1-CV/TU": '/x?a=1&b="2"'}).svg
    assert ET.fromstring(svg).findtext(".//{http://www.w3.org/2000/svg}text") == 'Về "A & B" <c>'


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_downloads_open_again(form: str, read: Callable[[BytesIO], nx.MultiDiGraph], analyst: Client) -> None:
    answer = analyst.get(f"/do-thi/tai/cites/{form}/", {"document": "10-CT/TW", "through": "on"})
    assert answer["Content-Disposition"] == f'attachment; filename="vien-dan.{form}"'
    net = read(BytesIO(answer.content))
    assert {"10-CT/TW", "256-CV/ĐUK", "18-KL/TW"} <= {label for _, label in net.nodes(data="label")}
    assert any(QUOTED in (told or "") for _, _, told in net.edges(data="sentence"))
    around = read(BytesIO(analyst.get(f"/do-thi/tai/around/{form}/", {"document": "69-KH/TU"}).content))
    assert {label for _, label in around.nodes(data="label")} == {"69-KH/TU", "18-KL/TW", "411-CV/TU"}


@pytest.mark.usefixtures("kept")
def test_csv_is_what_is_shown(analyst: Client) -> None:
    answer = analyst.get("/do-thi/tai/cites/csv/", {"document": "10-CT/TW", "since": "2022-01-01"})
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert [row["Văn bản"] for row in rows] == ["411-CV/TU", "8-CV/TU"]
    assert rows[0]["Câu"].startswith(QUOTED)
    around = analyst.get("/do-thi/tai/around/csv/", {"document": "69-KH/TU"}).content.decode("utf-8-sig")
    assert "Kế hoạch này để thực hiện Kết luận số 18-KL/TW" in around


@pytest.mark.usefixtures("kept")
def test_a_download_without_one_answer_leads_back_to_the_page(analyst: Client) -> None:
    answer = analyst.get("/do-thi/tai/cites/csv/", {"document": "18-KL/TW"})
    assert (answer.status_code, answer["Location"]) == (302, "/do-thi/?document=18-KL%2FTW")
    assert analyst.get("/do-thi/tai/cites/exe/", {"document": "10-CT/TW"}).status_code == 404
    assert analyst.get("/do-thi/tai/lạ/csv/").status_code == 404


@pytest.mark.usefixtures("kept")
def test_sentences_of_what_a_person_may_not_see_are_not_shown(blinkered: Client) -> None:
    client = blinkered
    page = text(client, CITES, document="10-CT/TW")
    assert "411-CV/TU ngày 6/6/2022 (Trà Vinh) <strong>thực hiện</strong>" in page
    assert "câu trích thuộc văn bản ngoài phạm vi của bạn" in page
    assert "nâng cao chất lượng</small>" not in page
    shown = [text(client, PICTURE, document="411-CV/TU"), text(client, WHY, one="411-CV/TU", other="10-CT/TW"), page]
    forms = [(what, form) for what in ("cites", "rests", "around") for form in ("csv", "graphml", "gexf")]
    shown += [client.get(f"/do-thi/tai/{a}/{b}/", {"document": "411-CV/TU"}).content.decode() for a, b in forms]
    assert len(shown) == 12
    for one in shown:
        assert "411-CV" in one
        for secret in (QUOTED, "Đảng ủy Khối gửi kèm", "Thực hiện Kế hoạch số 69", "_TU.pdf", "/van-ban/"):
            assert secret not in one


@pytest.mark.usefixtures("kept")
def test_a_dispatch_that_is_gone_is_quoted_no_more(analyst: Client) -> None:
    from registry.models import DispatchRow, ScanRow
    from registry.scan_changes import note_change

    assert QUOTED in text(analyst, CITES, document="10-CT/TW")
    scan = ScanRow.objects.get(name="411-CV_TU.pdf")
    DispatchRow.objects.filter(scan=scan).delete()
    note_change(scan.pk)  # as the register does where a reading takes another's place
    page = text(analyst, CITES, document="10-CT/TW")
    assert QUOTED not in page
    assert "Sổ đã thay đổi từ khi đồ thị được dựng" in page


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "asked",
    [
        f"{CITES}?document=10-CT/TW&through=on",
        f"{CITES}?document=18-KL/TW",
        f"{RESTS}?document=411-CV/TU",
        f"{WHY}?one=411-CV/TU&other=10-CT/TW",
        f"{PICTURE}?document=411-CV/TU&hops=3",
        *PAGES[4:],
        "/do-thi/tai/cites/csv/?document=10-CT/TW",
    ],
)
def test_a_page_asks_the_database_at_most_twenty_times(
    asked: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = Client()
    client.force_login(person("an", Group.CLERK), "django.contrib.auth.backends.ModelBackend")
    with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
        assert client.get(asked).status_code == 200


@pytest.mark.usefixtures("kept")
def test_no_page_reads_the_whole_graph(analyst: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry.graph.DjangoGraph.kept", lambda *_: pytest.fail("read whole"))
    assert "4 con đường" in text(analyst, CITES, document="10-CT/TW")
    assert all(text(analyst, address) for address in PAGES)


@pytest.mark.usefixtures("kept")
def test_limits_by_place_and_organ(analyst: Client) -> None:
    ours = text(analyst, CITES, document="10-CT/TW", of="tỉnh Trà Vinh")
    assert ("2 con đường" in ours, "06-CT/TU" in ours) == (True, False)
    assert "Không có văn bản nào nêu" in text(analyst, CITES, document="10-CT/TW", of="Vĩnh Long")
    assert "2 con đường" in text(analyst, CITES, document="10-CT/TW", of="Vĩnh Long", successors="on")
    assert "1 con đường" in text(analyst, CITES, document="10-CT/TW", organ="tw")
    through = text(analyst, CITES, document="10-CT/TW", organ="duk", through="on")
    assert "2 con đường dẫn tới văn bản này, 0 trực tiếp" in through


@pytest.mark.usefixtures("kept")
def test_what_is_not_counted_is_said_to_be_more(analyst: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry.answers.COUNTED", 4)
    assert "Hơn 4 con đường dẫn tới văn bản này." in text(analyst, CITES, document="10-CT/TW", through="on")
