"""Drafts: what somebody has typed and not saved."""

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest

from api.backend import Backend
from api.notes.drafts import MOST_OF_A_BROWSER, Drafts
from api.notes.models import NoteCreate, NotePublic
from api.notes.values import NEW, Draft
from tests.api.support.opened import running, sql, start, watch_the_clock
from tests.api.support.rest import feed
from tests.support.waiting import eventually


@pytest.fixture
def drafts(backend: Backend) -> Drafts:
    return backend.drafts


@pytest.fixture
async def milk(backend: Backend) -> NotePublic:
    return await backend.notes.create(NoteCreate(title="milk"))


async def kept(drafts: Drafts, tab: str = "tab") -> list[Draft]:
    """The drafts of a tab, but for when and where they were kept."""
    unknown = {"saved_at": None, "tab": ""}
    return [draft.model_copy(update=unknown) for draft in await drafts.of(tab)]


async def test_a_draft_is_there_as_it_was_typed(drafts: Drafts, milk: NotePublic) -> None:
    new = Draft(title="", description=" x\n\0 🥛 \u2028")
    change = Draft(title="oats", description="", base=milk)
    await drafts.keep("tab", new)
    await drafts.keep("tab", change)

    assert await kept(drafts) == [new, change]
    assert [draft.note_id for draft in await drafts.of("tab")] == [NEW, milk.id]


async def test_who_asks_while_a_draft_is_being_kept_is_told_of_it(drafts: Drafts) -> None:
    typed = Draft(title="milk", description="")
    keeping = asyncio.create_task(drafts.keep("tab", typed))
    await asyncio.sleep(0)
    assert await kept(drafts) == [typed]
    await keeping


async def test_half_a_character_is_kept_as_a_question_mark(drafts: Drafts) -> None:
    half = json.loads('"a \\ud83e"')
    await drafts.keep("tab", Draft(title=half, description=half))

    assert await kept(drafts) == [Draft(title="a ?", description="a ?")]


async def test_one_field_is_amended_and_the_other_stays(drafts: Drafts, milk: NotePublic) -> None:
    await drafts.keep("tab", Draft(title="milk", description="two", base=milk))
    await drafts.amend("tab", milk.id, "description", "two litres")
    await drafts.amend("tab", milk.id, "title", "")
    await drafts.amend("another", NEW, "title", "half \ud83e", browser="browser")

    assert await kept(drafts) == [Draft(title="", description="two litres", base=milk)]
    assert await kept(drafts, "another") == [Draft(title="half ?", description="")]


async def test_what_an_edit_began_with_must_be_known(drafts: Drafts, milk: NotePublic) -> None:
    await drafts.amend("tab", milk.id, "title", "oat milk")
    await drafts.amend("tab", NEW, "title", "")

    assert list(await drafts.of("tab")) == []


async def test_the_last_one_of_a_tab_and_a_note_counts(drafts: Drafts, milk: NotePublic) -> None:
    for title in ("o", "oa", "oat"):
        await drafts.keep("tab", Draft(title=title, description="", base=milk))

    assert [draft.title for draft in await drafts.of("tab")] == ["oat"]


async def test_tabs_do_not_see_each_other_s_drafts(drafts: Drafts, milk: NotePublic) -> None:
    await drafts.keep("one", Draft(title="oats", description="", base=milk))
    await drafts.keep("two", Draft(title="rice", description="", base=milk))
    await drafts.discard("one", milk.id)
    await drafts.discard("three", milk.id)

    assert list(await drafts.of("one")) == []
    assert [draft.title for draft in await drafts.of("two")] == ["rice"]


async def test_one_is_discarded_and_the_others_stay(drafts: Drafts, milk: NotePublic) -> None:
    await drafts.keep("tab", Draft(title="new", description=""))
    await drafts.keep("tab", Draft(title="oats", description="", base=milk))

    await drafts.discard("tab", NEW)

    assert [draft.title for draft in await drafts.of("tab")] == ["oats"]


async def test_a_draft_knows_the_note_as_it_was_when_the_typing_began(
    drafts: Drafts, milk: NotePublic, foreign: sqlite3.Connection
) -> None:
    await drafts.keep("tab", Draft(title="oats", description="", base=milk))
    foreign.execute("UPDATE note SET title = 'rice'")
    foreign.execute("DELETE FROM note")

    assert [draft.base for draft in await drafts.of("tab")] == [milk]


async def test_a_draft_is_no_news(
    drafts: Drafts, milk: NotePublic, foreign: sqlite3.Connection
) -> None:
    await drafts.keep("tab", Draft(title="oats", description="", base=milk))

    assert feed(foreign) == [("create", milk.id)]


async def test_drafts_outlive_the_application(database: Path) -> None:
    async with running(database) as backend:
        await backend.drafts.keep("tab", Draft(title="oats", description=""))

    async with running(database) as backend:
        assert [draft.title for draft in await backend.drafts.of("tab")] == ["oats"]


async def test_after_30_days_a_draft_is_forgotten_at_the_next_start(database: Path) -> None:
    await start(database)
    with sql(database) as other:
        watch_the_clock(other)
        for title, days in (("old", 31), ("young", 29)):
            other.execute(
                "INSERT INTO note_draft (tab, note_id, title, description, base, saved_at) VALUES"
                " (?, 0, ?, '', '', strftime('%Y-%m-%d %H:%M:%f', 'now', ?))",
                (title, title, f"-{days} days"),
            )
        async with running(database):
            await eventually(
                lambda: other.execute("SELECT tab FROM note_draft").fetchall() == [("young",)]
            )


