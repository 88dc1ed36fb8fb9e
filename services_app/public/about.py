"""About, privacy, accessibility; what machines ask for: health, site map, robots."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from services_app.content.queries import ITEM, faces
from services_app.locales import KNOWN
from services_app.places.model import Place
from services_app.web.store import store


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    for name in ("about", "privacy", "accessibility"):
        blueprint.get(f"/<lang:lang>/{name}", endpoint=name, defaults={"name": name})(statement)
    blueprint.get("/healthz")(healthz)
    blueprint.get("/readyz")(readyz)
    blueprint.get("/robots.txt")(robots)
    blueprint.get("/sitemap.xml")(sitemap)


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


def sitemap() -> ResponseReturnValue:
    """List the public pages of every town: no sample, nothing sensitive."""
    here = store()
    moment = here.moment()
    paths: list[str] = []
    with here.database.reading() as session:
        for town in here.atlas().towns:
            own = faces(town, moment).where(
                ITEM.c.sample.is_(False), ITEM.c.sensitive.is_(False),
                ITEM.c.place_code == town.code,
            ).limit(2000)  # fmt: skip
            paths.append(f"{town.slug}/")
            paths += [f"{town.slug}/{row.kind}/{row.slug}" for row in session.execute(own)]
    page = render_template(
        "sitemap.xml", site=here.settings.site_url, paths=paths,
        languages=[KNOWN[tag] for tag in here.settings.languages],
    )  # fmt: skip
    return Response(page, content_type="application/xml; charset=utf-8")
