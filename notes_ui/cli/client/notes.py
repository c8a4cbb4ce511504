"""The notes over REST."""

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
    """One page of the notes of a query.

    :param total: the number of all matching notes, if the server counted them
    :param is_last: whether this is the last page
    """

    notes: Sequence[Note]
    total: int | None
    is_last: bool


class NotesClient(Connection):
    """The requests for notes. All methods raise `Failure`."""

    def get(self, note_id: int) -> Seen:
        """The note as it is now."""
        answer = self.ask("GET", f"{NOTES}/{note_id}")
        return Seen(_note(answer), answer.headers.get("etag", "*"))

    def parts(self, query: Query, most: int | None = None) -> Iterator[Part]:
        """The notes of a query, page by page along the links; each page is read lazily.

        :param most: the maximum number of notes in all
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
        """The stored versions of a note, newest first."""
        answer = self.ask("GET", f"{NOTES}/{note_id}/history")
        versions = _list(answer)
        if not all(is_version(version) for version in versions):
            raise not_a_server(answer.url)
        return versions

    def tags(self) -> Sequence[str]:
        """The most used tags."""
        return [str(told.get("tag", "")) for told in _list(self.ask("GET", TAGS))]

    def create(self, title: str, description: str, key: str) -> Note:
        """Create a note; the same key creates only one."""
        body = {"title": title, "description": description}
        return _note(self.ask("POST", NOTES, body=body, headers=_keyed(key)))

    def change(self, note_id: int, given: Mapping[str, Any], etag: str | None = None) -> Note:
        """Change the given fields of a note.

        :param etag: the `ETag` that it must still have
        :raises Conflict: if it has another `ETag`
        """
        headers = {} if etag is None else {"If-Match": etag}
        path = f"{NOTES}/{note_id}"
        return _note(self.ask("PATCH", path, body=given, headers=headers, again=etag is None))

    def delete(self, note_id: int) -> Note:
        """Move a note to the trash; return the note as it was."""
        return _note(self.ask("DELETE", f"{NOTES}/{note_id}", again=False))

    def restore(self, note_id: int, key: str) -> Note:
        """Move a note out of the trash."""
        return _note(self.ask("POST", f"{NOTES}/{note_id}/restore", headers=_keyed(key)))

    def revert(self, note_id: int, version: int, key: str) -> Note:
        """Go back to a version of a note."""
        body = {"version": version}
        path = f"{NOTES}/{note_id}/revert"
        return _note(self.ask("POST", path, body=body, headers=_keyed(key)))

    def batch(self, steps: Sequence[Mapping[str, Any]], key: str) -> Sequence[Note]:
        """Apply all steps, or none; the `index` of the exception is the step that failed."""
        body = {"steps": steps}
        answer = self.ask("POST", f"{NOTES}/batch", body=body, headers=_keyed(key))
        told = _json(answer)
        if not isinstance(told, dict) or not isinstance(told.get("results"), list):
            raise not_a_server(answer.url)
        return [_checked(result.get("note"), answer) for result in told["results"]]


def given(query: Mapping[str, str | int | bool | None]) -> Query:
    """The query without its missing values."""
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
