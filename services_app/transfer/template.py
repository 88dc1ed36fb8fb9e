"""A file to start from: the headings of a type, one invented example, and its codes explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from marshmallow import fields, validate

from services_app.content.record import Values, load_record, stored_form, with_uuids
from services_app.content.type import ContentType, term_label
from services_app.errors import N_
from services_app.locales import catalogue
from services_app.taxonomies import TAXONOMIES, Term
from services_app.transfer import csvs, jsons, workbooks
from services_app.transfer.examples import example_facts
from services_app.transfer.table import OWN_BLOCK, cells_of, columns_in

HOW = {
    "text": N_("words"),
    "code": N_("one of the codes below"),
    "boolean": N_("yes or no"),
    "integer": N_("a whole number"),
    "number": N_("a number"),
    "euros": N_("euros, like 9,50"),
    "date": N_("a date, like 2026-11-30 or 30/11/2026"),
    "time": N_("a date and time, like 2026-11-30 18:00, in Italian time"),
    "list": N_("several, with ; between them"),
    "place": N_("the code of a place: it, a region 14, a province 070, a town 070031"),
    "places": N_("codes of places, with ; between them"),
    "week": N_("hours, like mo 09:00-12:30 15:00-17:30; we 09:00-12:30"),
    "rows": N_("rows, as JSON"),
    "json": N_("JSON"),
}
ROWS_OF_ONE = N_("several, with ; between them; rows as JSON where there is more to say")
NEEDED = N_("needed")
NOT_BY_HAND = ("uid", "blocks", "title_rev", "summary_rev")
EXAMPLE_SLUG = "sample-to-replace"


def write_template(
    kind: ContentType,
    format: str,
    file: BinaryIO,
    *,
    lang: str,
    langs: Sequence[str],
) -> None:
    """Write the headings with one example marked as a sample; XLSX says what codes mean in `lang`.

    `langs` are the languages for whose words there are columns.
    """
    record = example(kind, langs[0])
    if format == "json":
        del record["uid"]  # it would follow every copy of the example
        jsons.write(file, [record])
        return
    rows = list(_rows(kind, record, langs))
    if format == "csv":
        csvs.write(file, rows)
    else:
        workbooks.write(file, rows, explained(kind, lang, langs))


def example(kind: ContentType, lang: str) -> Values:
    """Invent a record that the type accepts: a draft, marked as a sample."""
    raw = {
        "slug": EXAMPLE_SLUG,
        "place": "070031",
        "state": "draft",
        "sample": True,
        "facts": example_facts(kind),
    }
    if kind.parts:
        words = {"id": kind.parts[0].name, "part": kind.parts[0].name, "text": "Esempio."}
        raw["texts"] = {lang: {"blocks": [words]}}
    return stored_form(kind, with_uuids(kind.name, EXAMPLE_SLUG, load_record(kind, raw)))


def _rows(
    kind: ContentType, record: Values, langs: Sequence[str]
) -> Iterator[list[str | int | float | None]]:
    """Write the words as `block <part>` columns, which people fill in; none of NOT_BY_HAND."""
    columns = [
        column
        for column in columns_in(kind, langs)
        if column.name.partition(":")[0] not in NOT_BY_HAND
    ]
    cells = cells_of(record, columns)
    names = [column.name for column in columns]
    for lang in langs:
        blocks = record["texts"].get(lang, {}).get("blocks", [])
        by_part = {block["part"]: block["text"] for block in blocks}
        for part in kind.parts:
            names.append(f"{OWN_BLOCK} {part.name}:{lang}")
            cells.append(by_part.get(part.name))
    yield [*names]
    yield cells


def explained(kind: ContentType, lang: str, langs: Sequence[str]) -> Iterator[list[str]]:
    """Yield (column, code, label): for each column how it is written, then its codes."""
    say = catalogue(lang).gettext
    yield ["column", "code", "label"]
    for column in columns_in(kind, langs[:1]):
        codes = list(_codes(column.name, column.field, lang))
        form = HOW["code"] if codes and column.kind == "text" else HOW[column.kind]
        how = say(ROWS_OF_ONE if column.row_key else form)
        needed = column.field.required and column.name != "slug"
        yield [column.name, "", f"{how} ({say(NEEDED)})" if needed else how]
        yield from codes


def _codes(name: str, field: fields.Field[Any], lang: str, listed: str = "") -> Iterator[list[str]]:
    """Yield the codes of a column, those inside its rows with the name of the row's field."""
    taxonomy = field.metadata.get("taxonomy", listed)
    if isinstance(field, fields.List):
        yield from _codes(name, field.inner, lang, taxonomy)
    elif isinstance(field, fields.Nested):
        for inner, each in field.schema.fields.items():
            yield from _codes(f"{name}.{each.data_key or inner}", each, lang)
    else:
        terms: Mapping[str, Term] = TAXONOMIES.get(taxonomy, {})
        choices = [c for v in field.validators if isinstance(v, validate.OneOf) for c in v.choices]
        for code in choices:
            yield [name, str(code), term_label(taxonomy, code, lang) if code in terms else ""]
