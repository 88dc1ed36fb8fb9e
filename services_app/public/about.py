"""About, privacy, accessibility; what machines ask for: health, site map, robots."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from services_app.content.queries import mapped
from services_app.places.model import Place
from services_app.web.store import store

MOST_ADDRESSES = 50_000  # in one site map, by its protocol
XML = "application/xml; charset=utf-8"


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    for name in ("about", "privacy", "accessibility"):
        blueprint.get(f"/<lang:lang>/{name}", endpoint=name, defaults={"name": name})(statement)
    blueprint.get("/healthz")(healthz)
    blueprint.get("/readyz")(readyz)
    blueprint.get("/robots.txt")(robots)
    blueprint.get("/sitemap.xml")(sitemaps)
    blueprint.get("/<lang:lang>/sitemap.xml")(sitemap)


def statement(lang: str, name: str) -> ResponseReturnValue:
    """Show one of the pages about the app itself."""
    return render_template(f"about/{name}.html", settings=store().settings)


def healthz() -> ResponseReturnValue:
    """Say that the process answers."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


def readyz() -> ResponseReturnValue:
    """Say that the database answers and has its places."""
    with store().database.reading() as session:
        ready = session.scalar(select(Place.id).limit(1)) is not None
    text = "ready\n" if ready else "not initialised\n"
    return Response(text, 200 if ready else 503, content_type="text/plain; charset=utf-8")


def robots() -> ResponseReturnValue:
    """Tell crawlers where the map is, and to leave private pages alone."""
    site = store().settings.site_url
    private = [f"/{lang}/{part}/" for lang in store().settings.languages for part in ("x", "s")]
    rules = "".join(f"Disallow: {path}\n" for path in ("/s/", *private))
    text = f"User-agent: *\n{rules}\nSitemap: {site}/sitemap.xml\n"
    return Response(text, content_type="text/plain; charset=utf-8")


def sitemaps() -> ResponseReturnValue:
    """List the site maps: one a language, so that none outgrows what its protocol allows."""
    page = render_template("sitemaps.xml")
    return Response(page, content_type=XML)


def sitemap(lang: str) -> ResponseReturnValue:
    """List the towns, and each public item once, at its canonical address."""
    here = store()
    towns = here.atlas()
    paths = [f"{town.slug}/" for town in towns.towns]
    with here.database.reading() as session:
        items = mapped(session, here.default_town(), here.moment(), MOST_ADDRESSES - len(paths))
    paths += [
        f"{towns.by_id[home].slug}/{kind}/{slug}"
        for kind, slug, home in items
        if home in towns.by_id
    ]
    return Response(render_template("sitemap.xml", paths=paths), content_type=XML)
