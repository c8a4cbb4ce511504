"""A note as a text file for an editor; the file survives any failure."""

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from notes_ui.cli.exit_codes import Failure
from notes_ui.cli.output.streams import BREAKING
from notes_ui.cli.types import Note, Texts, texts

BELOW: Final = (
    "------ >8 ------ The note as it is now. This line and everything below it is ignored."
)


class Manuscript:
    """A file with the title on its first line, an empty line, and the unchanged description.

    It exists until it is discarded, so that no text is lost.
    """

    def __init__(self, note: Note) -> None:
        handle, name = tempfile.mkstemp(prefix=f"note-{note['id']}-", suffix=".md")
        os.close(handle)
        self.path = Path(name)
        self.write(texts(note))

    def write(self, mine: Texts, theirs: Texts | None = None) -> None:
        """Write my texts, and theirs below for comparison."""
        self._mine = mine
        self._below = _line_that_is_not_in(_page(mine) + _page(theirs)) if theirs else None
        below = f"\n{self._below}\n\n{_page(theirs)}" if theirs else ""
        self.path.write_bytes(f"{_page(mine)}{below}".encode())

    def edit(self) -> None:
        """Open it in `$VISUAL` or `$EDITOR`, and wait until the editor has ended.

        :raises Failure: if the editor can't be started, or fails
        """
        try:
            with _ctrl_c_is_for_the_editor():
                click.edit(filename=str(self.path))
        except click.ClickException as error:
            raise Failure(
                f"{error.format_message()}. Name another editor in VISUAL or EDITOR."
            ) from error
        except ValueError as error:
            raise Failure(f"VISUAL or EDITOR is not a command: {error}.") from error

    def read(self) -> Texts:
        """The texts in the file; an unedited text is the same to the byte.

        :raises Failure: if the file is not UTF-8, or has been removed
        """
        try:
            page = self.path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise Failure(f"{self.path} can't be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise Failure(f"{self.path} is not UTF-8.") from error
        if self._below:
            page = f"\n{page}".partition(f"\n{self._below}")[0].removeprefix("\n")
        title, _, rest = page.partition("\n")
        return {"title": self._title(title), "description": self._description(rest)}

    def discard(self) -> None:
        """Remove the file, when its texts are saved."""
        self.path.unlink(missing_ok=True)

    def _title(self, line: str) -> str:
        """The title from the first line; an unedited one keeps its line breaks and blanks."""
        title = self._mine["title"]
        shown = _first_line(title)
        left_alone = {
            shown,
            shown.removeprefix("\ufeff"),
        }  # an editor takes it for a byte order mark
        return title if line.removesuffix("\r") in left_alone else line.strip()

    def _description(self, rest: str) -> str:
        """The text below the title, without the empty line and the last line break."""
        description = self._mine["description"]
        if rest == _below_the_title(description):
            return description
        start = rest.removeprefix("\r").removeprefix("\n")
        return start.removesuffix("\n").removesuffix("\r")


def _page(held: Texts) -> str:
    return f"{_first_line(held['title'])}\n{_below_the_title(held['description'])}"


def _first_line(title: str) -> str:
    """The title on one line; marks of a writing direction stay."""
    return BREAKING.sub(" ", title)


def _below_the_title(description: str) -> str:
    return f"\n{description}\n" if description else ""


def _line_that_is_not_in(pages: str) -> str:
    line = BELOW
    while line in pages:
        line = f"-{line}"
    return line


@contextmanager
def _ctrl_c_is_for_the_editor() -> Iterator[None]:
    """Ignore Ctrl-C while the editor has the terminal: it may be a key of the editor."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
