"""The HTML checker and axe over every kind of page, through a running server."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.error import HTTPError
from urllib.request import urlopen

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, sync_playwright
from werkzeug.test import TestResponse

from services_app.config import ROOT
from services_app.locales import CONSOLE_LANGUAGES
from services_app.web.store import Store
from tests.browser.console_pages import console_app, console_pages, show
from tests.browser.site import KINDS_OF_PAGE, address, served
from tests.browser.test_axe import ONLY_COLOURS
from tools.chromium import ARGUMENTS, system_chromium

FOLDER = ROOT / "build" / "audit"
JAR = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
LANGUAGES = ("it", "en", "ar")
# Another colour scheme changes nothing but colours.
SCHEMES: Mapping[Literal["light", "dark"], dict[str, Any]] = {"light": {}, "dark": ONLY_COLOURS}


@dataclass(frozen=True)
class Finding:
    """One thing that a checker says about a page."""

    page: str
    checker: str
    is_error: bool
    words: str


def main() -> int:
    """Check every page, print what was found by page; fail on an error."""
    with tempfile.TemporaryDirectory(prefix="services-audit-") as name:
        folder = Path(name)
        (folder / "own").mkdir()
        app = console_app(folder / "own", folder)
        store: Store = app.extensions["store"]
        pages = {
            f"{page} ({lang})": address(store, lang, page)
            for page in KINDS_OF_PAGE
            for lang in LANGUAGES
        }
        with served(app) as site:
            sources = {page: _fetched(site + path) for page, path in pages.items()}
            console = dict(_console(app))
            sources |= {page: answer.get_data() for page, answer in console.items()}
            found = [*checked_html(sources), *checked_by_axe(site, pages, console)]
        store.database.engine.dispose()
    report(pages, found, len(sources))
    return 1 if any(each.is_error for each in found) else 0


def _console(app: Flask) -> Iterator[tuple[str, TestResponse]]:
    for lang in CONSOLE_LANGUAGES:
        for page, answer in console_pages(app, lang):
            yield f"console, {page} ({lang})", answer


def checked_html(sources: Mapping[str, bytes]) -> Iterator[Finding]:
    """Check the HTML of all pages in one run of the Nu checker; its warnings are no errors."""
    if shutil.which("java") is None or not _installed():
        yield Finding("every page", "vnu", True, "java or npm is missing: the HTML is not checked")
        return
    saved = FOLDER / "pages"
    shutil.rmtree(saved, ignore_errors=True)
    saved.mkdir(parents=True)
    names = {}
    for number, (page, source) in enumerate(sources.items()):
        target = saved / f"{number:03d}.html"
        target.write_bytes(source)
        names[target.name] = page
    command = ["java", "-jar", str(JAR), "--format", "json", *map(str, sorted(saved.iterdir()))]
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own words
    for message in json.loads(run.stderr)["messages"]:
        where = f"line {message.get('lastLine')}: {message.get('extract', '').strip()[:120]!r}"
        yield Finding(
            names[Path(message["url"]).name],
            "vnu",
            message["type"] != "info",
            f"{message['message']} {where}",
        )


def _installed() -> bool:
    if JAR.exists():
        return True
    if shutil.which("npm") is None:
        return False
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--prefix", str(FOLDER), "--silent", "--no-save", "vnu-jar"]
    return subprocess.run(command, check=False).returncode == 0 and JAR.exists()  # noqa: S603


def _fetched(url: str) -> bytes:
    try:
        with urlopen(url) as answer:  # noqa: S310  our own server
            return bytes(answer.read())
    except HTTPError as error:  # error pages are pages too
        return bytes(error.read())


def checked_by_axe(
    site: str, pages: Mapping[str, str], console: Mapping[str, TestResponse]
) -> Iterator[Finding]:
    """Run axe on each page by day and by night."""
    with sync_playwright() as driver:
        path = system_chromium() or driver.chromium.executable_path
        if not Path(path).exists():
            yield Finding("every page", "axe", True, "there is no Chromium: axe did not run")
            return
        browser = driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        tab = browser.new_page(viewport={"width": 360, "height": 740})
        for page, address_of_page in pages.items():
            tab.goto(site + address_of_page)
            tab.evaluate("document.querySelectorAll('main details').forEach(e => e.open = 1)")
            yield from _by_day_and_night(tab, page)
        for page, answer in console.items():
            show(tab, site, answer)
            yield from _by_day_and_night(tab, page)
        browser.close()


def _by_day_and_night(tab: Page, page: str) -> Iterator[Finding]:
    for scheme, options in SCHEMES.items():
        tab.emulate_media(color_scheme=scheme)
        for each in Axe().run(tab, options=options).response["violations"]:
            for node in each["nodes"]:
                words = f"{each['id']}, {scheme}: {each['help']}: {node['html'][:120]}"
                yield Finding(page, "axe", True, words)


def report(pages: Mapping[str, str], found: list[Finding], count: int) -> None:
    """Print the findings page by page, then how many there are."""
    by_page: dict[str, list[Finding]] = defaultdict(list)
    for each in found:
        by_page[each.page].append(each)
    for page, findings in by_page.items():
        print(f"\n{page}  {pages.get(page, '')}")
        for each in findings:
            print(f"  {'error' if each.is_error else 'warning'}  {each.checker}  {each.words}")
    errors = sum(each.is_error for each in found)
    print(f"\n{count} pages: {errors} errors, {len(found) - errors} warnings")


if __name__ == "__main__":
    sys.exit(main())
