"""The commands of `vanthu` that ask the graph of documents; what is heavy is imported inside."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands import echo, settings_here

if TYPE_CHECKING:
    from asking import LookedUp
    from records import Document, Ruling
    from registry.answers import Part

JSON = click.option("--json", "form", flag_value="json", help="In một mảng JSON.")
CSV = click.option("--csv", "form", flag_value="csv", help="In CSV, mỗi bước một dòng.")
#: records.Relation; this list makes every command start without importing the nouns.
RELATIONS = (
    *("implements", "based_on", "continues", "amends", "replaces"),
    *("repeals", "guides", "replies_to", "attaches", "mentions"),
)
RELATION = click.option(
    "--relation",
    "relations",
    multiple=True,
    type=click.Choice(RELATIONS),
    help="Chỉ tính quan hệ này (có thể nêu nhiều lần).",
)
SINCE = click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Chỉ văn bản ban hành từ ngày này.")
SCAN = click.option("--scan", "sha256", required=True, help="SHA-256 (hoặc phần đầu) của tệp nêu điều ấy.")
NUMBER = click.option(
    "--number", default=1, show_default=True, type=click.IntRange(1), help="Văn bản thứ mấy trong tệp."
)
BY = click.option("--by", required=True, help="Tên người quyết định.")


@contextmanager
def _one_document() -> Iterator[None]:
    """Where a question fits several documents or none, the candidates are told and the command ends with code 1."""
    from publish.answers import candidate_lines
    from registry.archive import NoOneDocument

    try:
        yield
    except NoOneDocument as error:
        for line in candidate_lines(error.question, error.found, error.more):
            click.echo(line)
        sys.exit(1)


def _up_to_date() -> None:
    """Nothing; the graph is brought up to date with the register."""
    from graphing import bring_up_to_date

    bring_up_to_date(settings_here())


def _document(question: str) -> Document:
    """The one document that is meant; where there are several, or none, the command ends."""
    from registry.archive import document

    with _one_document():
        return document(question)


@click.command()
@click.argument("question")
@click.option("--through", is_flag=True, help="Cả những văn bản nêu nó qua văn bản khác.")
@RELATION
@SINCE
@click.option("--of", "place", help="Chỉ văn bản của tỉnh, thành phố này.")
@click.option("--organ", help="Chỉ văn bản của cơ quan có mã này, ví dụ BTGDVTU.")
@click.option("--successors", is_flag=True, help="Với --of, --organ: cả văn bản của nơi đã nhập vào nơi ấy.")
@JSON
@CSV
def cites(question: str, through: bool, relations: tuple[str, ...], form: str | None, **limits: Any) -> None:
    """Những văn bản nêu văn bản QUESTION, mỗi bước kèm câu trích: vanthu cites "Chỉ thị 10-CT/TW" --through."""
    _up_to_date()
    from records import Relation
    from registry.limits import Limits
    from registry.network import Network

    day = limits["since"] and limits["since"].date().isoformat()
    kept = Limits(day, limits["place"], limits["organ"], limits["successors"])
    network = Network((Relation(one) for one in relations), whole=True)
    _show(network.cites(_document(question).key, through, kept).parts(), form)


@click.command("rests-on")
@click.argument("question")
@RELATION
@JSON
@CSV
def rests_on(question: str, relations: tuple[str, ...], form: str | None) -> None:
    """Những văn bản mà văn bản QUESTION dựa vào (căn cứ, thực hiện, tiếp tục, hướng dẫn), trực tiếp hay qua nhau."""
    _up_to_date()
    from records import Relation
    from registry.network import RESTS, Network

    network = Network([Relation(one) for one in relations] or RESTS, whole=True)
    _show(network.rests_on(_document(question).key).parts(), form)


@click.command()
@click.argument("one")
@click.argument("other")
@JSON
@CSV
def why(one: str, other: str, form: str | None) -> None:
    """Vì sao hai văn bản ONE và OTHER liên quan: con đường ngắn nhất, mỗi bước kèm câu trích."""
    _up_to_date()
    from publish.answers import shown
    from registry.answers import Answer, Part
    from registry.network import Network, Way

    first, second = _document(one), _document(other)
    found = Network(whole=True).why(first.key, second.key)
    if found is None:
        click.echo(f"Không thấy con đường nào giữa {shown(first)} và {shown(second)}.")
        sys.exit(1)
    if form is None and found.way is Way.ACROSS:
        click.echo("Hai văn bản không dẫn tới nhau; chúng gặp nhau ở văn bản khác:")
    end = found.told.documents[first.key if found.way is Way.BACK else second.key]
    _show([Part((Answer(end, found.hops),), found.told)], form)


@click.command()
@click.option("--open", "open_ones", is_flag=True, help="Liệt kê những chỗ nêu chưa rõ là văn bản nào.")
@JSON
@CSV
def missing(open_ones: bool, form: str | None) -> None:
    """Những văn bản được nêu nhiều nhất mà kho chưa có."""
    import json

    _up_to_date()
    from publish import answers
    from registry.missing import MissingDocuments

    if open_ones:
        _show_open(form)
        return
    found = MissingDocuments(whole=form == "json")
    if form == "json":
        click.echo(json.dumps([answers.missing(one) for one in found], ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(answers.missing_csv(found), nl=False)
    else:
        echo(answers.missing_lines(found), "Không thiếu văn bản nào: mọi văn bản được nêu đều có trong kho.")


@click.command()
@click.argument("question")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--hops", default=1, show_default=True, type=click.IntRange(1, 5), help="Vẽ bao nhiêu bước quanh nó.")
def picture(question: str, file: Path, hops: int) -> None:
    """Vẽ văn bản QUESTION và các văn bản quanh nó thành hình SVG, mỗi quan hệ một màu (cần Graphviz)."""
    from publish.picture import GraphvizMissing, as_dot, as_svg
    from publish.replace import replace

    _up_to_date()
    from registry.archive import links
    from registry.network import Network

    key = _document(question).key
    around = Network().around(key, hops).graph
    try:
        svg = as_svg(as_dot(around, key, links(around.documents, file)))
    except GraphvizMissing as error:
        raise click.ClickException(str(error)) from error
    click.echo(replace(file, svg))


@click.command()
@click.argument("one")
@click.argument("other")
@BY
def merge(one: str, other: str, by: str) -> None:
    """Ghi rằng văn bản ONE chính là văn bản OTHER (tên giữ lại là OTHER)."""
    from records import Act, Ruling

    _up_to_date()
    _ruled(Ruling(Act.MERGE, _document(one).key, _document(other).key, by, dt.datetime.now(dt.UTC)))


@click.command()
@click.argument("question")
@click.argument("other")
@SCAN
@NUMBER
@BY
def split(question: str, other: str, sha256: str, number: int, by: str) -> None:
    """Ghi rằng điều tệp SCAN gọi là văn bản QUESTION thật ra là văn bản khác, khóa OTHER (đã có hoặc mới)."""
    from records import Act, Ruling

    _up_to_date()
    key = _document(question).key
    _ruled(Ruling(Act.SPLIT, key, other, by, dt.datetime.now(dt.UTC), _scan(sha256), number - 1))


@click.command()
@click.argument("words")
@click.argument("question")
@SCAN
@NUMBER
@BY
def link(words: str, question: str, sha256: str, number: int, by: str) -> None:
    """Ghi rằng chỗ nêu WORDS (đúng các chữ ấy) trong tệp SCAN chính là văn bản QUESTION."""
    from records import Act, Ruling

    _up_to_date()
    key = _document(question).key
    _ruled(Ruling(Act.LINK, words, key, by, dt.datetime.now(dt.UTC), _scan(sha256), number - 1))


@click.command()
@click.argument("what")
@click.option("--doubt", "code", help="Mã của nghi ngờ trong review.csv, ví dụ odd-date; khi ấy WHAT là một văn bản.")
@SCAN
@NUMBER
@BY
def dismiss(what: str, code: str | None, sha256: str, number: int, by: str) -> None:
    """Ghi rằng chỗ nêu WHAT trong tệp SCAN không phải viện dẫn; với --doubt: nghi ngờ về văn bản WHAT đã giải xong."""
    from records import Act, Ruling

    _up_to_date()
    scan, at = _scan(sha256), dt.datetime.now(dt.UTC)
    if code is None:
        _ruled(Ruling(Act.DISMISS, what, "", by, at, scan, number - 1))
        return
    _ruled(Ruling(Act.SETTLE, _document(what).key, code, by, at, scan, number - 1))


def _scan(sha256: str) -> str:
    """The whole sha256 of the only scan that begins so."""
    from registry.archive import scans_that_begin

    whole = scans_that_begin(sha256)
    if len(whole) != 1:
        raise click.ClickException(f"Có {len(whole)} tệp có SHA-256 bắt đầu bằng {sha256}; hãy ghi dài hơn.")
    return whole[0]


@click.command()
@click.argument("number", type=int)
@BY
def undo(number: int, by: str) -> None:
    """Bỏ quyết định số NUMBER; quyết định ấy vẫn được giữ trong lịch sử."""
    from graphing import bring_up_to_date

    settings = settings_here()
    bring_up_to_date(settings)
    from registry import rulings as kept

    try:
        kept.undo(number, by, dt.datetime.now(dt.UTC))
    except (LookupError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Đã bỏ quyết định số {number}.")


@click.command()
def rulings() -> None:
    """Lịch sử các quyết định của văn thư về văn bản và chỗ nêu."""
    _up_to_date()
    from registry.rulings import history

    lines = (
        f"{one.number:4}  {_told(one)}, {one.by}, {one.at:%Y-%m-%d}{' (đã bỏ)' if undone else ''}"
        for one, undone in history()
    )
    echo(lines, "Chưa có quyết định nào.")


def _told(one: Ruling) -> str:
    """The ruling in a few words."""
    from records import Act

    where = f" trong {one.sha256[:12]}, văn bản {one.position + 1}" if one.sha256 else ""
    match one.act:
        case Act.MERGE:
            return f"gộp “{one.key}” → “{one.other}”"
        case Act.SPLIT:
            return f"tách “{one.key}” → “{one.other}”{where}"
        case Act.LINK:
            return f"“{one.key}” là “{one.other}”{where}"
        case Act.DISMISS:
            return f"“{one.key}” không phải viện dẫn{where}"
        case Act.SETTLE:
            return f"đã giải nghi ngờ {one.other} về “{one.key}”{where}"


@click.command()
@click.argument("file", required=False, type=click.File(encoding="utf-8"), default="-")
@click.option("--of", "place", help="Đoạn chữ lấy từ văn bản của tỉnh, thành phố này.")
@JSON
def lookup(file: Any, place: str | None, form: str | None) -> None:
    """Mỗi văn bản được nêu trong đoạn chữ (tệp FILE hoặc dán vào bàn phím): nó là văn bản nào trong kho."""
    import json

    from asking import look_up
    from publish.answers import document

    found = look_up(file.read(), settings_here(), place)
    if form == "json":
        told = [
            {
                "text": one.citation.text,
                "document": one.document and document(one.document),
                "candidates": [document(each) for each in one.candidates],
            }
            for one in found
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        echo(_looked_up(found), "Đoạn chữ không nêu văn bản nào.")


def _looked_up(found: Sequence[LookedUp]) -> Iterator[str]:
    from publish.answers import shown, state

    for one in found:
        text = " ".join(one.citation.text.split())
        if one.document:
            yield f"“{text}” là {shown(one.document)} — {state(one.document)} [{one.document.key}]"
        elif one.candidates:
            yield f"“{text}” có thể là: {'; '.join(map(shown, one.candidates))}"
        else:
            yield f"“{text}”: kho không biết văn bản này"


def _show(found: Iterable[Part], form: str | None) -> None:
    """The answers in the form asked for; lines come as they are found."""
    import json

    from publish import answers

    if form is None:
        lines = (
            line for one in found for line in answers.answer_lines(one.answers, one.told.documents, one.told.files)
        )
        echo(lines, "Không có văn bản nào.")
        return
    parts = list(found)
    files = {sha256: name for one in parts for sha256, name in one.told.files.items()}
    every = [each for one in parts for each in one.answers]
    if form == "json":
        click.echo(json.dumps([answers.answer(one, files) for one in every], ensure_ascii=False, indent=2))
        return
    documents = {key: each for one in parts for key, each in one.told.documents.items()}
    click.echo(answers.as_csv(every, documents, files), nl=False)


def _show_open(form: str | None) -> None:
    """The mentions that fit several documents or none."""
    import json

    from publish import answers
    from registry.network import mentions_left_open

    found = mentions_left_open()
    if form == "json":
        click.echo(json.dumps([answers.hop(one, found.files) for one in found.edges], ensure_ascii=False, indent=2))
    elif form == "csv":
        from publish.graph import open_csv
        from records import Graph

        click.echo(open_csv(Graph(tuple(found.rows.values()), found.edges), found.files), nl=False)
    else:
        lines = answers.open_lines(found.edges, found.documents, found.files)
        echo(lines, "Mọi chỗ nêu đều đã rõ là văn bản nào.")


def _ruled(ruling: Ruling) -> None:
    from registry.rulings import rule

    try:
        number = rule(ruling)
    except (LookupError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Đã ghi quyết định số {number}; muốn bỏ: vanthu undo {number} --by TÊN")


COMMANDS: tuple[click.Command, ...] = (
    *(cites, rests_on, why, missing, picture),
    *(lookup, merge, split, link, dismiss, undo, rulings),
)
