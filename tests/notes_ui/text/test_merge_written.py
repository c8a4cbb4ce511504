"""What is written of a sitting: only what was typed, and only what may be written."""

from api.notes.values import Edit
from notes_ui.text.merge import Merge
from tests.notes_ui.text.sitting import NOTE, changed, store, typed


def test_an_edit_has_only_typed_fields_and_their_old_values() -> None:
    assert typed(title="Oat milk").edit() == Edit(7, {"title": "Oat milk"}, {"title": "Milk"})
    assert typed().edit().values == {}


def test_a_sitting_goes_on_with_the_version_that_it_has_written() -> None:
    merge = typed(title="Oat")
    assert merge.edit().continues is None
    store(merge, NOTE)
    merge.mine["title"] = "Oat milk"
    assert merge.edit().continues == 2


def test_a_title_goes_without_the_spaces_around_it() -> None:
    assert typed(title=" Oat milk ").edit().values == {"title": "Oat milk"}
    assert typed(title=" Milk ").edit().values == {}
    merge = typed(title=" Oat milk ")
    store(merge, NOTE)
    assert merge.pending() == []


def test_a_title_that_is_stored_between_two_words_is_typed_on() -> None:
    merge = typed(title="Oat ")
    now = store(merge, NOTE)
    merge.mine["title"] = "Oat milk"
    assert merge.conflicts() == []
    assert store(merge, now).title == "Oat milk"


def test_an_untouched_title_keeps_the_spaces_that_it_came_with() -> None:
    merge = Merge.of(changed(title=" Milk "))
    assert merge.edit().values == {}
    merge.mine["description"] = "one litre"
    assert merge.edit().values == {"description": "one litre"}


def test_a_field_too_long_is_told_and_the_other_is_written() -> None:
    merge = typed(title="x" * 201, description="one litre")
    assert [error["loc"] for error in merge.errors()] == [("title",)]
    assert merge.edit().values == {"description": "one litre"}
    store(merge, NOTE)
    assert merge.pending() == ["title"]
