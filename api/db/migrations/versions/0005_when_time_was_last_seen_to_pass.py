"""When time was last seen to pass, and for how long since the clock was last doubted."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Nothing is known yet: of a file that is taken over nobody knows when it was used last."""
    op.get_bind().exec_driver_sql(
        "CREATE TABLE note_clock (id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),"
        " seen_at DATETIME NOT NULL, steady FLOAT NOT NULL)"
    )
