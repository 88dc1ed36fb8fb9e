"""Full-text indexes of names and texts, so that a search reads its hits and nothing else."""

from alembic import op

revision = "0013"
down_revision = "0012"

# Whoever rebuilds the table `item` or `text` on SQLite makes these triggers again: they go with it.
SQLITE_SEARCH = (
    """CREATE VIRTUAL TABLE item_fts USING fts5(
        folded, content='item', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'")""",
    """CREATE TRIGGER item_fts_insert AFTER INSERT ON item BEGIN
        INSERT INTO item_fts(rowid, folded) VALUES (new.id, new.folded); END""",
    """CREATE TRIGGER item_fts_delete AFTER DELETE ON item BEGIN
        INSERT INTO item_fts(item_fts, rowid, folded) VALUES ('delete', old.id, old.folded);
        END""",
    """CREATE TRIGGER item_fts_update AFTER UPDATE OF folded ON item BEGIN
        INSERT INTO item_fts(item_fts, rowid, folded) VALUES ('delete', old.id, old.folded);
        INSERT INTO item_fts(rowid, folded) VALUES (new.id, new.folded); END""",
    "INSERT INTO item_fts(item_fts) VALUES ('rebuild')",
)
POSTGRESQL_SEARCH = (
    "DROP INDEX ix_text_search",
    *(
        statement
        for table in ("item", "text")
        for statement in (
            f"ALTER TABLE {table} ADD COLUMN search tsvector "
            "GENERATED ALWAYS AS (to_tsvector('simple', folded)) STORED",
            f"CREATE INDEX ix_{table}_search ON {table} USING gin (search)",
        )
    ),
)


def upgrade() -> None:
    """Apply the change."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_SEARCH if sqlite else POSTGRESQL_SEARCH:
        op.execute(statement)
