"""What somebody hears who wants to hear of some notes only: as if there were no others."""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

import httpx
import pytest

from api.backend import Backend
from api.caches import MEGABYTE, Caches
from api.db.sqlite.search import TextIndex, Texts
from api.events.change import Change, change_of
from api.events.filtering import FilteredChanges, StreamFilter
from api.notes.models import Action, NotePublic
from api.notes.reading.query import NoteFilter
from tests.api.support.rest import add, note
from tests.support.foreign import engine_of, replace

NOW = datetime(2026, 11, 22, tzinfo=UTC)
MILK = {"title": "Mílk #Shop"}
OATS = {"title": "oats"}


def made(**values: object) -> NotePublic:
    whole = {"id": 1, "title": "n", "description": "", "done": False, "version": 1}
    return NotePublic.model_validate({**whole, "created_at": NOW, "updated_at": NOW, **values})


def change(
    action: str, now: Mapping[str, object], was: Mapping[str, object] | None = None, number: int = 1
) -> Change:
    before = None if was is None else made(**was).model_dump_json()
    return change_of(number, action, made(**now).model_dump_json(), before)


def told(wanted: NoteFilter, *changes: Change) -> list[str]:
    with narrowed(wanted) as narrowing:
        return [found.action.value for found in narrowing.told(changes)]


@contextlib.contextmanager
def narrowed(wanted: NoteFilter, caches: Caches | None = None) -> Iterator[StreamFilter]:
    caches = caches or Caches(100)
    index = TextIndex(caches)
    yield StreamFilter(wanted, index, FilteredChanges(caches))
    index.close()


@pytest.mark.parametrize(
    "wanted",
    [
        NoteFilter(q="MILK"),
        NoteFilter(q="shop mil"),
        NoteFilter(tag="shop"),
        NoteFilter(tag="#SHOP"),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("action", "now", "was", "heard"),
    [
        ("create", MILK, None, ["create"]),
        ("create", OATS, None, []),
        ("update", MILK, OATS, ["create"]),
        ("update", MILK, MILK, ["update"]),
        ("update", OATS, MILK, ["delete"]),
        ("update", OATS, OATS, []),
        ("delete", MILK, None, ["delete"]),
        ("delete", OATS, None, []),
        ("delete", MILK | {"trashed": True}, MILK, ["delete"]),
        ("delete", OATS | {"trashed": True}, MILK, ["delete"]),
        ("delete", MILK | {"trashed": True}, OATS, []),
    ],
)
def test_a_filter_turns_a_change_into_what_its_subscriber_sees(
    wanted: NoteFilter,
    action: str,
    now: Mapping[str, object],
    was: Mapping[str, object] | None,
    heard: list[str],
) -> None:
    assert told(wanted, change(action, now, was)) == heard


def test_all_conditions_have_to_hold() -> None:
    changes = [
        change("create", MILK | {"done": done}, None, number)
        for number, done in enumerate((True, False), 1)
    ]
    assert told(NoteFilter(q="milk", tag="shop", done=True), *changes) == ["create"]
    assert told(NoteFilter(q="milk", tag="other", done=True), *changes) == []
    assert told(NoteFilter(done=False), *changes) == ["create"]
    assert told(NoteFilter(), *changes) == ["create"] * 2


def test_a_symbol_has_to_be_there_too() -> None:
    for wanted in (NoteFilter(q="☂"), NoteFilter(q="milk ☂")):
        assert told(wanted, change("create", {"title": "milk ☂"})) == ["create"]
        assert told(wanted, change("create", {"title": "milk"})) == []


def test_filters_do_not_share_their_results_for_a_change() -> None:
    caches, made = Caches(100), change("create", MILK)
    index, known = TextIndex(caches), FilteredChanges(caches)
    milk, oats = (StreamFilter(NoteFilter(q=q), index, known) for q in ("milk", "oats"))
    for _ in range(2):
        assert (milk.told([made]), oats.told([made])) == ([made], [])
    index.close()


def test_an_update_without_its_old_state_counts_as_a_match() -> None:
    """To hear once too often that a note has gone is no harm; not to hear of it would be."""
    wanted = NoteFilter(q="milk")
    assert told(wanted, change("update", MILK)) == ["update"]
    assert told(wanted, change("update", OATS)) == ["delete"]
    assert told(wanted, change("delete", MILK | {"trashed": True})) == ["delete"]


async def test_a_change_is_looked_at_once_for_all_who_want_the_same(
    backend: Backend, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []
    find = TextIndex.find

    def counted(self: TextIndex, way: str, texts: Sequence[Texts]) -> set[Texts]:
        looked_at.extend(title for title, _ in texts)
        return find(self, way, texts)

    monkeypatch.setattr(TextIndex, "find", counted)
    for title in ("milk", "oats"):
        await add(client, title)
    listeners = [backend.stream.listener(NoteFilter(q="milk"), since=0) for _ in range(5)]
    listeners += [backend.stream.listener(NoteFilter(q="milk"), since=1) for _ in range(5)]
    for each in listeners:
        await each.next()

    assert sorted(looked_at) == ["milk", "oats"]


async def test_a_changed_action_is_encoded_once_for_all_subscribers(
    backend: Backend, client: httpx.AsyncClient
) -> None:
    await add(client, "oats")
    await client.patch(note(1), json={"title": "milk"})
    one, other = (backend.stream.listener(NoteFilter(q="milk"), since=0) for _ in range(2))
    (first,), (second,) = (await one.next()).changes, (await other.next()).changes

    assert first.action is Action.CREATE
    assert first.event is second.event


async def test_a_replaced_note_that_stops_matching_is_sent_as_a_delete(
    backend: Backend, client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    await add(client, "milk")
    listener = backend.stream.listener(NoteFilter(q="milk"))
    await listener.next()
    replace(foreign, 1, title="oats")

    (gone,) = (await listener.next()).changes
    told = {"sqlite": "oats", "postgres": "milk"}[engine_of(foreign)]
    assert (gone.action, gone.note.title) == (Action.DELETE, told)


def test_a_filter_returns_all_changes_although_its_cache_overflows() -> None:
    long = MILK | {"description": "x" * 1000}
    changes = [change("create", long, None, number) for number in range(1, 201)]
    with narrowed(NoteFilter(q="milk"), Caches(10)) as narrowing:
        narrowing.told(changes[190:])
        heard = narrowing.told(changes)  # those that are new push out those that are known

    assert [each.revision for each in heard] == [*range(1, 201)]


def test_a_change_too_large_for_the_cache_is_still_sent() -> None:
    endless = change("create", MILK | {"description": "x" * MEGABYTE})
    caches = Caches(1)
    with narrowed(NoteFilter(q="milk"), caches) as narrowing:
        for _ in range(2):
            assert narrowing.told([endless]) == [endless], "another program may have written it"

    assert not any(caches.sizes().values())
