"""Who a thing is for: legal statuses, and how well somebody knows Italian."""

from services_app.taxonomies.term import NC_, Taxonomy, term

# `embassy`: "never" sent to that of their own State (rule 7); "lawyer_first": a lawyer is asked
# before, as some of them have good reasons not to go. Of all others nothing is said.
LEGAL_STATUSES = Taxonomy(
    "legal_status",
    term(
        "asylum_seeker",
        NC_("legal_status", "person asking for asylum"),
        "richiedente asilo",
        embassy="never",
    ),
    term(
        "asylum_appellant",
        NC_("legal_status", "person who appealed a refusal of asylum"),
        "ricorrente",
        embassy="never",
    ),
    term("refugee", NC_("legal_status", "refugee"), "status di rifugiato", embassy="never"),
    term(
        "subsidiary_protection",
        NC_("legal_status", "person with subsidiary protection"),
        "protezione sussidiaria",
        embassy="lawyer_first",
    ),
    term(
        "special_protection",
        NC_("legal_status", "person with special protection"),
        "protezione speciale",
    ),
    term(
        "temporary_protection_ukraine",
        NC_("legal_status", "person with temporary protection (Ukraine)"),
        "protezione temporanea",
    ),
    term(
        "special_cases",
        NC_("legal_status", "person with a “special cases” permit"),
        "casi speciali",
    ),
    term(
        "medical_treatment",
        NC_("legal_status", "person with a permit for medical treatment"),
        "cure mediche",
    ),
    term(
        "unaccompanied_minor",
        NC_("legal_status", "minor alone in Italy"),
        "minore straniero non accompagnato",
    ),
    term(
        "former_minor_care_leaver",
        NC_("legal_status", "person who turned 18 in care (until 21)"),
        "prosieguo amministrativo",
    ),
    term("family", NC_("legal_status", "person with a family permit"), "motivi familiari"),
    term(
        "eu_family_member",
        NC_("legal_status", "family member of an EU citizen"),
        "familiare di cittadino UE",
    ),
    term("work_employee", NC_("legal_status", "employee with a work permit"), "lavoro subordinato"),
    term("work_seasonal", NC_("legal_status", "seasonal worker"), "lavoro stagionale"),
    term("work_self_employed", NC_("legal_status", "self-employed person"), "lavoro autonomo"),
    term(
        "job_seeking",
        NC_("legal_status", "person with a permit for looking for work"),
        "attesa occupazione",
    ),
    term("study", NC_("legal_status", "student"), "studio"),
    term(
        "eu_long_term",
        NC_("legal_status", "long-term EU resident"),
        "soggiornante di lungo periodo",
    ),
    term(
        "awaiting_renewal",
        NC_("legal_status", "person waiting for a renewal, with the receipt"),
        "in attesa di rinnovo",
    ),
    term("stateless", NC_("legal_status", "person without any citizenship"), "apolide"),
    term("eu_citizen", NC_("legal_status", "EU citizen"), "cittadino UE"),
    term(
        "undocumented",
        NC_("legal_status", "person without a permit"),
        "senza permesso di soggiorno",
    ),
    term("italian_citizen", NC_("legal_status", "Italian citizen"), "cittadino italiano"),
)

CEFR_LEVELS = Taxonomy(
    "cefr",
    term("none", NC_("cefr", "no Italian needed")),
    term(
        "pre_a1",
        NC_("cefr", "first words (before A1)"),
        "alfabetizzazione",
        cv="nozioni di base",
    ),
    term("a1", NC_("cefr", "A1: simple words"), "A1"),
    term("a2", NC_("cefr", "A2: simple talks"), "A2"),
    term("b1", NC_("cefr", "B1: everyday life"), "B1"),
    term("b2", NC_("cefr", "B2: at ease"), "B2"),
    term("c1", NC_("cefr", "C1: very good"), "C1"),
    term("c2", NC_("cefr", "C2: like a native speaker"), "C2"),
)
