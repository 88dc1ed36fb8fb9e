"""Settings: their defaults, how each is read, and that an unusable one stops with one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from services_app.config import EVERY_LANGUAGE, ROOT, Settings, settings_from
from services_app.errors import Unusable


def test_an_empty_environment_gives_the_demonstration() -> None:
    settings = settings_from({})
    assert settings == Settings()
    assert settings.database_url.startswith("sqlite:///")
    assert settings.show_samples
    assert settings.languages == EVERY_LANGUAGE


def test_empty_values_are_unset_ones() -> None:
    names = ("DATABASE_URL", "SITE_URL", "SITE_NAME", "LANGUAGES", "DEFAULT_PLACE", "SHOW_SAMPLES")
    assert settings_from(dict.fromkeys(names, "")) == Settings()


def test_each_setting_is_read() -> None:
    settings = settings_from(
        {
            "DATABASE_URL": "postgresql://app@db/services",
            "SITE_URL": "https://sportello.example.org/",
            "SITE_NAME": "Benvenuti",
            "LANGUAGES": "it, ar bn",
            "DEFAULT_PLACE": "termoli",
            "SHOW_SAMPLES": "yes",
            "CONTACT_EMAIL": "info@example.org",
            "TILES_URL": "https://tiles.example.org/{z}/{x}/{y}{r}.png?key=a1",
            "TILES_ATTRIBUTION": "© Somebody",
            "EMBED_SITES": " https://www.example.org/  http://127.0.0.1:8001 https://www.example.org",
        }
    )
    assert settings == Settings(
        database_url="postgresql+psycopg://app@db/services",
        site_url="https://sportello.example.org",
        site_name="Benvenuti",
        languages=("it", "ar", "bn"),
        default_place="termoli",
        show_samples=True,
        contact_email="info@example.org",
        tiles_url="https://tiles.example.org/{z}/{x}/{y}{r}.png?key=a1",
        tiles_attribution="© Somebody",
        embed_sites=("https://www.example.org", "http://127.0.0.1:8001"),
    )


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("postgres://u:p@h:5432/d", "postgresql+psycopg://u:p@h:5432/d"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
        ("sqlite:////srv/services.sqlite3", "sqlite:////srv/services.sqlite3"),
    ],
)
def test_addresses_of_databases_as_hosts_write_them(given: str, read: str) -> None:
    assert settings_from({"DATABASE_URL": given}).database_url == read


def test_samples_are_off_as_soon_as_the_site_has_an_address() -> None:
    site = {"SITE_URL": "https://sportello.example.org"}
    assert not settings_from(site).show_samples
    assert settings_from(site | {"SHOW_SAMPLES": "1"}).show_samples
    assert not settings_from({"SHOW_SAMPLES": "No"}).show_samples


def test_a_language_named_twice_counts_once() -> None:
    assert settings_from({"LANGUAGES": "ar it ar"}).languages == ("ar", "it")


@pytest.mark.parametrize("host", ["http://127.0.0.1:8000", "http://localhost"])
def test_tiles_of_this_machine_need_no_encryption(host: str) -> None:
    url = f"{host}/{{z}}/{{x}}/{{y}}.png"
    assert settings_from({"TILES_URL": url}).tiles_url == url


UNUSABLE = [
    ("DATABASE_URL", "mysql://h/d"),
    ("DATABASE_URL", "services.sqlite3"),
    ("DATABASE_URL", "postgresql://u:p@h:port/d"),
    ("SITE_URL", "sportello.example.org"),
    ("SITE_URL", "ftp://sportello.example.org"),
    ("SITE_URL", "https://"),
    ("SITE_URL", "http://[bad"),
    ("SITE_URL", "https://sportello.example.org/?a=1"),
    ("SITE_URL", "https://name:word@sportello.example.org"),
    ("SITE_URL", "https://sportello example.org"),
    ("LANGUAGES", "it, xx"),
    ("LANGUAGES", "IT"),
    ("SHOW_SAMPLES", "maybe"),
    ("TILES_URL", "http://tiles.example.org/{z}/{x}/{y}.png"),
    ("TILES_URL", "http://127.0.0.1.example.org/{z}/{x}/{y}.png"),
    ("TILES_URL", "https://{s}.example.org/{z}/{x}/{y}.png"),
    ("TILES_URL", "https://tiles.example.org/{z}/{x}.png"),
    ("TILES_URL", "https://tiles.example.org;script-src *//{z}/{x}/{y}.png"),
    ("TILES_URL", "/tiles/{z}/{x}/{y}.png"),
    ("EMBED_SITES", "*"),
    ("EMBED_SITES", "https://*.example.org"),
    ("EMBED_SITES", "https:"),
    ("EMBED_SITES", "'self'"),
    ("EMBED_SITES", "www.example.org"),
    ("EMBED_SITES", "http://www.example.org"),
    ("EMBED_SITES", "https://www.example.org/page"),
    ("EMBED_SITES", "https://a.example.org,https://b.example.org"),
    ("EMBED_SITES", "https://a.example.org;script-src *"),
]


@pytest.mark.parametrize(("name", "value"), UNUSABLE)
def test_an_unusable_setting_is_refused_by_name_in_one_line(name: str, value: str) -> None:
    with pytest.raises(Unusable) as refused:
        settings_from({name: value})
    assert str(refused.value).startswith(name)
    assert "\n" not in str(refused.value)


def test_an_unusable_setting_stops_the_start_with_one_line(tmp_path: Path) -> None:
    started = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANGUAGES": "xx"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 1
    assert started.stderr.splitlines() == [
        "services-app: LANGUAGES names xx, which has no catalogue."
    ]
