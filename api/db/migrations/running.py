"""Running the revisions with Alembic, whose import takes longer than opening a database."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

MIGRATIONS: Final = Path(__file__).parent


def upgrade(connection: Connection) -> None:
    """Bring the schema to the newest revision."""
    command.upgrade(config(connection), "head")


def knows(connection: Connection, revision: str) -> bool:
    """Whether there is such a revision."""
    scripts = ScriptDirectory.from_config(config(connection))
    return revision in {script.revision for script in scripts.walk_revisions()}


def config(connection: Connection) -> Config:
    """What Alembic needs to know, with the connection on which it is to run."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made
