"""Items, their words and codes, which towns see them, history; search by triggers."""

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN, sorted_text

revision = "0002"
down_revision = "0001"

SQLITE_SEARCH = (
    """CREATE VIRTUAL TABLE text_fts USING fts5(
        folded, content='text', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'")""",
    """CREATE TRIGGER text_fts_insert AFTER INSERT ON text BEGIN
        INSERT INTO text_fts(rowid, folded) VALUES (new.id, new.folded); END""",
    """CREATE TRIGGER text_fts_delete AFTER DELETE ON text BEGIN
        INSERT INTO text_fts(text_fts, rowid, folded) VALUES ('delete', old.id, old.folded);
        END""",
    """CREATE TRIGGER text_fts_update AFTER UPDATE OF folded ON text BEGIN
        INSERT INTO text_fts(text_fts, rowid, folded) VALUES ('delete', old.id, old.folded);
        INSERT INTO text_fts(rowid, folded) VALUES (new.id, new.folded); END""",
)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("place_code", sa.String(length=6), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("risk", sa.String(length=8), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("neutral_code", sa.String(length=12), nullable=True),
        sa.Column("source_lang", sa.String(length=12), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("verified_by", sa.String(length=200), nullable=True),
        sa.Column("review_every_days", sa.Integer(), nullable=False),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("sources", JSON_COLUMN, nullable=False),
        sa.Column("face", JSON_COLUMN, nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_item_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("kind", "slug", name=op.f("uq_item_kind_slug")),
        sa.UniqueConstraint("neutral_code", name=op.f("uq_item_neutral_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_item_uid")),
    )
    op.create_index(op.f("ix_item_place_id"), "item", ["place_id"], unique=False)
    op.create_index(op.f("ix_item_updated_at"), "item", ["updated_at"], unique=False)
    op.create_table(
        "text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.String(length=600), nullable=False),
        sa.Column("body", JSON_COLUMN, nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("reviewed_by", sa.String(length=200), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_text_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text")),
        sa.UniqueConstraint("item_id", "lang", name=op.f("uq_text_item_id_lang")),
    )
    op.create_table(
        "item_code",
        sa.Column("facet", sa.String(length=30), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_item_code_item_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("facet", "code", "item_id", name=op.f("pk_item_code")),
    )
    op.create_index("ix_item_code_item_id", "item_code", ["item_id"], unique=False)
    op.create_table(
        "seen",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("order_key", sorted_text(40), nullable=False),
        sa.Column("km", sa.Float(), nullable=True),
        sa.Column("km_about", sa.Boolean(), nullable=False),
        sa.Column("competent", sa.Boolean(), nullable=False),
        sa.Column("show_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hide_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_seen_item_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_seen_place_id")),
        sa.PrimaryKeyConstraint("place_id", "item_id", name=op.f("pk_seen")),
    )
    op.create_index("ix_seen_item_id", "seen", ["item_id"], unique=False)
    op.create_index(
        "ix_seen_list",
        "seen",
        ["place_id", "kind", "order_key", "item_id"],
        unique=False,
    )
    op.create_table(
        "redirect",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_redirect_item_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("kind", "slug", name=op.f("pk_redirect")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_uid", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", JSON_COLUMN, nullable=True),
        sa.Column("after", JSON_COLUMN, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.create_index(op.f("ix_revision_item_uid"), "revision", ["item_uid"], unique=False)
    op.create_table(
        "generation",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_generation")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE_SEARCH:
            op.execute(statement)
    else:
        op.execute("CREATE INDEX ix_text_search ON text USING gin (to_tsvector('simple', folded))")
