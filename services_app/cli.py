"""The flask commands: init, migrate, seed, check."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services_app.content.item import Item
from services_app.content.type import ContentType
from services_app.errors import Unusable
from services_app.migrations import migrate
from services_app.seeding import load_and_open_places, seed
from services_app.web.store import store


def register(app: Flask) -> None:
    """Give the app its commands."""
    for command in (init, migrate_command, seed_command):
        app.cli.add_command(command)


@click.command("init")
def init() -> None:
    """Make the database, its places and the starting content; safe to run again."""
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


def _seed(session: Session, types: Sequence[ContentType]) -> None:
    try:
        written = seed(session, store().settings.seed_folder, types)
    except Unusable as error:
        click.echo(f"seed: {error}", err=True)
        sys.exit(1)
    for name, count in written.items():
        if count:
            click.echo(f"{count} {name}")
