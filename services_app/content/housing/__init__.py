"""Housing: rooms and homes, with residence and registration always answered."""

from __future__ import annotations

from services_app.content.housing.model import Home
from services_app.content.housing.schema import HousingSchema
from services_app.content.type import ContentType, Face, Filter, Part, Related, term_label
from services_app.taxonomies.term import NC_


def _label(face: Face, lang: str) -> str:
    kind = term_label("housing_kind", face["kind_of_home"], lang)
    return f"{kind} · {face['town']}" if face.get("town") else kind


TYPE = ContentType(
    name="housing",
    title=NC_("type", "Homes"),
    one=NC_("type", "Home"),
    icon="home",
    hue="home",
    model=Home,
    schema=HousingSchema,
    label=_label,
    face=(
        "kind_of_home",
        "rent_cents",
        "includes",
        "contract",
        "contract_registered",
        "residence_possible",
        "free_from",
        "size_m2",
        "tied_to_job",
        "zone",
    ),
    parts=(
        Part("what", NC_("part", "About the home")),
        Part("note", NC_("part", "Good to know")),
        Part("picture", rows="pictures"),
    ),
    facets=(
        ("kind", "kind_of_home"),
        ("residence", "residence_possible"),
        ("contract", "contract"),
    ),
    filters=(
        Filter("kind", "housing_kind", NC_("filter", "Kind of home")),
        Filter("residence", "yes_no", NC_("filter", "Residence can be registered")),
    ),
    related=(Related("offices", slugs_in=("contact_office",)),),
    review_every_days=14,
    is_offer=True,
    scams=True,
    tile="a_home",
    form_first=(
        "kind",
        "zone",
        "rent_cents",
        "contract",
        "contract_registered",
        "residence_possible",
        "free_from",
        "landlord_kind",
        "contact_way",
        "contact_office",
    ),
)
