"""Only where both have written the same line is there a question, and a choice answers it."""

import pytest

from notes_ui.text.merge import Merge
from tests.notes_ui.text.sitting import changed, store, typed


def test_the_same_field_of_theirs_is_a_conflict_and_not_written() -> None:
    merge = typed(title="Oat milk", description="one litre")
    merge.meet(changed(title="Soy milk"))
    assert merge.conflicts() == ["title"]
    assert merge.mine["title"] == "Oat milk"
    assert merge.edit().values == {"description": "one litre"}


def test_a_field_in_conflict_adopts_nothing() -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Soy milk"))
    assert merge.adopt("title") == "Oat milk"
    assert merge.conflicts() == ["title"]


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
def test_a_choice_is_written_against_their_text(choose: object, written: dict[str, str]) -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Soy milk"))
    assert callable(choose)
    choose(merge, "title")
    assert merge.conflicts() == []
    assert merge.edit().values == written
    assert merge.edit().base == dict.fromkeys(written, "Soy milk")


@pytest.mark.parametrize(
    ("choose", "text"), [(Merge.accept, "mine\nbread\nham"), (Merge.take, "theirs\nbread\nham")]
)
def test_a_choice_is_about_the_lines_that_met_and_keeps_the_others(
    choose: object, text: str
) -> None:
    merge = Merge.of(changed(description="milk\nbread\neggs"))
    merge.mine["description"] = "mine\nbread\neggs"
    now = changed(description="theirs\nbread\nham", version=3)
    merge.meet(now)
    assert merge.conflicts() == ["description"]
    assert callable(choose)
    choose(merge, "description")
    assert store(merge, now).description == text


def test_after_a_choice_their_next_change_is_a_conflict_again() -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Soy milk"))
    merge.accept("title")
    merge.meet(changed(title="Rice milk", version=3))
    assert merge.conflicts() == ["title"]


def test_a_title_restored_over_my_choice_is_a_conflict_again() -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Soy milk"))
    merge.accept("title")
    store(merge, merge.theirs)
    merge.mine["title"] = "Oat milk!"
    merge.meet(changed(title="Soy milk", version=4))
    assert merge.conflicts() == ["title"]
