"""Drafts are forgotten by age and by number: what nobody would miss goes first."""

import sqlite3

import pytest

from api.notes.drafts.rows import MOST_OF_A_BROWSER
from api.notes.drafts.store import Drafts
from api.notes.models import NotePublic
from api.notes.values import LONGEST, NEW, Draft
from tests.api.support.opened import ago, running, sql, start, watch_the_clock
from tests.support.waiting import eventually


async def test_after_30_days_a_draft_is_forgotten_at_the_next_start(database_url: str) -> None:
    await start(database_url)
    with sql(database_url) as other:
        watch_the_clock(other)
        for title, days in (("old", 31), ("young", 29)):
            other.execute(
                "INSERT INTO note_draft (tab, note_id, title, description, base, saved_at) VALUES"
                " (?, 0, ?, '', '', ?)",
                (title, title, ago(days)),
            )
        async with running(database_url):
            await eventually(
                lambda: other.execute("SELECT tab FROM note_draft").fetchall() == [("young",)]
            )


async def test_no_program_can_store_more_than_a_browser_can_send(drafts: Drafts) -> None:
    too_long = "x" * (LONGEST + 1)
    await drafts.keep("kept", Draft(title=too_long, description=too_long))
    await drafts.amend("amended", NEW, "description", too_long, browser="mine")
    (kept,), (amended,) = await drafts.of("kept"), await drafts.of("amended")
    sizes = [len(text) for text in (kept.title, kept.description, amended.description)]
    assert sizes == [LONGEST] * 3


async def test_of_one_browser_the_newest_hundred_are_kept(drafts: Drafts) -> None:
    for number in range(MOST_OF_A_BROWSER + 5):
        await drafts.keep(f"tab {number}", Draft(title=str(number), description=""), browser="mine")

    left = await drafts.left_by("mine", open_tabs=())
    titles = {draft.title for draft in left}
    assert len(titles) == MOST_OF_A_BROWSER
    assert "0" not in titles
    assert str(MOST_OF_A_BROWSER + 4) in titles


async def test_a_draft_without_changes_displaces_no_other_draft(
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
    monkeypatch.setattr("api.notes.drafts.rows.MOST_IN_ALL", 3)
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


async def test_above_the_total_limit_an_unknown_page_pushes_out_nothing(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.notes.drafts.rows.MOST_IN_ALL", 2)
    for tab in ("a", "b"):
        await drafts.keep(tab, Draft(title=tab, description=""), browser=tab)
    await drafts.amend("c", NEW, "title", "typed while the server restarted", browser="c")
    await drafts.amend("a", NEW, "title", "typed on", browser="a")
    kept = [[draft.title for draft in await drafts.of(tab)] for tab in ("a", "b", "c")]
    assert kept == [["typed on"], ["b"], []]
