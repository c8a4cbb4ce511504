"""A draft is kept as it was typed, by tab and note, until it is discarded."""

import asyncio
import json
import sqlite3

from api.notes.drafts.store import Drafts
from api.notes.models import NotePublic
from api.notes.values import NEW, Draft
from tests.api.support.opened import running
from tests.api.support.rest import feed


async def kept(drafts: Drafts, tab: str = "tab") -> list[Draft]:
    """The drafts of a tab, but for when and where they were kept."""
    unknown = {"saved_at": None, "tab": ""}
    return [draft.model_copy(update=unknown) for draft in await drafts.of(tab)]


async def test_a_draft_is_there_as_it_was_typed(drafts: Drafts, milk: NotePublic) -> None:
    new = Draft(title="", description=" x\n 🥛 \u2028")
    change = Draft(title="oats", description="", base=milk)
    await drafts.keep("tab", new)
    await drafts.keep("tab", change)

    assert await kept(drafts) == [new, change]
    assert [draft.note_id for draft in await drafts.of("tab")] == [NEW, milk.id]


async def test_reading_drafts_waits_for_a_draft_being_written(drafts: Drafts) -> None:
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


async def test_an_edit_without_a_known_base_is_not_stored(drafts: Drafts, milk: NotePublic) -> None:
    await drafts.amend("tab", milk.id, "title", "oat milk")
    await drafts.amend("tab", NEW, "title", "")

    assert list(await drafts.of("tab")) == []


async def test_a_page_that_no_browser_could_find_again_keeps_nothing(drafts: Drafts) -> None:
    await drafts.amend("tab", NEW, "title", "lost")

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


async def test_a_draft_is_no_news(
    drafts: Drafts, milk: NotePublic, foreign: sqlite3.Connection
) -> None:
    await drafts.keep("tab", Draft(title="oats", description="", base=milk))

    assert feed(foreign) == [("create", milk.id)]


async def test_drafts_outlive_the_application(database_url: str) -> None:
    async with running(database_url) as backend:
        await backend.drafts.keep("tab", Draft(title="oats", description=""))

    async with running(database_url) as backend:
        assert [draft.title for draft in await backend.drafts.of("tab")] == ["oats"]
