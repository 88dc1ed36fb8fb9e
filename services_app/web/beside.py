"""A page in two languages: each piece of the one beside the same piece of the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask, g, render_template
from flask_babel import force_locale, gettext

from services_app.locales import KNOWN, babel_locale, chain, direction
from services_app.web.addresses import in_two
from services_app.web.tree import SHAPES, Attributes, Element, Node, read

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# What holds words in one line of thought: a pair is made of two of these.
LINES = HEADINGS | {
    "p", "dt", "dd", "li", "th", "td", "legend", "summary", "span", "b", "a", "small", "bdi",
    "button",
}  # fmt: skip
WITHIN = {"a", "b", "bdi", "br", "s", "small", "span", "svg", "wbr"} | SHAPES
# These have a layout of their own, so both halves stand in one element inside.
HOLDERS = {"li", "th", "td", "legend", "summary", "button"}
ONCE = {"svg", "picture", "select", "textarea", "input", "img"}
# Both pages are made by the same templates from the same facts, so what depends on facts alone
# stands in the same order in both. What depends on words bears a mark, which never leaves this
# room: the id of the block or row that it says, or a name for what else one language may lack.
MARKS = ("data-block", "data-piece")
FIELDS = {"select", "textarea", "input"}
EDGES = " \n\u00a0·,–-"
ISOLATES = dict.fromkeys(map(ord, "\u2066\u2069"))
Key = tuple[str, str, int]


@dataclass(frozen=True)
class Side:
    """A language of the page; `only` says in it that a piece is in one language, by its tag."""

    lang: str
    only: Mapping[str, str]
    leads: bool = False


def rendered(
    template: str,
    by_lang: Mapping[str, Mapping[str, object]],
    *,
    inside_only: bool = False,
    **same: object,
) -> str:
    """Render a page from what each language needs; the first leads, a second stands beside it.

    `inside_only` leaves out what frames every page: its bar, its menus and its foot.
    """
    (lang, values), *more = by_lang.items()
    if not more:
        alone = {"layout": "part.html"} if inside_only else {}
        return str(render_template(template, **alone, **same, **values))
    own = Side(lang, _only(lang), leads=True)
    with speaking(more[0][0]):
        other = Side(more[0][0], _only(more[0][0]))
        there = render_template(template, layout="part.html", marked=True, **same, **more[0][1])
    layout = "beside_part.html" if inside_only else "beside.html"
    return render_template(
        template, layout=layout, marked=True, sides=(there, own, other), **same, **values
    )


def teach(app: Flask) -> None:
    """Give the templates of an app the filter that makes two pages one."""
    app.jinja_env.filters["side_by_side"] = side_by_side


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Say everything in another language for a while."""
    own, g.lang = g.lang, lang
    try:
        with force_locale(str(babel_locale(lang))):
            yield
    finally:
        g.lang = own


def _only(lang: str) -> dict[str, str]:
    return {
        each: gettext("Only in this language: %(language)s", language=KNOWN[each].name)
        for each in chain(lang)
    }


def side_by_side(here: str, there: str, own: Side, other: Side) -> str:
    """Put the inside of a page beside the same in another language; its links keep both."""
    mine, theirs = read(here), read(there)
    _tell_languages(mine, own.lang, own.lang)
    _tell_languages(theirs, other.lang, own.lang)
    _leave_to_the_first(theirs)
    root = Element("", children=_inside(mine, theirs, own, other))
    for each in root.below():
        href = each.attributes.get("href") or ""
        if each.tag == "a" and href.startswith(f"/{own.lang}/"):
            each.attributes["href"] = in_two(href, other.lang)
        for mark in MARKS:
            each.attributes.pop(mark, None)
    return str(root)


def _tell_languages(inside: Element, lang: str, page_lang: str) -> None:
    """Write on each line the language really served there, and nowhere above it."""
    for at, each in enumerate(inside.children):
        if isinstance(each, str):
            if not each.strip():
                continue
            each = inside.children[at] = Element("span", children=[each])
        served = each.attributes.pop("lang", None) or lang
        each.attributes.pop("dir", None)
        if not _is_line(each) and each.tag not in ONCE:
            _tell_languages(each, served, page_lang)
        elif served != page_lang and each.tag != "svg":
            each.attributes |= {"lang": served, "dir": direction(served)}


def _leave_to_the_first(inside: Element) -> None:
    """Leave ids and fields to the first language: nothing may be there twice."""
    for each in (inside, *inside.below()):
        each.attributes.pop("id", None)
        each.children = [
            child for child in each.children if isinstance(child, str) or child.tag not in FIELDS
        ]


def _is_line(each: Element) -> bool:
    if each.tag not in LINES:
        return False
    laid_out = each.tag == "li" or any(child.tag in ONCE for child in each.elements)
    if laid_out and not each.has_bare_words:
        return False  # a pictogram beside its words, or a link as large as its row: go within
    return all(child.tag in WITHIN and not _marked(child) for child in each.below())


def _marked(each: Element) -> bool:
    return any(mark in each.attributes for mark in MARKS)


def _keyed(inside: Element) -> dict[Key, Element]:
    """Map what stands directly inside by its mark, else by its place among those of its kind."""
    seen: Counter[tuple[str, str]] = Counter()
    keyed = {}
    for each in inside.elements:
        mark = next((each.attributes[name] for name in MARKS if name in each.attributes), None)
        name = f"={mark}" if mark else each.attributes.get("class") or ""
        seen[each.tag, name] += 1
        keyed[each.tag, name, seen[each.tag, name]] = each
    return keyed


