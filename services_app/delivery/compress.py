"""Compression by Brotli or gzip; the same public body is compressed once a process."""

from __future__ import annotations

import gzip
from functools import lru_cache

import brotli
from flask import Response
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

SMALL = 400  # bytes below which compression costs more than it saves
TEXTS = ("text/", "application/json", "application/problem+json", "image/svg+xml",
         "application/manifest+json", "application/javascript")  # fmt: skip


def compressed(response: Response, accepted: str) -> Response:
    """Compress a text answer as the client accepts, and say that it varies."""
    if not response.content_type or not response.content_type.startswith(TEXTS):
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code == 304 or "Content-Encoding" in response.headers:
        return response
    body = response.get_data()
    encoding = _best(accepted)
    if len(body) < SMALL or encoding is None:
        return response
    # An asset is packed once and kept for a year by who gets it: the slow way pays.
    kept = response.headers.get("Cache-Control", "")
    # What nobody is to keep, such as a form with what was typed, stays in no memory of ours.
    pack = _packed.__wrapped__ if "no-store" in kept else _packed
    response.set_data(pack(body, encoding, 11 if "immutable" in kept else 6))
    response.headers["Content-Encoding"] = encoding
    return response


def _best(accepted: str) -> str | None:
    offered = parse_accept_header(accepted, Accept)
    return next((name for name in ("br", "gzip") if offered.quality(name) > 0), None)


@lru_cache(maxsize=512)
def _packed(body: bytes, encoding: str, quality: int) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(body, quality=quality))
    return gzip.compress(body, compresslevel=7, mtime=0)
