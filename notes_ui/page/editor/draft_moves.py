"""A move of a draft that has failed, of which nobody knows whether it was carried out."""

import uuid

from notes_ui.ports.drafts import Draft, DraftStore


class LostMove:
    """Undoes a move whose answer was lost, before anything is stored in the place of the draft.

    If it was carried out, the draft is this tab's, and what is typed there would overwrite it.

    :param aside: what was typed in its place, as it was put aside
    """

    def __init__(self, moved: Draft, tab: str, aside: Draft | None) -> None:
        self._moved, self._tab, self._aside = moved, tab, aside
        self.note_id = moved.note_id

    async def undo(self, drafts: DraftStore, browser: str) -> None:
        """Offer the draft again, and what was put aside no more, if the draft was moved.

        :raises DatabaseUnusable: if that fails; then try again
        """
        for here in await drafts.of(self._tab):
            if here.note_id == self.note_id and _is_same(here, self._moved):
                await drafts.move(here, uuid.uuid4().hex, browser=browser)
                if self._aside:  # this tab has it, and is about to store it
                    await drafts.discard(self._aside.tab, self._aside.note_id)


def _is_same(one: Draft, other: Draft) -> bool:
    return (one.title, one.description) == (other.title, other.description)
