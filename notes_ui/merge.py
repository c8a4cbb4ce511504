"""Editing a note that others change meanwhile: what is merged, and what has to be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from api.drafts import Draft
from api.edits import Edit
from api.models import NotePublic

TEXTS: Final = ("title", "description")


@dataclass(slots=True)
class Merge:
    """What is typed, and the note that it began with.

    The note's fields are independent: who types in one of them takes over what others write in the
    other. Only where both have changed the same one somebody has to choose.
    """

    base: NotePublic
    """the note as the person before the page has last seen and accepted it"""
    mine: dict[str, str]
    theirs: NotePublic
    """the note as it is now"""
    field: str = "title"
    """where something was typed last"""

    @classmethod
    def of(cls, note: NotePublic) -> "Merge":
        """Begin to edit."""
        return cls(note, {name: getattr(note, name) for name in TEXTS}, note)

    @classmethod
    def resumed(cls, draft: Draft, base: NotePublic) -> "Merge":
        """Go on with what was typed before."""
        return cls(base, {name: getattr(draft, name) for name in TEXTS}, base, draft.field)

    def meet(self, theirs: NotePublic) -> Sequence[str]:
        """Take in the note as it is now; return the fields of mine that took over theirs."""
        self.theirs = theirs
        followed = [
            name for name in TEXTS if not self._changed(name) and self.mine[name] != self._now(name)
        ]
        for name in followed:
            self.mine[name] = self._now(name)
        agreed = [name for name in TEXTS if name not in self.conflicts()]
        self.base = self.base.model_copy(
            update=theirs.model_dump(exclude=set(TEXTS).difference(agreed))
        )
        return followed

    def conflicts(self) -> list[str]:
        """The fields that both have changed, and not to the same."""
        return [
            name
            for name in TEXTS
            if self._changed(name)
            and self._now(name) != getattr(self.base, name)
            and self._now(name) != self.mine[name]
        ]

    def accept(self, name: str) -> None:
        """See theirs and stay with mine: from now on mine is a change of theirs."""
        self.base = self.base.model_copy(update={name: self._now(name)})

    def unsee(self, name: str, before: str) -> None:
        """Learn that mine was typed over the text before, and theirs was not seen."""
        self.base = self.base.model_copy(update={name: before})

    def take(self, name: str) -> None:
        """Give mine up for theirs."""
        self.mine[name] = self._now(name)
        self.accept(name)

    def edit(self) -> Edit:
        """What is to be written: the fields that were changed, against what they were.

        A title goes without the spaces around it, unless it came with them and nobody typed in it.
        """
        typed = dict(self.mine)
        if self._changed("title"):
            typed["title"] = typed["title"].strip()
        changed = {name: typed[name] for name in TEXTS if typed[name] != getattr(self.base, name)}
        return Edit(self.base.id, changed, {name: getattr(self.base, name) for name in changed})

    @property
    def untouched(self) -> bool:
        """Whether nothing is typed that the note does not hold."""
        return not any(map(self._changed, TEXTS))

    def saved(self, edit: Edit) -> None:
        """Go on from what was written, whatever was typed meanwhile."""
        self.base = self.base.model_copy(update=dict(edit.values))
        self.theirs = self.theirs.model_copy(update=dict(edit.values))

    def draft(self) -> Draft:
        """What is to be kept until it is written."""
        return Draft(base=self.base, field=self.field, **self.mine)

    def _changed(self, name: str) -> bool:
        return bool(self.mine[name] != getattr(self.base, name))

    def _now(self, name: str) -> str:
        text: str = getattr(self.theirs, name)
        return text
