"""What a reader shows at a desk: an item in Italian, with the reader's own words beneath."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services_app.content.faults.days import DEADLINE_PAPERS
from services_app.content.type import term_label
from services_app.content.wording import Words
from services_app.locales import babel_locale, catalogue
from services_app.taxonomies.offices import OFFICE_KINDS
from services_app.taxonomies.orientation import TOPICS
from services_app.taxonomies.papers import DOCUMENTS
from services_app.web.cards import Card
from services_app.web.pages import Page, face_row

DESK_LANG = "it"
FEW = 3  # statuses: what is for so few of them tells whom it is for


@dataclass(frozen=True)
class Pair:
    """The same words for the desk and for the reader; `lang` is that of the reader's."""

    italian: str
    own: str
    lang: str


@dataclass(frozen=True)
class Paper(Pair):
    """A paper; `always` tells that nobody does without it, so that it can be called missing."""

    id: str
    always: bool


@dataclass(frozen=True)
class Desk:
    """What stands on a card; a neutral one asks for an interpreter and a lawyer, no more."""

    neutral: bool
    title: Pair
    offices: Sequence[Pair] = ()
    papers: Sequence[Paper] = ()
    subjects: Sequence[Pair] = ()


def desk_path(page: Page) -> str | None:
    """Give the address of the card of an item; None where showing one could harm or mislead."""
    item = page.item
    if not page.kind.has_desk or item.sensitive or item.sample or page.early:
        return None
    # Who asks passers-by for a reception centre or a protected home tells who lives there.
    office = OFFICE_KINDS.get(item.face.get("kind_of_office"))
    if office and office.notes.get("no_place"):
        return None
    return f"{page.href}/desk"


def keeps_ticks(page: Page) -> bool:
    """Tell that the phone may keep what is ticked here; never where a topic is dangerous."""
    item = page.item
    topic = getattr(item, "topic", None)
    if topic and TOPICS[topic].notes.get("no_days"):
        return False  # whatever its risk: what is ticked tells how far a case is
    return not (item.sensitive or item.risk == "high" or item.sample)


def gives_reminders(page: Page) -> bool:
    """Tell that a date on a paper may be put into the calendar of a phone (rules 2 and 4)."""
    item = page.item
    if not keeps_ticks(page) or getattr(item, "urgency", "") != "before_date":
        return False
    papers = {row.get("code") for row in item.documents}
    held = {code for row in item.branches for code in row.get("papers") or ()}
    return not (papers | held) & set(DEADLINE_PAPERS)


def desk_of(page: Page) -> Desk:
    """Make the card of an item: codes, the Italian title, and words that a person checked."""
    title = _title(Card(page.kind, face_row(page.shown), page.words, page.lang, page.town))
    if page.item.risk == "high" or page.core_only:
        return Desk(True, title)
    if 0 < len(getattr(page.item, "audiences", None) or ()) <= FEW:
        # Its title and papers would tell the status of whoever shows it: the topic says enough.
        label = page.kind.label(page.item.face, page.lang)
        topic = Pair(page.kind.label(page.item.face, DESK_LANG), label, page.lang)
        return Desk(False, topic, offices=list(_offices(page)))
    return Desk(
        False,
        title,
        offices=list(_offices(page)),
        papers=list(_papers(page)),
        subjects=[
            _title(card)
            for card in page.related_to("guides")
            if not card.row.sensitive and card.row.risk != "high"
        ],
    )


def in_italian(text: str) -> str:
    """Say a message of the catalogue in Italian."""
    return str(catalogue(DESK_LANG).gettext(text))


def italian_name(lang: str) -> str:
    """Name a language in Italian."""
    return str(babel_locale(lang).get_display_name(DESK_LANG))


def _italian(words: Words | None) -> Words | None:
    """Find the Italian words of an item: every chain of fallbacks has Italian in it."""
    texts = (words, *words.others) if words else ()
    return next((each for each in texts if each.lang == DESK_LANG), None)


def _title(card: Card) -> Pair:
    italian = _italian(card.words) if card.kind.titled_by_words else None
    said = italian.title if italian else ""
    label = card.kind.label(card.row.face, DESK_LANG)
    return Pair(said or label, card.title, card.title_lang)


def _offices(page: Page) -> Iterator[Pair]:
    """Yield the kinds of office for it, without those that one meets only with help (rule 6)."""
    alone = getattr(page.item, "only_with_help", ())
    for code in getattr(page.item, "office_kinds", ()):
        notes = OFFICE_KINDS[code].notes
        if code not in alone and not notes.get("no_place") and not notes.get("never_link"):
            label = term_label("office_kind", code, page.lang)
            yield Pair(OFFICE_KINDS[code].desk, label, page.lang)


def _papers(page: Page) -> Iterator[Paper]:
    italian = _italian(page.words)
    # Nobody has read a machine's words: the desk sees those that a person wrote or signed.
    checked = italian if italian and (italian.origin == "human" or italian.reviewed_by) else None
    for row in page.item.documents:
        desk = checked.of("document", row["id"]) if checked else ""
        own, lang = page.about("document", row["id"]), page.words.lang if page.words else page.lang
        if row.get("code"):
            desk = desk or DOCUMENTS[row["code"]].desk
            if not own:
                own, lang = term_label("document", row["code"], page.lang), page.lang
        if desk and _notes(row).get("desk_card") != "never":
            yield Paper(desk, own, lang, tick_id(row["id"]), _always(row))


def _always(row: Mapping[str, object]) -> bool:
    """Tell that everybody brings this paper, and that to lack it tells nothing of a status."""
    depends = row.get("optional") or row.get("branches") or row.get("not_for")
    return not (depends or _notes(row).get("desk_card") or _notes(row).get("home_country"))


def _notes(row: Mapping[str, object]) -> Mapping[str, object]:
    return DOCUMENTS[str(row["code"])].notes if row.get("code") else {}


def tick_id(row_id: object) -> str:
    """Shorten the id of a row to what tells it from the others of its page."""
    return str(row_id)[:8]
