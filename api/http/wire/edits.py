"""New notes, edits and their results as they are sent."""

from typing import Annotated, Any, Final, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    WithJsonSchema,
    field_validator,
)

from api.http.wire.drafts import WriteAlong
from api.http.wire.fields import (
    NoteId,
    Version,
    given_or_left_out,
    no_longer_than_a_draft,
    without_null,
)
from api.notes.errors import NoteConflict, NoteNotFound
from api.notes.models import (
    ANY_TEXT,
    DONE,
    MARKDOWN,
    PINNED,
    TITLE_LENGTH,
    ExactTitle,
    NoteCreate,
    NotePublic,
    without_nul,
)
from api.notes.values import FIELDS, LONGEST, Applied, Edit, Edited

MOST_EDITS: Final = 1000
TRASHED: Final = "whether the note is in the trash"
NOT_BLANK: Final = r"^[^\u0000]*[^\u0000\t\n\u000b\u000c\r ][^\u0000]*$"
"""what the database takes as a title"""
Text = Annotated[
    str,
    StringConstraints(min_length=0),  # without any constraint, pydantic takes half a character
    AfterValidator(without_nul),
    WithJsonSchema({"type": "string", "pattern": ANY_TEXT}),
]
StoredTitle = Annotated[
    ExactTitle,
    WithJsonSchema(
        {"type": "string", "minLength": 1, "maxLength": TITLE_LENGTH, "pattern": NOT_BLANK}
    ),
]
StoredDescription = Annotated[
    Text,
    AfterValidator(no_longer_than_a_draft),
    WithJsonSchema({"type": "string", "maxLength": LONGEST, "pattern": ANY_TEXT}),
]
"""a description that may have been stored by another program: Undo and history bring it back"""


class BaseValues(BaseModel):
    """Values that fields of a note had; texts may be longer than a note's."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=without_null)

    title: Text | None = Field(None, description="the title")
    description: Text | None = Field(None, description=MARKDOWN)
    done: StrictBool | None = Field(None, description=DONE)
    pinned: StrictBool | None = Field(None, description=PINNED)
    trashed: StrictBool | None = Field(None, description=TRASHED)

    @field_validator(*FIELDS, mode="before")
    @classmethod
    def _given(cls, value: Any) -> Any:
        return given_or_left_out(value)


class Values(BaseValues):
    """New values of some fields of a note."""

    title: StoredTitle | None = Field(None, description="the title, which is stored unchanged")
    description: StoredDescription | None = Field(
        None, description=f"{MARKDOWN}; it may be an old one, which is longer than a new one may be"
    )


class Versions(BaseModel):
    """Versions of a note that follow each other."""

    model_config = ConfigDict(extra="forbid")

    first: Version = Field(description="the first of them")
    end: Version = Field(description="the version behind the last of them")


class SentEdit(BaseModel):
    """New values for some fields of a note, and on what condition it gets them."""

    model_config = ConfigDict(extra="forbid")

    id: NoteId
    values: Values = Field(description="the new values")
    base: BaseValues = Field(
        BaseValues(),
        description="the values when the edit began: it is refused if a field has another one by"
        " now, unless it is the new one",
    )
    since: Version | None = Field(
        None,
        description="the version since which the fields had these values: the edit is also refused"
        " if one had another value in between",
    )
    passed: list[Versions] = Field(
        [], max_length=MOST_EDITS, description="versions that do not count for `since`"
    )
    continues: Version | None = Field(
        None,
        description="the version that this sitting has written: if it is the current one, it is"
        " removed from the history",
    )

    @classmethod
    def of(cls, edit: Edit) -> Self:
        """An edit, to be sent. The API checks its values: pages know its refusal, but no other."""
        return cls(
            id=edit.note_id,
            values=Values.model_construct(**edit.values),
            base=BaseValues(**edit.base),
            since=edit.since,
            passed=[Versions(first=each.start, end=each.stop) for each in edit.passed],
            continues=edit.continues,
        )

    def edit(self) -> Edit:
        """The edit that was sent."""
        return Edit(
            self.id,
            self.values.model_dump(exclude_unset=True),
            self.base.model_dump(exclude_unset=True),
            since=self.since,
            passed=[range(each.first, each.end) for each in self.passed],
            continues=self.continues,
        )


class Edits(BaseModel):
    """Edits that are applied in their order, each if it is possible, in one transaction."""

    model_config = ConfigDict(extra="forbid")

    edits: list[SentEdit] = Field(
        max_length=MOST_EDITS, description="the edits, applied one after the other"
    )
    draft: WriteAlong | None = Field(
        None,
        description="what becomes of the draft of the last edit, unless an edit is refused",
    )


class NewNote(BaseModel):
    """A new note, and what becomes of its draft."""

    model_config = ConfigDict(extra="forbid")

    note: NoteCreate = Field(description="the note")
    draft: WriteAlong | None = Field(None, description="what becomes of its draft")


class EditDone(BaseModel):
    """An edit that was applied."""

    before: NotePublic = Field(description="the note before the edit")
    after: NotePublic = Field(description="the note after it")


class EditRefused(BaseModel):
    """An edit that was refused."""

    id: int = Field(description="the note's id")
    note: NotePublic | None = Field(
        description="the note as it is now; null if there is none, or it is in the trash"
    )
    fields: list[str] = Field(
        description="the fields that somebody else has changed; empty if the whole note counts"
    )

    @classmethod
    def of(cls, reason: NoteNotFound | NoteConflict) -> Self:
        """Why an edit was refused, to be sent."""
        if isinstance(reason, NoteNotFound):
            return cls(id=reason.note_id, note=None, fields=[])
        return cls(id=reason.current.id, note=reason.current, fields=list(reason.fields))

    def reason(self) -> NoteNotFound | NoteConflict:
        """The reason that was sent."""
        return NoteConflict(self.note, self.fields) if self.note else NoteNotFound(self.id)


class EditsDone(BaseModel):
    """The results of edits."""

    done: list[EditDone] = Field(description="the edits that were applied, in their order")
    refused: list[EditRefused] = Field(description="the edits that were refused, in their order")

    @classmethod
    def of(cls, applied: Applied) -> Self:
        """The results, to be sent."""
        return cls(
            done=[EditDone(before=each.before, after=each.after) for each in applied.done],
            refused=list(map(EditRefused.of, applied.refused)),
        )

    def applied(self) -> Applied:
        """The results that were sent."""
        return Applied(
            [Edited(each.before, each.after) for each in self.done],
            [each.reason() for each in self.refused],
        )


class DeleteForGood(BaseModel):
    """Notes of the trash that are to be deleted for good."""

    model_config = ConfigDict(extra="forbid")

    ids: list[NoteId] | None = Field(
        None, max_length=MOST_EDITS, description="which of them; null for all"
    )
    older_than: float = Field(
        0.0,
        strict=True,
        ge=0,
        le=1e9,
        description="of all, only those that have been in the trash for more seconds than this",
    )


class DeletedForGood(BaseModel):
    """How many notes are gone."""

    deleted: int = Field(description="the number of notes that were deleted for good")
