"""Filters and functions of templates: dates, money, telephones, codes, words with bold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import phonenumbers
from babel import dates, lists, numbers
from flask import Flask, g
from markupsafe import Markup, escape

from services_app.content.opening import ROME, emergency_opening, opening
from services_app.content.seen import italian_date
from services_app.content.type import message, term_label
from services_app.locales import KNOWN, babel_locale, direction
from services_app.taxonomies import TAXONOMIES, Message, Term
from services_app.web.addresses import in_two, paired, same_page, second_lang, turned
from services_app.web.cards import Card
from services_app.web.desk import (
    desk_path,
    gives_reminders,
    in_italian,
    italian_name,
    keeps_ticks,
    tick_id,
)
from services_app.web.icons import icon, qr
from services_app.web.plans import plan_list, plan_steps

_DIGITS = re.compile(r"\+?\d[\d \u00a0]{2,}\d")
# Of a page that stands inside another: headings sink, and what is named once is named apart.
_HEADING = re.compile(r"(</?h)([1-5])(?=[ >])")
_NAMED_ONCE = re.compile(r'(?<= )((?:id|for|name|aria-describedby)="|href="#)([\w -]+)(?=")')
_BOLD = re.compile(r"\*\*(.+?)\*\*")
# Numbers as Italian texts print them; a short one is not part of an amount, a law or a time.
_NUMBER = re.compile(
    r"(?<![\d.,/+])(?<![Aa]rt\.)(?<![Aa]rt\. )(?:\+39[ \u00a0]?)?"
    r"(?:800(?:[ \u00a0]?\d{2,3}){2,3}|3\d{2}[ \u00a0]?\d{3}[ \u00a0]?\d{4}"
    r"|11[2358]|114|1522|1530|19696|116000)"
    r"(?!\d|[.,/]\d|[ \u00a0]?(?:euro|€)|[ \u00a0](?:giorni|days|jours|días|bis|ter|del \d{4})\b)"
)
ACT_URL = "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:{urn}:{when};{number}~art{article}"


def lang_now() -> str:
    """Give the language of the page being made."""
    return str(g.lang)


def term(code: str, taxonomy: str) -> str:
    """Say a code in the reader's language."""
    return term_label(taxonomy, code, lang_now())


def term_of(code: str, taxonomy: str) -> Term:
    """Give the whole term, for its Italian word and its notes."""
    return TAXONOMIES[taxonomy][code]


def said(text: Message) -> str:
    """Say a message of a type in the reader's language."""
    return message(text, lang_now())


def day(value: date | datetime | str, form: str = "long") -> str:
    """Say a date, or the Italian day of a time, in the reader's words, with digits 0-9."""
    return dates.format_date(italian_date(value), form, locale=_locale())


def weekday_hours(value: datetime) -> str:
    """Say a time as weekday and hour in Italian time."""
    return dates.format_datetime(value.astimezone(ROME), "EEEE HH:mm", locale=_locale())


def hour(value: datetime | str) -> str:
    """Say the hour of a time, in Italian time."""
    return dates.format_time(_time(value).astimezone(ROME), "HH:mm", locale=_locale())


def long_time(value: datetime | str) -> str:
    """Say weekday, date and hour in Italian time."""
    return dates.format_datetime(
        _time(value).astimezone(ROME), "EEEE d MMMM y, HH:mm", locale=_locale()
    )


def weekday(code: str) -> str:
    """Name a day of the week from its code (mo..su)."""
    number = ("mo", "tu", "we", "th", "fr", "sa", "su").index(code)
    return str(dates.get_day_names("wide", locale=_locale())[number])


def euro(cents: int) -> str:
    """Say an amount in euros: no decimals where there are none, digits 0-9, isolated."""
    form = "0.##" if cents % 100 == 0 else "0.00"
    amount = f"{numbers.format_decimal(cents / 100, form, locale=_locale())}\u00a0€"
    # From right to left "9 € – 10 €" would read "€ 10 – 9 €".
    return f"\u2066{amount}\u2069" if direction(lang_now()) == "rtl" else amount


def count(number: int) -> str:
    """Write a whole number with its marks for thousands."""
    return str(numbers.format_decimal(number, locale=_locale()))


def distance(km: float) -> str:
    """Say a distance in whole kilometres, one decimal below ten."""
    return numbers.format_decimal(round(km, 0 if km >= 10 else 1), "0.#", locale=_locale())


def phone(number: str) -> str:
    """Show a telephone number in the national form that people in Italy dial."""
    if not number.startswith("+"):
        return number
    parsed = phonenumbers.parse(number, None)
    form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    if parsed.country_code == 39:
        form = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(parsed, form)


def language_name(tag: str) -> str:
    """Name a language in the reader's words (its own name or its tag where CLDR has none)."""
    if tag in KNOWN:
        own = babel_locale(tag).get_display_name(_locale())
        return str(own or KNOWN[tag].name)
    return str(_locale().languages.get(tag.replace("-", "_")) or tag)


def language_list(tags: list[str]) -> Markup:
    """Name several languages in a list, the reader's own first."""
    ordered = sorted(tags, key=lambda tag: (tag != lang_now(), tags.index(tag)))
    return enumerated([language_name(tag) for tag in ordered])


def terms(codes: Sequence[str], taxonomy: str) -> Markup:
    """Say several codes in the reader's language, as one enumeration."""
    return enumerated([term(code, taxonomy) for code in codes])


