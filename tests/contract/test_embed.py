"""The list of offers that other sites show, and the page that teaches mediators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete
from sqlalchemy.orm import Session

from services_app.config import EVERY_LANGUAGE
from services_app.content.item import Seen
from services_app.public.embed import EMBEDDED, MOST
from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE
from tests.pages import Page
from tests.records import job, saved

Open = Callable[..., Page]
SITES = ("https://www.example.org", "http://127.0.0.1:8001")


@pytest.fixture
def _allowed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "settings", replace(store.settings, embed_sites=SITES))


def framing(policy: str) -> str:
    """Give the part of a policy that says who may frame the page."""
    (part,) = [each for each in policy.split("; ") if each.startswith("frame-ancestors ")]
    return part.removeprefix("frame-ancestors ")


@ON_SQLITE
@pytest.mark.usefixtures("_allowed")
def test_only_the_named_sites_may_frame_it_and_no_other_page(
    client: FlaskClient, page: Open
) -> None:
    for kind in EMBEDDED:
        headers = page(f"/it/larino/embed/{kind}").answer.headers
        policy = headers["Content-Security-Policy"]
        assert framing(policy) == " ".join(SITES)
        assert "script-src 'none'" in policy
        assert "X-Frame-Options" not in headers
    for path in ("/it/larino/", "/it/larino/jobs", "/it/larino/training", "/console/login"):
        headers = client.get(path).headers
        assert framing(headers["Content-Security-Policy"]) == "'none'", path


@ON_SQLITE
def test_without_the_setting_nobody_gets_it(page: Open) -> None:
    page("/it/larino/embed/jobs", status=404)
    assert "iframe" not in page("/it/larino/training").html


@ON_SQLITE
@pytest.mark.usefixtures("_allowed")
@pytest.mark.parametrize("kind", ["guides", "offices", "helplines", "nonsense"])
def test_only_offers_are_embedded(kind: str, page: Open) -> None:
    page(f"/it/larino/embed/{kind}", status=404)


@ON_SQLITE
@pytest.mark.usefixtures("_allowed")
@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_it_keeps_the_contract_of_a_page_without_any_script(
    lang: str, session: Session, page: Open
) -> None:
    saved(session, "jobs", job())
    session.flush()
    for kind in EMBEDDED:
        opened = page(f"/{lang}/larino/embed/{kind}")
        assert not opened.all("script")
        assert not opened.all("header")
        assert not opened.all("footer")
    opened = page(f"/{lang}/larino/embed/jobs")
    (card,) = opened.all("a", class_="card hue-work")
    assert card.get("href") == f"/{lang}/larino/jobs/a-job"
    inside = (f"/{lang}/larino/embed/jobs", "#main")
    for link in opened.tree.iter("a"):
        href = str(link.get("href"))
        if href in inside or "/embed/" in href:
            continue
        assert (link.get("target"), link.get("rel")) == ("_blank", "noopener"), href


@pytest.mark.usefixtures("_allowed")
def test_it_shows_no_sample_nothing_sensitive_and_not_more_than_a_few(
    session: Session, page: Open
) -> None:
    saved(session, "jobs", job("sample") | {"sample": True})
    saved(session, "jobs", job("quiet") | {"sensitive": True})
    session.flush()
    html = page("/it/larino/embed/jobs").html
    for hidden in ("/sample", "/quiet", "/x/"):
        assert hidden not in html
    for number in range(MOST + 3):
        saved(session, "jobs", job(f"job-{number}"))
    session.flush()
    opened = page("/it/larino/embed/jobs")
    assert len([link for link in opened.links() if "/jobs/" in link]) == MOST
    session.execute(delete(Seen))
    assert "There is nothing here yet for this town." in page("/en/larino/embed/jobs").text


@ON_SQLITE
@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_the_training_page_leads_to_pages_that_are_there(
    lang: str, store: Store, client: FlaskClient, page: Open
) -> None:
    made_elsewhere = ("poster.pdf", "card.pdf")  # by the room of sheets
    for town in store.atlas().by_slug:
        opened = page(f"/{lang}/{town}/training")
        links = [link for link in opened.links() if link.startswith(f"/{lang}/{town}/")]
        assert len(links) > 8
        for link in links:
            if not link.endswith(made_elsewhere):
                assert client.get(link).status_code == 200, link
    assert "/console/" in opened.links()


@ON_SQLITE
@pytest.mark.usefixtures("_allowed")
def test_other_sites_find_there_what_to_copy(store: Store, page: Open) -> None:
    opened = page("/ar/larino/training")
    copied = ["".join(each.itertext()) for each in opened.all("textarea")]
    assert len(copied) == len(EMBEDDED)
    for kind, words in zip(EMBEDDED, copied, strict=True):
        assert f'<iframe src="{store.settings.site_url}/ar/larino/embed/{kind}" title="' in words
        assert 'loading="lazy"' in words
        assert words.endswith("></iframe>")


@ON_SQLITE
def test_every_page_of_a_town_leads_to_it(page: Open) -> None:
    assert "/uk/termoli/training" in page("/uk/termoli/jobs").links()
