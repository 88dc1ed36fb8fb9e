"""Two languages on one page: no more is shown than the least of them may show."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE, Open, Values, address, published, put, real
from tests.harm.test_high_risk_text import DUBLIN, REVIEWED, shown, words
from tests.share.making import handed

SIGNED = "Prefettura di Esempio"


def signed(store: Store, slug: str, *langs: str) -> Values:
    """Store a guide whose words in these languages an office signed."""
    record = real(store, "guides", slug)
    for lang in langs:
        record["texts"][lang] |= REVIEWED
    put(store, "guides", record)
    return record


@ON_SQLITE
@pytest.mark.parametrize(("own", "other"), [("it", "en"), ("en", "it")])
def test_where_one_language_may_show_its_core_only_both_do(
    own: str, other: str, store: Store, client: FlaskClient, page: Open
) -> None:
    record = signed(store, "dublin", "it")
    assert shown(page(f"/it{DUBLIN}"), words(record, "it", core=False))
    code, _ = handed(client, "guides/dublin")
    for path in (f"/{own}{DUBLIN}", f"/{own}/s/{code}"):
        opened = page(f"{path}?with={other}")
        for lang in (own, other):
            assert not shown(opened, words(record, lang, core=False)), (path, lang)
            assert len(shown(opened, words(record, lang, core=True))) > 1, (path, lang)
        assert len(opened.all("ol", class_="steps core")) == 1, path


@ON_SQLITE
def test_where_both_are_signed_both_show_everything(store: Store, page: Open) -> None:
    record = signed(store, "dublin", "it", "en")
    opened = page(f"/en{DUBLIN}?with=it")
    for lang in ("en", "it"):
        every = words(record, lang, core=False)
        assert len(every) > 10
        assert shown(opened, every) == every, lang


@ON_SQLITE
@pytest.mark.parametrize(("own", "other"), [("it", "en"), ("en", "it")])
def test_the_green_mark_stands_only_where_both_languages_were_signed(
    own: str, other: str, store: Store, page: Open
) -> None:
    path = "larino/guides/bank-account"
    signed(store, "bank-account", "it")
    assert page(f"/it/{path}").all("p", class_="trust")
    opened = page(f"/{own}/{path}?with={other}")
    assert not opened.all("p", class_="trust")
    assert SIGNED not in opened.text
    signed(store, "bank-account", "it", "en")
    assert page(f"/{own}/{path}?with={other}").all("p", class_="trust")


@ON_SQLITE
def test_a_sensitive_item_stays_neutral_and_unkept(store: Store, page: Open) -> None:
    found = [each for kind in store.types for each in published(store, kind) if each.sensitive]
    assert len(found) > 12
    for item in found:
        path = f"{address(store, item, 'ar')}&with=it"
        opened = page(path)
        assert opened.answer.headers["Cache-Control"] == "no-store", item.slug
        assert "ETag" not in opened.answer.headers
        leave = next(each for each in opened.links() if each != "#main")
        assert leave.startswith("https://ar.wikipedia.org/")
        assert item.slug not in "".join(opened.all("title")[0].itertext())
        assert (
            opened.all("nav", class_="second")[0].find("a").get("href") == path[: -len("&with=it")]
        )


@ON_SQLITE
def test_the_way_to_a_neutral_address_keeps_the_second_language(
    store: Store, client: FlaskClient
) -> None:
    item = next(each for each in published(store, "guides") if each.sensitive)
    neutral = address(store, item, "ar")
    town = neutral.rpartition("=")[2]
    answer = client.get(f"/ar/{town}/guides/{item.slug}?with=it")
    assert answer.headers["Location"] == f"{neutral}&with=it"
