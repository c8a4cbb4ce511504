"""REST answers as bytes, kept until the database moves.

Before each answer the feed is asked whether there was a commit, by anyone: what is kept is
exactly as fresh as the file.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from cachetools import LRUCache
from pydantic import TypeAdapter

from api.changes import ChangeFeed
from api.models import NotePublic
from api.notes import Notes

KEPT_BYTES: Final = 32 * 1024 * 1024
NOTE: Final = TypeAdapter(NotePublic)
NOTES: Final = TypeAdapter(list[NotePublic])


@dataclass(frozen=True, slots=True)
class EncodedSlice:
    """A part of all notes, as JSON, with what its headers need."""

    json: bytes
    total: int
    next_after: int | None
    """the last id, if there are more notes behind it"""

    def __len__(self) -> int:
        return len(self.json)


def encode(note: NotePublic) -> bytes:
    """The note as JSON."""
    return NOTE.dump_json(note)


class EncodedNotes:
    """The same reads as `Notes`, with the same errors, as JSON."""

    def __init__(self, notes: Notes, feed: ChangeFeed) -> None:
        self._notes = notes
        self._feed = feed
        self._single: LRUCache[int, bytes] = LRUCache(KEPT_BYTES, getsizeof=len)
        self._slices: LRUCache[tuple[int | None, int], EncodedSlice] = LRUCache(
            KEPT_BYTES, getsizeof=len
        )
        feed.on_move(self._forget)

    async def get(self, note_id: int) -> bytes:
        """One note; see `Notes.get`."""
        self._feed.catch_up()
        if (kept := self._single.get(note_id)) is not None:
            return kept
        made = encode(await self._notes.get(note_id))
        self._single[note_id] = made
        return made

    async def list(self, *, after: int | None, limit: int) -> EncodedSlice:
        """A part of all notes; see `Notes.list`."""
        self._feed.catch_up()
        key = (after, limit)
        if (kept := self._slices.get(key)) is not None:
            return kept
        part = await self._notes.list(after=after, limit=limit)
        made = EncodedSlice(
            NOTES.dump_json(list(part.notes)),
            part.total,
            part.notes[-1].id if part.more else None,
        )
        self._slices[key] = made
        return made

    def _forget(self, changed: Collection[int] | None) -> None:
        self._slices.clear()
        if changed is None:
            self._single.clear()
        else:
            for note_id in changed:
                self._single.pop(note_id, None)
