"""The inside of a page as pieces for paper: plain values, of which no word is read as markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from services_app.web.tree import Element, read

Piece = dict[str, Any]  # what a template of typst reads as JSON
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = {
    *HEADINGS, "p", "div", "ul", "ol", "li", "dl", "dt", "dd", "table", "details", "article",
    "fieldset",
}  # fmt: skip
# What only a screen can use: pictograms, fields, buttons, ways to act at once.
NOT_ON_PAPER = {"svg", "input", "button", "form", "nav", "picture", "script", "select", "summary"}
FOR_SCREENS = {"acts", "done", "kept", "share", "sr", "toc", "wrong"}
LOOKS = ("lead", "notice", "urgent", "say", "fig", "trust", "warn", "checks", "steps", "box")
MARKS = "ABCDEFGHIJ"  # on paper nobody can choose: what is for some only bears their letter
_SPACE = re.compile(r"[ \t\r\n]+")
_ISOLATED = re.compile("[\u2066\u2067\u2068]([^\u2069]*)\u2069")  # amounts, from left to right


@dataclass(frozen=True)
class Voice:
    """How words are said at one place of the page; `other` is the second language's side."""

    lang: str
    dir: str
    other: bool = False
    bold: bool = False
    small: bool = False
    struck: bool = False
    figure: bool = False
    to: str = ""


def pieces(inside: str, lang: str, direction: str, site: str) -> list[Piece]:
    """Turn the inside of a page into pieces, in order; `site` is where they come from."""
    return list(_Reader(site).blocks(read(inside), Voice(lang, direction)))


