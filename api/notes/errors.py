"""Why a change of a note, or a read, is refused."""

from collections.abc import Sequence

from api.notes.models import NotePublic


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
        """Nobody has changed it."""
        return f"If-None-Match rules this note out. It is at version {self.current.version} now."


class VersionNotKept(Exception):
    """There was no such version of a note, or it is kept no longer."""

    def __init__(self, note_id: int, version: int) -> None:
        super().__init__(
            f"Version {version} of note {note_id} is not kept."
            f" GET /api/notes/{note_id}/history lists those that are."
        )


class KeyUsed(Exception):
    """An `Idempotency-Key` came before, with another request."""

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key was used for another request in the last 24 hours."
            " Take a new one for each thing that is to be done."
        )


class StepRefused(Exception):
    """A step that can't be taken, so that none was.

    :param index: which one, counted from 0
    :param reason: why
    """

    def __init__(self, index: int, reason: NoteNotFound | NoteConflict) -> None:
        super().__init__(f"Step {index} can't be taken, so none was: {reason}")
        self.index = index
        self.reason = reason
