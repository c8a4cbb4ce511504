"""What all open pages of an application share."""

from dataclasses import dataclass

from notes_ui.page.browse.view_links import ViewLinks
from notes_ui.page.drafts.offer_signals import OfferSignals
from notes_ui.ports.backend import PageBackend
from notes_ui.rendering.card_html import CardTexts
from notes_ui.runtime.orphaned.notes import OrphanedNotes
from notes_ui.runtime.presence import Presence
from notes_ui.runtime.self_reload import OpenPages
from notes_ui.runtime.shared_windows import SharedWindows


@dataclass(frozen=True, slots=True)
class Shared:
    """Who is here, the caches that all pages use, and what was typed before a restart."""

    presence: Presence
    views: SharedWindows
    texts: CardTexts
    links: ViewLinks
    pages: OpenPages
    orphaned: OrphanedNotes
    offers: OfferSignals


def shared_by_pages(backend: PageBackend) -> Shared:
    """Make the objects that the pages of an application share."""
    offers = OfferSignals()
    return Shared(
        Presence(backend.rounds.announce, backend.elsewhere),
        SharedWindows(backend.notes, backend.changes, turn=lambda: backend.rounds.rounds),
        CardTexts(backend.caches),
        ViewLinks(backend.caches),
        OpenPages(),
        OrphanedNotes(backend.drafts, backend.notes.create, changed=offers.tell),
        offers,
    )
