"""The words of an item as they are stored: what a record says, and what follows from it."""

from __future__ import annotations

from services_app.content.item import Item, Text
from services_app.content.record import Values
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
        text.body, text.origin = values["blocks"], values["origin"]
        text.reviewed_on, text.reviewed_by = signature
        words = " ".join((text.title, text.summary, *(block["text"] for block in text.body)))
        text.folded = " ".join(dict.fromkeys(tokens(words, limit=4000)))
    for lang in stored.keys() - texts.keys():
        item.texts.remove(stored[lang])
    _mark_stale(item)


def _says_otherwise(text: Text, values: Values) -> bool:
    def said(body: list[Values]) -> list[tuple[str, str, str]]:
        return [(block["id"], block["part"], block["text"]) for block in body]

    now = text.title, text.summary, said(text.body)
    return now != (values["title"], values["summary"], said(values["blocks"]))


def _mark_stale(item: Item) -> None:
    source = next((text.body for text in item.texts if text.lang == item.source_lang), [])
    newest = {block["id"]: block.get("rev", 1) for block in source}
    for text in item.texts:
        text.stale = text.lang != item.source_lang and any(
            block.get("rev", 1) < newest.get(block["id"], 1) for block in text.body
        )
