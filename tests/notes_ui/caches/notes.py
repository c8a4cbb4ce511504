"""Notes and their changes, made of one letter."""

from datetime import UTC, datetime
from typing import Final

from api.events.change import Change, change_of
from api.notes.models import TITLE_LENGTH, NotePublic

NOW: Final = datetime(2026, 11, 22, tzinfo=UTC)


def note(number: int, letter: str, length: int) -> NotePublic:
    made = NotePublic(
        id=number,
        title=str(number).ljust(min(length, TITLE_LENGTH), letter),
        description=str(number).ljust(length, letter) if length else "",
        done=False,
        version=1,
        created_at=NOW,
        updated_at=NOW,
    )
    return NotePublic.model_validate_json(made.model_dump_json())


def change(number: int, letter: str, length: int) -> Change:
    """With all that can be made of it; the row that it is made of goes with it."""
    text = note(number, letter, length).model_dump_json()
    return told(change_of(number, "update", text, note(number, letter, length).model_dump_json()))


def told(made: Change) -> Change:
    assert made.before
    assert made.json
    assert made.event
    return made
