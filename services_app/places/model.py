"""Places of Italy: country > region > province > municipality, and which towns are open."""

from __future__ import annotations

from sqlalchemy import Boolean, Float, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from services_app.db import Base, sorted_text


class Place(Base):
    """One place; `code` is "it" or the ISTAT code (region 2 digits, province 3, municipality 6).

    `level` is country, region, province or municipality.
    """

    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    level: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))
    other_name: Mapped[str | None] = mapped_column(String(120))
    slug: Mapped[str | None] = mapped_column(String(120), unique=True)
    folded: Mapped[str] = mapped_column(sorted_text(240), index=True)
    sign: Mapped[str | None] = mapped_column(String(2))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    is_open: Mapped[bool] = mapped_column(Boolean, default=False, index=True)
    radius_km: Mapped[int] = mapped_column(Integer, default=40)
    patron_day: Mapped[str | None] = mapped_column(String(5))
    languages: Mapped[str] = mapped_column(String(120), default="")

    @property
    def province_code(self) -> str | None:
        """The ISTAT code of the province (first three digits), if it lies in one."""
        return self.code[:3] if len(self.code) == 6 else None
