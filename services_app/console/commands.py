"""Accounts and their letters from the command line: flask operator, flask mail."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup
from flask_security import hash_password
from sqlalchemy import select

from services_app.accounts.commands import add_account, end_sessions, find_account, note
from services_app.accounts.model import User
from services_app.accounts.rights import EVERYWHERE, ROLES, Grant
from services_app.console.forms import SHORTEST
from services_app.console.letters import link_of, send_link
from services_app.console.notices import send_notice
from services_app.console.weekly import send_weekly_letters
from services_app.content.item import Actor
from services_app.errors import Invalid
from services_app.locales import CONSOLE_LANGUAGES
from services_app.web.store import store

BY = Actor("command line")
operator = AppGroup("operator", help="Accounts of the console.")
mail = AppGroup("mail", help="Letters to operators.")


@operator.command("add")
@click.argument("email")
@click.option("--name", default="", help="As the history shows it.")
@click.option("--role", type=click.Choice(ROLES), default="administrator", show_default=True)
@click.option("--organisation", help="Slug of the only organisation they act for.")
@click.option("--place", default=EVERYWHERE, help="ISTAT code of the place they act in.")
@click.option("--invite", is_flag=True, help="Mail and print a link instead of a password.")
def add(email: str, name: str, role: str, invite: bool, **given: str | None) -> None:
    """Make an account for EMAIL; asks for its password."""
    grant = Grant(role, given["organisation"], given["place"] or EVERYWHERE)
    hashed = None if invite else hash_password(_new_password())
    served = (tag for tag in store().settings.languages if tag in CONSOLE_LANGUAGES)
    lang = next(served, CONSOLE_LANGUAGES[0])
    try:
        with store().database.transaction() as session:
            user = add_account(
                session, email, [grant], name=name, lang=lang, password=hashed, by=BY
            )
    except Invalid as error:
        raise click.ClickException(_in_a_line(error)) from None
    if invite:
        send_link(user, "invitation")
        click.echo(f"{user.email} chooses a password: {link_of(user, 'invitation')}")
    else:
        click.echo(f"{user.email} may log in: {store().settings.site_url}/console/login")


@operator.command("list")
def list_accounts() -> None:
    """List the accounts with their roles."""
    with store().database.reading() as session:
        for user in session.scalars(select(User).order_by(User.email)):
            roles = ", ".join(
                f"{row.role} {row.organisation or '*'} {row.place_code}" for row in user.grants
            )
            click.echo(f"{user.email}  {'' if user.active else '(closed)  '}{roles}")


@operator.command("reset")
@click.argument("email")
def reset(email: str) -> None:
    """Give EMAIL a new password, without second factors, and log it out everywhere."""
    hashed = hash_password(_new_password())
    with store().database.transaction() as session:
        user = find_account(session, email)
        if user is None:
            raise click.ClickException(f"there is no account {email}")
        user.password, user.active = hashed, True
        user.tf_primary_method = user.tf_totp_secret = user.mf_recovery_codes = None
        user.webauthn = []
        end_sessions(user)
        note(session, user, "reset", BY)
    send_notice(user.id, ["reset"], store().clock())
    click.echo(f"{email} has a new password and no second factor")


@mail.command("today")
def mail_today() -> None:
    """Mail what needs them to those who wish it, once in seven days at most; run it daily."""
    sent, failed = send_weekly_letters()
    click.echo(f"{sent} letters sent, {len(failed)} failed")
    if failed:
        click.echo(f"not sent to accounts {', '.join(map(str, failed))}: see the log", err=True)
        sys.exit(1)


def _new_password() -> str:
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    if len(password) < SHORTEST:
        raise click.ClickException(f"a password has {SHORTEST} characters or more")
    return password


def _in_a_line(error: Invalid) -> str:
    return " ".join(words for each in error.problems.values() for words in each)
