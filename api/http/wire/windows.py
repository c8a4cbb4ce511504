"""A window of notes as it is sent: the part of a query that a page shows, with counts and tags."""

from pydantic import BaseModel, Field, ValidationInfo, field_validator

from api.notes.models import NotePublic
from api.notes.reading.query import LONGEST_PLACE, Cursor, NoteQuery, is_somewhere
from api.notes.reading.views import NoteView, NoteWindow


class WindowQuery(NoteQuery):
    """A query for a window, as it stands in the address."""

    limit: int = Field(50, ge=1, le=1000, description="the maximum number of notes")
    start: str | None = Field(
        None,
        max_length=LONGEST_PLACE,
        description="the place of the first note, from `places` of an earlier window; in order of"
        " id it may be an id. Without it, the window begins with the first note of the query",
    )

    @field_validator("start")
    @classmethod
    def _is_somewhere(cls, start: str | None, info: ValidationInfo) -> str | None:
        return is_somewhere(start, info.data)

    @property
    def place(self) -> Cursor | None:
        """The cursor at which the window begins."""
        return None if self.start is None else self.place_of(self.start)

    def question(self) -> NoteQuery:
        """The same query without its window."""
        return NoteQuery(**self.model_dump(exclude={"limit", "start"}))

    def view(self) -> NoteView:
        """The view that is asked for."""
        return NoteView(self.question(), self.place, self.limit)


class Start(BaseModel):
    """Where a view starts."""

    start: str | None = Field(
        description="the place of the first note; null if that is the first note of the query"
    )


class NoteCounts(BaseModel):
    """The numbers of all notes."""

    open: int = Field(description="the number of open notes")
    done: int = Field(description="the number of notes that are done")
    trashed: int = Field(description="the number of notes in the trash")


class TagCount(BaseModel):
    """A tag, and how many notes have it."""

    tag: str = Field(description="without its #, the letters A to Z in small")
    notes: int = Field(description="how many notes have it")


class Window(BaseModel):
    """The notes of a view at one moment."""

    notes: list[NotePublic] = Field(description="the notes, in their order")
    places: list[str] = Field(description="the place of each note, for `start`")
    total: int = Field(
        description="the number of notes that match the query; for a search at most 1,000"
    )
    exact: bool = Field(description="whether the total is exact")
    newer: bool = Field(description="whether there are notes before the window")
    older: bool = Field(description="whether there are notes after the window")
    counts: NoteCounts = Field(description="the numbers of all notes, whatever the query")
    tags: list[TagCount] = Field(description="the 20 most used tags of all notes")

    @classmethod
    def of(cls, window: NoteWindow, query: NoteQuery) -> "Window":
        """The window of a query, to be sent."""
        return cls.model_construct(
            notes=list(window.notes),
            places=[place.text(query.order) for place in window.places],
            total=window.total,
            exact=window.exact,
            newer=window.newer,
            older=window.older,
            counts=NoteCounts(**window.counts),
            tags=[TagCount.model_construct(tag=tag, notes=notes) for tag, notes in window.tags],
        )

    def window(self, query: NoteQuery) -> NoteWindow:
        """The window that was sent for a query.

        :raises ValueError: if a place is none of this query
        """
        return NoteWindow(
            notes=self.notes,
            places=[Cursor.of(place, query.order) for place in self.places],
            total=self.total,
            exact=self.exact,
            newer=self.newer,
            older=self.older,
            counts=dict(self.counts),
            tags=[(each.tag, each.notes) for each in self.tags],
        )
