"""Settings, read from the environment once; an unusable one stops the start with one line."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from services_app.errors import Unusable

ROOT = Path(__file__).parent.parent
# A path, a query or a name in it would end up in the middle of absolute addresses.
_SITE = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?")
# Only the path may hold braces: the host is named in a security header.
_TILES = re.compile(
    r"(https://[A-Za-z0-9.-]+|http://(127\.0\.0\.1|localhost))(:\d{1,5})?/[^\s{}\"'<>\\]*", re.ASCII
)
# An origin alone, since it ends up in a security header: no path, no list, no sign for "all".
_ORIGIN = re.compile(
    r"(https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+|http://(127\.0\.0\.1|localhost))(:\d{1,5})?",
    re.ASCII,
)
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
    secret_key: str = field(default="", repr=False)
    trusted_proxies: int = 0
    mail_url: str = field(default="", repr=False)
    tiles_url: str = ""
    tiles_attribution: str = "© OpenStreetMap contributors"
    embed_sites: tuple[str, ...] = ()
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    instance: Path = field(default=ROOT / "instance")
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
        secret_key=_secret(environ.get("SECRET_KEY", "")),
        trusted_proxies=_count(environ, "TRUSTED_PROXIES"),
        mail_url=_mail(environ.get("MAIL_URL", "")),
        tiles_url=_tiles(environ.get("TILES_URL", "")),
        tiles_attribution=environ.get("TILES_ATTRIBUTION") or Settings.tiles_attribution,
        embed_sites=_origins(environ.get("EMBED_SITES", "")),
        oidc_issuer=_issuer(environ),
        oidc_client_id=environ.get("OIDC_CLIENT_ID", ""),
        oidc_client_secret=environ.get("OIDC_CLIENT_SECRET", ""),
    )


def secret_key(settings: Settings) -> str:
    """Give the key that signs sessions and links: the one set, else one made at first and kept."""
    kept = settings.instance / "secret_key"
    if settings.secret_key or kept.exists():
        return settings.secret_key or kept.read_text(encoding="ascii")
    settings.instance.mkdir(parents=True, exist_ok=True)
    # Written elsewhere and linked into place, so that no other worker reads half of it.
    made = settings.instance / f"secret_key.{os.getpid()}"
    with open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(made, kept)
    made.unlink()
    return kept.read_text(encoding="ascii")


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


def _secret(value: str) -> str:
    if value and len(value) < 32:
        raise Unusable("SECRET_KEY must have 32 characters or more.")
    return value


def _mail(url: str) -> str:
    if url and not re.fullmatch(r"smtps?://([^@/]+@)?[A-Za-z0-9.-]+(:\d{1,5})?/?", url):
        raise Unusable("MAIL_URL must be like smtps://name:password@mail.example.org")
    return url


def _tiles(url: str) -> str:
    path = url
    for name in ("{z}", "{x}", "{y}"):
        path = path.replace(name, "0", 1)
    named = all(name in url for name in ("{z}", "{x}", "{y}"))
    if url and not (named and _TILES.fullmatch(path.replace("{r}", ""))):
        raise Unusable("TILES_URL must be like https://tiles.example.org/{z}/{x}/{y}.png")
    return url


def _origins(value: str) -> tuple[str, ...]:
    origins = tuple(dict.fromkeys(each.rstrip("/") for each in value.split()))
    if not all(_ORIGIN.fullmatch(each) for each in origins):
        raise Unusable("EMBED_SITES must be like https://www.example.org https://other.example.org")
    return origins


def _issuer(environ: Mapping[str, str]) -> str:
    names = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    given = [bool(environ.get(name)) for name in names]
    issuer = environ.get("OIDC_ISSUER", "").rstrip("/")
    if any(given) and not all(given):
        raise Unusable("OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together.")
    if issuer and not re.match(r"https://|http://(127\.0\.0\.1|localhost)[:/]", issuer):
        raise Unusable("OIDC_ISSUER must be an https:// address.")
    return issuer


def _count(environ: Mapping[str, str], name: str) -> int:
    value = environ.get(name) or "0"
    if not re.fullmatch("[0-9]", value):
        raise Unusable(f"{name} must be a number from 0 to 9.")
    return int(value)


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
