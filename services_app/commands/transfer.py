"""The flask commands that carry content in and out: import, export, template."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click
from flask.cli import with_appcontext

from services_app.content.item import Actor
from services_app.content.type import ContentType
from services_app.errors import Conflict, Invalid
from services_app.transfer.commands import apply_plan
from services_app.transfer.exporting import FORMATS, write_export
from services_app.transfer.judging import CHANGED, FAULTY, NEW, UNCHANGED
from services_app.transfer.planning import Plan, plan_import
from services_app.transfer.reading import open_rows
from services_app.transfer.steps import Progress
from services_app.transfer.template import write_template
from services_app.web.store import store

BY = Actor("import")
SHOWN = 50  # reasons, and changed rows, that are printed
as_format = click.option(
    "--format", type=click.Choice(FORMATS), default="csv", help="csv for Excel and LibreOffice."
)
into_file = click.option("-o", "--output", type=click.File("wb"), default="-", help="Else printed.")


@click.command("import")
@with_appcontext
@click.argument("kind")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "apply_it", is_flag=True, help="Save it; else only the plan is shown.")
def import_command(kind: str, file: Path, apply_it: bool) -> None:
    """Show what importing FILE (CSV, XLSX, JSON) would do; --apply does all of it, or nothing."""
    here, found = store(), _kind(kind)
    try:
        with file.open("rb") as content, _progress("plan") as progress:
            rows = open_rows(found, content)
            with here.database.reading() as session:
                plan = plan_import(session, found, rows, by=BY, progress=progress)
        _show(plan)
        if apply_it and plan.ready:
            with _progress("apply") as progress, here.database.transaction() as session:
                written = apply_plan(session, plan, by=BY, progress=progress)
            click.echo(f"{written} written")
    except Invalid as error:
        reasons = (str(reason) for found in error.problems.values() for reason in found)
        raise click.ClickException(" ".join(reasons)) from None
    except Conflict:
        raise click.ClickException("Something was changed meanwhile: nothing was saved.") from None
    if not plan.ready:
        sys.exit(1)


@click.command("export")
@with_appcontext
@click.argument("kind")
@as_format
@into_file
def export_command(kind: str, format: str, output: BinaryIO) -> None:
    """Write all items of a type, published or not, in the form that `import` reads."""
    with store().database.reading() as session:
        write_export(session, _kind(kind), format, output)


@click.command("template")
@with_appcontext
@click.argument("kind")
@as_format
@into_file
@click.option("--lang", help="The language in which codes are explained.")
def template_command(kind: str, format: str, output: BinaryIO, lang: str | None) -> None:
    """Write an empty file for `import` with one example; as xlsx it explains the codes."""
    served = store().settings.languages
    if lang and lang not in served:
        raise click.ClickException(f"languages: {' '.join(served)}")
    write_template(_kind(kind), format, output, lang=lang or served[0], langs=served)


def _kind(name: str) -> ContentType:
    types = store().types
    if name not in types:
        raise click.ClickException(f"types: {' '.join(types)}")
    return types[name]


def _show(plan: Plan) -> None:
    for problem in (*plan.notes, *list(plan.faults)[:SHOWN]):
        click.echo(str(problem))
    for row in [row for row in plan.rows if row.status == CHANGED][:SHOWN]:
        click.echo(f"{row.line}: {row.slug}: {', '.join(row.changes)}")
    counts = plan.counts
    told = (f"{counts.get(name, 0)} {name}" for name in (NEW, CHANGED, UNCHANGED, FAULTY))
    click.echo(", ".join(told))


@contextmanager
def _progress(name: str) -> Iterator[Progress]:
    """Draw a bar on the terminal, and nothing where the output goes elsewhere."""
    from rich.console import Console  # heavy
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
