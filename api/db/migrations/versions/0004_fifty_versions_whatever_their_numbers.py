"""The last 50 versions are counted, whatever their numbers; no two states of the trash look alike.

A program may give a note any later version, and the history before it stays. A file that is put
back to an earlier state, as from a backup, counts its silent changes anew: a number that is drawn
tells them from those that it had before.
"""

from importlib import import_module

from alembic import op

third = import_module("api.db.migrations.versions.0003_history_authors_and_kept_answers")

revision = "0004"
down_revision = "0003"

MOST_BEFORE = 49
"""versions, beside the one of now"""
OLDEST = (
    "SELECT version FROM note_version WHERE note_id = old.id"
    f" ORDER BY version DESC LIMIT 1 OFFSET {MOST_BEFORE}"
)
INSTEAD = (
    (f"version <= old.version - {third.MOST_VERSIONS}", f"version <= ({OLDEST})"),
    ("unannounced = unannounced + 1", "unannounced = random()"),
)


def upgrade() -> None:
    """Make those triggers anew that say something else now."""
    connection = op.get_bind()
    for before in third.TRIGGERS:
        trigger = before
        for old, new in INSTEAD:
            trigger = trigger.replace(old, new)
        if trigger != before:
            connection.exec_driver_sql(f"DROP TRIGGER {trigger.split()[2]}")
            connection.exec_driver_sql(trigger)
