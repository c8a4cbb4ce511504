"""Notes to measure with: written straight into the file, as another program would."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

MARK: Final = rb"Seeded note (\d+)"
"""what a page that shows seeded notes holds once or more for each of them"""


def title(number: int) -> str:
    return f"Seeded note {number} to be read and ticked"


def description(number: int) -> str:
    return (
        f"Description {number}: a line or two that say a little more than the title does, no more."
    )


def seed(database: Path, count: int) -> None:
    """Add notes in one transaction to a database whose schema has been made."""
    rows = ((title(number), description(number)) for number in range(count))
    with closing(sqlite3.connect(database, timeout=30)) as connection, connection:
        connection.executemany("INSERT INTO note (title, description) VALUES (?, ?)", rows)
