"""The types of notes, versions and changes, as the server sends them.

They are plain JSON objects: importing the server's models takes longer than listing notes, and
fields of a newer server are printed unchanged.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple, TypedDict, TypeGuard

Texts = Mapping[str, str]
"""a note's title and description"""


class Note(TypedDict):
    """A note."""

    id: int
    title: str
    description: str
    done: bool
    pinned: bool
    trashed: bool
    version: int
    created_at: str
    updated_at: str


class Seen(NamedTuple):
    """A note as it was read, and its `ETag`."""

    note: Note
    etag: str


class Version(TypedDict):
    """A version of a note."""

    version: int
    title: str
    description: str
    done: bool
    pinned: bool
    trashed: bool
    written_by: str
    written_at: str


class Change(NamedTuple):
    """A change of a note; a `reset` means that changes are missing.

    :param action: `create`, `update`, `delete` or `reset`
    """

    revision: int
    action: str
    note: Note | None


NOTE: Final = Note.__required_keys__
VERSION: Final = Version.__required_keys__


def texts(note: Note) -> Texts:
    """The title and the description of a note."""
    return {"title": note["title"], "description": note["description"]}


def is_note(told: object) -> TypeGuard[Note]:
    """Whether it has all fields of a note."""
    return _has(told, NOTE)


def is_version(told: object) -> TypeGuard[Version]:
    """Whether it has all fields of a version."""
    return _has(told, VERSION)


def _has(told: object, names: frozenset[str]) -> bool:
    return isinstance(told, Mapping) and names <= told.keys()
