"""Plans over weeks: steps in order, what they lead to in the reader's town, a list made of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.content.item import Item
from services_app.content.record import load_record
from services_app.errors import Invalid
from services_app.share.model import MOST_ITEMS
from services_app.taxonomies import TAXONOMIES
from services_app.taxonomies.plans import OFFER_LISTS
from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE, put, real
from tests.pages import Page
from tests.records import TYPES, guide, office, saved, seeded, words
from tests.share.making import handed

Open = Callable[..., Page]
PLAN = "/it/larino/pathways/leaving-the-centre"
SLUGS = [raw["slug"] for raw in seeded("pathways")]


def plan(slug: str = "a-plan", *steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Make a record of a plan whose steps are called "step s1", "step s2" ..."""
    rows = [{"id": f"s{number}"} | step for number, step in enumerate(steps, 1)]
    blocks = [
        {
            "id": f"{row['id']}-t",
            "part": "step_title",
            "of": row["id"],
            "text": f"Passo {row['id']}",
        }
        for row in rows
    ] + [{"id": row["id"], "part": "step", "text": f"Parole di {row['id']}"} for row in rows]
    return {
        "slug": slug, "place": "it", "state": "published",
        "sources": [{"id": "src", "title": "Prova"}],
        "facts": {"topic": "work", "steps": rows} | more,
        "texts": {"it": words("Un piano", blocks=blocks)},
    }  # fmt: skip


def steps(page: Page) -> list[Element]:
    """List the steps of a plan."""
    return [
        li
        for ol in page.all("ol")
        if "plan" in (ol.get("class") or "").split()
        for li in ol.findall("li")
    ]


def said(element: Element) -> str:
    """Give the words of an element."""
    return " ".join("".join(element.itertext()).split())


def led_to(step: Element) -> list[str]:
    """List the addresses that a step leads to."""
    return [each.get("href", "") for each in step.iter("a")]


def list_items(page: Page) -> list[str]:
    """List the things in the list that the page offers to make of itself."""
    links = [each for each in page.links() if urlsplit(each).path.endswith("/share")]
    longest = max(links, key=len)  # the other one shares the page alone
    return [value for name, value in parse_qsl(urlsplit(longest).query) if name == "item"]


def uids(store: Store, kind: str) -> dict[str, str]:
    """Map the slugs of a type to uids."""
    with store.database.reading() as session:
        rows = session.execute(select(Item.slug, Item.uid).where(Item.kind == kind))
        return {slug: str(uid) for slug, uid in rows}


def path_of(store: Store, slug: str) -> str:
    """Give the address of a plan, neutral for a sensitive one."""
    with store.database.reading() as session:
        item = session.execute(
            select(Item.sensitive, Item.neutral_code).where(
                Item.kind == "pathways", Item.slug == slug
            )
        ).one()
    if item.sensitive:
        return f"/it/x/{item.neutral_code}?at=larino"
    return f"/it/larino/pathways/{slug}"


def test_steps_stand_in_their_order_each_with_its_words_and_links(page: Open) -> None:
    record = next(raw for raw in seeded("pathways") if raw["slug"] == "leaving-the-centre")
    own = {block["id"]: block["text"] for block in record["texts"]["it"]["blocks"]}
    shown = steps(page(PLAN))
    assert len(shown) == len(record["facts"]["steps"])
    for row, step in zip(record["facts"]["steps"], shown, strict=True):
        assert said(step.findall("h3")[0]) == own[f"{row['id']}t"]
        assert own[row["id"]].replace("**", "") in said(step)
        for slug in row["guides"]:
            assert f"/it/larino/guides/{slug}" in led_to(step)


def test_weeks_are_said_in_words(session: Session, page: Open) -> None:
    spans = [{"from_week": 0}, {"from_week": 1, "to_week": 1}, {"from_week": 2, "to_week": 4},
             {"from_week": 5}, {}]  # fmt: skip
    saved(session, "pathways", plan("a-plan", *spans))
    shown = [
        [said(tag) for tag in step.iter("span") if tag.get("class") == "tag"]
        for step in steps(page("/en/larino/pathways/a-plan"))
    ]
    assert shown == [["First days"], ["Week 1"], ["Weeks 2 to 4"], ["From week 5"], []]


@pytest.mark.parametrize(
    "span", [{"to_week": 2}, {"from_week": 0, "to_week": 2}, {"from_week": 3, "to_week": 2}]
)
def test_weeks_that_end_before_they_begin_are_refused(span: dict[str, int]) -> None:
    with pytest.raises(Invalid) as refused:
        load_record(TYPES["pathways"], plan("a-plan", span))
    assert list(refused.value.problems) == ["facts.steps.0.to_week"]


def test_offices_are_those_near_the_reader_at_most_three_a_step(
    session: Session, page: Open
) -> None:
    for number in range(5):
        near = office(f"near-{number}", kind="union", name=f"Sindacato {number}")
        saved(session, "offices", near)
    saved(session, "offices", office("elsewhere", "028060", kind="union"))
    kinds = {"office_kinds": ["union", "comune_anagrafe"]}
    saved(session, "pathways", plan("a-plan", kinds, {"office_kinds": ["questura"]}))
    first, second = steps(page("/it/larino/pathways/a-plan"))
    assert len(led_to(first)) == 3
    assert "/it/larino/offices/larino-comune" in led_to(first)  # the nearest do not hide it
    assert not any("elsewhere" in href for href in led_to(first) + led_to(second))
    there = steps(page("/it/padova/pathways/a-plan"))[0]
    assert "/it/padova/offices/elsewhere" in led_to(there)
    assert not any("near-" in href for href in led_to(there))


