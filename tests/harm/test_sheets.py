"""Paper hides and warns as the page does: core only, samples, sensitive topics, old facts."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from services_app.content.item import Item
from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE, another, published, put, real
from tests.sheets.reading import seen_codes, title, words_in

DUBLIN = "/larino/guides/dublin"
REVIEWED = {"reviewed_on": "2026-11-01", "reviewed_by": "Prefettura di Esempio"}


def letters(words: str) -> str:
    """Fold what line ends and bold do to words."""
    return "".join(words.replace("**", "").split())


def blocks(store: Store, slug: str, lang: str, *, core: bool) -> list[str]:
    """List the longer blocks of a guide that are, or are not, of its safety core."""
    return [
        letters(block["text"])
        for block in real(store, "guides", slug)["texts"][lang]["blocks"]
        if (block["part"] in ("core", "heading")) is core and len(block["text"]) > 60
    ]


@ON_SQLITE
def test_an_unreviewed_high_risk_guide_is_printed_as_its_core_alone(
    store: Store, client: FlaskClient
) -> None:
    risky = [item for item in published(store, "guides") if item.risk == "high"]
    plain = [item for item in risky if not item.sensitive][:4]
    assert plain
    for item in plain:
        for query in ("", "?with=en", "?with=it&size=a5"):
            read = letters(
                words_in(client.get(f"/it/larino/guides/{item.slug}/sheet.pdf{query}").data)
            )
            if query != "?with=en":
                assert any(each in read for each in blocks(store, item.slug, "it", core=True))
            for lang in ("it", "en"):
                hidden = blocks(store, item.slug, lang, core=False)
                assert not [each for each in hidden if each in read], item.slug


@ON_SQLITE
def test_beside_a_text_that_nobody_reviewed_a_reviewed_one_is_printed_as_its_core(
    store: Store, client: FlaskClient
) -> None:
    record = real(store, "guides", "dublin")
    record["texts"]["it"] |= REVIEWED
    put(store, "guides", record)
    hidden = blocks(store, "dublin", "it", core=False)
    alone = letters(words_in(client.get(f"/it{DUBLIN}/sheet.pdf").data))
    assert [each for each in hidden if each in alone]
    beside = letters(words_in(client.get(f"/it{DUBLIN}/sheet.pdf?with=en").data))
    assert not [each for each in hidden if each in beside]


@ON_SQLITE
@pytest.mark.parametrize("kind", ["jobs", "housing"])
def test_a_sample_is_never_printed(kind: str, store: Store, client: FlaskClient) -> None:
    samples = [item for item in published(store, kind) if item.sample]
    assert samples
    for item in samples:
        assert client.get(f"/it/larino/{kind}/{item.slug}/sheet.pdf").status_code == 404


@ON_SQLITE
def test_a_sensitive_item_is_printed_at_its_neutral_address_and_kept_nowhere(
    store: Store, client: FlaskClient
) -> None:
    secret = [item for item in published(store, "guides") if item.sensitive][:3]
    assert secret
    for item in secret:
        plain = client.get(f"/it/larino/guides/{item.slug}/sheet.pdf?size=a5&with=en")
        assert plain.status_code == 303
        neutral = plain.headers["Location"]
        assert neutral == f"/it/x/{item.neutral_code}/sheet.pdf?at=larino&size=a5&with=en"
        answer = client.get(neutral)
        for each in (plain, answer):
            assert each.headers["Cache-Control"] == "no-store"
            assert "ETag" not in each.headers
        assert 'filename="sheet.pdf"' in answer.headers["Content-Disposition"]
        assert title(answer.data) == store.settings.site_name
        (code,) = seen_codes(answer.data)
        assert f"/it/x/{item.neutral_code}?" in code
        assert item.slug not in words_in(answer.data)


@ON_SQLITE
def test_what_a_page_warns_of_is_warned_of_on_paper(store: Store, client: FlaskClient) -> None:
    with store.database.transaction() as session:
        wanted = update(Item).where(Item.slug == "bank-account")
        session.execute(wanted.values(law_changed_on=store.moment().today))
    page = client.get("/en/larino/guides/bank-account").get_data(as_text=True)
    assert "The law changed on" in page
    read = words_in(client.get("/en/larino/guides/bank-account/sheet.pdf").data)
    assert "The law changed on" in read
    assert "The local service has not checked it yet" in read
    assert "Checked by" not in read


@ON_SQLITE
def test_paper_never_says_that_a_place_is_open_now(store: Store, client: FlaskClient) -> None:
    days = ("mo", "tu", "we", "th", "fr", "sa", "su")
    weeks = {"open now": ["09:00", "18:00"], "closed now": ["03:00", "03:30"]}
    for number, (said, hours) in enumerate(weeks.items()):
        slug = f"by-hand-{number}"
        record = another(store, "offices", "larino-comune", slug)
        record["facts"] |= {"week": {day: [hours] for day in days}}
        put(store, "offices", record)
        path = f"/en/larino/offices/{slug}"
        assert said in client.get(path).get_data(as_text=True)
        read = words_in(client.get(f"{path}/sheet.pdf").data)
        assert "open now" not in read
        assert "closed now" not in read
