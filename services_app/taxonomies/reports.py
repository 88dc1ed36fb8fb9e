"""What readers report, how a report is answered, and what is wrong with an outside address."""

from services_app.taxonomies.term import NC_, Taxonomy, term

REPORT_REASONS = Taxonomy(
    "report_reason",
    term("closed", NC_("report_reason", "It is closed or gone")),
    term("moved", NC_("report_reason", "It is in another place now")),
    term("phone_dead", NC_("report_reason", "The telephone number does not work")),
    term("wrong_hours", NC_("report_reason", "The hours are wrong")),
    term("wrong_text", NC_("report_reason", "The words are wrong or hard to understand")),
    term("other", NC_("report_reason", "Something else")),
)

# `state`: what becomes of the reports. "Not ours" says nothing about the item, so it is no answer.
REPORT_ANSWERS = Taxonomy(
    "report_answer",
    term("corrected", NC_("report_answer", "We corrected it"), state="answered"),
    term("was_right", NC_("report_answer", "It was right"), state="answered"),
    term("not_ours", NC_("report_answer", "Not for us"), state="closed"),
)

LINK_PROBLEMS = Taxonomy(
    "link_problem",
    term("gone", NC_("link_problem", "The page is not there any more")),
    term("broken", NC_("link_problem", "The site answers with an error")),
    term("no_answer", NC_("link_problem", "The site does not answer")),
    term("certificate", NC_("link_problem", "The site cannot prove that it is safe")),
    term("not_public", NC_("link_problem", "The address is not on the public internet")),
)
