"""The page `/front/notes`, as NiceGUI serves it."""

from http import HTTPStatus
from typing import Final

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse
from nicegui import Client, app, ui
from nicegui.language import Language as QuasarLanguage
from nicegui.storage import request_contextvar

from notes_ui.i18n import messages
from notes_ui.i18n.language import QUASAR, preferred
from notes_ui.page.browse import appearance, urls
from notes_ui.page.session import PageSession
from notes_ui.page.shared import shared_by_pages
from notes_ui.page.transfers import upload
from notes_ui.ports.backend import PageBackend
from notes_ui.ports.notes import NoteUpdate
from notes_ui.runtime.browser_cookie import BrowserCookie, browser_of
from notes_ui.runtime.gc_policy import ClosedPages
from notes_ui.runtime.orphaned.input import OrphanedInput
from notes_ui.runtime.self_reload import SelfReload
from notes_ui.runtime.sockets.origins import HiddenSite, SocketOrigins

PATH: Final = urls.PAGE


class NotesRoute(ui.page):
    """A page in the language that its browser prefers, light or dark as its browser has chosen."""

    def resolve_language(self) -> QuasarLanguage | None:
        """The language of Quasar's own texts, and of the page's `lang` attribute."""
        request = request_contextvar.get()
        return QUASAR[preferred(request).code] if request else None  # type: ignore[return-value]

    def resolve_dark(self) -> bool | None:
        """Whether the page is dark from its first paint; None to follow the system."""
        request = request_contextvar.get()
        return appearance.chosen(request) if request else None


def add_pages(backend: PageBackend) -> None:
    """Register the page with NiceGUI."""
    shared = shared_by_pages(backend)
    closed = ClosedPages(
        still_open=lambda: len(backend.rounds), busy=lambda: backend.rounds.at_work
    )
    appearance.add_memory()
    app.add_middleware(SelfReload, path=PATH, pages=shared.pages)
    app.add_middleware(BrowserCookie, path=PATH)
    upload.let_go_of_uploads()
    origins = SocketOrigins()
    origins.listen()
    late = backend.notes
    backend.before_close[shared.orphaned] = shared.orphaned.settled
    OrphanedInput(
        shared.orphaned,
        lambda note_id, done: late.update(note_id, NoteUpdate(done=done)),
        shared.presence.tabs,
    ).listen()

    @NotesRoute(PATH, title="Notes", reconnect_timeout=backend.limits.reconnect_timeout)
    def notes_page(client: Client, request: Request) -> Response | None:
        if hidden := origins.take(browser_of(request)):
            return _explained(request, hidden)
        request_contextvar.set(request)  # NiceGUI sets it only in apps with sessions
        page = PageSession(backend, shared, client, request)
        client.on_connect(page.connected)
        client.on_disconnect(page.disconnected)
        client.on_delete(page.leave)
        client.on_delete(closed.add)
        return None


def _explained(request: Request, hidden: HiddenSite) -> Response:
    """What is shown instead of a page that could not work."""
    said = preferred(request).say(messages.SITE_HIDDEN, site=hidden.site, host=hidden.host)
    return PlainTextResponse(said, status_code=HTTPStatus.BAD_GATEWAY)
