"""Rule 13: no word makes a person a crime; the site's name and marks say nothing of its readers."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from services_app.config import EVERY_LANGUAGE, ROOT, Settings
from services_app.content.faults import name_faults
from services_app.content.faults.matching import plain
from services_app.content.faults.words import IN_NAME, STIGMA
from services_app.locales import CATALOGUES
from services_app.taxonomies import TAXONOMIES
from services_app.web.icons import NAMES
from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE, Open, broken, put, real, write

PACKAGE = ROOT / "services_app"
SAID = {
    "it": "Aiuto per clandestini.", "en": "Help for illegal immigrants.",
    "fr": "Aide pour les clandestins.", "es": "Ayuda a inmigrantes ilegales.",
    "ar": "مساعدة مهاجر غير شرعي", "bn": "অবৈধ অভিবাসীদের জন্য", "ur": "غیر قانونی تارکین وطن",
    "uk": "Допомога нелегалам",
}  # fmt: skip


def stigma_in(path: Path) -> list[str]:
    """List the forbidden words of a file; the address of a source is not ours to choose."""
    own = re.sub(r"https?://\S+", "", path.read_text(encoding="utf-8"))
    return [match.group() for match in STIGMA.finditer(plain(own))]


@ON_SQLITE
@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_such_a_word_is_found_in_every_language(lang: str, store: Store) -> None:
    record = real(store, "guides", "bank-account")
    assert "stigma" not in broken(store, "guides", record)
    assert "stigma" in broken(store, "guides", write(record, lang, SAID[lang]))


@ON_SQLITE
def test_it_is_found_in_names_and_titles_too(store: Store) -> None:
    office = real(store, "offices", "cpi-termoli")
    office["facts"]["name"] = "Sportello clandestini"
    assert "stigma" in broken(store, "offices", office)
    guide = real(store, "guides", "bank-account")
    guide["texts"]["it"]["title"] = "Per clandestini"
    assert "stigma" in broken(store, "guides", guide)
    office["facts"]["name"] = "Associazione Migranti"  # an own name may say so
    assert "stigma" not in broken(store, "offices", office)


def test_no_template_style_or_list_of_codes_says_it(tmp_path: Path) -> None:
    planted = tmp_path / "page.html"
    planted.write_text("<p>I Clandestini</p>", encoding="utf-8")
    assert stigma_in(planted) == ["clandestini"]
    files = [
        path
        for folder in (PACKAGE / "templates", PACKAGE / "content", PACKAGE / "static")
        for path in folder.rglob("*")
        if path.suffix in (".html", ".css", ".svg", ".xml", ".js", ".webmanifest")
    ]
    assert len(files) > 30
    assert [(path.name, stigma_in(path)) for path in files if stigma_in(path)] == []
    labels = [term.label.text + " " + term.desk for each in TAXONOMIES.values()
              for term in each.values()]  # fmt: skip
    assert [label for label in labels if STIGMA.search(plain(label))] == []


def test_no_catalogue_says_it() -> None:
    catalogues = [*CATALOGUES.rglob("*.po"), *CATALOGUES.rglob("*.pot")]
    assert [(path.parent.parent.name, stigma_in(path)) for path in catalogues
            if stigma_in(path)] == []  # fmt: skip


def test_no_file_of_the_starting_content_says_it() -> None:
    files = [path for path in (ROOT / "seed").rglob("*.yaml")]
    assert len(files) > 50
    assert [(path.name, stigma_in(path)) for path in files if stigma_in(path)] == []


def test_the_name_the_mark_and_the_pictograms_say_nothing_of_the_readers() -> None:
    assert name_faults(Settings().site_name) == []
    marks = [path.read_text(encoding="utf-8") for path in (PACKAGE / "static").glob("*.svg")]
    assert marks
    for words in [*marks, *NAMES, *NAMES.values(), *(path.name for path in
                  (PACKAGE / "static").iterdir())]:  # fmt: skip
        assert not IN_NAME.search(plain(words)), words[:80]


def test_a_name_that_does_is_found_by_the_check(
    app: Flask, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = replace(store.settings, site_name="Migranti Larino")
    monkeypatch.setattr(store, "settings", named)
    result = app.test_cli_runner().invoke(args=["check"])
    assert result.exit_code == 1
    assert "stigma: site: SITE_NAME" in result.output


@ON_SQLITE
@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_titles_and_previews_of_the_site_itself_name_nobody(
    lang: str, store: Store, page: Open
) -> None:
    paths = [f"/{lang}/", f"/{lang}/larino/", f"/{lang}/x/help?at=larino", f"/{lang}/about"]
    paths += [f"/{lang}/larino/now", f"/{lang}/larino/search"]
    for path in paths:
        opened = page(path)
        heads = ["".join(opened.all("title")[0].itertext())]
        heads += [each.get("content", "") for each in opened.tree.iter("meta")]
        heads += [each.get("href", "") for each in opened.tree.iter("link")]
        for words in heads:
            assert not re.search(r"refug|rifug|asyl|asil", plain(words)), (path, words)


@ON_SQLITE
def test_a_planted_word_reaches_a_page_only_past_a_failing_check(store: Store, page: Open) -> None:
    record = write(real(store, "guides", "bank-account"), "it", SAID["it"], "what")
    put(store, "guides", record)
    assert "clandestini" in page("/it/larino/guides/bank-account").text
    assert "stigma" in broken(store, "guides", real(store, "guides", "bank-account"))
