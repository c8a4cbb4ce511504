"""`notes edit`: edits a note in an editor, and overwrites nobody's text unseen."""

import contextlib
from collections.abc import Mapping
from difflib import unified_diff
from enum import StrEnum
from typing import Final

import typer
from rich.console import Console
from rich.prompt import Prompt
from rich.text import Text

from notes_ui.cli.client.notes import NotesClient
from notes_ui.cli.exit_codes import Conflict, Failure, Refused
from notes_ui.cli.files.note_file import Manuscript
from notes_ui.cli.options import AsJson, NoteId, Url
from notes_ui.cli.output.streams import one_line, tell
from notes_ui.cli.output.tables import Form, print_notes
from notes_ui.cli.server_url import connected
from notes_ui.cli.types import Note, Seen, Texts, texts

STYLES: Final = {"+": "green", "-": "red", "@": "cyan"}


class Choice(StrEnum):
    """What to do with a text that can't be saved."""

    EDIT = "e"
    OVERWRITE = "o"
    GIVE_UP = "g"


def edit(
    context: typer.Context, note_id: NoteId, *, as_json: AsJson = False, url: Url = None
) -> None:
    """Edit a note in $VISUAL or $EDITOR: the title on the first line, then the description.

    If somebody else changes the same text meanwhile, you see both texts and
    choose: keep editing with theirs below yours, overwrite theirs, or give up.
    Your text stays in a file until it is saved.

    notes edit 3
    EDITOR="code --wait" notes edit 3
    """
    with connected(context, url) as server:
        seen = server.get(note_id)
        typed = Manuscript(seen.note)
        try:
            note = _Editing(server, seen, typed).saved()
        except BaseException:
            _keep(typed, seen.note)
            raise
    typed.discard()
    print_notes([note], Form.LINES if as_json else Form.ROWS)


WORDS: Final = {
    Choice.EDIT: "keep editing, with theirs below yours",
    Choice.OVERWRITE: "overwrite theirs",
    Choice.GIVE_UP: "give up",
}


class _Editing:
    """Edits a note until it is saved or the person gives up.

    :param seen: the note as the person has seen it
    """

    def __init__(self, server: NotesClient, seen: Seen, typed: Manuscript) -> None:
        self._server = server
        self._seen = seen
        self._typed = typed

    def saved(self) -> Note:
        """Edit and save, until saving succeeds."""
        mine = self._edited()
        while changed := _changed(mine, texts(self._seen.note)):
            try:
                return self._server.change(self._seen.note["id"], changed, self._seen.etag)
            except Conflict as conflict:
                mine = self._met(changed, conflict)
            except Refused as refusal:
                tell(str(refusal))
                if _choice(Choice.EDIT, Choice.GIVE_UP) is Choice.GIVE_UP:
                    raise
                mine = self._edited()
        tell("Nothing was changed.")
        return self._seen.note

    def _edited(self) -> Texts:
        self._typed.edit()
        return self._typed.read()

    def _met(self, changed: Mapping[str, str], conflict: Conflict) -> Texts:
        """My texts after a conflict; texts that I did not change are taken from the other."""
        before = texts(self._seen.note)
        self._seen = conflict.now or self._server.get(self._seen.note["id"])
        theirs = texts(self._seen.note)
        mine = {**theirs, **changed}
        if all(theirs[name] in {before[name], mine[name]} for name in changed):
            tell("Somebody else has changed another part of the note. Both changes are kept.")
            return mine
        tell("Somebody else has changed the same text of the note.")
        _show_both(theirs, mine)
        choice = _choice(Choice.EDIT, Choice.OVERWRITE, Choice.GIVE_UP)
        if choice is Choice.GIVE_UP:
            raise Conflict("Not saved: somebody else has changed the note.")
        if choice is Choice.OVERWRITE:
            return mine
        self._typed.write(mine, theirs)
        return self._edited()


def _changed(mine: Texts, note: Texts) -> dict[str, str]:
    return {name: text for name, text in mine.items() if text != note[name]}


def _choice(*choices: Choice) -> Choice:
    """Ask the person; the end of the input counts as giving up."""
    asked = ", ".join(f"{choice}: {WORDS[choice]}" for choice in choices)
    try:
        return Choice(Prompt.ask(asked, choices=list(choices), console=_beside()))
    except EOFError:
        _beside().print()  # end the line of the question
        return Choice.GIVE_UP


def _show_both(theirs: Texts, mine: Texts) -> None:
    """Print the differences: their lines with a minus, mine with a plus."""
    lines = unified_diff(_lines(theirs), _lines(mine), "theirs", "yours", lineterm="")
    for line in lines:
        _beside().print(Text(one_line(line), STYLES.get(line[:1], "")))


def _lines(held: Texts) -> list[str]:
    return [held["title"], "", *held["description"].splitlines()]


def _beside() -> Console:
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def _keep(typed: Manuscript, note: Note) -> None:
    with contextlib.suppress(Failure):
        if not _changed(typed.read(), texts(note)):
            typed.discard()
            return
    if typed.path.exists():
        tell(f"Your text is in {typed.path}")
