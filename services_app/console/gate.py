"""Who may call a view of the console: each says so, and one table of all can be read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Response, abort, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from services_app.accounts.rights import ACTS, Operator

ANYBODY, ANY_OPERATOR = "anybody", "operator"
GATES = (*ACTS, ANYBODY, ANY_OPERATOR)
# What holds for all of Italy: a grant for one place or organisation does not open it.
FOR_ALL = frozenset({"settings"})
View = TypeVar("View", bound=Callable[..., Any])
Answer = Callable[[], ResponseReturnValue]


def operator() -> Operator:
    """Give the operator of this request; 401 where nobody is logged in."""
    who = operator_if_any()
    if who is None:
        abort(401)
    return who


def operator_if_any() -> Operator | None:
    """Give the operator of this request, None where nobody is logged in."""
    if "operator" not in g:
        g.operator = current_user.operator() if current_user.is_authenticated else None
    who: Operator | None = g.operator
    return who


def gate(act: str) -> Callable[[View], View]:
    """Let in who may do this somewhere; whether they may here, the view asks itself.

    What holds for all of Italy (FOR_ALL) opens for who may do it to all.

    "anybody" stands before pages for people who are not logged in, "operator" before those
    for whoever is. The view bears its gate as `view.gate`.
    """
    if act not in GATES:
        raise ValueError(f"there is no gate {act!r}")

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:  # Any: as the view's
            if act != ANYBODY:
                who = operator_if_any()
                if who is None:
                    return lost_session()
                if act != ANY_OPERATOR and not _is_let_in(who, act):
                    abort(403)
            answer: ResponseReturnValue = view(*args, **kwargs)
            return answer

        return mark(guarded, act)  # type: ignore[return-value]  # it takes and gives the same

    return guard


def _is_let_in(who: Operator, act: str) -> bool:
    return who.may(act) if act in FOR_ALL else who.may_somewhere(act)


def mark(view: Callable[..., Any], act: str) -> Callable[..., Any]:
    """Note on a view which gate it stands behind."""
    view.gate = act  # type: ignore[attr-defined]  # a function may bear notes
    return view


def lost_session() -> Response:
    """Answer a request of somebody who is not, or no longer, logged in."""
    if request.method in ("GET", "HEAD"):
        wanted = request.full_path.rstrip("?")  # without a host: it leads nowhere else
        return make_response(redirect(url_for("security.login", next=wanted), 303))
    return make_response(_on_lost_session[-1]())


def on_lost_session(answer: Answer) -> Answer:
    """Answer unsafe requests without a session with this view from now on."""
    _on_lost_session.append(answer)
    return answer


def _logged_out() -> ResponseReturnValue:
    return render_template("console/logged_out.html", back=""), 401


_on_lost_session: list[Answer] = [_logged_out]
