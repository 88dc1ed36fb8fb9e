"""The few sentences that a mediator may put before a list: closed, so that they name nobody."""

from services_app.taxonomies.term import NC_, Taxonomy, term

SENTENCES = Taxonomy(
    "sentence",
    term("today", NC_("sentence", "Read this today.")),
    term("first", NC_("sentence", "Begin with the first one.")),
    term("call", NC_("sentence", "Call before you go.")),
    term("bring", NC_("sentence", "Bring the papers that are named here.")),
    term("together", NC_("sentence", "Take somebody with you whom you trust.")),
    term("ask", NC_("sentence", "Ask me if something is not clear.")),
)
