"""Every kind of page of the console, as it answers an administrator or a stranger."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from services_app import create_app
from services_app.accounts.model import Passkey, User
from services_app.accounts.throttle import LIMITS
from services_app.config import Settings
from services_app.console.letters import link_of
from services_app.content.item import Actor, Item, Text
from services_app.content.pay_floors import change_floor, enter_floor, pay_floors
from services_app.feedback.links import DEAD_AFTER_DAYS
from services_app.feedback.model import LinkCheck, Report
from services_app.web.store import Store
from tests.console.forms import JOB, made, new_job, sent
from tests.console.test_second_factors import set_up
from tests.databases import sqlite_copy
from tests.operators import account, log_in, token
from tests.records import KINDS, guide, saved, words

FLOOR = {
    "sector": "hospitality", "year": 2026, "unit": "hour", "amount_cents": 1, "agreement": "CCNL",
    "source_title": "CCNL", "source_url": "https://www.example.org/", "full_time_hours": None,
}  # fmt: skip
TYPED_FLOOR = {name: str(value) for name, value in FLOOR.items() if value} | {"amount_cents": "9"}
NOWHERE = "http://127.0.0.1:9"  # a provider of log-in that never answers


@dataclass(frozen=True)
class Made:
    """What pages are about, made once for an app."""

    guide: str
    office: str
    job: str
    administrator: User
    proposals: tuple[str, ...]
    floor: str


def console_app(folder: Path, shared: Path) -> Flask:
    """Make an app with all that the console can show, on a filled database in a folder."""
    url = sqlite_copy(shared, folder)
    return create_app(Settings(database_url=url, instance=folder, oidc_issuer=NOWHERE))


def filled(app: Flask, lang: str) -> Made:
    """Write something into every list of Today, and proposals of each kind."""
    store: Store = app.extensions["store"]
    who = account(app, "administrator", lang=lang, email=f"admin-{uuid.uuid4().hex}@example.org")
    browser, editor = log_in(app, who.email), log_in(app, account(app, "editor").email)
    until = (store.moment().today + timedelta(20)).isoformat()
    typed = JOB | {"expires_on": until}
    job = made(new_job(browser, **typed))
    made(sent(editor, job, "send", version="1", **typed | {"facts.pay_cents": "12"}))
    made(sent(browser, job, version="1", **typed | {"facts.pay_cents": "11"}))
    made(new_job(editor, "send", **typed))
    made(new_job(browser, **typed, mediators_until=until))
    today = browser.get("/console/").get_data(as_text=True)
    proposals = tuple(dict.fromkeys(re.findall(r'href="([^"]+\?proposal=\d+)"', today)))
    with store.database.transaction() as session:
        texts = {"it": words("Una guida", "Parole."), "ar": words("كلمات")}
        source = {
            "id": "s1",
            "title": "Comune",
            "url": "https://www.example.org/",
            "official": True,
        }
        record = guide(f"guide-{lang}") | {"sources": [source], "texts": texts}
        item = saved(session, "guides", record)
        office = session.scalars(select(Item.uid).where(Item.kind == "offices")).first()
        session.execute(update(Text).where(Text.item_id == item.id, Text.lang == "ar")
                        .values(stale=True))  # fmt: skip
        _needs_a_hand(store, session, item)
        floor = _a_floor(store, session)
    return Made(f"/console/guides/{item.uid}", f"/console/offices/{office}", job, who, proposals,
                f"/console/lowest-pay/{floor}")  # fmt: skip


def _needs_a_hand(store: Store, session: Session, item: Item) -> None:
    """Let items be overdue, about to end, reported, with a dead link, or wait for approval."""
    today = store.moment().today
    session.execute(update(Item).where(Item.kind == "helplines").values(
        verified_on=today - timedelta(400), verified_by="Sportello"))  # fmt: skip
    jobs = list(session.scalars(select(Item.id).where(Item.kind == "jobs").limit(3)))
    session.execute(update(Item).where(Item.id == jobs[0]).values(
        expires_on=today + timedelta(2), state="published"))  # fmt: skip
    session.execute(update(Item).where(Item.id == jobs[1]).values(state="review"))
    session.add(Report(item_uid=item.uid, kind=item.kind, reason="moved", lang="en",
                       note="It is closed now", created_on=today))  # fmt: skip
    session.merge(LinkCheck(
        url=item.sources[0]["url"], status="gone", checked_on=today, first_failed_on=today,
        failed_days=DEAD_AFTER_DAYS, item_uids=[str(item.uid)],
    ))  # fmt: skip


def _a_floor(store: Store, session: Session) -> uuid.UUID:
    """Enter a lowest pay, and change it, so that there is a history."""
    by, at = Actor("Una amministratrice"), store.clock()
    floors = pay_floors(session)
    if not floors:
        return enter_floor(session, FLOOR, by=by, at=at).uid
    [floor] = floors
    raw = FLOOR | {"amount_cents": floor.amount_cents + 1}
    return change_floor(session, floor.uid, raw, expected=floor.version, by=by, at=at).uid


def console_pages(app: Flask, lang: str) -> Iterator[tuple[str, TestResponse]]:
    """Answer with each kind of page in a language, its name before it."""
    here = filled(app, lang)
    browser = log_in(app, here.administrator.email)
    stranger = app.test_client()
    stranger.environ_base["HTTP_ACCEPT_LANGUAGE"] = lang
    for path in (*_of_content(here), *_of_accounts(here)):
        yield path, browser.get(path)
    yield from _of_acts(browser, here)
    yield from _of_files(browser)
    yield from _of_strangers(app, stranger, here)
    yield from _of_second_factors(app, lang)


def _of_content(here: Made) -> Iterator[str]:
    yield from ("/console/", "/console/law", "/console/jobs?q=zzz", "/console/jobs/files")
    yield from (f"/console/{kind}" for kind in KINDS)
    yield from (f"/console/{kind}/new" for kind in KINDS)
    yield from (here.job, here.office, here.guide, f"{here.guide}/history", f"{here.job}/history")
    yield from (f"{here.guide}/words/ar", f"{here.guide}/words/it")
    yield from here.proposals
    yield from ("/console/early", "/console/bundles", "/console/lowest-pay", here.floor)


def _of_accounts(here: Made) -> Iterator[str]:
    yield from ("/console/account", "/console/account/password", "/console/people")
    yield from ("/console/people/new", "/console/log-in-rules", "/console/tf-setup")
    yield from ("/console/mf-recovery-codes", "/console/wan-register", "/console/verify")
    yield from (f"/console/people/{here.administrator.id}", "/console/people/999999")
    yield "/console/nowhere"


def _of_acts(browser: FlaskClient, here: Made) -> Iterator[tuple[str, TestResponse]]:
    uid = here.job.split("/")[3]
    yield "a form with problems", sent(browser, "/console/jobs/new", "publish", version="0")
    yield "a form with rows", new_job(browser, "add:facts.phones:0")
    yield "preview", new_job(browser, "preview:ar")
    yield "conflict", sent(browser, here.job, version="1", **JOB | {"facts.pay_cents": "13"})
    for act in ("archive", "verify", "end_on", "organisation"):
        yield f"bulk {act}", sent(browser, "/console/jobs/bulk", act=act, uid=uid)
    yield "bulk refused", sent(browser, "/console/jobs/bulk", act="end_on", uid=uid, value="")
    yield "lowest pay refused", sent(browser, "/console/lowest-pay", version="0")
    yield "lowest pay changed meanwhile", sent(browser, here.floor, version="0", **TYPED_FLOOR)
    yield "law without a topic", sent(browser, "/console/law")
    yield "words in a list refused", sent(browser, "/console/bundles", link="x", words="1")
    proposal = here.proposals[0].rpartition("=")[2]
    yield "note refused", sent(browser, f"/console/proposals/{proposal}/return", note="")
    yield "words refused", sent(browser, f"{here.guide}/words/ar", version="0", title="كلمات")
    yield "form too old", browser.post(here.job, data={})
    yield "not allowed", browser.post(here.job, headers={"Origin": "https://evil.example"})


def _of_files(browser: FlaskClient) -> Iterator[tuple[str, TestResponse]]:
    exported = browser.get("/console/jobs/export/csv").data
    files = {
        "changes": exported.replace(b";published;", b";draft;"),
        "faults": exported.replace(b";hour;", b";minute;"),
    }
    for name, body in files.items():
        form = {"csrf_token": token(browser), "file": (BytesIO(body), "a-file")}
        answer = browser.post("/console/jobs/files", data=form)
        yield f"plan with {name}", browser.get(answer.headers["Location"], buffered=True)


def _of_strangers(
    app: Flask, stranger: FlaskClient, here: Made
) -> Iterator[tuple[str, TestResponse]]:
    for path in ("/console/login", "/console/forgotten", "/console/wan-signin",
                 "/console/password/x"):  # fmt: skip
        yield path, stranger.get(path)
    yield "lost session", stranger.post(here.job, data={})
    with app.test_request_context():
        link = link_of(here.administrator, "reset").partition("/console")[2]
    yield "choose a password", stranger.get(f"/console{link}")
    yield "forgotten, wrong", typed(stranger, "/console/forgotten", email="x")
    yield "refused by the provider", stranger.get("/console/oidc")
    wrong = [
        typed(stranger, "/console/login", email="nobody@example.org", password="wrong")  # noqa: S106  no password
        for _ in range(LIMITS["account"] + 1)
    ]
    yield "log-in refused", wrong[0]
    yield "too many", wrong[-1]


def _of_second_factors(app: Flask, lang: str) -> Iterator[tuple[str, TestResponse]]:
    user = account(app, "editor", lang=lang)
    browser = log_in(app, user.email)
    yield "an app is set up", typed(browser, "/console/tf-setup", setup="authenticator")
    yield "recovery codes", typed(browser, "/console/mf-recovery-codes", generate_new_codes="1")
    yield "a passkey is made", typed(browser, "/console/wan-register", name="Uno", usage="first")
    set_up(browser)
    yield "an app is there", browser.get("/console/tf-setup")
    waiting = log_in(app, user.email)
    for path in ("/console/tf-validate", "/console/mf-recovery"):
        yield path, waiting.get(path)
        yield f"{path}, wrong", typed(waiting, path, code="000000")
    store: Store = app.extensions["store"]
    with store.database.transaction() as session:
        session.add(Passkey(
            user_id=user.id, credential_id=user.email.encode(), public_key=b"key", name="Uno",
            usage="secondary", backup_state=False, device_type="single_device",
            lastuse_datetime=store.clock(),
        ))  # fmt: skip
    yield "passkeys", browser.get("/console/wan-register")
    yield "a passkey is asked for", browser.get("/console/wan-verify")
    yield "code or passkey", log_in(app, user.email).get("/console/tf-select")


def typed(client: FlaskClient, path: str, **form: str) -> TestResponse:
    """Send the form of a page."""
    return client.post(path, data=form | {"csrf_token": token(client, path)})


def show(tab: Page, site: str, answer: TestResponse) -> None:
    """Open an answer in a browser, with the styles and scripts of a site that is served."""
    address = f"{site}/console/shown"
    body, kind = answer.get_data(), answer.content_type
    tab.unroute(address)
    tab.route(address, lambda route: route.fulfill(body=body, content_type=kind))
    tab.goto(address)
    tab.evaluate("document.querySelectorAll('main details.box').forEach(e => e.open = true)")
