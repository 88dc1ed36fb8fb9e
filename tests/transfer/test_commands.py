"""The commands import, export and template, as a person runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from services_app.content.item import Item
from services_app.transfer.exporting import FORMATS
from tests.transfer.files import jobs


def ran(app: Flask, *command: str, code: int = 0) -> str:
    """Run a command; give what it said."""
    result = app.test_cli_runner().invoke(args=command)
    assert result.exit_code == code, result.output
    return result.output


def slugs(app: Flask) -> set[str]:
    """List the slugs of all jobs."""
    with app.extensions["store"].database.reading() as session:
        return set(session.scalars(select(Item.slug).where(Item.kind == "jobs")))


def test_import_shows_a_plan_and_saves_only_when_told_so(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "jobs.csv"
    file.write_bytes(jobs({"slug": "one"}, {"slug": "two"}))
    assert "2 new, 0 changed, 0 unchanged, 0 faulty" in ran(app, "import", "jobs", str(file))
    assert not {"one", "two"} & slugs(app)
    assert "2 written" in ran(app, "import", "jobs", str(file), "--apply")
    assert {"one", "two"} <= slugs(app)
    assert "2 unchanged" in ran(app, "import", "jobs", str(file), "--apply")


def test_a_faulty_row_is_told_with_its_line_and_stops_all(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "jobs.csv"
    file.write_bytes(jobs({"slug": "one"}, {"slug": "two", "starts_on": "soon"}))
    said = ran(app, "import", "jobs", str(file), "--apply", code=1)
    assert "3: starts_on: Write a date, like 2026-11-30 or 30/11/2026." in said
    assert "one" not in slugs(app)


@pytest.mark.parametrize("content", [b"", b"a;b\n", b"PK\x03\x04"])
def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    content: bytes, on_sqlite: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "jobs.csv"
    file.write_bytes(content)
    said = ran(on_sqlite, "import", "jobs", str(file), code=1)
    assert said.startswith("Error: ")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_exported_and_the_template_can_be_imported(
    format: str, on_sqlite: Flask, tmp_path: Path
) -> None:
    for command, told in (("export", "0 new, 0 changed"), ("template", "1 new")):
        file = tmp_path / command
        ran(on_sqlite, command, "jobs", "--format", format, "-o", str(file))
        assert told in ran(on_sqlite, "import", "jobs", str(file))


def test_an_unknown_type_or_language_is_told(on_sqlite: Flask) -> None:
    assert "guides offices jobs" in ran(on_sqlite, "export", "dreams", code=1)
    assert "it en" in ran(on_sqlite, "template", "jobs", "--lang", "xx", code=1)
