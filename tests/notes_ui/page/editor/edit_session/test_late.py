"""What a sitting that has ended still stores, and says: only letters that came late."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import NoReturn

from notes_ui.page.editor.callbacks import EditorActions
from notes_ui.page.editor.edit_session import EditSession
from notes_ui.ports.drafts import Draft
from notes_ui.ports.notes import Edit
from notes_ui.text.merge import Merge
from tests.notes_ui.text.sitting import NOTE, typed


def unexpected(*told: object) -> NoReturn:
    raise AssertionError(told)


class Hidden:
    """The view of a sitting that has ended: it shows nothing any more."""

    def show_merged(self, told: Mapping[str, Sequence[str]]) -> None:
        assert not any(told.values())

    def follow(self) -> None:
        unexpected()

    def show_stored(self, *, all_of_it: bool) -> None:
        unexpected(all_of_it)

    def tell_what_is_left(self) -> None:
        unexpected()


async def told_late(merge: Merge) -> list[Merge]:
    """What is told of late letters, when the database can store nothing."""
    told: list[Merge] = []

    async def fail(edit: Edit, left: Draft | None) -> None:
        return None

    callbacks = dict.fromkeys((each.name for each in fields(EditorActions)), unexpected)
    actions = EditorActions(**callbacks | {"write": fail, "late": told.append})  # type: ignore[arg-type]
    session = EditSession(merge, actions, Hidden())
    session.end()
    await session.store_late()
    return told


async def test_nothing_is_told_where_no_letter_came_late() -> None:
    assert await told_late(Merge.of(NOTE)) == []


async def test_letters_that_came_late_are_told_also_if_they_cant_be_stored() -> None:
    merge = typed(description="two litres\nmine")
    assert await told_late(merge) == [merge]