def _inside(here: Element, there: Element, own: Side, other: Side) -> list[Node]:
    """Pair what stands inside two elements: in the order of the first; the other's own follow."""
    mine, theirs = _keyed(here), _keyed(there)
    matches = _matches(mine, theirs)
    after: dict[Key | None, list[Node]] = {}
    last: Key | None = None
    for key, each in theirs.items():
        if key in matches:
            last = key
        else:
            after.setdefault(last, []).append(_alone(each, other))
    found: list[Node] = []
    waiting = after.get(None, [])
    for key, each in mine.items():
        if key in matches:
            found += [*waiting, *_both(each, theirs[key], own, other)]
            waiting = after.get(key, [])
        else:
            found.append(_alone(each, own))
    return found + waiting


def _matches(mine: Iterable[Key], theirs: Iterable[Key]) -> set[Key]:
    """Choose what may be paired; what bears no mark only where both have equally many of it."""
    counts = [Counter(key[:2] for key in keys) for keys in (mine, theirs)]
    return {
        key for key in set(mine) & set(theirs)
        if key[1].startswith("=") or counts[0][key[:2]] == counts[1][key[:2]]
    }  # fmt: skip


def _both(here: Element, there: Element, own: Side, other: Side) -> list[Node]:
    said, also = here.words(), there.words()
    if here.tag in ONCE or _bare(said) == _bare(also):
        return [here]
    if _is_line(here) and _is_line(there):
        if said and also:
            return [_pair(here, there, other)]
        return [_alone(here, own, said=True) if said else _alone(there, other, said=True)]
    if _is_line(here) or _is_line(there):
        return [_alone(here, own), _alone(there, other)]
    here.children = _inside(here, there, own, other)
    return [here]


def _bare(words: str) -> str:
    """Make figures comparable, which each language writes with marks of its own."""
    plain = words.translate(ISOLATES)
    return plain if any(map(str.isalpha, plain)) else plain.replace(",", ".")


def _pair(here: Element, there: Element, other: Side) -> Element:
    """Make one element of two lines; a heading stays one, with a paragraph beside it."""
    quiet = _quiet(here, there)
    if not quiet:
        return here
    served = _served(there) or other.lang
    also: Attributes = {"class": "also", "lang": served, "dir": direction(served)}
    if here.tag in HEADINGS:
        return Element("div", {"class": "two"}, [here, " ", Element("p", also, quiet)])
    bears: Attributes = {}
    if "lang" in here.attributes:
        bears = {name: here.attributes.pop(name) for name in ("lang", "dir")}
    halves: list[Node] = [Element("span", bears, here.children), " ", Element("span", also, quiet)]
    if here.tag in HOLDERS:
        here.children = [Element("span", {"class": "two"}, halves)]
    else:
        _add_class(here, "two")
        here.children = halves
    return here


def _served(line: Element) -> str | None:
    """Tell which language a line says that it is in, or all there is in it."""
    within = line.elements[0] if len(line.elements) == 1 and not line.has_bare_words else line
    return within.attributes.get("lang") or line.attributes.get("lang")


def _quiet(here: Element, there: Element) -> list[Node]:
    """Give the words of a second half: no link, no pictogram, no figure or name again."""
    same = {_bare(each.words()) for each in here.elements}
    kept = [
        each
        for each in there.children
        if isinstance(each, str)
        or _bare(each.words()) not in same
        or not (here.tag == "dd" or "lang" in each.attributes)  # a word of a sentence stays
    ]
    if len(kept) < len(there.children):
        kept = _trimmed(_trimmed(kept, 0, str.lstrip), -1, str.rstrip)
    return _unlinked(kept)


def _trimmed(nodes: list[Node], end: int, strip: Callable[[str, str], str]) -> list[Node]:
    """Cut spaces, and what parts one thing from the next, off one end."""
    while nodes and isinstance(edge := nodes[end], str):
        nodes[end] = strip(edge, EDGES)
        if nodes[end]:
            break
        del nodes[end]
    return nodes


def _unlinked(nodes: Iterable[Node]) -> list[Node]:
    """Give words without their links and pictograms: one may be called or followed once."""
    found: list[Node] = []
    for each in nodes:
        if isinstance(each, str):
            found.append(each)
        elif each.tag == "a":
            found += _unlinked(each.children)
        elif each.tag != "svg":
            each.children = _unlinked(each.children)
            found.append(each)
    return found


def _alone(each: Element, side: Side, *, said: bool = False) -> Element:
    """Let what is in one language only stand by itself, and say so where it is a block of words."""
    if each.tag in ONCE:
        return each
    lines = [line for line in (each, *each.below()) if _is_line(line)]
    if lines and (said or "data-block" in each.attributes or _holds_blocks(each)):
        served = _served(lines[-1]) or side.lang
        small = Element("small", {"class": "only"}, [side.only.get(served, side.only[side.lang])])
        small.attributes |= {"lang": side.lang, "dir": direction(side.lang)}
        lines[-1].children += [" ", small]
    _add_class(each, "mine" if side.leads else "theirs")
    return each


def _holds_blocks(each: Element) -> bool:
    return any("data-block" in child.attributes for child in each.below())


def _add_class(each: Element, name: str) -> None:
    each.attributes["class"] = f"{each.attributes.get('class') or ''} {name}".strip()
