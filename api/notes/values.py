"""What the notes take and return beside notes: edits, drafts and versions.

It imports no database: who speaks to the notes over HTTP knows it too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from api.notes.errors import NoteConflict, NoteNotFound
from api.notes.etags import UNCONDITIONAL, Condition
from api.notes.models import Author, NotePublic

FIELDS: Final = ("title", "description", "done", "pinned", "trashed")
BROUGHT_BACK: Final = ("title", "description", "done", "pinned")
"""what a version brings back; whether a note is in the trash is not a part of it"""
NEW: Final = 0
"""stands for the id of a note that is yet to be made"""
RECENT: Final = timedelta(minutes=1)
OLDEST: Final = datetime.min.replace(tzinfo=UTC)


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


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of several edits."""

    done: Sequence[Edited]
    refused: Sequence[NoteNotFound | NoteConflict]


def _known(author: Any) -> Any:
    """Another program may write any name, and with a mark before it too: it is still outside."""
    return author if author in set(Author) else Author.OUTSIDE


class VersionPublic(BaseModel):
    """A version of a note as callers and pages see it."""

    model_config = ConfigDict(frozen=True)

    version: int = Field(description="counts its changes, from 1 on")
    title: str = Field(description="a line that can be seen; spaces around it are taken off")
    description: str = Field(description="any text, as Markdown")
    done: bool = Field(description="whether it is done")
    pinned: bool = Field(description="whether it goes before others")
    trashed: bool = Field(description="whether it is in the trash")
    written_by: Annotated[Author, BeforeValidator(_known)] = Field(
        description="who wrote it: the page, a REST caller, or another program from outside"
    )
    written_at: datetime = Field(description="when it was written")


def whole(text: str) -> str:
    """The text with a question mark for half a character, which a browser may well send."""
    return text.encode("utf-8", "replace").decode()


Typed = Annotated[str, AfterValidator(whole)]


class Draft(BaseModel):
    """A title and a description that are being typed.

    :param base: the note as it was when the typing began; None for a new note
    """

    model_config = ConfigDict(frozen=True)

    title: Typed
    description: Typed
    base: NotePublic | None = None
    field: str = "title"
    """where something was typed last"""
    saved_at: datetime | None = None
    tab: str = ""
    """the tab it was typed in"""

    @property
    def is_recent(self) -> bool:
        """Whether somebody may still be typing."""
        return self.saved_at is not None and datetime.now(UTC) - self.saved_at < RECENT

    @property
    def has_news(self) -> bool:
        """Whether it holds anything that the note it began with does not."""
        if self.base is None:
            return bool(self.title or self.description)
        return (self.title, self.description) != (self.base.title, self.base.description)

    @property
    def note_id(self) -> int:
        """The note that it is for; 0 for a new one."""
        return self.base.id if self.base else NEW
