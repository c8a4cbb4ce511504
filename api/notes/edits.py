"""Edits of notes: many in one transaction, and none overwrites a change unseen by its author."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import insert, update
from sqlalchemy.engine import Connection

from api.db.tables import Note
from api.notes.errors import NoteConflict, NoteNotFound, NoteRuledOut
from api.notes.etags import note_etag
from api.notes.history import changed_since, forget
from api.notes.models import Author, NotePublic
from api.notes.reading.cache import COLUMNS, public
from api.notes.reading.select import find
from api.notes.reading.tiers import ID
from api.notes.values import Applied, Edit, Edited

INSERT: Final = insert(Note).returning(*COLUMNS, sort_by_parameter_order=True)
SAID: Final = ">"
"""prefix of the author in a statement, so that the trigger can distinguish it from the old value"""


def apply_all(connection: Connection, edits: Iterable[Edit], author: Author) -> Applied:
    """Apply each edit that is possible; collect the reasons of the refused ones."""
    done: list[Edited] = []
    refused: list[NoteNotFound | NoteConflict] = []
    for edit in edits:
        try:
            done.append(apply(connection, edit, author))
        except (NoteNotFound, NoteConflict) as reason:
            refused.append(reason)
    return Applied(done, refused)


def apply(connection: Connection, edit: Edit, author: Author) -> Edited:
    """Apply one edit. Equal values change nothing, not even the version.

    :raises NoteNotFound: if there is no such note, or it is in the trash and not restored by this
    :raises NoteConflict: if a field differs from the edit's base, or the note does not meet the
        condition
    """
    restores = edit.values.get("trashed") is False
    before = find(connection, edit.note_id, trashed=restores, to_change=True)
    _refuse_the_unseen(before, edit)
    _refuse_what_was_changed_to_and_fro(connection, before, edit)
    new = {name: value for name, value in edit.values.items() if getattr(before, name) != value}
    if new:
        values = {**new, "written_by": f"{SAID}{author}"}
        connection.execute(update(Note).where(ID == edit.note_id).values(values))
        if edit.continues == before.version:
            forget(connection, edit.note_id, before.version)
    # Read again: RETURNING would not include the version that the trigger sets.
    return Edited(before, find(connection, edit.note_id, trashed=True))


def _refuse_the_unseen(note: NotePublic, edit: Edit) -> None:
    etag = note_etag(note)
    if not edit.condition.allows(etag):
        raise NoteConflict(note, [])
    if edit.condition.knows(etag):
        raise NoteRuledOut(note, [])
    now = note.model_dump(include=set(edit.base))
    unseen = [
        name
        for name, was in edit.base.items()
        if now[name] != was and now[name] != edit.values.get(name, now[name])
    ]
    if unseen:
        raise NoteConflict(note, unseen)


def _refuse_what_was_changed_to_and_fro(
    connection: Connection, note: NotePublic, edit: Edit
) -> None:
    if edit.since is None or edit.since == note.version:
        return
    changed = changed_since(connection, note.id, edit.since, edit.base, edit.passed)
    if changed:
        raise NoteConflict(note, [name for name in edit.base if name in changed])


def insert_all(connection: Connection, notes: Sequence[Mapping[str, Any]]) -> Sequence[NotePublic]:
    """Create a note from each of the values, and return the notes in that order."""
    return [public(row) for row in connection.execute(INSERT, notes)]
