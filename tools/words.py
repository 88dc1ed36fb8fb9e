"""Catalogues of the interface: `update` them from the code, `check` that they can be trusted."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from services_app.config import EVERY_LANGUAGE
from services_app.locales import CONSOLE_LANGUAGES

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "translations"
KEYWORDS = ("_", "gettext", "ngettext:1,2", "pgettext:1c,2", "NC_:1c,2", "N_", "NF_")
# Words for readers are in every language, those of the console in the languages of operators.
LANGUAGES = {"messages": EVERY_LANGUAGE, "console": CONSOLE_LANGUAGES}
MAPPINGS = {"messages": "babel.cfg", "console": "babel-console.cfg"}
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")
HEADER = """\
# {name} catalogue of Services App.
# Machine-made draft awaiting a native speaker: nobody has reviewed these words yet.
# The words of the interface and of the taxonomies stand here, never content.
#"""


def template_file(domain: str) -> Path:
    """Find the .pot file of a domain."""
    return FOLDER / f"{domain}.pot"


def extract(domain: str = "messages") -> bytes:
    """Read all messages of a domain in code and templates, as the source of a .pot file."""
    target = ROOT / "build" / f"{domain}.pot"
    target.parent.mkdir(exist_ok=True)
    options = [part for keyword in KEYWORDS for part in ("-k", keyword)]
    command = [
        sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract", "--no-wrap",
        "--no-default-keywords", "--omit-header", "--sort-by-file", "--add-location=file",
        "--add-comments=Translators:", "-F", MAPPINGS[domain], *options, "-o", str(target), ".",
    ]  # fmt: skip
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603  our own command line
    return target.read_bytes()


def catalogue_file(lang: str, domain: str = "messages") -> Path:
    """Find the catalogue of a language."""
    return FOLDER / lang / "LC_MESSAGES" / f"{domain}.po"


def read(path: Path, lang: str | None = None) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as lines:
        return read_po(lines, locale=lang.replace("-", "_") if lang else None)


def update() -> None:
    """Write each .pot anew, and bring its catalogues up to it; new messages start empty."""
    for domain, languages in LANGUAGES.items():
        template_file(domain).write_bytes(extract(domain))
        for lang in languages:
            template = read(template_file(domain))  # new ones go into the catalogue as they are
            path = catalogue_file(lang, domain)
            path.parent.mkdir(parents=True, exist_ok=True)
            catalogue = read(path, lang) if path.exists() else Catalog(locale=lang)
            catalogue.update(template, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            write(catalogue, lang, domain)


def write(catalogue: Catalog, lang: str, domain: str = "messages") -> None:
    """Write a catalogue with the header that says what it is; English says its own ids."""
    catalogue.header_comment = HEADER.format(name=catalogue.locale.english_name)
    catalogue.project, catalogue.version = "services-app", "1"
    catalogue.fuzzy = False
    catalogue.last_translator = catalogue.language_team = "nobody yet"
    if lang == "en":
        for message in catalogue:
            if message.id:
                message.string = message.id
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, sort_by_file=True, include_previous=False)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    dates = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Report-Msgid")
    kept = [line for line in lines if not line.strip('"').startswith(dates)]
    catalogue_file(lang, domain).write_text("".join(kept), encoding="utf-8")


def faults(lang: str, template: Catalog, domain: str = "messages") -> list[str]:
    """List what is wrong with a catalogue: missing words, wrong placeholders, not a draft."""
    path = catalogue_file(lang, domain)
    if not path.exists():
        return ["there is no catalogue"]
    catalogue = read(path, lang)
    found = []
    if "awaiting a native speaker" not in catalogue.header_comment:
        found.append("the header does not say that it is a draft")
    for wanted in template:
        if not wanted.id:
            continue
        message = catalogue.get(_first(wanted), context=wanted.context)
        if message is None:
            found.append(f"lacks {wanted.id!r}: run `python -m tools.words update`")
        else:
            found += _message_faults(message)
    found += [f"has too much: {each.id!r}" for each in catalogue if _gone(each, template)]
    return found


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _gone(message: Message, template: Catalog) -> bool:
    return bool(message.id) and template.get(_first(message), context=message.context) is None


def _message_faults(message: Message) -> list[str]:
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    texts = [message.string] if isinstance(message.string, str) else list(message.string)
    if not all(texts) or message.fuzzy:
        return [f"not translated: {ids[0]!r}"]
    wanted = set(PLACEHOLDER.findall(ids[-1]))
    for text in texts:
        given = set(PLACEHOLDER.findall(text))
        # In a plural a language may rightly leave out the number ("one copy").
        right = given <= wanted if len(texts) > 1 or len(ids) > 1 else given == wanted
        if not right:
            return [f"placeholders differ: {ids[0]!r} / {text!r}"]
        if re.search(r"<\w|%(?![(%])(?!\s|$|\)|,|\.)", text):
            return [f"markup or a stray percent sign: {text!r}"]
    return []


def check() -> int:
    """Fail when a .pot is out of date or any catalogue cannot be trusted."""
    problems = [each for domain in LANGUAGES for each in _faults_of(domain)]
    for domain in LANGUAGES:
        command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "compile"]
        options = ["-D", domain, "-d", str(FOLDER)]
        if subprocess.run([*command, *options], cwd=ROOT, check=False).returncode:  # noqa: S603  our own command line
            problems.append(f"a catalogue of {domain} does not compile")
    for problem in problems[:60]:
        print(problem)
    print(f"words: {len(problems)} problems")
    return 1 if problems else 0


def _faults_of(domain: str) -> list[str]:
    path = template_file(domain)
    problems = []
    if not path.exists() or path.read_bytes() != extract(domain):
        problems.append(f"{path.name} is out of date: run `python -m tools.words update`")
    template = read(path)
    for lang in LANGUAGES[domain]:
        problems += [f"{lang}: {fault}" for fault in faults(lang, template, domain)]
    print(f"{domain}: {len(list(template)) - 1} messages")
    return problems


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    else:
        sys.exit(check())
