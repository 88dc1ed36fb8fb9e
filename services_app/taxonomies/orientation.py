"""Where to go: tiles and topics, kinds of office and organisation, ways in, helplines."""

from services_app.taxonomies.term import NC_, Taxonomy, term

TILES = Taxonomy(
    "tile",
    term("my_permit", NC_("tile", "My permit"), icon="permit", hue="permit"),
    term("doctor", NC_("tile", "Doctor"), icon="health", hue="health"),
    term("work", NC_("tile", "Work"), icon="work", hue="work"),
    term("a_home", NC_("tile", "A home"), icon="home", hue="home"),
    term("learn_italian", NC_("tile", "Learn Italian"), icon="learn", hue="learn"),
    term("my_family", NC_("tile", "My family"), icon="family", hue="family"),
    term("money_id", NC_("tile", "Money and ID"), icon="money", hue="money"),
    term("where_to_go", NC_("tile", "Where to go"), icon="office", hue="office", list="offices"),
)

# `tile` None keeps a topic out of the home page, of suggestions and of "near me".
# `no_days`: numbers of days are never printed (do no harm, rule 4).
# `scams`: the sentence on scams stands on the page (rule 12).
TOPICS = Taxonomy(
    "topic",
    term("asylum", NC_("topic", "Asylum"), tile="my_permit", no_days=True, scams=True),
    term("permits", NC_("topic", "Permits"), tile="my_permit", scams=True),
    term("citizenship", NC_("topic", "Citizenship"), tile="my_permit", scams=True),
    term("health", NC_("topic", "Health"), tile="doctor"),
    term("work", NC_("topic", "Work"), tile="work", scams=True),
    term("mobility", NC_("topic", "Driving and travel"), tile="work"),
    term("housing", NC_("topic", "Home"), tile="a_home", scams=True),
    term("education", NC_("topic", "School and Italian"), tile="learn_italian"),
    term("family", NC_("topic", "Family"), tile="my_family"),
    term("minors", NC_("topic", "Children and young people"), tile="my_family"),
    term("documents", NC_("topic", "Papers and residence"), tile="money_id", scams=True),
    term("money", NC_("topic", "Money"), tile="money_id"),
    term("welfare", NC_("topic", "Benefits"), tile="money_id"),
    term("protection", NC_("topic", "Help and rights"), tile=None),
    term("return", NC_("topic", "Return"), tile=None),
)


def topic_hue(code: str) -> str:
    """Name the hue of a topic: that of its tile, or the quiet one of help."""
    tile = TOPICS[code].notes["tile"]
    return str(TILES[str(tile)].notes["hue"]) if tile else "help"


HELPLINE_KINDS = Taxonomy(
    "helpline_kind",
    term("emergency", NC_("helpline_kind", "Emergency"), "emergenza"),
    term("violence", NC_("helpline_kind", "Violence and stalking"), "violenza"),
    term("trafficking", NC_("helpline_kind", "Trafficking"), "tratta"),
    term("exploitation", NC_("helpline_kind", "Exploitation at work"), "caporalato"),
    term("minors", NC_("helpline_kind", "Children and young people"), "minori"),
    term("asylum", NC_("helpline_kind", "Asylum and rights"), "asilo"),
    term("discrimination", NC_("helpline_kind", "Discrimination"), "discriminazione"),
    term("health", NC_("helpline_kind", "Health"), "salute"),
    term("family_tracing", NC_("helpline_kind", "Missing relatives"), "familiari dispersi"),
    term("qualifications", NC_("helpline_kind", "Diplomas"), "titoli di studio"),
    term("information", NC_("helpline_kind", "Information"), "informazioni"),
    term("return", NC_("helpline_kind", "Return"), "ritorno"),
)

CALL_COSTS = Taxonomy(
    "call_cost",
    term("free", NC_("call_cost", "free"), "gratis"),
    term("free_landline", NC_("call_cost", "free from a landline"), "gratis da rete fissa"),
    term("normal", NC_("call_cost", "normal call price"), "costo di una chiamata"),
    term("unknown", NC_("call_cost", "price not known"), "costo non noto"),
)

URGENCIES = Taxonomy(
    "urgency",
    term("none", NC_("urgency", "no hurry")),
    term("today", NC_("urgency", "today"), "oggi"),
    term("this_week", NC_("urgency", "this week"), "questa settimana"),
    term("before_date", NC_("urgency", "before the date on your paper"), "prima della scadenza"),
)

RISKS = Taxonomy(
    "risk",
    term("normal", NC_("risk", "normal")),
    term("high", NC_("risk", "high")),
)

CONFIDENCES = Taxonomy(
    "confidence",
    term("high", NC_("confidence", "well sourced")),
    term("medium", NC_("confidence", "partly sourced")),
    term("low", NC_("confidence", "weakly sourced: ask before you act")),
)

ORGANISATION_KINDS = Taxonomy(
    "organisation_kind",
    term("municipality", NC_("organisation_kind", "Municipality"), "Comune"),
    term("prefettura", NC_("organisation_kind", "State office of the province"), "Prefettura"),
    term("questura", NC_("organisation_kind", "Police of the province"), "Questura"),
    term(
        "cas_operator",
        NC_("organisation_kind", "Operator of reception centres"),
        "Ente gestore CAS",
        no_place=True,
    ),
    term(
        "sai_operator",
        NC_("organisation_kind", "Operator of a SAI project"),
        "Ente gestore SAI",
        no_place=True,
    ),
    term(
        "migrant_association",
        NC_("organisation_kind", "Association of migrants"),
        "Associazione di migranti",
    ),
    term(
        "third_sector",
        NC_("organisation_kind", "Non-profit organisation"),
        "Ente del terzo settore",
    ),
    term(
        "shelter",
        NC_("organisation_kind", "Body that protects people"),
        "Ente di protezione",
        no_place=True,
    ),
    term(
        "minors_home",
        NC_("organisation_kind", "Body that hosts minors"),
        "Ente per minori",
        no_place=True,
    ),
    term("union", NC_("organisation_kind", "Trade union"), "Sindacato"),
    term(
        "church",
        NC_("organisation_kind", "Church or religious community"),
        "Chiesa o comunità religiosa",
    ),
    term("school", NC_("organisation_kind", "School or university"), "Scuola o università"),
    term("health_body", NC_("organisation_kind", "Health service"), "Azienda sanitaria"),
    term("public_body", NC_("organisation_kind", "Other public body"), "Altro ente pubblico"),
    term(
        "international", NC_("organisation_kind", "International body"), "Organismo internazionale"
    ),
    term("company", NC_("organisation_kind", "Firm"), "Impresa"),
)
