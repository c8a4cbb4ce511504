"""Edits of notes: many at once in one transaction, and none that overwrites what was not seen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.engine import Connection

from api.db.tables import Note
from api.notes.etags import UNCONDITIONAL, Condition, note_etag
from api.notes.models import Author, NotePublic
from api.notes.reading.cache import COLUMNS, public
from api.notes.reading.statements import ID
from api.notes.versions import changed_since, forget

SAID: Final = ">"
"""marks an author that a statement names, so that the trigger can tell him from the one before"""
BY_ID: Final = select(*COLUMNS).where(ID == bindparam("note_id"))


class NoteNotFound(Exception):
    """There is no note of this id, or no longer."""

    def __init__(self, note_id: int) -> None:
        super().__init__(f"There is no note {note_id}. It may have been deleted.")
        self.note_id = note_id


class NoteConflict(Exception):
    """Somebody else has changed the very fields that an edit is about, or the note at all.

    :param current: the note as it is now
    :param fields: the fields that differ from what the edit began with, if it is about those only
    """

    def __init__(self, current: NotePublic, fields: Sequence[str]) -> None:
        what = f"the {' and the '.join(fields)} of this note" if fields else "this note"
        super().__init__(f"Someone has changed {what}. It is at version {current.version} now.")
        self.current = current
        self.fields = fields


class NoteRuledOut(NoteConflict):
    """A note is one of those to which an edit is not to be made (`If-None-Match`)."""

    def __str__(self) -> str:
        """Unlike a conflict: nobody else has changed the note."""
        now = f"at version {self.current.version} now"
        return f"If-None-Match matches this note, so it was not changed. It is {now}."


@dataclass(frozen=True, slots=True)
class Edit:
    """New values for some fields of a note.

    :param base: what those fields held when the edit began; if one of them holds something else
        by now, and not the new value, the edit is refused
    :param condition: what must be so of the note, or the edit is refused
    :param since: the version in which the fields came to hold that; if one has held something else
        since, the edit is refused as well: who set it to the same again has meant it
    :param passed: versions of which that does not matter
    :param continues: the version that the same sitting has written before; if the note is still at
        it, the history forgets it: one sitting is one version, however often it is stored
    """

    note_id: int
    values: Mapping[str, Any]
    base: Mapping[str, Any] = field(default_factory=dict)
    condition: Condition = UNCONDITIONAL
    since: int | None = None
    passed: Sequence[range] = ()
    continues: int | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit did."""

    before: NotePublic
    after: NotePublic

    def undoing(self) -> Edit:
        """The edit that takes it back, unless somebody has changed the same fields since.

        That they have changed them to and fro is no less a change.
        """
        was, now = self.before.model_dump(), self.after.model_dump()
        fields = [name for name in FIELDS if was[name] != now[name]]
        return Edit(
            self.before.id,
            {name: was[name] for name in fields},
            {name: now[name] for name in fields},
            since=self.after.version,
        )


FIELDS: Final = ("title", "description", "done", "pinned", "trashed")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of several edits."""

    done: Sequence[Edited]
    refused: Sequence[NoteNotFound | NoteConflict]


def find(connection: Connection, note_id: int, *, trashed: bool = False) -> NotePublic:
    """The note as it is now.

    :param trashed: whether it may be one that is in the trash
    :raises NoteNotFound: if there is none
    """
    row = connection.execute(BY_ID, {"note_id": note_id}).first()
    note = public(row) if row else None
    if note is None or (note.trashed and not trashed):
        raise NoteNotFound(note_id)
    return note


def apply_all(connection: Connection, edits: Iterable[Edit], author: Author) -> Outcome:
    """Make the edits that can be made; the others are refused, each for its reason."""
    done: list[Edited] = []
    refused: list[NoteNotFound | NoteConflict] = []
    for edit in edits:
        try:
            done.append(apply(connection, edit, author))
        except (NoteNotFound, NoteConflict) as reason:
            refused.append(reason)
    return Outcome(done, refused)


def apply(connection: Connection, edit: Edit, author: Author) -> Edited:
    """Make one edit. Equal values change nothing, not even the version.

    :raises NoteNotFound: if there is no such note, or it is in the trash and is not taken out
    :raises NoteConflict: if a field is no longer as the edit's base has it, or the note is none
        of those that may be changed
    """
    before = find(connection, edit.note_id, trashed=edit.values.get("trashed") is False)
    _refuse_the_unseen(before, edit)
    _refuse_what_was_changed_to_and_fro(connection, before, edit)
    new = {name: value for name, value in edit.values.items() if getattr(before, name) != value}
    if new:
        values = {**new, "written_by": f"{SAID}{author}"}
        connection.execute(update(Note).where(ID == edit.note_id).values(values))
        if edit.continues == before.version:
            forget(connection, edit.note_id, before.version)
    # Read back and not RETURNING, which would not show the version that the trigger sets.
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
