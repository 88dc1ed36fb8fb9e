"""The command that does what time asks for, run once a day: each step may run again at any time."""

from __future__ import annotations

from datetime import timedelta

import click
from flask.cli import with_appcontext

from services_app.content.ageing import end_offers, sink_overdue
from services_app.content.news import forget_told
from services_app.content.pictures import forget_unused_pictures
from services_app.content.seen import purge_ended
from services_app.limits import forget_counts
from services_app.share.commands import forget_bundles
from services_app.transfer.uploads import forget_files
from services_app.web.store import store

UNUSED_PICTURES_FOR = timedelta(days=30)


@click.command("tend")
@with_appcontext
def tend() -> None:
    """Let offers end and unchecked items sink, and forget what is of no more use."""
    here = store()
    now, today = here.clock(), here.moment().today
    with here.database.transaction() as session:
        ended = end_offers(session, here.types, today, at=now)
        sunk = sink_overdue(session, here.types, today)
        purged = purge_ended(session, here.types, today) + forget_told(session, now)
        pictures = forget_unused_pictures(session, UNUSED_PICTURES_FOR)
        forget_counts(session, now)
        forget_files(session, now)
        bundles = forget_bundles(session, today)
    click.echo(f"{ended} offers ended, {sunk} unchecked items moved in their lists")
    click.echo(f"{purged} ended entries removed from the lists, {pictures} unused pictures removed")
    click.echo(f"{bundles} lists that mediators handed over forgotten")
