"""The command `flask links check`: asks outside addresses whether they still answer."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from services_app.feedback.links import note_checks, outside_addresses, waiting
from services_app.feedback.outside import OK, Manners, checked
from services_app.limits import forget_counts
from services_app.web.store import store


@click.group("links")
def links() -> None:
    """Look after the outside addresses of published content."""


@links.command("check")
@click.option("--limit", type=click.IntRange(1), help="At most so many, longest unasked first.")
@with_appcontext
def check(limit: int | None) -> None:
    """Ask outside addresses whether they still answer; once a day is enough."""
    here = store()
    moment = here.moment()
    with here.database.reading() as session:
        addresses = outside_addresses(session, list(here.types.values()), moment.today)
        asked = waiting(session, addresses, limit)
    manners = Manners(agent=f"{here.settings.site_name} link check (+{here.settings.site_url})")
    results = checked(asked, manners, _say)
    with here.database.transaction() as session:
        note_checks(session, results, addresses, moment.today)
        forget_counts(session, moment.now)
    failed = sum(status != OK for status in results.values())
    click.echo(f"{len(results)} addresses asked, {failed} failed")


def _say(url: str, status: str) -> None:
    if status != OK:
        click.echo(f"{status}: {url}")
