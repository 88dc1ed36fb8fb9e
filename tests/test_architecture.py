"""The house rules, read from the syntax trees: who imports whom, and what stands only where."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from services_app.config import ROOT
from services_app.content import CONTENT_TYPES

HOUSE = ROOT / "services_app"
FILES = sorted(HOUSE.rglob("*.py"))
TEMPLATES = sorted(HOUSE.rglob("*.html"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

# Imports go leftwards only, and never between neighbours of one step (DESIGN.md, section 3).
STEPS = (
    {"errors", "words"},
    {"config", "locales", "taxonomies"},
    {"db"},
    {"places"},
    {"content"},
    {"limits"},
    {"find", "translate", "share", "transfer", "feedback", "statistics", "accounts",
     "migrations", "seeding"},
    {"delivery"},
    {"web"},
    {"sheets"},
    {"public", "console", "api", "interop", "offline", "commands"},
    {"__init__", "cli", "demo"},
    {"serving"},
)  # fmt: skip
STEP = {room: number for number, rooms in enumerate(STEPS) for room in rooms}
LAST = STEP["cli"]
EDGE = {"public", "console", "api", "interop", "offline", "delivery", "web"}
OF_A_REQUEST = {"request", "session", "flash"}
TYPE_FOLDERS = sorted(p.parent.name for p in (HOUSE / "content").glob("*/model.py"))


@cache
def tree(path: Path) -> ast.Module:
    """Parse a file once."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def room(path: Path) -> str:
    """Name the room of the house that a file lies in."""
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Yield the modules of ours that a file imports, wherever in it."""
    for node in ast.walk(tree(path)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import hides where it goes"
            module = node.module or ""
            names = [module]
            if module.count(".") < 2:  # "from services_app import cli" names rooms on the right
                names = [f"{module}.{each.name}" for each in node.names]
        yield from (name for name in names if name.split(".")[0] == "services_app")


def where(path: Path, node: ast.AST | None = None) -> str:
    """Write a place in the code as people read it."""
    line = f":{node.lineno}" if isinstance(node, ast.stmt | ast.expr) else ""
    return f"{path.relative_to(ROOT)}{line}"


def names(path: Path) -> set[str]:
    """Collect the bare names that a file uses."""
    return {each.id for each in ast.walk(tree(path)) if isinstance(each, ast.Name)}


def attributes(path: Path) -> Iterator[ast.Attribute]:
    """Yield what a file reads with a dot."""
    yield from (each for each in ast.walk(tree(path)) if isinstance(each, ast.Attribute))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the functions and methods of a file."""
    for each in ast.walk(tree(path)):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            yield each


def test_every_room_has_its_step_in_the_order_of_imports() -> None:
    assert {room(path) for path in FILES} <= STEP.keys()


def test_imports_go_leftwards_and_never_to_a_neighbour() -> None:
    wrong = []
    for path in FILES:
        own = room(path)
        for name in imports(path):
            other = name.split(".")[1]
            fine = other == own or STEP[other] < STEP[own] or own == "__init__"
            if not fine and (own, other) != ("cli", "demo"):
                wrong.append(f"{where(path)} imports {name}")
    assert not wrong


def test_types_of_content_never_import_each_other() -> None:
    wrong = []
    for path in FILES:
        parts = path.relative_to(HOUSE).parts
        own = parts[1] if parts[0] == "content" and len(parts) > 2 else None
        for name in imports(path):
            target = name.split(".")
            of_a_type = target[1] == "content" and len(target) > 2 and target[2] in TYPE_FOLDERS
            if of_a_type and target[2] != own and path != HOUSE / "content" / "__init__.py":
                wrong.append(f"{where(path)} imports {name}")
    assert not wrong


def test_the_list_of_types_is_read_by_the_program_only() -> None:
    known = {HOUSE / "content" / "__init__.py", *(p for p in FILES if STEP[room(p)] >= LAST)}
    wrong = [where(path) for path in FILES if path not in known and "CONTENT_TYPES" in names(path)]
    assert not wrong, "types go in as arguments"


