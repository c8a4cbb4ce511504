"""Edits of notes: many in one transaction, and none overwrites a change unseen by its author."""

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
"""prefix of the author in a statement, so that the trigger can distinguish it from the old value"""
BY_ID: Final = select(*COLUMNS).where(ID == bindparam("note_id"))


class NoteNotFound(Exception):
    """There is no note with this id, or no longer."""

    def __init__(self, note_id: int) -> None:
        super().__init__(f"There is no note {note_id}. It may have been deleted.")
        self.note_id = note_id


class NoteConflict(Exception):
    """Somebody else has changed fields of the edit, or the note.

    :param current: the note as it is now
    :param fields: the fields that differ from the edit's base; empty if the whole note counts
    """

    def __init__(self, current: NotePublic, fields: Sequence[str]) -> None:
        what = f"the {' and the '.join(fields)} of this note" if fields else "this note"
        super().__init__(f"Someone has changed {what}. It is at version {current.version} now.")
        self.current = current
        self.fields = fields


class NoteRuledOut(NoteConflict):
    """`If-None-Match` matches the note, so it must not be changed."""

    def __str__(self) -> str:
        """Unlike a conflict: nobody else has changed the note."""
        now = f"at version {self.current.version} now"
        return f"If-None-Match matches this note, so it was not changed. It is {now}."


@dataclass(frozen=True, slots=True)
class Edit:
    """New values for some fields of a note.

    :param base: the fields' values when the edit began; the edit is refused if a field has another
        value by now, unless it is the new value
    :param condition: the request's condition; if the note does not meet it, the edit is refused
    :param since: the version since which the fields had these values; the edit is also refused if
        a field had another value in between, because somebody has set it back on purpose
    :param passed: versions to ignore for `since`
    :param continues: the version that this sitting has written; if it is the current one, it is
        removed from the history, so that one sitting makes one version
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
    """The result of an edit."""

    before: NotePublic
    after: NotePublic

    def undoing(self) -> Edit:
        """The edit that undoes this one, unless somebody has changed the same fields since.

        A change that was reversed also counts.
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
    """The results of several edits."""

    done: Sequence[Edited]
    refused: Sequence[NoteNotFound | NoteConflict]


def find(connection: Connection, note_id: int, *, trashed: bool = False) -> NotePublic:
    """The note as it is now.

    :param trashed: whether it may be in the trash
    :raises NoteNotFound: if there is none
    """
    row = connection.execute(BY_ID, {"note_id": note_id}).first()
    note = public(row) if row else None
    if note is None or (note.trashed and not trashed):
        raise NoteNotFound(note_id)
    return note


def apply_all(connection: Connection, edits: Iterable[Edit], author: Author) -> Outcome:
    """Apply each edit that is possible; collect the reasons of the refused ones."""
    done: list[Edited] = []
    refused: list[NoteNotFound | NoteConflict] = []
    for edit in edits:
        try:
            done.append(apply(connection, edit, author))
        except (NoteNotFound, NoteConflict) as reason:
            refused.append(reason)
    return Outcome(done, refused)


def apply(connection: Connection, edit: Edit, author: Author) -> Edited:
    """Apply one edit. Equal values change nothing, not even the version.

    :raises NoteNotFound: if there is no such note, or it is in the trash and not restored by this
    :raises NoteConflict: if a field differs from the edit's base, or the note does not meet the
        condition
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
