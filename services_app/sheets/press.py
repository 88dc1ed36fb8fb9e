"""The press: plain values and one of our own templates become a PDF; each is set once and kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

ROOM = Path(__file__).parent
TEMPLATES = ROOM / "templates"
FONTS = ROOM / "fonts"
KEPT = 48  # sheets kept in memory, each with its values; together about 8 MB
JUST_SET = 8  # of them, for those who waited while somebody else had the same one set

# Each language's own letters first, so that its spaces and stops are of one make with them.
FAMILY = {
    "ar": "Noto Sans Arabic", "ur": "Noto Sans Arabic", "bn": "Noto Sans Bengali",
    "pa": "Noto Sans Gurmukhi", "ti": "Noto Sans Ethiopic", "am": "Noto Sans Ethiopic",
    "zh": "Noto Sans CJK SC",
}  # fmt: skip
_one_at_a_time = Lock()  # so that many sheets asked for at once leave pages their turn


def printed(template: str, values: Mapping[str, Any]) -> bytes:
    """Set a document of ours; what stands in `values` is words, never markup."""
    return _set(template, _written(values))


def fingerprint(template: str, values: Mapping[str, Any]) -> str:
    """Tell in a few letters what a document is made of, without setting it."""
    made_of = f"{_press_mark()}\n{template}\n{_written(values)}"
    return hashlib.sha256(made_of.encode()).hexdigest()[:32]


def _written(values: Mapping[str, Any]) -> str:
    return json.dumps({**values, "family": FAMILY}, ensure_ascii=False, sort_keys=True)


@cache
def _press_mark() -> str:
    """Tell apart what other templates, or another typst, would set in another way."""
    files = sorted(TEMPLATES.glob("*.typ"))
    return version("typst") + "".join(path.read_text(encoding="utf-8") for path in files)


@lru_cache(maxsize=KEPT)
def _set(template: str, written: str) -> bytes:
    with _one_at_a_time:
        return _set_now(template, written)


@lru_cache(maxsize=JUST_SET)
def _set_now(template: str, written: str) -> bytes:
    import typst  # 40 MB, which a worker that prints nothing does without

    made = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,  # no file outside is read
        font_paths=_fonts(),
        ignore_system_fonts=True,  # the same paper on every machine
        sys_inputs={"values": written},
        format="pdf",
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single document")
    return made


@cache
def _fonts() -> Any:  # Any: typst is imported only where it prints
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
