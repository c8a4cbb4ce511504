"""All caches of the whole application: what they may take together, and that they take no more."""

import gc
import re
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi import Response

from api.backend import Backend
from api.caches import MEGABYTE, Cache, Caches
from api.events.batches import ChangeBatch
from api.events.change import Change, change_of
from api.events.filtering import StreamFilter
from api.notes.models import DESCRIPTION_LENGTH, TITLE_LENGTH, NotePublic
from api.notes.reading.query import LONGEST_SEARCH, Cursor, NoteQuery, Sort
from api.notes.reading.statements import Place, Statements
from api.settings import Settings
from notes_ui.page.browse.view_links import View, ViewLinks
from notes_ui.page.shared import shared_by_pages
from notes_ui.ports.local import local
from notes_ui.rendering.card_html import CardTexts, Look
from tests.support.live import ROOT

NOW = datetime(2026, 11, 22, tzinfo=UTC)
ALPHABETS = ["a", "é", "😀", "\x01"]
"""letters of one, two and four bytes, and one that JSON writes with six characters"""
MOST = 25
"""entries that are looked at of a cache"""
Entry = tuple[Any, Any]
Made = dict[str, Cache[Any, Any]]


class OpenCaches(Caches):
    """Caches that a test can fill."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(megabytes)
        self.made: Made = {}

    def make(self, name: str, share: int, size: Callable[[Any], int]) -> Cache[Any, Any]:
        made: Cache[Any, Any] = super().make(name, share, size)
        self.made[name] = made
        return made


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenCaches:
    """Those of an application with its pages."""
    monkeypatch.setattr("api.backend.Caches", OpenCaches)
    made = application(tmp_path).caches
    assert isinstance(made, OpenCaches)
    return made


def backend_on(file: Path, megabytes: int = 192) -> Backend:
    return Backend(Settings(database_url=f"sqlite:///{file}", cache_megabytes=megabytes))


def application(folder: Path, megabytes: int = 192) -> Backend:
    backend = backend_on(folder / "notes.db", megabytes)
    shared_by_pages(local(backend))
    return backend


def note(number: int, letter: str, length: int) -> NotePublic:
    made = NotePublic(
        id=number,
        title=str(number).ljust(min(length, TITLE_LENGTH), letter),
        description=str(number).ljust(length, letter) if length else "",
        done=False,
        version=1,
        created_at=NOW,
        updated_at=NOW,
    )
    return NotePublic.model_validate_json(made.model_dump_json())


def change(number: int, letter: str, length: int) -> Change:
    """With all that can be made of it; the row that it is made of goes with it."""
    text = note(number, letter, length).model_dump_json()
    return told(change_of(number, "update", text, note(number, letter, length).model_dump_json()))


def told(made: Change) -> Change:
    assert made.before
    assert made.json
    assert made.event
    return made


def answer(number: int, letter: str, length: int) -> Response:
    body = note(number, letter, length).model_dump_json()
    link = f"<http://notes.test/api/notes?after={number}>; rel=next"
    return Response(
        body, media_type="application/json", headers={"ETag": f"{number}", "Link": link}
    )


def query(number: int, letter: str, length: int) -> NoteQuery:
    """One whose every second letter is a word, or a symbol."""
    words = " ".join([str(number), *letter * length])[:LONGEST_SEARCH]
    return NoteQuery(q=words, tag=letter * min(length, LONGEST_SEARCH), sort=Sort.TITLE)


def statement(number: int, letter: str, length: int) -> Entry:
    place = Place(query(number, letter, length), 0, Cursor(0, "41" * length, 1), True, False)
    kept = Statements(Caches(1))
    return place, (place, kept.select(place))


def tiers(number: int, letter: str, length: int) -> Entry:
    asked = query(number, letter, length).model_copy(update={"sort": Sort.BEST})
    return asked, (asked, Statements(Caches(1)).tiers(asked))


def row(number: int, letter: str, length: int) -> Entry:
    text, was = (note(number, letter, length).model_dump_json() for _ in range(2))
    return (number, "update", text, was), told(change_of(number, "update", text, was))


def batch(number: int, letter: str, length: int) -> ChangeBatch:
    made = ChangeBatch(number, [change(number, letter, length) for _ in range(3)])
    assert made.events
    return made


def card(number: int, letter: str, length: int) -> Entry:
    look = Look(f"/{letter * 9}", "fr", (str(number), letter * 9), opened=True)
    shown = note(number, letter, length)
    return (shown.id, 1, shown.updated_at, look), (look, CardTexts(Caches(9)).text(shown, look))


def links(number: int, letter: str, length: int) -> Entry:
    tags = tuple((f"{place}{letter * min(length, 200)}", 1) for place in range(length and 100))
    view = View(query(number, letter, length), tags, "/front/notes", "fr", 100)
    return view, (view, ViewLinks(Caches(9)).tags(view))


def searched(number: int, letter: str, length: int) -> Entry:
    made = note(number, letter, length)
    texts = made.title, made.description
    return texts, (number, texts)


OF_NARROWING: Any = StreamFilter.__new__(StreamFilter)
ENTRIES: dict[str, Callable[[int, str, int], Entry]] = {
    "answers with a note": lambda *of: (str(of[0]), answer(*of)),
    "answers with a list": lambda *of: (("", "/" * 128, b"%128d" % of[0]), answer(*of)),
    "notes": lambda *of: (of[0], (1, f"2026-11-22 12:00:00.{of[0]}", note(*of))),
    "changes": row,
    "reads of the feed": lambda *of: (of[0], [change(*of) for _ in range(3)]),
    "batches for listeners": lambda *of: ((of[0], OF_NARROWING), batch(*of)),
    "filtered changes": lambda *of: ((1, of[0], NOW), change(*of) if of[2] else None),
    "texts that filters search": searched,
    "tiers of queries": tiers,
    "statements": statement,
    "texts of cards": card,
    "links of views": links,
}
"""what each cache keeps: an entry of a number, made of a letter, so many of them in a text"""


def test_every_cache_is_filled_here(caches: OpenCaches) -> None:
    assert caches.made.keys() == ENTRIES.keys()


@pytest.mark.parametrize("letter", ALPHABETS)
@pytest.mark.parametrize("length", [0, DESCRIPTION_LENGTH])
@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_takes_no_more_than_is_counted(
    caches: OpenCaches, name: str, letter: str, length: int
) -> None:
    cache, make = caches.made[name], ENTRIES[name]
    cache.keep(*make(1, letter, length))  # what is made once for all is made now
    of_first, number = cache.size, 1
    gc.collect()
    tracemalloc.start(1)
    before, _ = tracemalloc.get_traced_memory()
    while number < MOST and cache.size + of_first <= cache.bound:
        number += 1
        cache.keep(*make(number, letter, length))
    gc.collect()
    taken = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()

    assert len(cache) == number > 1, "there is room for several of the longest"
    assert taken <= cache.size - of_first


def test_whatever_is_kept_the_ceiling_holds(caches: OpenCaches) -> None:
    for name, make in ENTRIES.items():
        for number in range(40):
            entry = make(number, ALPHABETS[number % 4], DESCRIPTION_LENGTH)
            caches.made[name].keep(*entry)
            assert caches.sizes()[name] <= caches.made[name].bound

    assert all(caches.sizes().values())
    assert sum(caches.sizes().values()) <= caches.ceiling() <= 192 * MEGABYTE


@pytest.mark.parametrize("megabytes", [1, 16, 192, 4096])
def test_the_setting_bounds_all_together_and_each_has_its_share(
    tmp_path: Path, megabytes: int
) -> None:
    made = application(tmp_path, megabytes).caches

    assert 0.99 * megabytes * MEGABYTE < made.ceiling() <= megabytes * MEGABYTE
    assert sum(made.shares.values()) == 100


def test_what_is_larger_than_the_bound_is_not_kept_nor_is_what_was_in_its_place() -> None:
    cache: Cache[str, bytes] = Caches(1).make("bytes", 100, len)
    cache.keep("a", b"1")
    cache.keep("b", b"2")
    assert cache.keep("a", bytes(MEGABYTE)) == bytes(MEGABYTE)

    assert (cache.get("a"), cache.get("b")) == (None, b"2")


def test_what_was_not_asked_for_the_longest_makes_room() -> None:
    cache: Cache[int, bytes] = Caches(1).make("bytes", 100, len)
    for number in range(3):
        cache.keep(number, bytes(MEGABYTE // 4))
    cache.get(0)
    cache.keep(3, bytes(MEGABYTE // 4))

    assert [number for number in range(4) if cache.get(number)] == [0, 2, 3]


def test_each_cache_has_a_name_of_its_own_and_a_share_of_what_is_left() -> None:
    made = Caches(1)
    made.make("notes", 60, len)

    with pytest.raises(ValueError, match="there is a cache of notes already"):
        made.make("notes", 1, len)
    with pytest.raises(ValueError, match="60 % are taken: 41 % for texts are too much"):
        made.make("texts", 41, len)


def test_the_reference_lists_every_cache_with_its_share(tmp_path: Path) -> None:
    made = application(tmp_path).caches
    reference = (ROOT / "api" / "README.md").read_text()
    listed = re.findall(
        r"^\| ([a-z ]+) \| .+ \| (\d+) % \| (\d+\.\d) MB \|$", reference, re.MULTILINE
    )

    assert [(name, int(share), size) for name, share, size in listed] == [
        (name, share, f"{share * 192 / 100:.1f}") for name, share in made.shares.items()
    ]


def test_applications_share_no_cache(tmp_path: Path) -> None:
    """Two databases have notes of the same number, version and time."""
    first, second = (shared_by_pages(local(backend_on(tmp_path / name))) for name in "ab")
    look, milk = Look("/front/notes", "en"), note(1, "a", 0)
    oats = milk.model_copy(update={"title": "Oats"})

    assert "Oats" not in first.texts.text(milk, look).html
    assert "Oats" in second.texts.text(oats, look).html
