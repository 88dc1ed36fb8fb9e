"""The worked example of docs/adding-a-type.md, followed to the letter in a copy of the project."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from services_app.config import ROOT

LEFT_OUT = shutil.ignore_patterns(
    ".venv", ".git", ".*_cache", ".hypothesis", "__pycache__", "instance", "build", "node_modules"
)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"^`([\w./]+)`$", re.MULTILINE)
VERSIONS = "services_app/migrations/versions"
FOLDER = "services_app/content/mentors"
OPEN = """
import json, sys
from wsgi import app
client = app.test_client()
answers = {path: client.get(path) for path in sys.argv[1:]}
print(json.dumps({path: [each.status_code, each.get_data(as_text=True)]
                  for path, each in answers.items()}))
"""
CARRY = """
from wsgi import app
runner = app.test_cli_runner()
for form in ("csv", "xlsx", "json"):
    for command in ("export", "template"):
        file = f"{app.root_path}/{command}.{form}"
        runner.invoke(args=[command, "mentors", "--format", form, "-o", file])
        said = runner.invoke(args=["import", "mentors", file]).output
        print(next(part for part in said.split(", ") if part[0] != "0"))
"""


def example() -> list[tuple[str, str, str]]:
    """List (path, language, content) of the blocks that belong to a file, in their order."""
    text = (ROOT / "docs" / "adding-a-type.md").read_text(encoding="utf-8")
    names = [(match.start(), match.group(1)) for match in PATH.finditer(text)]
    found = []
    for block in BLOCK.finditer(text):
        language, content = block.groups()
        if language != "sh":
            found.append(
                ([name for at, name in names if at < block.start()][-1], language, content)
            )
    return found


def renumbered(copy: Path, path: str, content: str) -> tuple[str, str]:
    """Give the migration the number after the newest one there is, as the example says."""
    newest = max(each.name[:4] for each in (copy / VERSIONS).glob("[0-9]*.py"))
    number = f"{int(newest) + 1:04}"
    content = re.sub(r'^revision = "\d+"', f'revision = "{number}"', content, flags=re.MULTILINE)
    content = re.sub(r'^(down_revision) = "\d+"', rf'\1 = "{newest}"', content, flags=re.MULTILINE)
    return re.sub(r"/\d{4}_", f"/{number}_", path), content


def apply(path: Path, diff: str) -> None:
    """Insert the lines marked + after the line that stands before them."""
    text = path.read_text(encoding="utf-8")
    before = "".join(line[1:] for line in diff.splitlines(keepends=True) if line[0] == " ")
    after = "".join(line[1:] for line in diff.splitlines(keepends=True))
    assert text.count(before) == 1, f"the example does not fit {path.name} any more: {before}"
    path.write_text(text.replace(before, after), encoding="utf-8")


def follow(copy: Path) -> list[Path]:
    """Write the example into the copy; give back the files it made."""
    written = []
    for path, language, content in example():
        if language == "diff":
            apply(copy / path, content)
            continue
        if path.startswith(VERSIONS):
            path, content = renumbered(copy, path, content)
        target = copy / path
        assert not target.exists(), f"{path} is there already"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
        written.append(target)
    return written


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project without what is made on the spot."""
    return Path(shutil.copytree(ROOT, tmp_path / "copy", ignore=LEFT_OUT))


def run(copy: Path, *command: str) -> str:
    """Run Python in the copy, on a database of its own, with all settings at their defaults."""
    environ = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(copy),
        "DATABASE_URL": f"sqlite:///{copy.parent / 'fresh.sqlite3'}",
    }
    done = subprocess.run(
        [sys.executable, *command],
        cwd=copy,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def opened(copy: Path, *paths: str) -> dict[str, tuple[int, str]]:
    """Open addresses of the copy; give status and body of each."""
    answers: dict[str, tuple[int, str]] = json.loads(run(copy, "-c", OPEN, *paths))
    return answers


def test_the_example_is_five_files_a_migration_a_seed_and_an_entry() -> None:
    paths = [path for path, _, _ in example()]
    assert [path for path in paths if path.startswith(FOLDER)] == [
        f"{FOLDER}/__init__.py",
        f"{FOLDER}/model.py",
        f"{FOLDER}/schema.py",
        f"{FOLDER}/templates/mentors/_card.html",
        f"{FOLDER}/templates/mentors/_page.html",
    ]
    others = [path for path in dict.fromkeys(paths) if not path.startswith(FOLDER)]
    assert [path.rpartition("/")[0] for path in others] == [
        "services_app/content",
        VERSIONS,
        "seed",
    ]


def test_a_type_added_by_the_example_has_its_pages(copy: Path) -> None:
    follow(copy)
    assert "1 mentors" in run(copy, "-m", "flask", "--app", "wsgi", "init")
    item = "/it/larino/mentors/sample-mentor-larino"
    pages = opened(copy, "/it/larino/mentors", item, "/ar/larino/search?q=esempio")
    for path, (status, html) in pages.items():
        assert status == 200, path
        assert "Associazione di Esempio 1" in html, path
    assert f'href="{item}"' in pages["/it/larino/mentors"][1]
    assert "Una persona viene con te allo sportello." in pages[item][1]
    status, answer = opened(copy, "/api/v1/mentors?place=larino&samples=1").popitem()[1]
    assert status == 200
    facts = [each["facts"]["association"] for each in json.loads(answer)["items"]]
    assert facts == ["Associazione di Esempio 1"]
    assert run(copy, "-c", CARRY).split() == ["1", "unchanged", "1", "new"] * 3


def test_the_example_keeps_the_style_of_the_house(copy: Path) -> None:
    written = [str(path) for path in follow(copy) if path.suffix == ".py"]
    run(copy, "-m", "ruff", "check", *written)
    run(copy, "-m", "ruff", "format", "--check", *written)
