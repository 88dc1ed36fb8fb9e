"""What the steps of a plan lead to besides guides and offices: lists of offers."""

from services_app.taxonomies.term import NC_, Taxonomy, term

# `list` is the type, `query` its filters as an address has them; `hue` names the pictogram too.
OFFER_LISTS = Taxonomy(
    "offer_list",
    term("jobs", NC_("offer_list", "Job offers"), list="jobs", hue="work", query=""),
    term(
        "jobs_without_italian",
        NC_("offer_list", "Jobs that ask for no Italian"),
        list="jobs",
        hue="work",
        query="italian_level=none",
    ),
    term("homes", NC_("offer_list", "Homes to rent"), list="housing", hue="home", query=""),
    term(
        "homes_with_residence",
        NC_("offer_list", "Homes where residence can be registered"),
        list="housing",
        hue="home",
        query="residence=yes",
    ),
    term(
        "italian_courses",
        NC_("offer_list", "Italian courses"),
        list="courses",
        hue="learn",
        query="kind=italian&kind=literacy",
    ),
    term(
        "trade_courses",
        NC_("offer_list", "Courses for a trade"),
        list="courses",
        hue="learn",
        query="kind=trade&kind=safety",
    ),
)