def test_requests_are_known_at_the_edge_only() -> None:
    wrong = []
    for path in (each for each in FILES if room(each) not in EDGE):
        for node in ast.walk(tree(path)):
            taken: set[str] = set()
            if isinstance(node, ast.ImportFrom) and node.module == "flask":
                taken = {each.name for each in node.names}
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                taken = {node.attr} if node.value.id == "flask" else set()
            if taken & OF_A_REQUEST:
                wrong.append(where(path, node))
    assert not wrong


def test_only_the_database_commits_and_rolls_back() -> None:
    wrong = [
        where(path, node)
        for path in FILES
        for node in attributes(path)
        if node.attr in ("commit", "rollback") and path != HOUSE / "db.py"
    ]
    assert not wrong


def test_markup_is_made_in_two_places_only() -> None:
    known = (HOUSE / "web" / "filters.py", HOUSE / "web" / "icons.py")
    wrong = [where(path) for path in FILES if path not in known and "Markup" in names(path)]
    unsafe = re.compile(r"\|\s*safe\b|autoescape\s+false")
    wrong += [where(path) for path in TEMPLATES if unsafe.search(path.read_text(encoding="utf-8"))]
    assert not wrong


def test_the_environment_is_read_at_the_start_only() -> None:
    known = (HOUSE / "__init__.py", HOUSE / "config.py")
    wrong = [
        where(path, node)
        for path in FILES
        for node in attributes(path)
        if node.attr in ("environ", "environb", "getenv") and path not in known
    ]
    assert not wrong


def test_files_and_functions_stay_short() -> None:
    wrong = []
    for path in (*FILES, *TESTS):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > 300:
            wrong.append(f"{where(path)} has {lines} lines")
        if "versions" in path.parts:
            continue  # a migration is one list of columns
        for node in functions(path):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > 40:
                wrong.append(f"{where(path, node)} {node.name} has {length} lines")
    assert not wrong


def test_functions_take_at_most_five_things_by_position() -> None:
    wrong = []
    for path in FILES:
        for node in functions(path):
            taken = [each.arg for each in (*node.args.posonlyargs, *node.args.args)]
            if len([name for name in taken if name not in ("self", "cls")]) > 5:
                wrong.append(f"{where(path, node)} {node.name}: {', '.join(taken)}")
    assert not wrong


def test_every_module_says_in_one_line_what_is_in_it() -> None:
    wrong = []
    for path in (*FILES, *TESTS):
        words = ast.get_docstring(tree(path))
        if path.stat().st_size and (not words or "\n" in words):
            wrong.append(where(path))
    assert not wrong


def test_public_functions_and_classes_say_what_they_are_for() -> None:
    wrong = [
        f"{where(path, node)} {node.name}"
        for path in FILES
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not wrong


def test_each_type_of_content_is_registered_once_and_has_its_five_files() -> None:
    assert sorted(kind.name for kind in CONTENT_TYPES) == TYPE_FOLDERS
    for name in TYPE_FOLDERS:
        pages = (f"templates/{name}/_card.html", f"templates/{name}/_page.html")
        for file in ("__init__.py", "model.py", "schema.py", *pages):
            assert (HOUSE / "content" / name / file).exists(), f"{name}/{file}"


def test_style_sheets_know_no_left_and_right() -> None:
    for path in (HOUSE / "static").rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.findall(r"[^;{}]*\b(?:left|right)\b[^;{}]*", text), where(path)


def test_templates_have_no_inline_script_style_or_handler() -> None:
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)|<style|\sstyle=|\son[a-z]+=\""
    )
    wrong = [where(path) for path in TEMPLATES if inline.search(path.read_text(encoding="utf-8"))]
    assert not wrong


def test_the_fixtures_of_all_tests_stay_short() -> None:
    text = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 150


def test_apps_that_are_tried_keep_out_of_the_folder_of_the_one_that_runs() -> None:
    tried = [*TESTS, *(ROOT / "tools").rglob("*.py")]
    calls = [
        (path, each, argument)
        for path in tried
        for each in ast.walk(tree(path))
        if isinstance(each, ast.Call) and ast.unparse(each.func) == "create_app"
        for argument in each.args[:1] or [None]
    ]
    assert calls
    wrong = [
        where(path, call)
        for path, call, settings in calls
        if settings is None
        or ("Settings(" in (text := ast.unparse(settings)) and "instance=" not in text)
    ]
    assert not wrong
