"""An edit that meets what others wrote: fields are independent, and only the same one conflicts."""

from datetime import UTC, datetime

import pytest

from api.drafts import Draft
from api.edits import Edit
from api.models import NotePublic
from notes_ui.merge import Merge

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
NOTE = NotePublic(
    id=7,
    title="Milk",
    description="two litres",
    done=False,
    version=1,
    created_at=LONG_AGO,
    updated_at=LONG_AGO,
)


def changed(**values: object) -> NotePublic:
    return NOTE.model_copy(update={"version": 2, **values})


def typed(**texts: str) -> Merge:
    merge = Merge.of(NOTE)
    merge.mine |= texts
    return merge


def test_only_what_was_typed_is_written_against_what_it_was() -> None:
    assert typed(title="Oat milk").edit() == Edit(7, {"title": "Oat milk"}, {"title": "Milk"})
    assert typed().edit().values == {}


def test_a_title_goes_without_the_spaces_around_it() -> None:
    assert typed(title=" Oat milk ").edit().values == {"title": "Oat milk"}
    assert typed(title=" Milk ").edit().values == {}
    merge = typed(title=" Oat milk ")
    merge.saved(merge.edit())
    assert merge.edit().values == {}


def test_a_title_that_came_with_spaces_keeps_them_if_nobody_types_in_it() -> None:
    merge = Merge.of(changed(title=" Milk "))
    assert merge.edit().values == {}
    merge.mine["description"] = "one litre"
    assert merge.edit().values == {"description": "one litre"}


def test_another_field_of_theirs_is_taken_over() -> None:
    merge = typed(title="Oat milk")
    assert merge.meet(changed(description="one litre", done=True, pinned=True)) == ["description"]
    assert merge.mine == {"title": "Oat milk", "description": "one litre"}
    assert merge.conflicts() == []
    assert (merge.base.done, merge.base.pinned) == (True, True)
    assert merge.edit() == Edit(7, {"title": "Oat milk"}, {"title": "Milk"})


def test_the_same_field_of_theirs_is_a_conflict_and_the_edit_would_still_be_refused() -> None:
    merge = typed(title="Oat milk")
    assert merge.meet(changed(title="Soy milk")) == []
    assert merge.conflicts() == ["title"]
    assert merge.mine["title"] == "Oat milk"
    assert merge.edit().base == {"title": "Milk"}


def test_the_same_text_of_theirs_is_no_conflict_and_nothing_is_left_to_write() -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Oat milk"))
    assert merge.conflicts() == []
    assert merge.edit().values == {}


def test_their_change_and_change_back_is_no_conflict() -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Soy milk"))
    merge.meet(changed(title="Milk", version=3))
    assert merge.conflicts() == []
    assert merge.edit() == Edit(7, {"title": "Oat milk"}, {"title": "Milk"})


def test_each_field_conflicts_by_itself() -> None:
    merge = typed(title="Oat milk", description="mine")
    merge.meet(changed(title="Soy milk", description="theirs"))
    assert merge.conflicts() == ["title", "description"]
    merge.take("title")
    assert merge.conflicts() == ["description"]
    assert merge.mine == {"title": "Soy milk", "description": "mine"}


@pytest.mark.parametrize(
    ("choose", "written"), [(Merge.accept, {"title": "Oat milk"}), (Merge.take, {})]
)
def test_what_is_chosen_is_written_against_theirs(choose: object, written: dict[str, str]) -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Soy milk"))
    assert callable(choose)
    choose(merge, "title")
    assert merge.conflicts() == []
    assert merge.edit().values == written
    assert merge.edit().base == dict.fromkeys(written, "Soy milk")


def test_after_a_choice_their_next_change_is_a_conflict_again() -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Soy milk"))
    merge.accept("title")
    merge.meet(changed(title="Rice milk", version=3))
    assert merge.conflicts() == ["title"]


def test_a_draft_holds_what_it_takes_to_go_on() -> None:
    merge = typed(title="Oat milk")
    draft = Draft.model_validate_json(merge.draft().model_dump_json())
    assert draft.base is not None
    resumed = Merge.resumed(draft, draft.base)
    resumed.meet(changed(title="Soy milk"))
    assert resumed.conflicts() == ["title"]
    assert resumed.mine == {"title": "Oat milk", "description": "two litres"}
