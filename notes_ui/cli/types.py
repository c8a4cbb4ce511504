"""Notes, their versions and their changes as the server tells them.

They stay what JSON makes of them: to import the server's own models takes longer than to list
notes, and what a newer server adds goes out as it came in.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple, TypedDict, TypeGuard

Texts = Mapping[str, str]
"""what a person writes of a note: its title and its description"""


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
    """A note as it was seen, and the `ETag` by which to tell whether it still is that."""

    note: Note
    etag: str


class Version(TypedDict):
    """A version that a note has, or had."""

    version: int
    title: str
    description: str
    done: bool
    pinned: bool
    trashed: bool
    written_by: str
    written_at: str


class Change(NamedTuple):
    """A change of a note. A `reset` is none: there were others, which can't be told any more.

    :param action: `create`, `update`, `delete` or `reset`
    """

    revision: int
    action: str
    note: Note | None


NOTE: Final = Note.__required_keys__
VERSION: Final = Version.__required_keys__


def texts(note: Note) -> Texts:
    """What a person has written of it."""
    return {"title": note["title"], "description": note["description"]}


def is_note(told: object) -> TypeGuard[Note]:
    """Whether it has all that a note has."""
    return _has(told, NOTE)


def is_version(told: object) -> TypeGuard[Version]:
    """Whether it has all that a version has."""
    return _has(told, VERSION)


def _has(told: object, names: frozenset[str]) -> bool:
    return isinstance(told, Mapping) and names <= told.keys()