class _Reader:
    def __init__(self, site: str) -> None:
        self.site = site

    def blocks(self, parent: Element, voice: Voice) -> Iterator[Piece]:
        """Yield the pieces of what stands inside an element."""
        for each in parent.children:
            if isinstance(each, str):
                yield from self._words([each], voice, "p", "")
            elif not _is_left_out(each):
                yield from self._block(each, _heard(each, voice, self.site))

    def _block(self, each: Element, voice: Voice) -> Iterator[Piece]:
        look = next((name for name in LOOKS if name in _classes(each)), "")
        if each.tag in ("ul", "ol") and "tags" not in _classes(each):
            yield self._list(each, voice, look)
        elif each.tag == "dl":
            yield from self._facts(each, voice)
        elif each.tag == "table":
            yield self._table(each, voice)
        elif each.tag == "fieldset":
            yield self._choice(each, voice)
        elif each.tag == "details":
            unlinked = _Reader("")  # dozens of links to laws would weigh as much as the words
            yield {"k": "small", "inside": list(unlinked.blocks(each, voice))}
        elif heading := _heading_of(each):
            yield from self._words([each], voice, "h", heading)
        elif "tags" in _classes(each):
            yield from self._tags(each, voice)
        elif _holds_blocks(each):
            inside = list(self.blocks(each, voice))
            if look in ("warn", "box", "notice", "urgent") and inside:
                yield {"k": "box", "look": look, "inside": inside}
            else:
                yield from inside
        else:
            yield from self._words([each], voice, "p", look)

    def _list(self, each: Element, voice: Voice, look: str) -> Piece:
        items: list[Piece] = []
        for item in each.elements:
            if _is_left_out(item):
                continue
            heard = _heard(item, voice, self.site)
            inside = list(self.blocks(item, heard)) if _holds_blocks(item) else []
            inside = inside or list(self._words(item.children, heard, "p", ""))
            if inside:
                items.append({"mark": _mark(item), "inside": inside})
        cards = any(piece["k"] == "h" for item in items for piece in item["inside"])
        kind = "cards" if cards else "list"
        return {"k": kind, "look": look, "ordered": each.tag == "ol", "items": items}

    def _choice(self, each: Element, voice: Voice) -> Piece:
        """Give the question that chooses what a page shows as a list of letters."""
        question: Piece = {"own": [], "other": []}
        rows = []
        for part in each.elements:
            line = self._line(part.children, _heard(part, voice, self.site))
            fields = [found for found in part.elements if found.tag == "input"]
            if part.tag == "legend":
                question = line
            elif fields and (mark := _mark(fields[0])):
                rows.append({"mark": mark, "line": line})
        return {"k": "choice", "line": question, "rows": rows}

    def _facts(self, each: Element, voice: Voice) -> Iterator[Piece]:
        rows: list[Piece] = []
        for part in each.elements:
            heard = _heard(part, voice, self.site)
            line = self._line(part.children, heard)
            if part.tag == "dt":
                rows.append({"name": line, "said": []})
            elif rows:
                rows[-1]["said"].append(line)
        yield {"k": "facts", "rows": rows}

    def _table(self, each: Element, voice: Voice) -> Piece:
        rows = []
        for row in (found for found in each.below() if found.tag == "tr"):
            heard = _heard(row, voice, self.site)
            cells = [
                self._line(cell.children, _heard(cell, heard, self.site)) for cell in row.elements
            ]
            rows.append({"mark": _mark(row), "cells": cells})
        return {"k": "table", "rows": rows}

    def _tags(self, each: Element, voice: Voice) -> Iterator[Piece]:
        own: list[Piece] = []
        other: list[Piece] = []
        for tag in each.elements:
            line = self._line([tag], voice)
            for side, runs in ((own, line["own"]), (other, line["other"])):
                if runs:
                    side += [_between(runs[0]), *runs] if side else runs
        if own or other:
            yield {"k": "p", "look": "tags", "line": {"own": own, "other": other}}

    def _words(
        self, nodes: Iterable[Element | str], voice: Voice, kind: str, look: str
    ) -> Iterator[Piece]:
        line = self._line(nodes, voice)
        if line["own"] or line["other"]:
            yield {"k": kind, "look": look, "line": line}

    def _line(self, nodes: Iterable[Element | str], voice: Voice) -> Piece:
        sides: dict[bool, list[Piece]] = {False: [], True: []}
        for other, run in self._runs(nodes, voice):
            sides[other].append(run)
        return {"own": _folded(sides[False]), "other": _folded(sides[True])}

    def _runs(self, nodes: Iterable[Element | str], voice: Voice) -> Iterator[tuple[bool, Piece]]:
        for each in nodes:
            if isinstance(each, str):
                for at, words in enumerate(_ISOLATED.split(each)):
                    own = replace(voice, dir="ltr") if at % 2 else voice
                    yield voice.other, _run(words, own)
            elif each.tag == "br":
                yield voice.other, _run("\n", voice)
            elif not _is_left_out(each):
                heard = _heard(each, voice, self.site)
                if each.tag in HEADINGS or "tel" in _classes(each):
                    heard = replace(heard, bold=True)
                yield from self._runs(each.children, heard)
                if each.tag == "a" and self.site and (shown := _address_beside(each)):
                    yield voice.other, _run(" (", voice)
                    yield voice.other, _run(shown, replace(heard, dir="ltr", lang="it"))
                    yield voice.other, _run(")", voice)


def _heard(each: Element, voice: Voice, site: str) -> Voice:
    """Tell how the words inside an element are said."""
    classes = _classes(each)
    direction = each.attributes.get("dir") or (_own_direction(each) if each.tag == "bdi" else None)
    return replace(
        voice,
        lang=each.attributes.get("lang") or voice.lang,
        dir=direction or voice.dir,
        other=voice.other or bool({"also", "theirs"} & classes),
        bold=voice.bold or each.tag == "b",
        small=voice.small or each.tag == "small",
        struck=voice.struck or each.tag == "s",
        figure=voice.figure or "fig" in classes,
        to=_target(each, site) if each.tag == "a" else voice.to,
    )


def _own_direction(each: Element) -> str | None:
    """Tell in which direction words run by their first letter, as a reader of pages does."""
    kinds = {"L": "ltr", "R": "rtl", "AL": "rtl"}
    found = (kinds.get(unicodedata.bidirectional(letter)) for letter in each.words())
    return next(filter(None, found), None)


