"""Makes a new note visible: it gets the tag of the view, or *Show* leads to it."""

from collections.abc import Callable

from notes_ui.page.actions.actions import Actions
from notes_ui.page.browse.urls import EVERYTHING, in_order
from notes_ui.page.browse.view_state import STEP, ViewState
from notes_ui.page.cards.note_list import NoteList
from notes_ui.ports.drafts import DraftWrite
from notes_ui.ports.notes import (
    DESCRIPTION_LENGTH,
    Cursor,
    NoteCreate,
    NotePublic,
    NoteQuery,
    NotesGateway,
    NoteView,
    Sort,
    fold,
    tags,
)


class Reveal:
    """Adds notes on one page.

    :param searched: called with the search text of another view when that view is shown
    """

    def __init__(  # it connects all of them
        self,
        notes: NotesGateway,
        actions: Actions,
        browsing: ViewState,
        cards: NoteList,
        *,
        searched: Callable[[str], None],
    ) -> None:
        self._searched = searched
        self._notes = notes
        self._actions = actions
        self._browsing = browsing
        self._list = cards

    async def create(self, new: NoteCreate, draft: DraftWrite | None) -> NotePublic | None:
        """Make a note that this view shows, if possible; return it, or None if that failed.

        :param draft: see `NotesGateway.create`
        """
        new = tagged(new, self._browsing.query.tag)
        at_top = self._comes_first(new)
        return await self._actions.create(new, self.show, at_top=at_top, draft=draft)

    async def show(self, note: NotePublic) -> None:
        """Go to the note, in another view if necessary, and mark it for a moment."""
        card = self._list.card(note.id)
        if card is None or card.leaving:
            with self._actions.reading():
                self._browsing.go_to(await self._view_of(note))
                self._searched("")
        self._list.find(note.id)

    def _comes_first(self, new: NoteCreate) -> bool:
        view, query = self._browsing.view, self._browsing.query
        narrow = query.q or query.done or query.trashed
        newest_first = view.start is None and query.sort == Sort.NEWEST
        shown = not query.tag or fold(query.tag) in tags(f"{new.title} {new.description}")
        above = any(note.pinned for note in self._list.notes())
        return shown and newest_first and not narrow and not above

    async def _view_of(self, note: NotePublic) -> NoteView:
        """The view that shows the note: all notes, or all with the tag if the note has it.

        The view begins with the first note, or with this note if it is too far down.
        """
        tag = self._browsing.query.tag
        with_tag = tag is not None and fold(tag) in tags(f"{note.title} {note.description}")
        query = in_order(NoteQuery(tag=tag)) if with_tag else EVERYTHING
        view = NoteView(query, limit=STEP)
        window = await self._notes.window(view)
        if any(each.id == note.id for each in window.notes):
            return view
        return NoteView(query, Cursor(int(not note.pinned), note.id, note.id), STEP)


def tagged(new: NoteCreate, tag: str | None) -> NoteCreate:
    """The note with the tag at the end of its description.

    The note stays as it is if there is no valid tag, if it has the tag already, or if it has no
    room for it.
    """
    if not tag or tags(f"#{tag}") != [fold(tag)]:
        return new
    text = f"{new.description}\n#{tag}".lstrip("\n")
    if fold(tag) in tags(f"{new.title} {new.description}") or len(text) > DESCRIPTION_LENGTH:
        return new
    return new.model_copy(update={"description": text})
