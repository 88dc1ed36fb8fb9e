"""The words of an item as they are stored: what a record says, and what follows from it."""

from __future__ import annotations

from services_app.content.item import Item, Text
from services_app.content.record import Values, text_record
from services_app.content.staleness import is_stale, still_said
from services_app.words import tokens


def set_texts(item: Item, texts: dict[str, Values]) -> None:
    """Replace the words of an item in all languages; those that are not given go.

    A signature holds for the words that were signed: who changes them must have them signed anew.
    """
    stored = {text.lang: text for text in item.texts}
    for lang, values in texts.items():
        text = stored.get(lang)
        signature = values["reviewed_on"], values["reviewed_by"]
        if text is None:
            text = Text(lang=lang)
            item.texts.append(text)
        elif signature == (text.reviewed_on, text.reviewed_by) and _says_otherwise(text, values):
            signature = None, None
        text.title, text.summary = values["title"], values["summary"]
        text.title_rev, text.summary_rev = values["title_rev"], values["summary_rev"]
        text.body, text.origin = values["blocks"], values["origin"]
        text.reviewed_on, text.reviewed_by = signature
    for lang in stored.keys() - texts.keys():
        item.texts.remove(stored[lang])
    _follow(item)


def _says_otherwise(text: Text, values: Values) -> bool:
    def said(body: list[Values]) -> list[tuple[str, str, str]]:
        return [(block["id"], block["part"], block["text"]) for block in body]

    now = text.title, text.summary, said(text.body)
    return now != (values["title"], values["summary"], said(values["blocks"]))


def _follow(item: Item) -> None:
    """Mark what is behind its source, and let a search find the words that readers see."""
    source = next((text for text in item.texts if text.lang == item.source_lang), None)
    said = text_record(source) if source else None
    for text in item.texts:
        text.stale = text is not source and is_stale(said, text_record(text), item.risk)
        body = text.body if source is None else still_said(text.body, source.body)
        words = " ".join((text.title, text.summary, *(block["text"] for block in body)))
        text.folded = " ".join(dict.fromkeys(tokens(words, limit=4000)))
