"""A draft knows the browser that it was typed in, so that another tab of it can go on with it."""

from alembic import op

revision = "0006"
down_revision = "0005"

STEPS = (
    "ALTER TABLE note_draft ADD COLUMN browser TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX ix_note_draft_browser ON note_draft (browser)",
)


def upgrade() -> None:
    """Add the column; the drafts so far are those of their tabs alone."""
    connection = op.get_bind()
    for step in STEPS:
        connection.exec_driver_sql(step)
