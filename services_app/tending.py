"""The command that tidies the store, run once a day: each step may run again at any time."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from services_app.content.seen import purge_ended
from services_app.web.store import store


@click.command("tend")
@with_appcontext
def tend() -> None:
    """Remove what time has made useless; run it once a day, twice does no harm."""
    here = store()
    with here.database.transaction() as session:
        ended = purge_ended(session, here.moment().today)
    click.echo(f"{ended} ended entries removed from the lists")
