"""What all commands of `vanthu` share: how they tell what is lacking, and the settings they work with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from machines import Machines
    from settings import Settings


class Told(click.Group):
    """A group whose commands tell what the machine or the installation lacks in one sentence, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """What the command gives back.  Raises ClickException with the sentence and its remedy."""
        from pipeline.errors import PipelineError, of_the_machine

        try:
            return super().invoke(ctx)
        except PipelineError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            told = of_the_machine(error)
            if told is None and isinstance(error, PermissionError):  # ours, with its own sentence and remedy
                raise click.ClickException(str(error)) from error
            if told is None:
                raise
            raise click.ClickException(f"{told.at_work} {told.advice} ({error})") from error


def settings_here() -> Settings:
    """The settings, or the sentence that says which of them cannot be used."""
    from pydantic import ValidationError

    from settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        raise click.ClickException("; ".join(str(one["msg"]) for one in error.errors())) from error


@contextmanager
def machines(settings: Settings) -> Iterator[Machines | None]:
    """The other machines that read; None where none is set, and Dask is not needed then, or nobody answers."""
    if not settings.dask:
        yield None
        return
    from pipeline.errors import DaskMissing

    try:
        import machines
    except ModuleNotFoundError as error:
        raise DaskMissing() from error
    with machines.machines(settings) as found:
        yield found


def echo(lines: Iterable[str], nothing: str) -> None:
    """Print the lines, or the sentence where there are none."""
    empty = True
    for line in lines:
        click.echo(line)
        empty = False
    if empty:
        click.echo(nothing)
