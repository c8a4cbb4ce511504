"""What each implementation of the page's interface promises of drafts."""

import asyncio

from notes_ui.ports.backend import PageBackend
from notes_ui.ports.drafts import NEW, Draft
from notes_ui.ports.notes import NotePublic

TAB, OTHER, BROWSER = "tab", "other", "browser"


def typed(title: str, *, base: NotePublic | None = None) -> Draft:
    return Draft(title=title, description="", base=base)


async def titles(backend: PageBackend, tab: str) -> list[str]:
    return sorted(draft.title for draft in await backend.drafts.of(tab))


async def test_a_tab_has_a_draft_for_each_note(backend: PageBackend, milk: NotePublic) -> None:
    for draft in (typed("a"), typed("new"), typed("edit", base=milk)):
        await backend.drafts.keep(TAB, draft)
    assert await titles(backend, TAB) == ["edit", "new"]
    assert await titles(backend, OTHER) == []


async def test_one_field_of_a_draft_can_be_amended(backend: PageBackend) -> None:
    await backend.drafts.keep(TAB, typed("Milk"), browser=BROWSER)
    await backend.drafts.amend(TAB, NEW, "description", "Two", browser=BROWSER)
    (draft,) = await backend.drafts.of(TAB)
    assert (draft.title, draft.description, draft.field) == ("Milk", "Two", "description")


async def test_a_closed_tab_leaves_its_draft_to_the_browser(backend: PageBackend) -> None:
    await backend.drafts.keep(TAB, typed("Milk"), browser=BROWSER)
    (left,) = await backend.drafts.left_by(BROWSER, open_tabs=[])
    assert (left.title, left.tab) == ("Milk", TAB)
    assert not await backend.drafts.left_by(BROWSER, open_tabs=[TAB])


async def test_a_draft_can_move_to_another_tab(backend: PageBackend) -> None:
    await backend.drafts.keep(TAB, typed("Milk"), browser=BROWSER)
    (draft,) = await backend.drafts.of(TAB)
    await backend.drafts.move(draft, OTHER)
    assert (await titles(backend, TAB), await titles(backend, OTHER)) == ([], ["Milk"])


async def test_of_two_tabs_that_take_a_draft_one_gets_it(backend: PageBackend) -> None:
    await backend.drafts.keep(TAB, typed("Milk"), browser=BROWSER)
    await backend.drafts.keep("loser", typed("Oats"), browser=BROWSER)
    (draft,) = await backend.drafts.of(TAB)
    await backend.drafts.keep(TAB, typed("Milk, two"), browser=BROWSER)
    move = backend.drafts.move
    taken = await asyncio.gather(
        move(draft, OTHER, browser=BROWSER),
        move(draft, "loser", aside=typed("Oats"), browser=BROWSER),
    )
    assert [each and each.title for each in taken] == ["Milk, two", None]
    assert await titles(backend, "loser") == ["Oats"]
    assert not await backend.drafts.left_by(BROWSER, open_tabs=[OTHER, "loser"])


async def test_a_draft_moved_to_a_tab_sets_the_typed_text_aside(backend: PageBackend) -> None:
    await backend.drafts.keep(TAB, typed("Milk"), browser=BROWSER)
    await backend.drafts.keep(OTHER, typed("Oat"), browser=BROWSER)
    (draft,) = await backend.drafts.of(TAB)
    await backend.drafts.move(draft, OTHER, aside=typed("Oats"), browser=BROWSER)
    left = await backend.drafts.left_by(BROWSER, open_tabs=[OTHER])
    assert [each.title for each in left] == ["Oats"]
    assert await titles(backend, OTHER) == ["Milk"]


async def test_a_text_set_aside_is_the_draft_of_the_tab_that_it_names(
    backend: PageBackend,
) -> None:
    await backend.drafts.keep(TAB, typed("Milk"), browser=BROWSER)
    (draft,) = await backend.drafts.of(TAB)
    aside = typed("Oats").model_copy(update={"tab": "closed"})
    await backend.drafts.move(draft, OTHER, aside=aside, browser=BROWSER)
    assert await titles(backend, "closed") == ["Oats"]


async def test_a_discarded_draft_is_gone(backend: PageBackend) -> None:
    await backend.drafts.keep(TAB, typed("Milk"))
    assert await backend.drafts.discard(TAB, NEW)
    assert await titles(backend, TAB) == []
    assert not await backend.drafts.discard(TAB, NEW)
