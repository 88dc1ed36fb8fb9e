"""Homes: kinds of lodging, rental contracts, what a rent includes."""

from services_app.taxonomies.term import NC_, Taxonomy, term

# `no_place`: no street, point or picture is ever stored (do no harm, rule 11).
HOUSING_KINDS = Taxonomy(
    "housing_kind",
    term("room_single", NC_("housing_kind", "Single room"), "stanza singola", schema="Room"),
    term(
        "bed_shared_room",
        NC_("housing_kind", "Bed in a shared room"),
        "posto letto in stanza condivisa",
        schema="Room",
    ),
    term("studio", NC_("housing_kind", "One-room flat"), "monolocale", schema="Apartment"),
    term("apartment_2_rooms", NC_("housing_kind", "Two-room flat"), "bilocale", schema="Apartment"),
    term(
        "apartment_3_rooms", NC_("housing_kind", "Three-room flat"), "trilocale", schema="Apartment"
    ),
    term(
        "apartment_4_plus",
        NC_("housing_kind", "Flat with four rooms or more"),
        "quadrilocale o più",
        schema="Apartment",
    ),
    term("house", NC_("housing_kind", "House"), "casa indipendente", schema="House"),
    term("rural_house", NC_("housing_kind", "House in the country"), "casa rurale", schema="House"),
    term(
        "shared_flat",
        NC_("housing_kind", "Place in a shared flat"),
        "appartamento in coabitazione",
        schema="Apartment",
    ),
    term(
        "social_housing", NC_("housing_kind", "Social housing"), "alloggio ERP", schema="Apartment"
    ),
    term(
        "employer_provided",
        NC_("housing_kind", "Lodging of an employer"),
        "alloggio offerto dal datore di lavoro",
        schema="Accommodation",
        risk=True,
    ),
    term(
        "temporary_shelter",
        NC_("housing_kind", "Bed for a short time"),
        "dormitorio",
        schema="Accommodation",
        no_place=True,
    ),
    term(
        "host_family",
        NC_("housing_kind", "Stay with a family"),
        "accoglienza in famiglia",
        schema="Accommodation",
        no_place=True,
    ),
)

RENTAL_CONTRACTS = Taxonomy(
    "rental_contract",
    term("free_4_4", NC_("rental_contract", "4 + 4 years"), "canone libero 4+4"),
    term("agreed_3_2", NC_("rental_contract", "3 + 2 years, agreed rent"), "canone concordato 3+2"),
    term("transitory", NC_("rental_contract", "up to 18 months, with a reason"), "transitorio"),
    term("student", NC_("rental_contract", "for students"), "per studenti universitari"),
    term("room_sublet", NC_("rental_contract", "part of a home"), "locazione parziale"),
    term("comodato", NC_("rental_contract", "free loan of a home"), "comodato gratuito"),
    term("short_under_30_days", NC_("rental_contract", "less than 30 days"), "locazione breve"),
)

RENT_INCLUDES = Taxonomy(
    "rent_includes",
    term("condominium", NC_("rent_includes", "building costs"), "spese condominiali"),
    term("heating", NC_("rent_includes", "heating"), "riscaldamento"),
    term("water", NC_("rent_includes", "water"), "acqua"),
    term("electricity", NC_("rent_includes", "electricity"), "luce"),
    term("gas", NC_("rent_includes", "gas"), "gas"),
    term("internet", NC_("rent_includes", "internet"), "internet"),
)

YES_NO = Taxonomy(
    "yes_no",
    term("yes", NC_("yes_no", "yes"), "sì"),
    term("no", NC_("yes_no", "no"), "no"),
    term("limited", NC_("yes_no", "in part"), "in parte"),
    term("unknown", NC_("yes_no", "not known yet"), "non si sa"),
)

LANDLORD_KINDS = Taxonomy(
    "landlord_kind",
    term("private", NC_("landlord_kind", "private owner"), "privato"),
    term("agency", NC_("landlord_kind", "estate agency"), "agenzia immobiliare"),
    term("association", NC_("landlord_kind", "association"), "associazione"),
    term("municipality", NC_("landlord_kind", "municipality"), "Comune"),
    term("parish", NC_("landlord_kind", "parish or religious body"), "parrocchia"),
    term("cooperative", NC_("landlord_kind", "cooperative"), "cooperativa"),
)
