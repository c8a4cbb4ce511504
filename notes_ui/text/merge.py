"""One sitting at a note that others change meanwhile: what is merged, and what has to be chosen."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from notes_ui.ports.drafts import Draft
from notes_ui.ports.errors import NoteConflict
from notes_ui.ports.notes import Edit, Edited, NotePublic, NoteUpdate
from notes_ui.text.line_merge import added, merge, plain

TEXTS: Final = ("title", "description")
Texts = dict[str, str]


@dataclasses.dataclass(slots=True)
class Merge:
    """The texts that a person types in an editor, and the note that the person edits.

    Each store merges a field with the texts of others, line by line. `base` is the text from which
    the field was derived, so the difference from it is what the person typed. The person has to
    choose only if both have changed the same line.
    """

    theirs: NotePublic
    """the note as it is now"""
    base: Texts
    mine: Texts
    """what stands in the fields"""
    without: Texts
    """what the note would hold now, had this sitting written nothing"""
    field: str = "title"
    """where something was typed last"""
    accepted: Texts = dataclasses.field(default_factory=dict)
    """others' texts over which mine was chosen"""
    first: int | None = None
    """the version in which this sitting has first written something"""
    last: int | None = None
    """and the last one"""

    @classmethod
    def of(cls, note: NotePublic) -> "Merge":
        """Begin to edit."""
        stored = {name: str(getattr(note, name)) for name in TEXTS}
        shown = {name: plain(text) for name, text in stored.items()}
        return cls(note, shown, dict(shown), stored)

    @classmethod
    def resumed(cls, draft: Draft, base: NotePublic) -> "Merge":
        """Go on with what was typed before."""
        begun = cls.of(base)
        begun.mine = {name: getattr(draft, name) for name in TEXTS}
        begun.field = draft.field
        return begun

    def made_anew(self, note: NotePublic, sent: Texts) -> "Merge":
        """Go on in another note, which was made of what was typed.

        :param sent: what was typed when it was made
        """
        begun = Merge.of(note)
        begun.base["description"] = sent["description"]
        begun.mine, begun.field = dict(self.mine), self.field
        if begun.mine["title"] == sent["title"]:
            begun.mine["title"] = begun.base["title"]
        return begun

    @property
    def note_id(self) -> int:
        """The note that is edited."""
        return self.theirs.id

    def meet(self, theirs: NotePublic) -> Mapping[str, Sequence[str]]:
        """Take in the note as it is now; return the lines that others have written, by field."""
        told: dict[str, Sequence[str]] = {}
        for name in TEXTS:
            before, now = self._now(name), str(getattr(theirs, name))
            if before != now:
                told[name] = added(before, now)
                self.without[name] = merge(before, self.without[name], now).text
        self.theirs = theirs
        return told

    def conflicts(self) -> list[str]:
        """The fields in which both have changed the same line, and nobody has chosen yet."""
        return [name for name in TEXTS if self._wanted(name) is None]

    def pending(self) -> list[str]:
        """The fields with something that the note does not hold."""
        return [name for name in TEXTS if self._wanted(name) != plain(self._now(name))]

    def errors(self) -> list[ErrorDetails]:
        """What can't be a note's, of what was typed."""
        return [found for name in self.pending() for found in _errors(name, self._wanted(name))]

    def edit(self) -> Edit:
        """What is to be written: all that can be, merged with what the note holds now.

        The spaces around a title are removed, unless nobody has typed in the title.
        """
        values = {
            name: wanted
            for name in self.pending()
            if (wanted := self._wanted(name)) is not None and not _errors(name, wanted)
        }
        base = {name: self._now(name) for name in values}
        return Edit(self.note_id, values, base, continues=self.last)

    def stored(self, edit: Edit, sent: Texts, edited: Edited) -> Mapping[str, Sequence[str]]:
        """Go on from what was written, whatever was typed since it was sent.

        :return: the lines that others have written, by field
        """
        told = self.meet(edited.before)
        self.base |= _bases(edit, sent)
        for name in edit.values:
            self.accepted.pop(name, None)
        if edited.after.version != edited.before.version:
            self.first = self.first or edited.after.version
            self.last = edited.after.version
        self.theirs = edited.after
        return told

    def accept(self, name: str) -> None:
        """See theirs and stay with mine, where both have changed the same line."""
        self.accepted[name] = self._now(name)

    def take(self, name: str) -> None:
        """Give mine up for theirs, where both have changed the same line."""
        merged = merge(self.base[name], self._typed(name), self._now(name)).text
        self.base[name], self.mine[name] = plain(self._now(name)), merged

    def follow(self, name: str) -> None:
        """Have a field that nobody types in hold what the note holds, if nothing is lost by it."""
        if name not in self.pending():
            self.base[name] = self.mine[name] = plain(self._now(name))

    def overlooked(self, name: str, before: str) -> None:
        """Learn that mine was typed over the text before, and theirs was not seen."""
        self.base[name] = before

    def onto(self, name: str, theirs: str) -> str:
        """What is typed, merged with a text of others that is no longer the current one."""
        return merge(self.base[name], self.mine[name], theirs, prefer_mine=True).text

    def adopt(self, name: str) -> str:
        """See theirs from now on, merged with mine if nothing has to be chosen; return mine."""
        if (wanted := self._wanted(name)) is not None and self._typed(name) != self.base[name]:
            self.base[name], self.mine[name] = plain(self._now(name)), wanted
        return self.mine[name]

    def undoing(self) -> Edit | None:
        """The edit that undoes what this sitting wrote; None if there is nothing to undo.

        The edit keeps what others wrote. Their versions in between do not prevent it.
        """
        if self.first is None:
            return None
        values = {
            name: text
            for name, text in self.without.items()
            if plain(text) != plain(self._now(name))
        }
        between = range(self.first, self.theirs.version)
        base = {name: self._now(name) for name in values}
        undoing = Edit(self.note_id, values, base, since=self.first, passed=[between])
        return undoing if values else None

    def draft(self) -> Draft:
        """What is to be kept until it is written."""
        return Draft(base=self.theirs.model_copy(update=self.base), field=self.field, **self.mine)

    def draft_behind(self, edit: Edit) -> Draft:
        """What is to be kept when the edit is written, but for the version that this makes."""
        base = self.base | _bases(edit, self.mine)
        return self.draft().model_copy(update={"base": self.theirs.model_copy(update=base)})

    def _typed(self, name: str) -> str:
        typed = self.mine[name]
        return typed.strip() if name == "title" and typed != self.base[name] else typed

    def _wanted(self, name: str) -> str | None:
        """What the note is to hold; None if that has to be chosen first."""
        base, typed, now = self.base[name], self._typed(name), self._now(name)
        if typed == base:
            return plain(now)
        if base == plain(now):
            return typed
        merged = merge(base, typed, now, prefer_mine=True)
        return None if merged.met and self.accepted.get(name) != now else merged.text

    def _now(self, name: str) -> str:
        return str(getattr(self.theirs, name))


def _bases(edit: Edit, sent: Texts) -> Texts:
    """The texts from which the fields are derived when the edit is written."""
    return {name: text if name == "title" else sent[name] for name, text in edit.values.items()}


def rebased(edit: Edit, conflict: NoteConflict) -> Edit | None:
    """The edit with its description merged into what the note holds now; None if it can't be.

    A description that others have changed to and fro is theirs.
    """
    now = conflict.current.description
    if list(conflict.fields) != ["description"] or edit.base["description"] == now:
        return None
    if edit.values["description"] == edit.base["description"]:
        return None  # it is there to say that nothing else is to be changed, as of a new note
    merged = merge(edit.base["description"], edit.values["description"], now)
    if merged.met:
        return None
    values = {**edit.values, "description": merged.text}
    return Edit(edit.note_id, values, {**edit.base, "description": now})


def _errors(name: str, text: str | None) -> list[ErrorDetails]:
    try:
        NoteUpdate(**{} if text is None else {name: text})
    except ValidationError as error:
        return error.errors()
    return []
