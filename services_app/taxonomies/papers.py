"""Documents that offices ask for, and acts of law that guides rest on."""

from services_app.taxonomies.term import NC_, Taxonomy, term

# `home_country` marks papers that come from the authorities of the country of origin: asylum
# seekers and refugees are never sent for them (do no harm, rule 7). `desk_card` keeps a card for
# the desk from telling a status: "never" leaves a paper out, "unmarked" never calls it missing.
DOCUMENTS = Taxonomy(
    "document",
    term("passport", NC_("document", "Passport"), "passaporto", home_country=True),
    term(
        "residence_permit",
        NC_("document", "Residence permit (card)"),
        "permesso di soggiorno",
        desk_card="unmarked",
    ),
    term(
        "permit_receipt",
        NC_("document", "Receipt of the permit"),
        "ricevuta o cedolino",
        desk_card="unmarked",
    ),
    term(
        "asylum_receipt",
        NC_("document", "Receipt of the asylum request"),
        "ricevuta della domanda di protezione",
        desk_card="never",
    ),
    term(
        "attestato_nominativo",
        NC_("document", "Named certificate of the asylum request"),
        "attestato nominativo",
        desk_card="never",
    ),
    term(
        "c3_form",
        NC_("document", "Record of the asylum request (form C3)"),
        "modello C3",
        desk_card="never",
    ),
    term(
        "commission_summons",
        NC_("document", "Invitation to the Commission interview"),
        "convocazione",
        desk_card="never",
    ),
    term(
        "commission_decision",
        NC_("document", "Decision of the Commission"),
        "decisione della Commissione territoriale",
        desk_card="never",
    ),
    term(
        "travel_document",
        NC_("document", "Travel document"),
        "titolo di viaggio",
        desk_card="never",
    ),
    term(
        "identity_card",
        NC_("document", "Identity card"),
        "carta d'identità (CIE)",
        desk_card="unmarked",
    ),
    term(
        "identity_document",
        NC_("document", "Identity document: card, permit or receipt"),
        "documento di riconoscimento",
        desk_card="unmarked",
    ),
    term("tax_code", NC_("document", "Tax code"), "codice fiscale"),
    term("health_card", NC_("document", "Health card"), "tessera sanitaria"),
    term(
        "stp_code",
        NC_("document", "Health code for people without a permit (STP)"),
        "codice STP",
        desk_card="never",
    ),
    term(
        "residence_certificate",
        NC_("document", "Certificate of residence"),
        "certificato di residenza",
    ),
    term("proof_of_address", NC_("document", "Proof of where you live"), "prova dell'alloggio"),
    term(
        "hospitality_declaration",
        NC_("document", "Declaration of hospitality"),
        "dichiarazione di ospitalità",
    ),
    term(
        "housing_suitability",
        NC_("document", "Certificate that the home is suitable"),
        "idoneità alloggiativa",
    ),
    term(
        "rental_contract",
        NC_("document", "Registered rental contract"),
        "contratto di locazione registrato",
    ),
    term("employment_contract", NC_("document", "Work contract"), "contratto di lavoro"),
    term("payslip", NC_("document", "Payslip"), "busta paga"),
    term(
        "income_certificate",
        NC_("document", "Yearly income statement"),
        "Certificazione Unica (CU)",
    ),
    term("isee", NC_("document", "ISEE statement of income and wealth"), "attestazione ISEE"),
    term("iban", NC_("document", "Bank account number (IBAN)"), "IBAN"),
    term("self_declaration", NC_("document", "Self-declaration"), "autocertificazione"),
    term(
        "sworn_statement",
        NC_("document", "Sworn statement in place of a paper from home"),
        "atto notorio",
    ),
    term(
        "language_certificate",
        NC_("document", "Certificate of Italian"),
        "certificato di lingua italiana",
    ),
    term(
        "school_certificate", NC_("document", "School certificate or diploma"), "titolo di studio"
    ),
    term(
        "comparability_statement",
        NC_("document", "Statement of comparability of a diploma"),
        "attestato di comparabilità (CIMEA)",
    ),
    term("driving_licence", NC_("document", "Driving licence"), "patente di guida"),
    term(
        "birth_certificate",
        NC_("document", "Birth certificate, translated"),
        "atto di nascita",
        home_country=True,
    ),
    term(
        "criminal_record",
        NC_("document", "Criminal record certificate"),
        "certificato penale",
        home_country=True,
    ),
    term(
        "marriage_certificate",
        NC_("document", "Marriage certificate"),
        "atto di matrimonio",
        home_country=True,
    ),
    term(
        "marriage_or_family_status",
        NC_("document", "Certificate of the family"),
        "stato di famiglia",
    ),
    term(
        "expulsion_decree",
        NC_("document", "Expulsion order"),
        "decreto di espulsione",
        desk_card="never",
    ),
    term(
        "police_report",
        NC_("document", "Report of theft or loss"),
        "denuncia di furto o smarrimento",
    ),
    term("medical_certificate", NC_("document", "Medical certificate"), "certificato medico"),
    term(
        "resignation_receipt",
        NC_("document", "Receipt of the online resignation"),
        "ricevuta delle dimissioni telematiche",
    ),
    term(
        "delivery_notice",
        NC_("document", "Notice of a letter waiting at the post office"),
        "avviso di giacenza",
    ),
    term("power_of_attorney", NC_("document", "Written permission to act for somebody"), "delega"),
    term("revenue_stamp", NC_("document", "Revenue stamp"), "marca da bollo"),
    term("photo", NC_("document", "Passport-size photo"), "fototessera"),
    term("cv", NC_("document", "CV: your work history"), "curriculum vitae"),
)

