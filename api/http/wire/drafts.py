"""Drafts as they are sent."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, WithJsonSchema

from api.http.wire.fields import Browser, Moment, NoteId, Tab, Version, no_longer_than_a_draft
from api.notes.models import DONE, MARKDOWN, PINNED, TITLE, NotePublic
from api.notes.values import LONGEST, Draft, DraftWrite, whole

Typed = Annotated[str, AfterValidator(whole)]
BaseText = Annotated[
    Typed,
    AfterValidator(no_longer_than_a_draft),
    WithJsonSchema({"type": "string", "maxLength": LONGEST}),
]
FieldName = Literal["title", "description"]


class BaseNote(NotePublic):
    """A note as it was when somebody began to edit it."""

    id: NoteId = Field(description="the note's id")
    title: BaseText = Field(description=TITLE)
    description: BaseText = Field(description=MARKDOWN)
    done: StrictBool = Field(description=DONE)
    pinned: StrictBool = Field(False, description=PINNED)
    trashed: StrictBool = Field(False, description="whether the note is in the trash")
    version: Version = Field(description="the version of the note")
    created_at: Moment = Field(description="when the note was created")
    updated_at: Moment = Field(description="when the note was last changed")


class SentDraft(BaseModel):
    """A title and a description that are being typed."""

    model_config = ConfigDict(extra="forbid")

    title: Typed = Field(description="the title so far; it may be empty")
    description: Typed = Field(description="the description so far; it may be empty")
    base: BaseNote | None = Field(
        None, description="the note as it was when typing began; null for a new note"
    )
    field: FieldName = Field("title", description="the field in which somebody typed last")

    @classmethod
    def of(cls, draft: Draft) -> "SentDraft":
        """A draft, to be sent. The API checks it: pages know its refusal, but no other."""
        base = BaseNote.model_construct(**dict(draft.base)) if draft.base else None
        values = {name: getattr(draft, name) for name in cls.model_fields}
        return cls.model_construct(**values | {"base": base})

    def draft(self) -> Draft:
        """The draft that was sent."""
        return Draft(**dict(self))


class AsideDraft(SentDraft):
    """What was typed in the place of a draft that is taken up."""

    tab: Tab | None = Field(
        None, description="the closed tab whose draft it becomes; null for a new one"
    )

    @classmethod
    def of(cls, draft: Draft) -> Self:
        """A draft, to be sent with the tab that it names."""
        sent = SentDraft.of(draft)
        return cls(**dict(sent), tab=draft.tab or None)

    def draft(self) -> Draft:
        """The draft that was sent."""
        return Draft(**dict(self) | {"tab": self.tab or ""})


class KeptDraft(BaseModel):
    """A draft as it is stored."""

    title: str = Field(description="the title so far; it may be empty")
    description: str = Field(description="the description so far; it may be empty")
    base: NotePublic | None = Field(
        description="the note as it was when typing began; null for a new note"
    )
    field: str = Field(description="the field in which somebody typed last")
    saved_at: datetime | None = Field(description="when the draft was stored")
    tab: str = Field(description="the tab in which it was typed")

    @classmethod
    def of(cls, draft: Draft) -> "KeptDraft":
        """A stored draft, to be sent."""
        return cls.model_construct(**dict(draft))

    def draft(self) -> Draft:
        """The draft that was sent."""
        return Draft(**dict(self))


class KeepDraft(BaseModel):
    """A draft to be stored."""

    model_config = ConfigDict(extra="forbid")

    tab: Tab = Field(description="the tab in which it is typed")
    browser: Browser = Field("", description="the tab's browser, whose other tabs will offer it")
    draft: SentDraft = Field(description="what is typed")


class AmendDraft(BaseModel):
    """The text of one field of a draft."""

    model_config = ConfigDict(extra="forbid")

    tab: Tab = Field(description="the tab in which it is typed")
    browser: Browser = Field("", description="the tab's browser")
    note_id: NoteId = Field(description="the note that is edited; 0 for a new one")
    field: FieldName = Field(description="the field")
    text: Typed = Field(description="what the field holds")


class MoveDraft(BaseModel):
    """A draft that is taken up in another tab."""

    model_config = ConfigDict(extra="forbid")

    from_tab: Tab = Field(description="the tab that has the draft")
    note_id: NoteId = Field(description="the note that is edited; 0 for a new one")
    tab: Tab = Field(description="the tab that gets it")
    browser: Browser = Field("", description="the browser of that tab")
    aside: AsideDraft | None = Field(
        None, description="what was typed there in its place: it becomes the draft of a closed tab"
    )


class DiscardDraft(BaseModel):
    """A draft to be deleted."""

    model_config = ConfigDict(extra="forbid")

    tab: Tab = Field(description="the tab that has the draft")
    note_id: NoteId = Field(description="the note that is edited; 0 for a new one")


class Moved(BaseModel):
    """What became of a draft that was to be moved."""

    draft: KeptDraft | None = Field(
        description="the draft as it was stored last; null if it was gone, and nothing was written"
    )


class Discarded(BaseModel):
    """Whether there was a draft to delete."""

    found: bool = Field(description="whether there was such a draft")


class WriteAlong(BaseModel):
    """What becomes of a tab's draft in the transaction of a change to its note."""

    model_config = ConfigDict(extra="forbid")

    tab: Tab = Field(description="the tab that has the draft")
    browser: Browser = Field("", description="the tab's browser")
    note_id: NoteId = Field(description="the note that is edited; 0 for a new one")
    draft: SentDraft | None = Field(
        None, description="what is left to be stored; null deletes the draft"
    )

    @classmethod
    def of(cls, write: DraftWrite) -> Self:
        """The write of a draft, to be sent."""
        draft = SentDraft.of(write.draft) if write.draft else None
        return cls(tab=write.tab, browser=write.browser, note_id=write.note_id, draft=draft)

    def write(self) -> DraftWrite:
        """The write that was sent."""
        draft = self.draft.draft() if self.draft else None
        return DraftWrite(self.tab, self.note_id, draft, self.browser)
