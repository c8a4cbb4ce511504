"""What the database keeps of an editor that is open."""

from pathlib import Path

from tests.support.foreign import another_program, url_of


def drafts(database: Path | str) -> list[tuple[int, str, str]]:
    with another_program(url_of(database)) as connection:
        return connection.execute("select note_id, title, description from note_draft").fetchall()
