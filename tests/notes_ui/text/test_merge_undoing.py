"""A sitting is taken back as a whole, and nothing that others have written goes with it."""

from api.notes.errors import NoteConflict
from api.notes.values import Edit
from notes_ui.text.merge import rebased
from tests.notes_ui.text.sitting import NOTE, changed, store, typed


def test_a_sitting_that_others_took_back_has_nothing_to_undo() -> None:
    merge = typed(title="Oat milk")
    store(merge, NOTE)
    merge.meet(changed(title="Milk", version=3))
    assert merge.undoing() is None


def test_a_sitting_is_taken_back_whole_and_what_others_wrote_is_kept() -> None:
    merge = typed(description="two litres\nmine")
    assert merge.undoing() is None
    now = store(merge, NOTE)
    now = changed(description=f"theirs\n{now.description}", version=3)
    merge.meet(now)
    merge.mine["description"] += " too"
    now = store(merge, now)
    assert now.description == "theirs\ntwo litres\nmine too"
    undoing = merge.undoing()
    assert undoing is not None
    assert undoing.values == {"description": "theirs\ntwo litres"}
    assert undoing.base == {"description": now.description}
    assert (undoing.since, undoing.passed) == (2, [range(2, 4)])


def test_an_undo_is_merged_with_later_changes_of_the_description() -> None:
    undoing = Edit(7, {"description": "milk"}, {"description": "milk\nmine"})
    met = NoteConflict(changed(description="milk\nmine\ntheirs"), ["description"])
    again = rebased(undoing, met)
    assert again is not None
    assert again.values == {"description": "milk\ntheirs"}
    for now, fields in (
        ("milk\nmine, too", ["description"]),  # the same line
        ("milk\nmine", ["description"]),  # to and fro: it is theirs
        ("milk\nmine\ntheirs", ["title", "description"]),
    ):
        assert rebased(undoing, NoteConflict(changed(description=now), fields)) is None


def test_an_undo_that_only_asks_for_the_old_text_is_not_merged() -> None:
    """As a new note, that is thrown away again unless somebody has written in it."""
    undoing = Edit(7, {"description": "milk", "trashed": True}, {"description": "milk"})
    assert (
        rebased(undoing, NoteConflict(changed(description="milk\nmore"), ["description"])) is None
    )