def _target(each: Element, site: str) -> str:
    href = each.attributes.get("href") or ""
    # Ways to other pages of ours would weigh as much as their words; the QR code leads to all.
    return href if site and href.startswith(("https://", "tel:", "mailto:")) else ""


def _address_beside(each: Element) -> str:
    """Give the address of another site where the words of a link do not say it."""
    href = each.attributes.get("href") or ""
    host = re.match(r"https://(?:www\.)?([^/]+)", href)
    if (
        not host
        or host[1] in each.words()
        or "noreferrer" not in (each.attributes.get("rel") or "")
    ):
        return ""
    return host[1]


def _run(words: str, voice: Voice) -> Piece:
    run: Piece = {"t": words, "lang": voice.lang, "dir": voice.dir}
    marks = {"b": voice.bold, "s": voice.small, "x": voice.struck, "f": voice.figure}
    run |= {name: True for name, is_so in marks.items() if is_so}
    return run | ({"to": voice.to} if voice.to else {})


def _mark(each: Element) -> str:
    """Give the letters of those whom something is for, by its classes; "" for everybody."""
    found = sorted(re.findall(r"(?:^|\s)(?:in|b)(\d+)\b", each.attributes.get("class") or ""))
    return " ".join(MARKS[int(number) - 1] for number in found if 0 < int(number) <= len(MARKS))


def _between(run: Piece) -> Piece:
    return {"t": " · ", "lang": run["lang"], "dir": run["dir"]}


def _folded(runs: list[Piece]) -> list[Piece]:
    """Fold spaces as a page does, and join runs that are said in one way."""
    folded: list[Piece] = []
    for run in runs:
        words = run["t"] if run["t"] == "\n" else _SPACE.sub(" ", run["t"])
        if not folded or folded[-1]["t"].endswith((" ", "\n")):
            words = words.lstrip(" ")
        if not words or (words == "\n" and not folded):
            continue
        if folded and run.get("s") and not folded[-1].get("s") and folded[-1]["t"][-1] not in " \n":
            words = f"\n{words}"  # a small note has a line of its own, where a page says no space
        if folded and _manner(folded[-1]) == _manner(run):
            folded[-1]["t"] += words
        else:
            folded.append(run | {"t": words})
    while folded and not folded[-1]["t"].rstrip(" \n"):
        folded.pop()
    if folded:
        folded[-1]["t"] = folded[-1]["t"].rstrip(" \n")
    return folded


def _manner(run: Piece) -> Piece:
    return {name: value for name, value in run.items() if name != "t"}


def _heading_of(each: Element) -> str:
    """Give the level of a heading, or of one that stands in a pair; "" for what is none."""
    if each.tag in HEADINGS:
        return each.tag[1]
    inside = [child.tag[1] for child in each.elements if child.tag in HEADINGS]
    return inside[0] if "two" in _classes(each) and inside else ""


def _is_left_out(each: Element) -> bool:
    href = each.attributes.get("href") or ""
    return (
        each.tag in NOT_ON_PAPER
        or bool(FOR_SCREENS & _classes(each))
        or "hidden" in each.attributes
        or (each.tag == "a" and ("hreflang" in each.attributes or href.startswith("geo:")))
        or (each.tag == "p" and _leads_to_a_screen(each))
        or (each.tag == "details" and any(found.tag == "picture" for found in each.below()))
    )


def _leads_to_a_screen(each: Element) -> bool:
    """Tell that a line is nothing but a way to what one shows on a phone."""
    links = [found.attributes.get("href") or "" for found in each.below() if found.tag == "a"]
    return bool(links) and all(
        href.partition("?")[0].endswith("/desk") or href.startswith("geo:") for href in links
    )


def _holds_blocks(each: Element) -> bool:
    return any(found.tag in BLOCKS for found in each.below())


def _classes(each: Element) -> set[str]:
    return set((each.attributes.get("class") or "").split())
