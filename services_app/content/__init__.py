"""What we publish: one line a type. Nothing below this file reads the list at import."""

from importlib import import_module

from services_app.content.type import ContentType

CONTENT_TYPES: tuple[ContentType, ...] = tuple(
    import_module(f"services_app.content.{name}").TYPE
    for name in (
        "guides",
        "offices",
        "jobs",
        "housing",
        "courses",
        "events",
        "helplines",
        "organisations",
        "notices",
        "practices",
        "pathways",
    )
)
