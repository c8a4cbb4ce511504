"""Why a change of a note, or a read, is refused."""

from collections.abc import Sequence

from api.notes.models import NotePublic


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


class VersionNotKept(Exception):
    """There was no such version of the note, or it is no longer stored."""

    def __init__(self, note_id: int, version: int) -> None:
        super().__init__(
            f"Version {version} of note {note_id} is not stored."
            f" GET /api/notes/{note_id}/history lists the stored versions."
        )


class KeyUsed(Exception):
    """An `Idempotency-Key` was already used for another request."""

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key was used for another request in the last 24 hours."
            " Use a new key for each new request."
        )


class StepRefused(Exception):
    """A step failed, so no step was applied.

    :param index: the step that failed, counted from 0
    :param reason: why it failed
    """

    def __init__(self, index: int, reason: NoteNotFound | NoteConflict) -> None:
        super().__init__(f"Step {index} failed, so no step was applied: {reason}")
        self.index = index
        self.reason = reason
