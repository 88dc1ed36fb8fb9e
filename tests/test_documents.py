"""The documents keep up with the program: settings, commands, types, links."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import yaml
from flask import Flask

from services_app.config import EVERY_LANGUAGE, ROOT, Settings
from services_app.content import CONTENT_TYPES

DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "publiccode.yml", "docs/**/*.md", "seed/*.md")
    for path in ROOT.glob(pattern)
)
README = (ROOT / "README.md").read_text(encoding="utf-8")
READMES = ("README.md", "README.it.md")
LINK = re.compile(r'\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"')
# Paths of one machine, and hosts of package registries or their mirrors.
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|tmp|work|Users|mnt|opt)/|[A-Z]:\\", re.ASCII)
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarnpkg\.com|index-url|/simple/|artifactory|nexus",
    re.IGNORECASE,
)


def named(document: Path) -> str:
    """Name a document by its path in the project."""
    return document.relative_to(ROOT).as_posix()


def settings() -> list[str]:
    """List the names that config.py reads from the environment."""
    tree = ast.parse((ROOT / "services_app" / "config.py").read_text(encoding="utf-8"))
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return sorted(
        word for word in words if isinstance(word, str) and re.fullmatch("[A-Z]+(_[A-Z]+)*", word)
    )


def targets() -> dict[str, str]:
    """Map each target of the Makefile that `make help` lists to what it says."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z]+):.*?## (.+)$", makefile, re.MULTILINE))


def row(text: str, name: str) -> str:
    """Give the row of a table that begins with a name, or an empty string."""
    found = re.search(rf"^\| `{re.escape(name)}(?: [^`]*)?` \|.*$", text, re.MULTILINE)
    return found.group() if found else ""


@pytest.mark.parametrize("document", READMES)
@pytest.mark.parametrize("name", settings())
def test_each_setting_is_in_the_table_with_its_default(name: str, document: str) -> None:
    line = row((ROOT / document).read_text(encoding="utf-8"), name)
    assert line, f"{document} does not explain {name}"
    default = getattr(Settings, name.lower(), None)
    if name == "DATABASE_URL":
        default = str(default).removeprefix(f"sqlite:///{ROOT}/")
    if isinstance(default, tuple):
        default = " ".join(default)
    if isinstance(default, str) and default:
        assert f"`{default}`" in line, f"{document}: another default of {name}"


def test_each_field_of_the_settings_is_explained() -> None:
    known = settings()
    for each in fields(Settings):
        assert each.name.upper() in known or f"`Settings.{each.name}`" in README, each.name


@pytest.mark.parametrize("name", targets())
def test_each_make_target_is_explained(name: str) -> None:
    assert row(README, f"make {name}"), f"README.md does not explain make {name}"


def test_each_flask_command_is_explained(on_sqlite: Flask) -> None:
    own = [
        name
        for name, command in on_sqlite.cli.commands.items()
        if getattr(command.callback, "__module__", "").startswith("services_app")
    ]
    assert {"init", "migrate", "seed"} <= set(own)
    assert [name for name in own if not row(README, name)] == []


def test_every_command_that_the_readme_names_exists(on_sqlite: Flask) -> None:
    makes = set(re.findall(r"`make ([a-z]+)`", README)) | set(
        re.findall(r"^(?:[A-Z]+=\S+ )?make ([a-z]+)", README, re.MULTILINE)
    )
    assert makes - targets().keys() == set()
    commands = set(re.findall(r"flask --app wsgi ([a-z-]+)", README))
    assert commands - on_sqlite.cli.commands.keys() == set()


@pytest.mark.parametrize("document", READMES)
def test_each_type_is_in_the_table_of_types(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    assert [kind.name for kind in CONTENT_TYPES if f"| `{kind.name}` |" not in text] == []


def linked(text: str) -> Iterator[str]:
    """Yield the addresses of links and pictures outside fenced code."""
    outside = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    for match in LINK.finditer(outside):
        yield match.group(1) or match.group(2)


def anchors(text: str) -> set[str]:
    """List the anchors that headings make."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    lost = []
    for address in linked(text):
        path, _, anchor = address.partition("#")
        if re.match(r"[a-z]+:", address):
            continue
        target = document.parent / path if path else document
        if not target.exists() or (anchor and anchor not in anchors(target.read_text("utf-8"))):
            lost.append(address)
    assert lost == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_nothing_of_one_machine_stands_in_a_document(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert [match.group() for match in MACHINE.finditer(text)] == []
    assert [match.group() for match in REGISTRY.finditer(text)] == []


def test_publiccode_has_what_the_catalogue_asks_and_invents_nobody() -> None:
    entry = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert {"publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus"} <= set(entry)
    assert entry["softwareType"] == "standalone/web"
    assert entry["legal"]["license"] == "EUPL-1.2"
    assert entry["localisation"]["availableLanguages"] == list(EVERY_LANGUAGE)
    for lang in ("it", "en"):
        words = entry["description"][lang]
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]
    if entry["maintenance"]["type"] == "none":
        assert "contacts" not in entry["maintenance"]


def test_decisions_are_numbered_without_gaps_and_say_what_would_change_them() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in files] == [f"{n:04}" for n in range(1, len(files) + 1)]
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]} "), path.name
        for part in ("**Context.**", "**Choice.**", "**What would change our mind.**"):
            assert part in text, f"{path.name}: {part}"
