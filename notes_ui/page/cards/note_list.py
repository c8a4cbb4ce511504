"""The list of cards, and its repainting when the window of notes has changed."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Final

from nicegui.element import Element

from notes_ui import theme
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.page.cards.marks import CardMarks
from notes_ui.page.cards.note_card import CardActions, NoteCard
from notes_ui.page.cards.order import around
from notes_ui.page.cards.removal_delay import RemovalDelay
from notes_ui.ports.notes import NotePublic, NoteWindow
from notes_ui.rendering.card_html import Look
from notes_ui.runtime.lean_elements import Bare, Boundary
from notes_ui.runtime.shared_windows import Difference, difference, everything

CARDS_AT_A_TIME: Final = 10
"""cards that are made before other tasks run; with fewer, a browser would render more often"""
COMMANDS: Final = "notes"
"""the id of the list, by which buttons within a card's text send it their commands"""
Breathe = Callable[[], Awaitable[None]]


class NoteList:
    """The list of cards. The counts, and the buttons to other notes, are not part of it.

    :param actions: returns the callbacks of the cards; not called before there is a card
    :param breathe: lets other tasks run
    :param again: called when a repaint is due, though no note may have changed
    """

    def __init__(
        self,
        actions: Callable[[], CardActions],
        language: Language,
        *,
        breathe: Breathe,
        again: Callable[[], None],
    ) -> None:
        self._actions = actions
        self._breathe = breathe
        self._again = again
        self._cards: dict[int, NoteCard] = {}
        self.marks = CardMarks(self._cards, language)
        """what is selected, and what others are editing"""
        self.leaving = RemovalDelay(again)
        """the notes that were just pressed, whose cards stay in their place for a moment"""
        self._held: NoteCard | None = None
        self._look: Look | None = None
        self._wanted: int | None = None
        self.window: NoteWindow | None = None
        """what the cards show, or did before the repaint that is under way"""
        self._sure = False
        """whether the cards show `window`: not during a repaint, nor after one that has failed"""
        with Boundary():
            self._list = Bare("ul").classes(theme.LIST).props(f"role=list id={COMMANDS}")
        self._list.props["aria-label"] = language.say(messages.NOTES)
        # The field's standard way for a button to tell another element what to do
        # (https://html.spec.whatwg.org/multipage/form-elements.html#attr-button-command).
        self._list.on(
            "command", lambda event: actions().command(event.args["command"]), args=["command"]
        )

    @property
    def is_sure(self) -> bool:
        """Whether the cards show `window`, so that the same window needs no repaint."""
        return self._sure

    @property
    def trashed(self) -> bool:
        """Whether it is the trash that is shown."""
        return self._look is not None and self._look.trashed

    def notes(self) -> Sequence[NotePublic]:
        """The notes that are shown, from top to bottom."""
        return self.window.notes if self.window else ()

    def counted(self) -> int:
        """How many notes there are, with those in the trash, as far as this page knows."""
        return sum(self.window.counts.values()) if self.window else 0

    def ids(self) -> list[int]:
        """The ids of the notes that are shown, from top to bottom."""
        return [note.id for note in self.notes()]

    def card(self, note_id: int) -> NoteCard | None:
        """The card of a note, if it is shown."""
        return self._cards.get(note_id)

    async def show(self, window: NoteWindow, look: Look, *, at_once: bool) -> Difference | None:
        """Repaint what differs from the window that is shown, and nothing else.

        For a moment after a press, no card comes, goes or moves: cards are repainted in their
        place, and the rest is put off.

        A card that is not needed any more shows the next new note: a new card would cost several
        times as much, and leave garbage. After a failure halfway, the next call repaints every
        card.

        :param at_once: whether the list must change in one step; otherwise many new cards are
            made a few at a time, so that other tasks do not wait for all of them
        :return: the difference that is shown now; None if it was put off
        """
        if at_once:
            self.leaving.forget()
        sure = self._sure and look == self._look
        step = difference(self.window, window) if sure else everything(self._cards, window)
        if self.leaving and step.rearranged:
            self._repaint_in_place(step, look)
            return None
        free = self._free(step)
        patient = not (at_once or free) and len(step.differing) > CARDS_AT_A_TIME
        self._sure, self._look = False, look
        old = self._list.default_slot.children.copy() if step.rearranged else ()
        for number, note in enumerate(step.differing, start=1):
            self._show_note(note, look, free, settled=at_once)
            if patient and number % CARDS_AT_A_TIME == 0:
                await self._breathe()
        if step.rearranged:
            self._arrange(old, [self._cards[note.id] for note in window.notes])
        self.window, self._sure = window, True
        self._show_found()
        return step

    def hold(self, note: NotePublic, look: Look) -> NoteCard:
        """Keep the note's card in its place, whatever becomes of the note; make one if needed."""
        card = self._cards.get(note.id)
        if card is None:
            with self._list:
                card = NoteCard(note, look, self._actions())
            card.move(target_index=0)
            self._cards[note.id] = card
        self._held = card
        return card

    def go_on_as(self, note: NotePublic, look: Look) -> None:
        """Have the card that is held show a note that was made in place of its own one."""
        if held := self._held:
            self._cards.pop(held.note.id, None)
            if double := self._cards.get(note.id):  # a repaint has shown the note already
                self._list.remove(double)
            held.show(note, look)
            self._cards[note.id] = held
            if note.id not in self.ids():  # the next window may have it, and may be here already
                self._sure = False
                self._again()

    def release(self) -> None:
        """Let the card that was held go: to its place, or away if its note is not shown."""
        held, self._held = self._held, None
        children = self._list.default_slot.children
        if held and self.window and self._sure:  # else the next repaint arranges the list
            cards = [self._cards[note.id] for note in self.window.notes]
            if cards != children:
                self._arrange(children, cards)

    def find(self, note_id: int) -> None:
        """Bring the note into sight as soon as it is shown, with the focus, and mark it a while."""
        self._wanted = note_id
        self.marks.find(note_id)
        if self._sure:
            self._show_found()

    def _show_found(self) -> None:
        if self._wanted is not None and (card := self._cards.get(self._wanted)):
            self.scroll_to(self._wanted)
            card.focus(still=True)
            self._wanted = None

    def scroll_to(self, note_id: int) -> None:
        """Scroll a card to the middle of the browser's window."""
        if card := self._cards.get(note_id):
            card.run_method("scrollIntoView", {"block": "center"})

    def neighbour(self, note_id: int | None, step: int) -> int | None:
        """The id of the note that is ``step`` places further down; None beyond an end.

        For a note that is not shown, this is the first note, or the last if the step is negative.
        """
        ids = self.ids()
        if not ids:
            return None
        if note_id not in ids:
            return ids[0 if step > 0 else -1]
        place = ids.index(note_id) + step
        return ids[place] if 0 <= place < len(ids) else None

    def _repaint_in_place(self, step: Difference, look: Look) -> None:
        for note in step.differing:
            if card := self._cards.get(note.id):
                card.show(note, look)
        for note_id, values in self.leaving.among(step.gone).items():
            if card := self._cards.get(note_id):
                card.leave(values)

    def _free(self, step: Difference) -> list[NoteCard]:
        cards = [self._cards[note_id] for note_id in step.gone if note_id in self._cards]
        free = [card for card in cards if card is not self._held]
        for card in free:
            del self._cards[card.note.id]
        return free

    def _show_note(
        self, note: NotePublic, look: Look, free: list[NoteCard], *, settled: bool
    ) -> None:
        card = self._cards.get(note.id)
        if card is None and free:
            card = free.pop()
            card.show(note, look, settled=settled)
            self.marks.show(card)
        elif card is None:
            with self._list:
                card = NoteCard(note, look, self._actions())
            self.marks.show(card)
        else:
            card.show(note, look)
        self._cards[note.id] = card

    def _arrange(self, old: Collection[Element], cards: Sequence[Element]) -> None:
        children = self._list.default_slot.children
        if self._held:
            cards = around(self._held, children, old, cards)
        for stray in set(children).difference(cards):
            self._list.remove(stray)
            if isinstance(stray, NoteCard) and self._cards.get(stray.note.id) is stray:
                del self._cards[stray.note.id]
        children[:] = cards
        self._list.update()