async def test_a_draft_knows_its_last_field_and_whether_it_is_recent(
    drafts: Drafts, milk: NotePublic, foreign: sqlite3.Connection
) -> None:
    await drafts.keep("one", Draft(title="a", description="b", field="description"))
    await drafts.keep("two", Draft(title="a", description="b", base=milk))
    await drafts.amend("two", milk.id, "description", "bc")
    for tab in ("one", "two"):
        (draft,) = await drafts.of(tab)
        assert (draft.field, draft.is_recent) == ("description", True)

    foreign.execute("UPDATE note_draft SET saved_at = '2026-01-01 00:00:00.000'")
    assert not any(draft.is_recent for draft in await drafts.of("one"))


async def test_a_browser_is_offered_what_its_closed_tabs_have_left(
    drafts: Drafts, milk: NotePublic
) -> None:
    await drafts.keep("one", Draft(title="rice", description=""), browser="mine")
    await drafts.keep("two", Draft(title="oats", description="", base=milk), browser="mine")
    await drafts.keep("three", Draft(title="tea", description=""), browser="mine")
    await drafts.keep("four", Draft(title="theirs", description=""), browser="theirs")

    left = await drafts.left_by("mine", open_tabs={"three"})
    assert {draft.title for draft in left} == {"rice", "oats"}
    assert list(await drafts.left_by("", open_tabs=())) == []


async def test_an_edit_that_has_changed_nothing_is_not_offered(
    drafts: Drafts, milk: NotePublic
) -> None:
    await drafts.keep("one", Draft(title="milk", description="", base=milk), browser="mine")

    assert list(await drafts.left_by("mine", open_tabs=())) == []


async def test_a_draft_moves_to_the_tab_that_goes_on_with_it(drafts: Drafts) -> None:
    await drafts.keep("closed", Draft(title="rice", description=""), browser="mine")
    await drafts.keep("open", Draft(title="", description=""), browser="mine")
    (left,) = await drafts.left_by("mine", open_tabs={"open"})
    await drafts.move(left, "open")

    assert [draft.title for draft in await drafts.of("open")] == ["rice"]
    assert list(await drafts.of("closed")) == []


async def test_a_draft_that_is_gone_leaves_what_the_tab_has(drafts: Drafts) -> None:
    await drafts.keep("open", Draft(title="tea", description=""), browser="mine")
    await drafts.move(Draft(title="rice", description="", tab="closed"), "open")

    assert [draft.title for draft in await drafts.of("open")] == ["tea"]


async def test_of_one_browser_the_newest_hundred_are_kept(drafts: Drafts) -> None:
    for number in range(MOST_OF_A_BROWSER + 5):
        await drafts.keep(f"tab {number}", Draft(title=str(number), description=""), browser="mine")

    left = await drafts.left_by("mine", open_tabs=())
    titles = {draft.title for draft in left}
    assert len(titles) == MOST_OF_A_BROWSER
    assert "0" not in titles
    assert str(MOST_OF_A_BROWSER + 4) in titles


async def test_what_holds_nothing_new_pushes_nothing_out(
    drafts: Drafts, milk: NotePublic, foreign: sqlite3.Connection
) -> None:
    await drafts.keep("oldest", Draft(title="half a note", description=""), browser="mine")
    foreign.execute("UPDATE note_draft SET saved_at = '2026-01-01 00:00:00.000'")
    for number in range(MOST_OF_A_BROWSER + 5):
        opened = Draft(title="milk", description="", base=milk)
        await drafts.keep(f"tab {number}", opened, browser="mine")

    assert [draft.title for draft in await drafts.left_by("mine", open_tabs=())] == ["half a note"]
    (kept,) = foreign.execute("SELECT count(*) FROM note_draft").fetchone()
    assert kept == MOST_OF_A_BROWSER


async def test_an_edit_just_begun_is_kept_among_a_hundred_drafts(
    drafts: Drafts, milk: NotePublic
) -> None:
    for number in range(MOST_OF_A_BROWSER):
        await drafts.keep(f"tab {number}", Draft(title=str(number), description=""), browser="mine")
    await drafts.keep("open", Draft(title="milk", description="", base=milk), browser="mine")

    assert [draft.title for draft in await drafts.of("open")] == ["milk"]
    assert len(await drafts.left_by("mine", open_tabs=())) == MOST_OF_A_BROWSER - 1


async def test_above_the_total_limit_unfindable_drafts_go_first(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch, foreign: sqlite3.Connection
) -> None:
    monkeypatch.setattr("api.notes.drafts.MOST_IN_ALL", 3)
    for day, (tab, browser) in enumerate((("a", "one"), ("b", ""), ("c", "two")), start=1):
        await drafts.keep(tab, Draft(title=tab, description=""), browser=browser)
        foreign.execute(
            "UPDATE note_draft SET saved_at = ? WHERE tab = ?",
            (f"2026-01-0{day} 00:00:00.000", tab),
        )

    def tabs() -> str:
        rows = foreign.execute("SELECT tab FROM note_draft ORDER BY tab").fetchall()
        return "".join(tab for (tab,) in rows)

    await drafts.keep("c", Draft(title="more", description=""), browser="two")
    assert tabs() == "abc"
    await drafts.keep("d", Draft(title="d", description=""), browser="three")
    assert tabs() == "acd"
    await drafts.keep("e", Draft(title="e", description=""), browser="three")
    assert tabs() == "cde"


async def test_a_page_that_no_browser_could_find_again_keeps_nothing(drafts: Drafts) -> None:
    await drafts.amend("tab", NEW, "title", "lost")

    assert list(await drafts.of("tab")) == []
