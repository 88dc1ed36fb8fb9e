"""Settings, read from the environment once; an unusable one stops the start with one line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from services_app.errors import Unusable

ROOT = Path(__file__).parent.parent
# A path, a query or a name in it would end up in the middle of absolute addresses.
_SITE = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?")
EVERY_LANGUAGE = ("it", "en", "bn", "ar", "fr", "ur", "uk", "es")


@dataclass(frozen=True)
class Settings:
    """Everything that differs between installations."""

    database_url: str = f"sqlite:///{ROOT / 'instance' / 'services.sqlite3'}"
    site_url: str = "http://127.0.0.1:8000"
    site_name: str = "Sportello"
    languages: tuple[str, ...] = EVERY_LANGUAGE
    default_place: str = "larino"
    show_samples: bool = True
    contact_email: str = ""
    seed_folder: Path = field(default=ROOT / "seed")


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Read the settings; unset ones keep their defaults.

    Samples show only in the demonstration: as soon as SITE_URL is set they are off, unless
    SHOW_SAMPLES says otherwise.
    """
    site_url = environ.get("SITE_URL", "").rstrip("/")
    return Settings(
        database_url=_database(environ.get("DATABASE_URL") or Settings.database_url),
        site_url=_site(site_url) if site_url else Settings.site_url,
        site_name=environ.get("SITE_NAME") or Settings.site_name,
        languages=_languages(environ.get("LANGUAGES", "")),
        default_place=environ.get("DEFAULT_PLACE") or Settings.default_place,
        show_samples=_flag(environ, "SHOW_SAMPLES", default=not site_url),
        contact_email=environ.get("CONTACT_EMAIL", ""),
    )


def _database(url: str) -> str:
    if url.startswith("postgres://"):
        url = url.replace("postgres://", "postgresql://", 1)
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise Unusable("DATABASE_URL must be a sqlite:/// or postgresql:// address.")
    try:
        make_url(url)
    except (ArgumentError, ValueError) as error:  # a port that is no number is a ValueError
        raise Unusable("DATABASE_URL cannot be read as an address.") from error
    return url


def _site(url: str) -> str:
    if not _SITE.fullmatch(url):
        raise Unusable("SITE_URL must be like https://sportello.example.org")
    return url


def _languages(value: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(value.replace(",", " ").split())) or EVERY_LANGUAGE
    unknown = sorted(set(wanted) - set(EVERY_LANGUAGE))
    if unknown:
        raise Unusable(f"LANGUAGES names {', '.join(unknown)}, which has no catalogue.")
    return wanted


def _flag(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = environ.get(name, "").lower()
    if value not in ("", "1", "0", "true", "false", "yes", "no"):
        raise Unusable(f"{name} must be 1 or 0.")
    return value in ("1", "true", "yes") if value else default
