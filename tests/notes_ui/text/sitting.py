"""A sitting at a note without a page: what was typed in it, and the note as others change it."""

from datetime import UTC, datetime

from api.notes.models import NotePublic
from api.notes.values import Edited
from notes_ui.text.merge import Merge

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
NOTE = NotePublic(
    id=7,
    title="Milk",
    description="two litres",
    done=False,
    version=1,
    created_at=LONG_AGO,
    updated_at=LONG_AGO,
)


def changed(**values: object) -> NotePublic:
    return NOTE.model_copy(update={"version": 2, **values})


def typed(**texts: str) -> Merge:
    merge = Merge.of(NOTE)
    merge.mine |= texts
    return merge


def store(merge: Merge, note: NotePublic) -> NotePublic:
    """The note as it is when what was typed is stored, which nothing stands in the way of."""
    edit, sent = merge.edit(), dict(merge.mine)
    assert all(getattr(note, name) == was for name, was in edit.base.items())
    after = note.model_copy(update={**edit.values, "version": note.version + bool(edit.values)})
    merge.stored(edit, sent, Edited(note, after))
    return after
