"""What closed tabs have left is offered to their browser, and moves to the tab that takes it."""

from api.notes.drafts.store import Drafts
from api.notes.models import NotePublic
from api.notes.values import Draft


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
