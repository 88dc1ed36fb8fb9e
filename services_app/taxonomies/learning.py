"""Courses, events, notices and practices: their kinds."""

from services_app.taxonomies.term import NC_, Taxonomy, term

COURSE_KINDS = Taxonomy(
    "course_kind",
    term("italian", NC_("course_kind", "Italian course"), "corso di italiano"),
    term("literacy", NC_("course_kind", "Reading and writing course"), "alfabetizzazione"),
    term("middle_school", NC_("course_kind", "Middle school certificate"), "licenza media"),
    term("secondary", NC_("course_kind", "Evening secondary school"), "scuola superiore serale"),
    term("trade", NC_("course_kind", "Trade course"), "formazione professionale"),
    term("safety", NC_("course_kind", "Safety at work course"), "sicurezza sul lavoro"),
    term("driving_theory", NC_("course_kind", "Driving theory course"), "teoria della patente"),
    term("digital", NC_("course_kind", "Computer and phone course"), "competenze digitali"),
    term("civic", NC_("course_kind", "Civic life course"), "educazione civica"),
)

EVENT_KINDS = Taxonomy(
    "event_kind",
    term("meeting", NC_("event_kind", "Information meeting"), "incontro informativo"),
    term("conversation", NC_("event_kind", "Conversation in Italian"), "conversazione"),
    term("festival", NC_("event_kind", "Festival"), "festa"),
    term("sport", NC_("event_kind", "Sport"), "sport"),
    term("market", NC_("event_kind", "Market or swap"), "mercato"),
    term("health_day", NC_("event_kind", "Health day"), "giornata della salute"),
    term("job_day", NC_("event_kind", "Job day"), "giornata del lavoro"),
    term("children", NC_("event_kind", "For children"), "per bambini"),
    term("culture", NC_("event_kind", "Music, cinema, books"), "cultura"),
)

SEVERITIES = Taxonomy(
    "severity",
    term("info", NC_("severity", "good to know"), "informazione"),
    term("change", NC_("severity", "something changed"), "cambiamento"),
    term("warning", NC_("severity", "attention"), "attenzione"),
    term("danger", NC_("severity", "danger"), "pericolo"),
)

TERRITORIAL_LEVELS = Taxonomy(
    "territorial_level",
    term("local", NC_("territorial_level", "local"), "locale"),
    term("provincial", NC_("territorial_level", "provincial"), "provinciale"),
    term("regional", NC_("territorial_level", "regional"), "regionale"),
    term("national", NC_("territorial_level", "national"), "nazionale"),
    term("european", NC_("territorial_level", "European"), "europeo"),
    term("rural", NC_("territorial_level", "rural areas"), "aree rurali"),
)

INVOLVEMENTS = Taxonomy(
    "involvement",
    term("actors", NC_("involvement", "migrants take part as actors"), "attori"),
    term("beneficiaries", NC_("involvement", "migrants benefit"), "destinatari"),
)

PRACTICE_AREAS = Taxonomy(
    "practice_area",
    term("governance", NC_("practice_area", "governance"), "governance"),
    term("networking", NC_("practice_area", "networks"), "reti"),
    term("health", NC_("practice_area", "health"), "salute"),
    term("labour_market", NC_("practice_area", "work"), "mercato del lavoro"),
    term(
        "social_entrepreneurship",
        NC_("practice_area", "social enterprise"),
        "imprenditoria sociale",
    ),
    term("rural_areas", NC_("practice_area", "rural areas losing people"), "aree interne"),
    term("agriculture", NC_("practice_area", "farming"), "agricoltura"),
    term("reception", NC_("practice_area", "reception"), "accoglienza"),
    term("training", NC_("practice_area", "training"), "formazione"),
    term("housing", NC_("practice_area", "housing"), "abitare"),
    term(
        "integration",
        NC_("practice_area", "social and economic integration"),
        "integrazione sociale ed economica",
    ),
    term("culture", NC_("practice_area", "cultural integration"), "integrazione culturale"),
    term("awareness", NC_("practice_area", "awareness"), "sensibilizzazione"),
    term("anti_stigma", NC_("practice_area", "against prejudice"), "contro lo stigma"),
    term("european_values", NC_("practice_area", "European values"), "valori europei"),
    term("ict", NC_("practice_area", "digital tools"), "strumenti digitali"),
    term(
        "competences",
        NC_("practice_area", "certification of competences"),
        "certificazione delle competenze",
    ),
    term(
        "migrant_associations",
        NC_("practice_area", "migrant associations"),
        "associazioni di migranti",
    ),
)

ENROL_WAYS = Taxonomy(
    "contact_way",
    term(
        "employment_centre",
        NC_("contact_way", "through the employment centre"),
        "Centro per l'Impiego",
    ),
    term("association", NC_("contact_way", "through an association"), "associazione"),
    term("agency", NC_("contact_way", "through an agency"), "agenzia"),
    term("office", NC_("contact_way", "at the office"), "sportello"),
    term("direct", NC_("contact_way", "directly"), "contatto diretto"),
)
