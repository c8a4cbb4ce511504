"""What others write beside what is typed is no question: it is told, followed and merged."""

from api.notes.values import Edit, Edited
from notes_ui.text.merge import Merge
from tests.notes_ui.text.sitting import changed, store, typed


def test_another_field_of_theirs_is_told_and_followed() -> None:
    merge = typed(title="Oat milk")
    told = merge.meet(changed(description="one litre", done=True, pinned=True))
    assert told == {"description": ["one litre"]}
    merge.follow("description")
    merge.follow("title")  # which holds what is not stored
    assert merge.mine == {"title": "Oat milk", "description": "one litre"}
    assert merge.conflicts() == []
    assert (merge.theirs.done, merge.theirs.pinned) == (True, True)
    assert merge.edit() == Edit(7, {"title": "Oat milk"}, {"title": "Milk"})


def test_their_other_lines_are_merged_into_the_note_not_the_field() -> None:
    merge = typed(description="two litres\nof mine")
    now = changed(description="theirs\ntwo litres")
    merge.meet(now)
    assert merge.edit().values == {"description": "theirs\ntwo litres\nof mine"}
    now = store(merge, now)
    assert merge.mine["description"] == "two litres\nof mine"
    merge.mine["description"] += ", and more"
    now = store(merge, now)
    assert now.description == "theirs\ntwo litres\nof mine, and more"
    merge.follow("description")
    assert merge.mine["description"] == now.description


def test_a_task_ticked_while_its_line_is_typed_is_no_conflict() -> None:
    merge = Merge.of(changed(description="- [ ] milk\n- [ ] bread"))
    merge.mine["description"] = "- [ ] oat milk\n- [ ] bread"
    merge.meet(changed(description="- [x] milk\n- [ ] bread", version=3))
    assert merge.conflicts() == []
    assert merge.edit().values == {"description": "- [x] oat milk\n- [ ] bread"}


def test_lines_that_others_wrote_just_before_a_save_are_told() -> None:
    merge = typed(title="Oat milk")
    before = changed(description="two litres\ntheirs")
    after = before.model_copy(update={"title": "Oat milk", "version": 3})
    told = merge.stored(merge.edit(), dict(merge.mine), Edited(before, after))
    assert told == {"description": ["theirs"]}


def test_a_field_that_is_typed_in_adopts_their_lines() -> None:
    merge = typed(description="two litres\nmine")
    merge.meet(changed(description="theirs\ntwo litres"))
    assert merge.adopt("description") == "theirs\ntwo litres\nmine"
    assert merge.edit().base == {"description": "theirs\ntwo litres"}
    merge.mine["description"] = "two litres\nmine"  # theirs is deleted by who has seen it
    assert merge.edit().values == {"description": "two litres\nmine"}


def test_a_field_that_nobody_has_typed_in_adopts_nothing() -> None:
    merge = typed()
    merge.meet(changed(title="Soy milk"))
    assert merge.adopt("title") == "Milk"


def test_the_same_text_of_both_is_no_conflict_and_is_not_written() -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Oat milk"))
    assert (merge.conflicts(), merge.pending(), merge.edit().values) == ([], [], {})


def test_a_change_that_others_take_back_is_no_conflict() -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Soy milk"))
    merge.meet(changed(title="Milk", version=3))
    assert merge.conflicts() == []
    assert merge.edit() == Edit(7, {"title": "Oat milk"}, {"title": "Milk"})
