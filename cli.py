"""`vanthu`: one short function a command; what is heavy is imported inside."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from settings import Settings

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
LEVELS = ("text", "clean", "office", "bad", "fax")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Văn Thư: đọc văn bản đến từ bản quét, lập sổ đăng ký."""


@main.command()
@FILES
@click.option("--json", "as_json", is_flag=True, help="In mỗi tệp một dòng JSON.")
def read(files: tuple[Path, ...], as_json: bool) -> None:
    """Đọc các tệp PDF, TIFF, JPEG, PNG, TXT và in kết quả; không cần cơ sở dữ liệu."""
    from pipeline.reading import read_files
    from table import reading_lines

    settings = _settings()
    for outcome in read_files(files, settings):
        for line in reading_lines(outcome, as_json):
            click.echo(line)


@main.command()
@click.option("--once", is_flag=True, help="Chỉ quét hộp đến một lần rồi dừng.")
@click.option("--prefect/--no-prefect", default=False, help="Chạy qua Prefect (có nhật ký, lịch sử).")
def inbox(once: bool, prefect: bool) -> None:
    """Đọc các tệp trong hộp đến, ghi vào sổ, xuất kết quả."""
    from sweeping import sweep_until_empty, watch_inbox

    settings = _settings()
    if not once:
        watch_inbox(settings)
        return
    report = _swept_by_prefect() if prefect else sweep_until_empty(settings)
    _tell(report, settings)


@main.command()
def watch() -> None:
    """Trực hộp đến: quét ngay khi có tệp mới và ít nhất mỗi phút một lần, qua Prefect."""
    from flows import serve

    serve(_settings())


@main.command()
@click.argument("sha256", nargs=-1)
def reread(sha256: tuple[str, ...]) -> None:
    """Đọc lại các bản quét đã lưu (tất cả, hoặc theo mã sha256); sửa chữa của văn thư được giữ nguyên."""
    from flows import reread as reread_flow

    click.echo(f"Đã đọc lại {reread_flow(list(sha256) or None)} bản quét.")


@main.command()
def publish() -> None:
    """Xuất sổ đăng ký, danh sách cần xem lại và các bản đọc vào thư mục outputs."""
    from publish.everything import publish as publish_all

    for path in publish_all(_settings()):
        click.echo(path)


@main.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--level", "levels", multiple=True, default=("office",), type=click.Choice(LEVELS[1:]), help="Mức chất lượng.")
@click.option("--only", multiple=True, help="Chỉ vẽ các văn bản có tên này.")
def render(target: Path, levels: tuple[str, ...], only: tuple[str, ...]) -> None:
    """Vẽ các văn bản mẫu trong corpora/ thành bản quét ở thư mục TARGET."""
    from corpora.render import render_all

    for level in levels:
        for path in render_all(_cases(only), level, target / level if len(levels) > 1 else target):
            click.echo(path)


@main.command()
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--level", "levels", multiple=True, type=click.Choice(LEVELS), help="Mức chất lượng (mặc định: text).")
@click.option("--accept", is_flag=True, help="Lấy lần chạy này làm mốc so sánh; lệnh luôn kết thúc với mã 1.")
@click.option("--errors", is_flag=True, help="Liệt kê từng giá trị sai.")
def evaluate(corpus: Path, levels: tuple[str, ...], accept: bool, errors: bool) -> None:
    """So kết quả đọc với đáp án của CORPUS: từng trường, được và mất so với mốc."""
    from evaluating import evaluate_level
    from table import print_evaluation

    settings = _settings()
    for level in levels or ("text",):
        print_evaluation(level, evaluate_level(corpus, level, settings, accept), errors)
    if accept:
        sys.exit(1)


def _settings() -> Settings:
    """The settings, or the sentence that says which of them cannot be used."""
    from pydantic import ValidationError

    from settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        raise click.ClickException("; ".join(str(one["msg"]) for one in error.errors())) from error


def _cases(only: Sequence[str]) -> list[Path]:
    cases = sorted((Path(__file__).parent / "corpora" / "cases").glob("*.txt"))
    return [path for path in cases if not only or path.stem in only]
