"""The notes over REST, for whoever is not the server."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import httpx

from notes_ui.cli.client.connection import Connection, Query
from notes_ui.cli.client.errors import not_a_server, told_in_words
from notes_ui.cli.types import Note, Seen, Version, is_note, is_version

NOTES: Final = "/api/notes"
TAGS: Final = "/api/tags"
LONGEST_PART: Final = 1000


class Part(NamedTuple):
    """Some of the notes that were asked for.

    :param total: how many there are in all, where the server counts them
    :param is_last: whether there are no more of them
    """

    notes: Sequence[Note]
    total: int | None
    is_last: bool


class NotesClient(Connection):
    """A server, and what can be asked of its notes. All methods raise `Failure`."""

    def get(self, note_id: int) -> Seen:
        """The note as it is now."""
        answer = self.ask("GET", f"{NOTES}/{note_id}")
        return Seen(_note(answer), answer.headers.get("etag", "*"))

    def parts(self, query: Query, most: int | None = None) -> Iterator[Part]:
        """The notes of a query, part by part as the links lead: each is read when it is asked for.

        :param most: how many notes at most, in all
        """
        left = most
        with told_in_words():
            url = httpx.URL(NOTES, params=query)
        while True:
            limit = LONGEST_PART if left is None else min(left, LONGEST_PART)
            answer = self.ask("GET", str(url.copy_set_param("limit", limit)))
            notes = [_checked(told, answer) for told in _list(answer)]
            total = answer.headers.get("x-total-count", "")
            following = answer.links.get("next", {}).get("url") if notes else None
            yield Part(notes, int(total) if total.isdecimal() else None, following is None)
            left = None if left is None else left - len(notes)
            if following is None or left == 0:
                return
            url = answer.url.join(following)

    def versions(self, note_id: int) -> Sequence[Version]:
        """The versions of a note that are kept, the newest first."""
        answer = self.ask("GET", f"{NOTES}/{note_id}/history")
        versions = _list(answer)
        if not all(is_version(version) for version in versions):
            raise not_a_server(answer.url)
        return versions

    def tags(self) -> Sequence[str]:
        """The tags that most notes have."""
        return [str(told.get("tag", "")) for told in _list(self.ask("GET", TAGS))]

    def create(self, title: str, description: str, key: str) -> Note:
        """Make a note: one, however often it is asked for with the same key."""
        body = {"title": title, "description": description}
        return _note(self.ask("POST", NOTES, body=body, headers=_keyed(key)))

    def change(self, note_id: int, given: Mapping[str, Any], etag: str | None = None) -> Note:
        """Change the given fields of a note.

        :param etag: the `ETag` that it must still have
        :raises Conflict: if it has another
        """
        headers = {} if etag is None else {"If-Match": etag}
        path = f"{NOTES}/{note_id}"
        return _note(self.ask("PATCH", path, body=given, headers=headers, again=etag is None))

    def delete(self, note_id: int) -> Note:
        """Move a note to the trash; the answer is the note as it was."""
        return _note(self.ask("DELETE", f"{NOTES}/{note_id}", again=False))

    def restore(self, note_id: int, key: str) -> Note:
        """Take a note out of the trash."""
        return _note(self.ask("POST", f"{NOTES}/{note_id}/restore", headers=_keyed(key)))

    def revert(self, note_id: int, version: int, key: str) -> Note:
        """Bring back what a note was in a version."""
        body = {"version": version}
        path = f"{NOTES}/{note_id}/revert"
        return _note(self.ask("POST", path, body=body, headers=_keyed(key)))

    def batch(self, steps: Sequence[Mapping[str, Any]], key: str) -> Sequence[Note]:
        """Take all steps, or none of them: then the error's ``index`` tells which is to blame."""
        body = {"steps": steps}
        answer = self.ask("POST", f"{NOTES}/batch", body=body, headers=_keyed(key))
        told = _json(answer)
        if not isinstance(told, dict) or not isinstance(told.get("results"), list):
            raise not_a_server(answer.url)
        return [_checked(result.get("note"), answer) for result in told["results"]]


def given(query: Mapping[str, str | int | bool | None]) -> Query:
    """What of a query was asked for."""
    return {name: value for name, value in query.items() if value is not None}


def _keyed(key: str) -> dict[str, str]:
    return {"Idempotency-Key": key}


def _note(answer: httpx.Response) -> Note:
    return _checked(_json(answer), answer)


def _checked(told: object, answer: httpx.Response) -> Note:
    if not is_note(told):
        raise not_a_server(answer.url)
    return told


def _list(answer: httpx.Response) -> list[Any]:
    told = _json(answer)
    if not isinstance(told, list):
        raise not_a_server(answer.url)
    return told


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError as error:
        raise not_a_server(answer.url) from error