# `urn` is the act's part of a Normattiva address (urn:nir:stato:<urn>:<year>;<number>~art<n>).
ACTS = Taxonomy(
    "act",
    term("constitution", NC_("act", "Constitution"), "Costituzione", urn="costituzione"),
    term("law", NC_("act", "Law"), "L.", urn="legge"),
    term("decree_law", NC_("act", "Decree-law"), "D.L.", urn="decreto.legge"),
    term(
        "legislative_decree", NC_("act", "Legislative decree"), "D.Lgs.", urn="decreto.legislativo"
    ),
    term(
        "presidential_decree",
        NC_("act", "Presidential decree"),
        "D.P.R.",
        urn="decreto.del.presidente.della.repubblica",
    ),
    term("prime_ministerial_decree", NC_("act", "Decree of the Prime Minister"), "D.P.C.M."),
    term("ministerial_decree", NC_("act", "Ministerial decree"), "D.M."),
    term("royal_decree", NC_("act", "Royal decree"), "R.D.", urn="regio.decreto"),
    term("code", NC_("act", "Code"), "Codice"),
    term("eu_regulation", NC_("act", "EU regulation"), "Reg. (UE)"),
    term("eu_directive", NC_("act", "EU directive"), "Dir. (UE)"),
    term("treaty", NC_("act", "International convention"), "Convenzione"),
    term("court", NC_("act", "Court judgment"), "Sentenza"),
    term("circular", NC_("act", "Circular of a ministry or body"), "Circolare"),
    term("regional", NC_("act", "Regional act"), "Atto regionale"),
    term("agreement", NC_("act", "Collective or State-Regions agreement"), "Accordo"),
)

COSTS = Taxonomy(
    "cost",
    term("card", NC_("cost", "electronic card"), "permesso elettronico"),
    term("stamp", NC_("cost", "revenue stamp"), "marca da bollo"),
    term("postal_kit", NC_("cost", "post office service for the kit"), "servizio Poste"),
    term("contribution", NC_("cost", "contribution"), "contributo"),
    term("contribution_short", NC_("cost", "contribution, permit of 3 to 12 months"), "contributo"),
    term("contribution_medium", NC_("cost", "contribution, permit of 1 to 2 years"), "contributo"),
    term("contribution_long", NC_("cost", "contribution, long-term EU permit"), "contributo"),
    term("fee", NC_("cost", "fee"), "tariffa"),
    term("postal_payment", NC_("cost", "payment slip at the post office"), "bollettino postale"),
    term("total", NC_("cost", "in all"), "totale"),
)
