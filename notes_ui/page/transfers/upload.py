"""Sends a file from the browser to the server."""

from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import Request, Response
from nicegui import app, ui
from nicegui.elements.upload_files import FileUpload
from nicegui.events import UploadEventArguments
from starlette.requests import ClientDisconnect

from notes_ui import theme
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language

Receive = Callable[[FileUpload], Awaitable[None]]
BAD_REQUEST: Final = 400


class Upload(ui.upload, default_classes=theme.UPLOAD, default_props=theme.UPLOADER):
    """Quasar's uploader, shown only while it sends: its button to choose a file has no name.

    :param largest: the maximum bytes of a file
    :param receive: called with a file that has arrived
    :param refused: called when a file is larger than ``largest``
    :param failed: called when a file could not be sent
    """

    def __init__(
        self,
        language: Language,
        *,
        largest: int,
        receive: Receive,
        refused: Callable[[], None],
        failed: Callable[[], None],
    ) -> None:
        self._receive, self._largest, self._refused = receive, largest, refused
        super().__init__(
            label=language.say(messages.UPLOADING),
            auto_upload=True,
            max_file_size=largest,
            on_upload=self._take,
            on_rejected=refused,
        )
        self.on("start", lambda: self.classes(theme.UPLOADING), args=[])
        self.on("failed", failed, args=[])
        self.on("finish", self._finish, args=[])

    def choose(self) -> None:
        """Open the browser's dialog for choosing a file."""
        self.run_method("pickFiles")

    def stop(self) -> None:
        """Hide the uploader: a dialog that closes ends an upload."""
        self.classes(remove=theme.UPLOADING)

    def _finish(self) -> None:
        self.stop()
        self.reset()  # a failed file would prevent the next upload

    async def _take(self, event: UploadEventArguments) -> None:
        if event.file.size() > self._largest:  # the browser may not have checked it
            self._refused()
        else:
            await self._receive(event.file)


def let_go_of_uploads() -> None:
    """Handle a browser that hangs up while it sends a file with a 400, not as an error to log."""

    @app.exception_handler(ClientDisconnect)
    async def hung_up(_: Request, __: Exception) -> Response:
        return Response(status_code=BAD_REQUEST)
