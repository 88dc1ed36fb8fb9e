"""Lists and items of every type: what they hold, their pages, filters, order and languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from services_app.config import EVERY_LANGUAGE
from services_app.content import CONTENT_TYPES
from services_app.content.item import Item
from services_app.locales import KNOWN, chain
from services_app.places.distance import km_between
from services_app.web.store import Store
from tests.api.reading import Json, Reader

KINDS = [kind.name for kind in CONTENT_TYPES]
NEVER = datetime(2020, 1, 1, tzinfo=UTC)
SaveNotice = Callable[..., Item]


def slugs(items: list[Json]) -> list[str]:
    """List the slugs of items."""
    return [each["slug"] for each in items]


@pytest.mark.parametrize("kind", KINDS)
def test_every_item_of_a_list_is_found_alone(kind: str, api: Reader) -> None:
    items = api.all(f"{kind}?samples=1&per_page=50")
    assert items, f"no {kind} at all"
    for each in items[:12]:
        assert each["type"] == kind
        alone = api.read(each["self"] + "?samples=1")
        assert alone == each
        assert api.read(f"{kind}/{each['uid']}?samples=1") == each


@pytest.mark.parametrize("kind", KINDS)
def test_public_pages_of_items_are_there(kind: str, api: Reader) -> None:
    for each in api.read(f"{kind}?samples=1&per_page=5")["items"]:
        assert set(each["urls"]) == set(EVERY_LANGUAGE)
        site = "http://127.0.0.1:8000"
        assert each["urls"]["ar"].startswith(f"{site}/ar/")
        page = api.client.get(each["urls"]["ar"].removeprefix(site))
        assert page.status_code == 200


@pytest.mark.parametrize(
    ("app", "lang"),
    [*(("sqlite", tag) for tag in EVERY_LANGUAGE), ("postgresql", "ar")],
    indirect=["app"],
)
@pytest.mark.parametrize("kind", KINDS)
def test_one_language_gives_its_best_text_and_says_which(kind: str, lang: str, api: Reader) -> None:
    everything = {each["uid"]: each for each in api.all(f"{kind}?samples=1&per_page=100")}
    for each in api.all(f"{kind}?samples=1&per_page=100&lang={lang}"):
        texts = everything[each["uid"]]["texts"]
        best = [tag for tag in chain(lang) if tag in texts][:1]
        assert list(each["texts"]) == best
        assert list(each["title"]) == [lang]
        assert each["title"][lang]["text"]
        assert each["title"][lang]["lang"] in KNOWN
        assert list(each["urls"]) == [lang]


def test_a_title_says_in_which_language_it_really_is(api: Reader, notice: SaveNotice) -> None:
    notice("only-italian", texts={"it": {"title": "Solo in italiano"}})
    title = api.read("notices/only-italian")["title"]
    assert title["it"] == title["ur"] == {"lang": "it", "text": "Solo in italiano"}


def test_pages_follow_each_other_without_gap_or_repetition(api: Reader) -> None:
    whole = slugs(api.read("helplines?per_page=100")["items"])
    assert slugs(api.all("helplines?per_page=4")) == whole
    assert slugs(api.all("helplines?per_page=4&place=larino&order=km")) != []
    first = api.read("helplines?per_page=4")
    assert (first["page"], first["per_page"], first["previous"]) == (1, 4, None)
    assert first["next"] == "http://127.0.0.1:8000/api/v1/helplines?per_page=4&page=2"
    last = api.read(f"helplines?per_page=4&page={-(-first['total'] // 4)}")
    assert last["next"] is None
    assert last["previous"]


def test_a_page_past_the_last_is_not_there(api: Reader) -> None:
    api.refused("helplines?page=99", 404)


@pytest.mark.parametrize("kind", [kind for kind in CONTENT_TYPES if kind.filters])
def test_filters_of_a_type_keep_what_bears_the_code(kind: object, api: Reader) -> None:
    assert hasattr(kind, "filters")
    facts_of = dict(kind.facets)  # type: ignore[attr-defined]
    for each in kind.filters:
        name = facts_of[each.facet]
        key = kind.schema().fields[name].data_key or name  # type: ignore[attr-defined]
        items = api.all(f"{kind.name}?samples=1&per_page=100")  # type: ignore[attr-defined]
        value = next(item["facts"][key] for item in items if item["facts"][key])
        code = value[0] if isinstance(value, list) else value
        expected = {
            item["uid"] for item in items
            if code in (item["facts"][key] if isinstance(value, list) else [item["facts"][key]])
        }  # fmt: skip
        path = f"{kind.name}?samples=1&per_page=100&{each.facet}={code}"  # type: ignore[attr-defined]
        assert {item["uid"] for item in api.all(path)} == expected


def test_several_codes_of_a_filter_mean_any_of_them(api: Reader) -> None:
    one = api.read("guides?topic=health&per_page=100")["total"]
    other = api.read("guides?topic=work&per_page=100")["total"]
    assert one > 0
    assert other > 0
    assert api.read("guides?topic=health&topic=work")["total"] == one + other


def test_a_town_sees_by_slug_and_by_code_what_its_page_lists(api: Reader) -> None:
    by_slug = api.all("offices?place=larino&per_page=100")
    assert by_slug == api.all("offices?place=070031&per_page=100")
    html = api.client.get("/it/larino/offices").get_data(as_text=True)
    found = [html.find(f'/it/larino/offices/{each["slug"]}"') for each in by_slug[:20]]
    assert -1 not in found
    assert found == sorted(found)
    assert any(each["km"] for each in by_slug)
    assert all(
        each["urls"]["it"].startswith("http://127.0.0.1:8000/it/larino/") for each in by_slug
    )


def test_a_town_does_not_see_what_is_elsewhere(api: Reader, notice: SaveNotice) -> None:
    notice("for-padova", place="028060")
    assert "for-padova" in slugs(api.read("notices")["items"])
    assert "for-padova" not in slugs(api.read("notices?place=larino")["items"])
    api.refused("notices/for-padova?place=larino", 404)
    assert api.read("notices/for-padova?place=padova")["place_name"] == "Padova"


@pytest.mark.parametrize("kind", ["offices", "jobs"])
def test_near_a_point_is_the_nearest_first_within_the_radius(kind: str, api: Reader) -> None:
    everything = api.all(f"{kind}?samples=1&per_page=100")
    found = api.all(f"{kind}?samples=1&near=41.80,14.91&radius_km=60&per_page=100")
    assert found
    distances = [each["km"] for each in found]
    assert distances == sorted(distances)
    assert distances[-1] <= 60
    expected = {
        each["uid"]
        for each in everything
        if (lat := each["facts"].get("lat"))
        and km_between(41.80, 14.91, lat, each["facts"]["lon"]) < 59.9
    }
    assert expected <= {each["uid"] for each in found}
    nearer = api.all(f"{kind}?samples=1&near=41.80,14.91&radius_km=10&per_page=100")
    assert {each["uid"] for each in nearer} < {each["uid"] for each in found}


def test_the_radius_reaches_as_far_to_the_west_as_to_the_north(
    api: Reader, notice: SaveNotice
) -> None:
    notice("for-padova", place="028060")  # 45.41,11.88
    for point, sees in (("45.41,9.00", False), ("45.41,10.00", True), ("47.40,11.88", False)):
        found = slugs(api.read(f"notices?near={point}&radius_km=200")["items"])
        assert ("for-padova" in found) is sees, point


def test_what_has_no_point_is_about_where_its_town_is(api: Reader, notice: SaveNotice) -> None:
    notice("somewhere-in-larino")
    found = api.read("notices?near=41.80,14.91")["items"]
    (own,) = [each for each in found if each["slug"] == "somewhere-in-larino"]
    assert own["km_about"] is True
    assert own["km"] == pytest.approx(1.0, abs=1.5)
    assert api.read("notices?near=45.4,11.9&place=larino")["items"] == []


def test_distance_orders_a_town_with_its_own_first(api: Reader) -> None:
    found = api.all("jobs?samples=1&place=larino&order=km&per_page=100")
    distances = [
        0 if each["place"] == "070031" and each["km"] is None else each["km"] for each in found
    ]
    assert distances == sorted(distances)
    assert distances[-1] > 0


def test_changed_since_keeps_what_was_changed_or_published_since(
    api: Reader, notice: SaveNotice, store: Store
) -> None:
    for slug in ("old", "changed", "published"):
        notice(slug)
    with store.database.transaction() as session:
        session.execute(update(Item).values(updated_at=NEVER))
        session.execute(
            update(Item)
            .where(Item.slug == "changed")
            .values(updated_at=datetime(2026, 11, 10, 8, tzinfo=UTC))
        )
        session.execute(
            update(Item)
            .where(Item.slug == "published")
            .values(publish_at=datetime(2026, 11, 9, 8, tzinfo=UTC))
        )
    for since in (
        "2026-11-01", "2026-11-01T00:00:00Z", "2026-11-01%2000:00:00",
        "2026-11-09T10:00:00%2B02:00", "2026-11-09T10:00:00+02:00",
    ):  # fmt: skip
        found = slugs(api.read(f"notices?changed_since={since}&order=updated")["items"])
        assert found == ["changed", "published"], since
    assert slugs(api.read("notices?changed_since=2026-11-09T08:00:01Z")["items"]) == ["changed"]
    assert api.read("notices?changed_since=2026-11-11")["items"] == []


def test_only_what_is_published_now_is_there(api: Reader, notice: SaveNotice) -> None:
    today = datetime(2026, 11, 24, tzinfo=UTC)
    tomorrow = (today + timedelta(days=1)).isoformat()
    hidden: dict[str, dict[str, object]] = {
        "a-draft": {"state": "draft"},
        "in-review": {"state": "review"},
        "archived": {"state": "archived"},
        "tomorrow": {"publish_at": tomorrow},
        "ended": {"expires_on": "2026-11-24"},
    }
    notice("now", publish_at=today.isoformat(), expires_on="2026-11-25")
    for slug, changes in hidden.items():
        notice(slug, **changes)
    for path in ("notices", "notices?place=larino", "notices?near=41.8,14.9", "notices?samples=1"):
        found = slugs(api.all(path))
        assert "now" in found
        assert not set(found) & hidden.keys(), path
    for slug in hidden:
        api.refused(f"notices/{slug}", 404)


def test_an_old_slug_leads_to_the_new_one(api: Reader, notice: SaveNotice, store: Store) -> None:
    item = notice("first-name")
    notice("second-name", uid=str(item.uid))
    answer = api.ask("notices/first-name?lang=ar")
    assert answer.status_code == 308
    assert answer.headers["Location"] == "/api/v1/notices/second-name?lang=ar"


def test_a_second_look_costs_nothing(api: Reader) -> None:
    for path in ("guides?lang=ar", "guides/permit-renewal", "places?open=1", "openapi.json",
                 "taxonomies/topic", "search?q=permesso", "docs"):  # fmt: skip
        first = api.ask(path)
        assert first.headers["Cache-Control"] == "no-cache"
        again = api.ask(path, If_None_Match=first.headers["ETag"])
        assert again.status_code == 304
        assert not again.data
        assert again.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "extra", ["", "&place=larino", "&near=41.8,14.9&radius_km=200", "&lang=ar"]
)
def test_a_list_costs_the_same_queries_whatever_its_length(
    kind: str, extra: str, api: Reader, queries: list[str]
) -> None:
    api.ask(f"{kind}?samples=1&per_page=1{extra}")
    queries.clear()
    api.ask(f"{kind}?samples=1&per_page=2{extra}")
    few = len(queries)
    queries.clear()
    api.ask(f"{kind}?samples=1&per_page=100{extra}")
    assert len(queries) == few
    assert few <= 6


@pytest.mark.parametrize("kind", KINDS)
def test_one_item_costs_five_queries_at_most(kind: str, api: Reader, queries: list[str]) -> None:
    path = api.read(f"{kind}?samples=1&per_page=1")["items"][0]["self"]
    queries.clear()
    api.ask(f"{path}?samples=1")
    assert 0 < len(queries) <= 5