def enumerated(names: Iterable[str], isolated: bool = False) -> Markup:
    """Join names as the reader's language does; isolated ones keep their own direction."""
    each = "<bdi>%s</bdi>" if isolated else "%s"
    said = [str(Markup(each) % name) for name in names]  # noqa: S704  our own markup
    return Markup(lists.format_list(said, locale=_locale()))  # noqa: S704  escaped above


def country(code: str) -> str:
    """Name a country in the reader's words."""
    return str(_locale().territories.get(code) or code)


def bold(text: str) -> Markup:
    """Show words of content: all escaped, **this** in bold, numbers kept in their order."""
    isolated = _DIGITS.sub(r'<bdi dir="ltr">\g<0></bdi>', str(escape(text)))
    return Markup(_BOLD.sub(r"<b><bdi>\1</bdi></b>", isolated))  # noqa: S704  escaped


def calls(text: str) -> Markup:
    """Show words as `bold` does, with each telephone number in them ready to be called."""
    # Every second piece stood between two pairs of asterisks.
    return Markup("").join(
        Markup("<b><bdi>{}</bdi></b>").format(_linked(piece)) if number % 2 else _linked(piece)
        for number, piece in enumerate(_BOLD.split(text))
    )


def _linked(text: str) -> Markup:
    pieces: list[Markup] = []
    start = 0
    for match in _NUMBER.finditer(text):
        number = re.sub(r"[ \u00a0]", "", match.group())
        dialled = f"+39{number}" if len(number) > 6 and not number.startswith("+") else number
        link = Markup('<a class="tel" href="tel:{}"><bdi dir="ltr">{}</bdi></a>')
        before = text[start : match.start()]
        pieces += [bold(before), link.format(dialled, match.group())]
        start = match.end()
    return Markup("").join([*pieces, bold(text[start:])])


def inside(html: str, number: int) -> Markup:
    """Fit the inside of an item's page into another page, as its part of this number.

    `html` comes from our own templates, in which the words of content are escaped.
    """
    sunk = _HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", html)
    own = _NAMED_ONCE.sub(
        lambda found: found[1] + " ".join(f"{each}-{number}" for each in found[2].split()), sunk
    )
    return Markup(own)  # noqa: S704  our own template


def asks(face: Mapping[str, Any]) -> str:
    """Tell whether an office asks for a permit: its own answer, else that of its kind (rule 6)."""
    own = face.get("asks_for_permit")
    kind = TAXONOMIES["office_kind"][face["kind_of_office"]]
    return str(own or kind.notes["asks_for_permit"])


def helpers_first(cards: list[Card]) -> list[Card]:
    """Sort offices: helpers, then Prefettura and labour inspectors, police last (rule 6)."""
    return sorted(cards, key=lambda card: _rank(card.facts))


def _rank(face: Mapping[str, Any]) -> int:
    return 2 if asks(face) == "police" else int(face["kind_of_office"] in ("prefettura", "inl"))


def scams(topic: str) -> bool:
    """Tell whether the sentence on scams stands on pages of this topic (rule 12)."""
    return bool(TAXONOMIES["topic"][topic].notes.get("scams"))


def site(address: str) -> str:
    """Shorten an address for reading: without scheme and last slash."""
    return re.sub(r"^https?://(www\.)?", "", address).rstrip("/")


def act(row: Mapping[str, Any]) -> str:
    """Write an act as lawyers do: "D.Lgs. 286/1998"."""
    short = TAXONOMIES["act"][row["act"]].desk
    if row.get("number") and row.get("year"):
        return f"{short} {row['number']}/{row['year']}"
    return short if not row.get("name") else f"{short} {row['name']}"


def act_url(row: Mapping[str, Any], article: str = "") -> str | None:
    """Give the Normattiva address of an act or one of its articles, None for other acts."""
    urn = TAXONOMIES["act"][row["act"]].notes.get("urn")
    if not urn or not row.get("number") or not row.get("year"):
        return None
    number = re.match(r"\d+(-\w+)?", article)
    if not number:
        return ACT_URL.format(
            urn=urn, when=row["year"], number=row["number"], article=""
        ).removesuffix("~art")
    return ACT_URL.format(
        urn=urn, when=row["year"], number=row["number"], article=number.group().replace("-", "")
    )


def _locale() -> Any:  # Any: babel's Locale is untyped here
    return babel_locale(lang_now())


def _time(value: datetime | str) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def teach(app: Flask) -> None:
    """Give the templates of an app these filters and functions."""
    app.jinja_env.filters |= {
        "term": term, "term_of": term_of, "said": said, "day": day, "hour": hour,
        "long_time": long_time, "weekday": weekday, "weekday_hours": weekday_hours, "euro": euro,
        "km": distance, "phone": phone, "language_name": language_name,
        "language_list": language_list, "terms": terms, "enumerated": enumerated,
        "country": country, "bold": bold, "site": site, "act": act,
        "act_url": act_url, "dir": direction, "calls": calls, "asks": asks,
        "helpers_first": helpers_first, "scams": scams, "in_two": in_two,
        "in_italian": in_italian, "italian_name": italian_name, "tick_id": tick_id,
        "inside": inside,
    }  # fmt: skip
    app.jinja_env.globals |= {
        "icon": icon, "qr": qr, "opening": opening,
        "emergency_opening": emergency_opening, "same_page": same_page, "turned": turned,
        "paired": paired, "second_lang": second_lang,
        "no_class": lambda row: "", "desk_path": desk_path, "keeps_ticks": keeps_ticks,
        "gives_reminders": gives_reminders, "N_": str,
        "plan_steps": plan_steps, "plan_list": plan_list,
    }  # fmt: skip
