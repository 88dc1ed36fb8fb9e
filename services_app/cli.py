"""The flask commands: init, migrate, seed, open-town, check, demo-data and those of rooms."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services_app.commands.links import links
from services_app.commands.tend import tend
from services_app.commands.transfer import export_command, import_command, template_command
from services_app.console.commands import mail, operator
from services_app.content.commands import open_place
from services_app.content.faults import ERROR, content_faults, name_faults
from services_app.content.item import Item
from services_app.content.type import ContentType
from services_app.demo import Demo, batches, next_number
from services_app.errors import NotFound, Unusable
from services_app.migrations import migrate
from services_app.places.commands import open_town
from services_app.seeding import load_and_open_places, seed
from services_app.web.store import store


def register(app: Flask) -> None:
    """Give the app its commands."""
    own = (init, migrate_command, seed_command, open_town_command, check, demo_data)
    transfer = (import_command, export_command, template_command)
    for command in (*own, *transfer, operator, mail, links, tend):
        app.cli.add_command(command)


@click.command("init")
def init() -> None:
    """Make the database, its places and the starting content; safe to run again."""
    make_ready()


def make_ready() -> None:
    """Bring the database to the newest shape and fill what is empty, saying what was written."""
    here = store()
    migrate(here.database.engine)
    types = list(here.types.values())
    with here.database.transaction() as session:
        places = load_and_open_places(session, here.settings.seed_folder, types)
        if places:
            click.echo(f"{places} places")
        if not session.scalar(select(func.count()).select_from(Item)):
            _seed(session, types)


@click.command("migrate")
def migrate_command() -> None:
    """Bring the database to the newest shape."""
    migrate(store().database.engine)


@click.command("seed")
def seed_command() -> None:
    """Add the starting content that is not there yet; what is there stays as it is."""
    with store().database.transaction() as session:
        _seed(session, list(store().types.values()))


def _month_day(_context: click.Context, _option: click.Parameter, day: str | None) -> str | None:
    """Read a day of any year; hours of offices are written with it."""
    try:
        return f"{datetime.strptime(f'2000-{day}', '%Y-%m-%d'):%m-%d}" if day else None
    except ValueError:
        raise click.BadParameter("write it as MM-DD, such as 06-29") from None


@click.command("open-town")
@click.argument("istat")
@click.option("--radius", "radius_km", type=click.IntRange(0, 200), help="Kilometres around it.")
@click.option("--patron-day", callback=_month_day, help="The patron saint's day, as MM-DD.")
@with_appcontext
def open_town_command(istat: str, **opening: int | str | None) -> None:
    """Open the municipality with this ISTAT code, or change how an open one sees."""
    here = store()
    given = {name: value for name, value in opening.items() if value is not None}
    try:
        with here.database.transaction() as session:
            place = open_town(session, istat, given)
            open_place(session, place, list(here.types.values()))
    except NotFound:
        raise click.ClickException(f"there is no municipality {istat}") from None
    click.echo(f"{place.name} is open: {here.settings.site_url}/it/{place.slug}/")


@click.command("demo-data")
@click.argument("count", type=click.IntRange(1, 1_000_000))
def demo_data(count: int) -> None:
    """Add COUNT invented items, marked as samples, to try the app with many of them."""
    here = store()
    with here.database.reading() as session:
        demo = Demo(here.types, here.clock(), next_number(session))
    done = 0
    for size in batches(count):
        with here.database.transaction() as session:
            demo.write(session, size)
        done += size
        click.echo(f"{done} of {count} invented items")


@click.command("check")
@with_appcontext
def check() -> None:
    """List the faults of published content; fails where one of them is an error."""
    here = store()
    types = list(here.types.values())
    with here.database.reading() as session:
        found = content_faults(session, types, here.moment().today)
    found = sorted([*found, *name_faults(here.settings.site_name)])
    for fault in found:
        click.echo(str(fault))
    errors = sum(fault.level == ERROR for fault in found)
    click.echo(f"{errors} errors, {len(found) - errors} warnings")
    if errors:
        sys.exit(1)


def _seed(session: Session, types: Sequence[ContentType]) -> None:
    try:
        written = seed(session, store().settings.seed_folder, types)
    except Unusable as error:
        click.echo(f"seed: {error}", err=True)
        sys.exit(1)
    for name, count in written.items():
        if count:
            click.echo(f"{count} {name}")
