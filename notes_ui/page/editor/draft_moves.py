"""Moving a draft of a closed tab to this one: what is typed in its place, and what may go wrong."""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from notes_ui.ports.drafts import Draft, DraftStore
from notes_ui.text.change import change
from notes_ui.text.merge import TEXTS


@dataclass(frozen=True, slots=True)
class InPlace:
    """What is typed on this page in the place of a draft that is moved to it."""

    draft: Callable[[], Draft | None]
    """returns it, if there is anything"""
    presses: Callable[[], int]
    """returns how often it was added as a note so far"""
    settled: Callable[[], Awaitable[None]]
    """waits until presses that add it know what they have taken, but not for long"""


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A draft that was moved to this tab."""

    draft: Draft
    """as it was stored last, and behind it what was typed in its place while it was moved"""
    aside: Draft | None
    """what was typed in its place before, which is now the draft of a closed tab"""
    is_added: bool
    """whether that was added as a note while the draft was moved"""


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


def with_later(taken: Draft, aside: Draft | None, now: Draft | None) -> Draft:
    """A draft of a new note, with the letters behind it that were typed since another was there."""
    if taken.base or now is None:
        return taken
    before = aside or Draft(title="", description="")
    later = {name: _behind(name, taken, before, now) for name in TEXTS}
    return taken.model_copy(update=later)


def _behind(name: str, taken: Draft, before: Draft, now: Draft) -> str:
    was, whole, is_now = (str(getattr(draft, name)) for draft in (before, taken, now))
    return whole + change(was, is_now).inserted
