"""The schema of each revision as text. `python -m tests.api.db.migrations.golden` writes it anew.

The newest is a part of the program, which makes new files by it; those before lie beside the tests.
"""

import re
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from api.db.migrations import running
from api.db.sqlite import schema

OLDER: Final = Path(__file__).parent / "schemas"
SHADOWS: Final = "SELECT name FROM pragma_table_list WHERE type = 'shadow'"
MADE: Final = f"""
    SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
    AND name NOT IN ({SHADOWS}) ORDER BY rowid"""
ROWS: Final = """INSERT INTO alembic_version VALUES ('{}');
INSERT INTO note_change_limit VALUES (10000);
INSERT INTO note_count VALUES ('open', 0), ('done', 0), ('trashed', 0);
INSERT INTO note_epoch VALUES (lower(hex(randomblob(8))), 0);
"""
"""what a new file holds"""


def migrated(database: Path, revision: str) -> None:
    """Make a file by the revisions, up to this one."""
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        command.upgrade(running.config(connection), revision)
    engine.dispose()


def statements(database: Path) -> list[str]:
    """Those that make the schema of a file, in their order."""
    with closing(sqlite3.connect(database)) as connection:
        made = connection.execute(MADE).fetchall()
    return [re.sub(r"[ \t]+$", "", sql, flags=re.MULTILINE) for (sql,) in made]


def dumped(database: Path) -> str:
    """The same as one text."""
    return "".join(f"{sql};\n\n" for sql in statements(database))


def revisions() -> list[str]:
    """All revisions, the oldest first."""
    found = ScriptDirectory(str(running.MIGRATIONS)).walk_revisions()
    return [script.revision for script in found][::-1]


def file_of(revision: str) -> Path:
    """Where the schema of a revision is kept."""
    return schema.SCHEMA if revision == revisions()[-1] else OLDER / f"{revision}.sql"


def main() -> None:
    """Write the schemas of all revisions."""
    for revision in revisions():
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "notes.db"
            migrated(database, revision)
            file = file_of(revision)
            rows = ROWS.format(revision) if file == schema.SCHEMA else ""
            file.write_text(dumped(database) + rows)


if __name__ == "__main__":
    main()
