"""What a file mentions of an item, laid over what is stored of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services_app.content.record import Values
from services_app.content.staleness import FIELDS, newest_revs
from services_app.errors import N_
from services_app.transfer.problem import Wrong
from services_app.transfer.table import EMPTY, OWN_BLOCK, Mention


def mention_of(record: Values) -> Mention:
    """Take a nested record as what is said of an item: facts one by one, words by language."""
    patch = Mention(record)
    for name in ("facts", "texts"):
        if isinstance(patch.get(name), dict):
            patch[name] = Mention(patch[name])
    if isinstance(patch.get("texts"), dict):
        for lang, text in patch["texts"].items():
            if isinstance(text, dict):
                patch["texts"][lang] = Mention(text)
    return patch


def merged(stored: Values | None, patch: Mention) -> Values:
    """Lay what a file says over a stored record, or over nothing. Raises Wrong.

    A file need not say the revs of titles and summaries: whoever writes a spreadsheet does not
    know them. Left out, they are what saving the same words in the console would leave. Words that
    stay keep theirs; those of the source that change rise, since nobody called it a small
    correction; a translation that is new or changed was made from the source as the file leaves it.
    """
    whole = _laid(stored or {}, patch)
    whole.setdefault("facts", {})
    texts = whole.get("texts")
    if not isinstance(texts, dict):
        return whole
    source = whole.get("source_lang", "it")
    if not isinstance(source, str) or not all(map(_is_text, texts.values())):
        return whole  # its schema says what is wrong
    for lang in sorted(texts, key=lambda lang: lang != source):  # others take its ids and revs
        texts[lang] = _with_own_blocks(texts, lang, source)
        texts[lang] |= _revs_left_out(stored or {}, patch, texts, lang, source)
    whole["texts"] = {lang: text for lang, text in texts.items() if not _says_nothing(text)}
    return whole


def _laid(stored: Values, patch: Mention) -> Values:
    whole = dict(stored)
    for key, value in patch.items():
        if isinstance(value, Mention):
            below = whole.get(key)
            inner = _laid(below if isinstance(below, dict) else {}, value)
            value = inner or EMPTY
        if value is EMPTY:
            whole.pop(key, None)
        else:
            whole[key] = value
    return whole


def _with_own_blocks(texts: Values, lang: str, source: str) -> Values:
    """Put the words of `block <part>` columns into the one block of that part."""
    own = {key: value for key, value in texts[lang].items() if key.startswith(f"{OWN_BLOCK} ")}
    text = {key: value for key, value in texts[lang].items() if key not in own}
    for key, words in own.items():
        part = key.removeprefix(f"{OWN_BLOCK} ")
        blocks = text.get("blocks") or []
        block = _only(blocks, part)
        model = _only(texts[source].get("blocks") or [], part) if source in texts else None
        if block is None:
            fresh = {"id": (model or {"id": part})["id"], "part": part, "text": words}
            text["blocks"] = [*blocks, fresh | _rev(model, 1)]
        elif block["text"] != words:
            rev = {"rev": block.get("rev", 1) + 1} if lang == source else _rev(model, 1)
            text["blocks"] = [each | {"text": words} | rev if each is block else each
                              for each in blocks]  # fmt: skip
    return text


def _is_text(text: Any) -> bool:  # Any: whatever the file has there
    """Tell that words have the shape of which others can be made."""
    blocks = text.get("blocks") or [] if isinstance(text, dict) else None
    return isinstance(blocks, list) and all(map(_is_block, blocks))


def _is_block(block: Any) -> bool:  # Any: as above
    if not isinstance(block, dict) or not isinstance(block.get("rev", 1), int):
        return False
    return all(isinstance(block.get(name), str) for name in ("id", "part", "text"))


def _says_nothing(text: Values) -> bool:
    return not text.keys() - {f"{name}_rev" for name in FIELDS}


def _revs_left_out(stored: Values, patch: Mention, texts: Values, lang: str, source: str) -> Values:
    """Give the revs of title and summary that a file does not say."""
    told = patch.get("texts")
    said = told.get(lang) if isinstance(told, dict) else None
    before = stored.get("texts", {}).get(lang, {})
    model = texts.get(source)
    revs: Values = {}
    for name in FIELDS:
        rev, words = f"{name}_rev", texts[lang].get(name)
        if isinstance(said, dict) and said.get(rev, EMPTY) is not EMPTY:
            continue
        if not words or words == before.get(name):
            revs |= {rev: before[rev]} if before else {}
        elif lang == source:
            revs[rev] = newest_revs(stored.get("texts", {}).values()).get(name, 0) + 1
        else:
            revs[rev] = model.get(rev, 1) if model else 1
    return revs


def _rev(model: Values | None, otherwise: int) -> Values:
    return {"rev": (model or {}).get("rev", otherwise)}


def _only(blocks: Sequence[Values], part: str) -> Values | None:
    found = [each for each in blocks if each["part"] == part]
    if len(found) > 1:
        raise Wrong(N_("There are several such blocks: use the column with all blocks."))
    return found[0] if found else None
