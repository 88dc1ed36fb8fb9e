"""The app's database, types and open towns, as views reach them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from flask import Flask, current_app
from sqlalchemy import select

from services_app.config import Settings
from services_app.content.item import Generation, now_utc
from services_app.content.opening import ROME
from services_app.content.queries import Moment
from services_app.content.type import ContentType
from services_app.db import Database
from services_app.errors import NotFound
from services_app.places.atlas import Atlas, Town, read_atlas


class Store:
    """One per app; keeps the open towns in memory and looks for changes once a second."""

    def __init__(self, settings: Settings, database: Database, types: Sequence[ContentType]):
        self.settings, self.database = settings, database
        self.types = {kind.name: kind for kind in types}
        self.clock = now_utc
        self._atlas: Atlas | None = None
        self._generation = -1
        self._looked_at = 0.0

    def atlas(self) -> Atlas:
        """Give the open towns, at most a second old."""
        now = time.monotonic()
        if self._atlas is None or now - self._looked_at > 1:
            with self.database.reading() as session:
                number = (
                    session.scalar(select(Generation.number).where(Generation.name == "places"))
                    or 0
                )
                if self._atlas is None or number != self._generation:
                    self._atlas, self._generation = read_atlas(session), number
            self._looked_at = now
        return self._atlas

    def forget(self) -> None:
        """Read the open towns anew at the next page."""
        self._atlas = None

    def town(self, slug: str) -> Town:
        """Find an open town by its address part; raises NotFound."""
        town = self.atlas().by_slug.get(slug)
        if town is None:
            raise NotFound(f"place {slug}")
        return town

    def default_town(self) -> Town:
        """Give the configured town, or the first one; raises NotFound when none is open."""
        atlas = self.atlas()
        town = atlas.by_slug.get(self.settings.default_place)
        if town is None and not atlas.towns:
            raise NotFound("no town is open")
        return town or atlas.towns[0]

    def town_for(self, place_code: str) -> Town:
        """Choose an open town that lies in a place, the configured one if it does."""
        inside = [town for town in self.atlas().towns if place_code in town.above]
        default = self.default_town()
        return default if default in inside or not inside else inside[0]

    def moment(self) -> Moment:
        """Give the time by which pages are shown now."""
        now: datetime = self.clock()
        return Moment(now, now.astimezone(ROME).date(), self.settings.show_samples)


def attach(app: Flask, store: Store) -> None:
    """Give the app its store."""
    app.extensions["store"] = store


def store() -> Store:
    """Give the store of the app that answers this request."""
    return cast(Store, current_app.extensions["store"])
