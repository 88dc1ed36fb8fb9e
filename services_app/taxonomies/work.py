"""Work: occupations (ISCO-08), sectors, contracts, pay, licences, ways to get there."""

from services_app.taxonomies.term import NC_, Taxonomy, term

# `employment` False marks what is not a job contract; it is shown as such.
CONTRACTS = Taxonomy(
    "contract",
    term("permanent", NC_("contract", "permanent contract"), "tempo indeterminato"),
    term("fixed_term", NC_("contract", "fixed-term contract"), "tempo determinato"),
    term("seasonal", NC_("contract", "seasonal contract"), "stagionale"),
    term(
        "agricultural_day",
        NC_("contract", "farm contract by days"),
        "operaio agricolo a tempo determinato (OTD)",
    ),
    term("apprenticeship", NC_("contract", "apprenticeship"), "apprendistato"),
    term(
        "internship",
        NC_("contract", "internship, not a job contract"),
        "tirocinio",
        employment=False,
    ),
    term(
        "work_grant",
        NC_("contract", "work grant, not a job contract"),
        "borsa lavoro",
        employment=False,
    ),
    term("on_call", NC_("contract", "on-call contract"), "lavoro intermittente"),
    term("agency", NC_("contract", "contract through an agency"), "somministrazione"),
    term("domestic", NC_("contract", "domestic work contract"), "lavoro domestico"),
    term("occasional", NC_("contract", "occasional work"), "prestazione occasionale"),
    term("collaboration", NC_("contract", "collaboration contract"), "co.co.co."),
    term(
        "self_employed", NC_("contract", "self-employed, with your own VAT number"), "partita IVA"
    ),
    term(
        "civil_service",
        NC_("contract", "civil service, not a job contract"),
        "servizio civile universale",
        employment=False,
    ),
    term(
        "volunteering",
        NC_("contract", "volunteering, not a job contract"),
        "volontariato",
        employment=False,
    ),
)

WORKING_TIMES = Taxonomy(
    "working_time",
    term("full_time", NC_("working_time", "full time"), "tempo pieno"),
    term("part_time", NC_("working_time", "part time"), "tempo parziale"),
)

SHIFTS = Taxonomy(
    "shift",
    term("day", NC_("shift", "by day"), "diurno"),
    term("early_morning", NC_("shift", "early morning"), "prima mattina"),
    term("evening", NC_("shift", "evening"), "sera"),
    term("nights", NC_("shift", "at night"), "notte"),
    term("rotating", NC_("shift", "changing shifts"), "turni"),
    term("weekends", NC_("shift", "weekends"), "fine settimana"),
)

PAY_UNITS = Taxonomy(
    "pay_unit",
    term("hour", NC_("pay_unit", "an hour"), "all’ora"),
    term("day", NC_("pay_unit", "a day"), "al giorno"),
    term("month", NC_("pay_unit", "a month"), "al mese"),
    term("year", NC_("pay_unit", "a year"), "all’anno"),
)

DRIVING_LICENCES = Taxonomy(
    "driving_licence",
    term("none", NC_("driving_licence", "not needed")),
    term("am", NC_("driving_licence", "AM (moped)"), "AM"),
    term("b", NC_("driving_licence", "B (car)"), "B"),
    term("c", NC_("driving_licence", "C (truck)"), "C"),
    term("d", NC_("driving_licence", "D (bus)"), "D"),
    term("ce", NC_("driving_licence", "CE (truck with trailer)"), "CE"),
)

LODGINGS = Taxonomy(
    "lodging",
    term("none", NC_("lodging", "not offered")),
    term("employer_free", NC_("lodging", "in a place of the employer, not paid")),
    term("employer_paid", NC_("lodging", "in a place of the employer, you pay")),
)

TRANSPORTS = Taxonomy(
    "transport",
    term("public", NC_("transport", "bus or train goes there")),
    term("on_foot", NC_("transport", "in town, on foot or by bicycle")),
    term("own", NC_("transport", "you need your own car or motorbike")),
    term("employer", NC_("transport", "the employer takes you")),
    term("unknown", NC_("transport", "not known: ask")),
)

EXPERIENCE = Taxonomy(
    "experience",
    term("none", NC_("experience", "not needed")),
    term("some", NC_("experience", "some, helps")),
    term("required", NC_("experience", "needed")),
)

EMPLOYER_KINDS = Taxonomy(
    "employer_kind",
    term("company", NC_("employer_kind", "firm"), "impresa"),
    term("farm", NC_("employer_kind", "farm"), "azienda agricola"),
    term("cooperative", NC_("employer_kind", "cooperative"), "cooperativa"),
    term("family", NC_("employer_kind", "family"), "famiglia"),
    term("agency", NC_("employer_kind", "work agency"), "agenzia per il lavoro"),
    term("public_body", NC_("employer_kind", "public body"), "ente pubblico"),
    term("association", NC_("employer_kind", "association"), "associazione"),
)

SECTORS = Taxonomy(
    "sector",
    term("agriculture", NC_("sector", "Farming and animals"), "agricoltura e allevamento"),
    term("food_industry", NC_("sector", "Food industry"), "industria alimentare"),
    term("construction", NC_("sector", "Building"), "edilizia"),
    term("care", NC_("sector", "Care of people and homes"), "cura e assistenza"),
    term("hospitality", NC_("sector", "Restaurants and hotels"), "ristorazione e turismo"),
    term("logistics", NC_("sector", "Warehouse and transport"), "logistica e trasporti"),
    term("cleaning", NC_("sector", "Cleaning"), "pulizie"),
    term("manufacturing", NC_("sector", "Factory and metal work"), "industria e metalmeccanica"),
    term("forestry", NC_("sector", "Forest and wood"), "bosco e legno"),
    term("retail", NC_("sector", "Shops"), "commercio e vendita"),
    term("mediation", NC_("sector", "Mediation and social work"), "mediazione e sociale"),
    term("it_office", NC_("sector", "Office and computers"), "ufficio e informatica"),
    term("other", NC_("sector", "Other work"), "altro"),
)
