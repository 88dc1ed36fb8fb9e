"""What we publish: one line a type. Nothing below this file reads the list at import."""

from services_app.content.courses import TYPE as COURSES
from services_app.content.events import TYPE as EVENTS
from services_app.content.guides import TYPE as GUIDES
from services_app.content.helplines import TYPE as HELPLINES
from services_app.content.housing import TYPE as HOUSING
from services_app.content.jobs import TYPE as JOBS
from services_app.content.notices import TYPE as NOTICES
from services_app.content.offices import TYPE as OFFICES
from services_app.content.organisations import TYPE as ORGANISATIONS
from services_app.content.practices import TYPE as PRACTICES
from services_app.content.type import ContentType

CONTENT_TYPES: tuple[ContentType, ...] = (
    GUIDES,
    OFFICES,
    JOBS,
    HOUSING,
    COURSES,
    EVENTS,
    HELPLINES,
    ORGANISATIONS,
    NOTICES,
    PRACTICES,
)
