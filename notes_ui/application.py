"""The whole application: REST and the page on one, or the page alone."""

from typing import Final

from fastapi import FastAPI
from nicegui import ui
from nicegui.translations import translations

from api.settings import Settings
from notes_ui import theme
from notes_ui.i18n import messages
from notes_ui.i18n.language import QUASAR, language
from notes_ui.page import route
from notes_ui.page.browse import urls
from notes_ui.ports.backend import PageBackend
from notes_ui.runtime import answers, nicegui_patches, outbox
from notes_ui.runtime.sockets import limits

HEARTBEAT: Final = 10.0
"""seconds after which the browser and the server notice a lost connection, approximately

A setting says how long a page then waits for its browser.
"""
OUT_OF_REACH: Final = {
    "connection_lost": messages.OUT_OF_REACH,
    "trying_to_reconnect": messages.TRYING,
    "message_too_long": messages.TOO_LONG,
    "message_too_long_body": messages.TOO_LONG_HINT,
}


HOME: Final = f"{urls.MOUNTED}{urls.PAGE}"


def create_app(settings: Settings | None = None) -> FastAPI:
    """The whole application: `/api/notes`, `/ws` and the page `/front/notes`.

    If the settings name an API, it is the page alone, without a database.

    NiceGUI supports one application in a process. If several are created, only the last one has
    the pages.

    :raises DatabaseUnusable: if the settings' database URL is of no use
    """
    settings = settings or Settings()
    nicegui_patches.remember_signatures()
    nicegui_patches.send_text_only()
    nicegui_patches.send_directly()
    nicegui_patches.share_descriptions()
    answers.take_in_order()
    outbox.send_from_our_outbox()
    outbox.wait_patiently()
    made, backend = _front(settings) if settings.api_url else _whole(settings)
    route.add_pages(backend)
    ui.add_css(theme.CSS, shared=True)
    for code, name in QUASAR.items():
        say = language(code).say
        translations[name] = {key: say(text) for key, text in OUT_OF_REACH.items()}  # type: ignore[index]
    limits.take_what_was_held_back()
    ui.run_with(
        made,
        mount_path=urls.MOUNTED,
        title="Notes",
        favicon=theme.FAVICON,
        dark=None,  # follows the system
        language="en-US",
        tailwind=False,
        binding_refresh_interval=None,  # nothing here is polled
        reconnect_timeout=HEARTBEAT,
        show_welcome_message=False,
    )
    return made


def _whole(settings: Settings) -> tuple[FastAPI, PageBackend]:
    """REST, and the ports of the page on the same database."""
    from api import application as rest  # a front needs no database
    from notes_ui.ports.local import local

    made = rest.create_app(settings, home=HOME)
    return made, local(made.state.backend)


def _front(settings: Settings) -> tuple[FastAPI, PageBackend]:
    """An application without REST, and the ports of the page over HTTP."""
    from api.http.page_host import create_page_host
    from api.telemetry.metrics import Metrics
    from notes_ui.ports.remote.backend import RemoteBackend

    metrics = Metrics()
    backend = RemoteBackend(settings, made=metrics.refreshed)
    made = create_page_host(settings, backend, metrics, home=HOME)
    made.state.backend = backend
    return made, backend
