"""What the notes take and return beside notes: edits, drafts and versions.

It imports no database: who speaks to the notes over HTTP knows it too.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from api.notes.errors import NoteConflict, NoteNotFound
from api.notes.etags import UNCONDITIONAL, Condition
from api.notes.models import Author, NotePublic

FIELDS: Final = ("title", "description", "done", "pinned", "trashed")
BROUGHT_BACK: Final = ("title", "description", "done", "pinned")
"""the fields that a revert restores; it does not move the note to or from the trash"""
NEW: Final = 0
"""the id in drafts of new notes"""
LONGEST: Final = 1_000_000
"""characters of a field of a draft: more than a browser sends in one message

Only a text that joins several can be longer, and loses its end. The draft of a new note joins those
of presses that wait, and of fields that were left, with that of the field.
"""
RECENT: Final = timedelta(minutes=1)
OLDEST: Final = datetime.min.replace(tzinfo=UTC)


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


@dataclass(frozen=True, slots=True)
class Applied:
    """The results of several edits."""

    done: Sequence[Edited]
    refused: Sequence[NoteNotFound | NoteConflict]


def _known(author: Any) -> Any:
    """The author; any name that another program wrote, with or without the prefix, is `outside`."""
    return author if author in set(Author) else Author.OUTSIDE


class VersionPublic(BaseModel):
    """A version of a note as callers and pages see it."""

    model_config = ConfigDict(frozen=True)

    version: int = Field(description="starts at 1 and grows by 1 with every change")
    title: str = Field(description="the title that the note had")
    description: str = Field(description="the description that the note had, in Markdown")
    done: bool = Field(description="whether the note was done")
    pinned: bool = Field(description="whether the note was pinned")
    trashed: bool = Field(description="whether the note was in the trash")
    written_by: Annotated[Author, BeforeValidator(_known)] = Field(
        description="who wrote this version: the page, a REST caller or another program (outside)"
    )
    written_at: datetime = Field(description="when this version was written")


def whole(text: str) -> str:
    """The text with a question mark for half a character, which a browser may send.

    A NUL, which PostgreSQL can't store, becomes U+FFFD, as in HTML.
    """
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


Typed = Annotated[str, AfterValidator(whole)]


class Draft(BaseModel):
    """A title and a description that are being typed.

    :param base: the note as it was when typing began; None for a new note
    """

    model_config = ConfigDict(frozen=True)

    title: Typed
    description: Typed
    base: NotePublic | None = None
    field: str = "title"
    """the field in which something was typed last"""
    saved_at: datetime | None = None
    tab: str = ""
    """the tab in which it was typed"""

    @property
    def is_recent(self) -> bool:
        """Whether somebody may still be typing."""
        return self.saved_at is not None and datetime.now(UTC) - self.saved_at < RECENT

    @property
    def has_news(self) -> bool:
        """Whether it differs from the note with which it began."""
        if self.base is None:
            return bool(self.title or self.description)
        return (self.title, self.description) != (self.base.title, self.base.description)

    @property
    def note_id(self) -> int:
        """The id of the note; 0 for a new note."""
        return self.base.id if self.base else NEW


def left_by_closed_tabs(drafts: Iterable[Draft], open_tabs: Collection[str]) -> Sequence[Draft]:
    """The drafts with new text of tabs that are not open, newest first."""
    left = [draft for draft in drafts if draft.tab not in open_tabs and draft.has_news]
    return sorted(left, key=lambda draft: draft.saved_at or OLDEST, reverse=True)


@dataclass(frozen=True, slots=True)
class DraftWrite:
    """What a tab's draft for a note becomes in the transaction of a change.

    :param note_id: the note that is edited; 0 for a new one
    :param draft: what is left to be saved; None deletes the draft
    :param browser: the id of the tab's browser; empty if unknown
    """

    tab: str
    note_id: int
    draft: Draft | None = None
    browser: str = ""
