"""Services App: information for people who are new in an Italian town, in their language."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from flask import Flask, g
from flask_babel import Babel
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined

from services_app import api, cli, console, public
from services_app.config import Settings, settings_from
from services_app.console import wording
from services_app.console.security import guard
from services_app.content import CONTENT_TYPES
from services_app.content.type import ContentType
from services_app.db import Database
from services_app.delivery import deliver
from services_app.locales import CATALOGUES, DOMAINS, KNOWN, babel_locale, chain
from services_app.web import beside, filters, media, statics
from services_app.web.addresses import name_parts
from services_app.web.origins import refuse_other_origins, trust_proxies
from services_app.web.problems import answer_problems
from services_app.web.store import Store, attach


def create_app(
    settings: Settings | None = None, types: Sequence[ContentType] = CONTENT_TYPES
) -> Flask:
    """Build the program, in order."""
    settings = settings or settings_from(os.environ)
    app = Flask(__name__, static_folder=None)
    attach(app, Store(settings, Database(settings.database_url), types))
    name_parts(app, settings.languages, types)
    _speak(app, settings)
    _render(app, settings, types)
    answer_problems(app)
    trust_proxies(app, settings.trusted_proxies)
    refuse_other_origins(app)
    app.register_blueprint(statics.blueprint)
    app.register_blueprint(media.blueprint)
    app.register_blueprint(public.blueprint)
    app.register_blueprint(api.blueprint)
    guard(app, settings)
    app.register_blueprint(console.blueprint)
    deliver(app)
    cli.register(app)
    return app


def _speak(app: Flask, settings: Settings) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join([str(CATALOGUES)] * len(DOMAINS))
    app.config["BABEL_DOMAIN"] = ";".join(DOMAINS)
    Babel(app, locale_selector=lambda: str(babel_locale(g.get("lang", settings.languages[0]))))


def _render(app: Flask, settings: Settings, types: Sequence[ContentType]) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    folders: list[Path] = [
        Path(__file__).parent / "templates",
        *(kind.templates() for kind in types),
    ]
    app.jinja_loader = ChoiceLoader([FileSystemLoader(folders)])
    filters.teach(app)
    beside.teach(app)
    wording.teach(app)

    @app.context_processor
    def _always() -> dict[str, object]:
        lang = g.get("lang", settings.languages[0])
        return {
            "lang": KNOWN[lang],
            "languages": [KNOWN[tag] for tag in settings.languages],
            "chain": chain(lang),
            "site_name": settings.site_name,
            "site_url": settings.site_url,
            "asset": statics.asset_path,
            "types": {kind.name: kind for kind in types},
            "town": None,
        }