def test_where_no_office_is_known_it_says_so(session: Session, page: Open) -> None:
    saved(session, "pathways", plan("a-plan", {"office_kinds": ["unhcr"]}))
    step = steps(page("/it/larino/pathways/a-plan"))[0]
    assert led_to(step) == ["/it/larino/offices"]


@pytest.mark.parametrize(
    "hidden",
    [{"state": "draft"}, {"state": "archived"}, {"expires_on": "2026-11-01"}, {"sample": True},
     {"publish_at": "2027-01-01T00:00:00Z"}],
)  # fmt: skip
def test_guides_that_ended_were_withdrawn_or_are_examples_are_not_linked(
    session: Session, page: Open, store: Store, hidden: dict[str, Any]
) -> None:
    text = {"texts": {"it": words("Una guida di prova")}}
    saved(session, "guides", guide("gone") | text | hidden)
    saved(session, "guides", guide("there") | text)
    saved(session, "pathways", plan("a-plan", {"guides": ["gone", "there"]}))
    shown = page("/it/larino/pathways/a-plan")
    assert led_to(steps(shown)[0]) == ["/it/larino/guides/there"]
    own = uids(store, "guides")
    assert own["there"] in list_items(shown)
    assert own["gone"] not in list_items(shown)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_list_made_of_a_plan_holds_the_plan_and_the_guides_on_its_page(
    page: Open, store: Store, slug: str
) -> None:
    raw = next(each for each in seeded("pathways") if each["slug"] == slug)
    shown = page(path_of(store, slug))
    guides = uids(store, "guides")
    named = dict.fromkeys(each for row in raw["facts"]["steps"] for each in row.get("guides", ()))
    wanted = [uids(store, "pathways")[slug], *(guides[each] for each in named)]
    assert list_items(shown) == wanted
    assert len(wanted) <= MOST_ITEMS
    link = next(each for each in shown.links() if each.count("item=") > 1)
    assert not any(each in link for each in guides)  # an address names no topic
    form = page(link)
    assert len(form.all("input", type="checkbox", name="item")) == len(wanted)


@ON_SQLITE
def test_a_list_made_of_a_long_plan_holds_no_more_than_a_list_may(
    session: Session, page: Open
) -> None:
    slugs = [raw["slug"] for raw in seeded("guides") if raw["state"] == "published"][:30]
    saved(session, "pathways", plan("a-plan", {"guides": slugs}))
    shown = page("/it/larino/pathways/a-plan")
    assert len(led_to(steps(shown)[0])) == 30
    assert len(list_items(shown)) == MOST_ITEMS


@pytest.mark.parametrize("slug", SLUGS)
@ON_SQLITE
def test_each_box_of_a_plan_has_a_name_of_its_own(page: Open, store: Store, slug: str) -> None:
    for lang in ("it", "ar"):
        shown = page(path_of(store, slug).replace("/it/", f"/{lang}/", 1))
        boxes = Counter(each.get("value") for each in shown.all("input", type="checkbox"))
        assert len(boxes) == len(steps(shown))
        assert set(boxes.values()) == {1}


def test_a_guide_says_of_which_plans_it_is_part(page: Open) -> None:
    links = page("/it/larino/guides/rental-contract").links()
    assert "/it/larino/pathways/leaving-the-centre" in links
    assert "/it/larino/pathways/first-days" not in links


def test_a_guide_taken_out_of_a_plan_is_part_of_it_no_more(
    session: Session, page: Open, store: Store
) -> None:
    record = real(store, "pathways", "leaving-the-centre")
    for row in record["facts"]["steps"]:
        row["guides"] = []
    put(store, "pathways", record)
    links = page("/it/larino/guides/rental-contract").links()
    assert "/it/larino/pathways/leaving-the-centre" not in links


def test_the_home_of_a_town_leads_to_its_plans(page: Open) -> None:
    assert "/ar/larino/pathways" in page("/ar/larino/").links()


def test_a_plan_in_two_languages_says_each_step_in_both(page: Open) -> None:
    first = steps(page("/en/larino/pathways/first-days?with=it"))[2]
    assert "The tax code Il codice fiscale" in said(first)
    assert "/en/larino/guides/tax-code?with=it" in led_to(first)


def test_a_plan_handed_over_keeps_its_steps_and_what_they_lead_to(
    page: Open, client: FlaskClient
) -> None:
    code, _ = handed(client, "pathways/first-days", "guides/tax-code")
    shown = steps(page(f"/en/s/{code}"))
    assert "/en/larino/guides/bank-account" in led_to(shown[-1])
    assert "/en/larino/offices/larino-comune" in led_to(shown[4])


@pytest.mark.parametrize("code", OFFER_LISTS)
def test_a_list_of_offers_uses_filters_that_its_type_has(code: str) -> None:
    notes = OFFER_LISTS[code].notes
    of = TYPES[str(notes["list"])]
    taxonomies = {each.facet: each.taxonomy for each in of.filters}
    for facet, codes in parse_qs(str(notes["query"]), strict_parsing=bool(notes["query"])).items():
        assert set(codes) <= set(TAXONOMIES[taxonomies[facet]])
    assert of.name in ("jobs", "housing", "courses")
    assert notes["hue"] == of.hue


def test_a_step_leads_to_lists_of_offers(page: Open) -> None:
    home = steps(page(PLAN))[3]
    assert "/it/larino/housing?residence=yes" in led_to(home)
    page("/it/larino/housing?residence=yes")


def test_search_finds_a_plan(page: Open) -> None:
    assert PLAN in page("/it/larino/search?q=lasciare+centro").links()
