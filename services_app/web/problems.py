"""Errors as answers: a page in the reader's language, or problem+json for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, abort, current_app, g, json, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from services_app.errors import Invalid, Moved, NotFound, NotSeenHere, TooMany
from services_app.locales import CONSOLE_LANGUAGES, negotiate
from services_app.web.addresses import other_form
from services_app.web.messages import said
from services_app.web.store import store

JSON_PARTS = ("api", "hsds", "integreat")


def answer_problems(app: Flask) -> None:
    """Turn every raised error into an answer of the right form."""
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(Invalid, _invalid)
    app.register_error_handler(Moved, _moved)
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)
    app.before_request(_set_language)
    app.before_request(_refuse_nul)


def first_part() -> str:
    """Give the first part of the address asked for."""
    return request.path.split("/", 2)[1]


def _set_language() -> None:
    # Error pages need the language of the path, so it is set before routing can fail.
    part = first_part()
    served = CONSOLE_LANGUAGES if part == "console" else store().settings.languages
    wanted = request.args.get("lang", "") if part in JSON_PARTS else part
    matches = [tag for tag in served if tag.lower() == wanted.lower()]
    g.lang = matches[0] if matches else negotiate(request.accept_languages, served)


def _refuse_nul() -> None:
    # PostgreSQL keeps no NUL in a text, so looking for one would be an error instead of nothing.
    values = (value for values in request.args.listvalues() for value in values)
    if "\0" in request.path or any("\0" in value for value in values):
        abort(400)


def problem(
    status: int, title: str, detail: str = "", errors: Mapping[str, Any] | None = None
) -> Response:
    """Make a problem+json answer (RFC 9457)."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    if detail:
        body["detail"] = detail
    if errors:
        body["errors"] = errors
    return Response(
        json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json"
    )


def _answer(
    status: int, detail: str = "", errors: Mapping[str, Any] | None = None, **extra: Any
) -> BaseResponse:
    title = _title(status)
    if first_part() in JSON_PARTS:
        response = problem(status, title, detail, errors)
    else:
        template = "console/error.html" if first_part() == "console" else "error.html"
        page = render_template(template, status=status, title=title, detail=detail, **extra)
        response = Response(page, status)
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Accept-Language")
    return response


def _title(status: int) -> str:
    if status == 404:
        return str(_("This page is not here"))
    if status == 403:
        return str(_("This is not allowed here"))
    if status in (400, 414, 422):
        return str(_("We could not read this address"))
    if status == 405:
        return str(_("This page cannot be used that way"))
    if status == 429:
        return str(_("Too many requests: wait a little"))
    return str(_("Something went wrong here"))


def _not_found(error: NotFound) -> BaseResponse:
    if isinstance(error, NotSeenHere):
        atlas = store().atlas()
        towns = [town for town in atlas.towns if error.place_code in town.above]
        return _answer(404, _("It belongs to another place."), other_towns=towns[:13])
    return _answer(404)


def _invalid(error: Invalid) -> BaseResponse:
    return _answer(422, errors=said(error.problems))


def _too_many(error: TooMany) -> BaseResponse:
    return _answer(429)


def _moved(error: Moved) -> BaseResponse:
    # The old slug is the last of the address, or the last but one on a page about the item.
    parts = request.path.split("/")
    old = (request.view_args or {}).get("slug", parts[-1])
    parts[len(parts) - 1 - parts[::-1].index(old)] = error.slug
    address = "/".join(parts)
    if request.query_string:
        address += f"?{request.query_string.decode('latin-1')}"
    # What lets somebody in may stand after the question mark, and no browser is to keep that.
    return Response(status=308, headers={"Location": address, "Cache-Control": "no-store"})


def _http(error: HTTPException) -> BaseResponse:
    if error.code == 404 and request.method in ("GET", "HEAD"):
        elsewhere = other_form()
        if elsewhere is not None:
            return elsewhere
    if error.code is None or error.code < 400:
        return error.get_response()
    response = _answer(error.code)
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers["Allow"] = value
    return response


def _unexpected(error: Exception) -> BaseResponse:
    current_app.logger.exception("unexpected error", exc_info=error)
    if current_app.testing:
        raise error
    return _answer(500)
