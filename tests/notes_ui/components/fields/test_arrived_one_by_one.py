"""Of several texts that are on their way into an editor, each arrives or is lost by itself."""

from pathlib import Path

import pytest

from notes_ui.components.fields.entry_field import TEXT
from notes_ui.i18n import messages
from tests.notes_ui.components.fields.cut import Edits
from tests.notes_ui.page.editor.edit_session.kept import drafts
from tests.notes_ui.support.composer import line
from tests.notes_ui.support.reader import eventually


async def test_a_line_deleted_from_a_text_that_arrived_stays_deleted(edits: Edits) -> None:
    cut = await edits("Milk")
    await cut.others_write("Milk\nBread\nHam")
    cut.reader.receive()
    await cut.others_write("Milk\nBread\nHam\nEggs")
    await cut.comes_back_with("Milk\nHam")
    await cut.holds("Milk\nHam\nEggs")


async def test_letters_known_before_the_first_of_two_texts_are_kept(edits: Edits) -> None:
    cut = await edits("Milk")
    await cut.others_write("Milk\n\nBread")
    cut.reader.receive()
    await cut.others_write("Milk\n\nBread\n\nHam")
    cut.editor.type(description="Milk!!")
    await cut.comes_back_with("Milk\n\nBread, rye")
    await cut.is_stored("Milk!!\n\nBread, rye\n\nHam")


async def test_no_list_goes_on_in_a_text_that_others_text_replaces(edits: Edits) -> None:
    cut = await edits("- a")
    await cut.others_write("Bread\n\n- a")
    cut.reader.receive()
    cut.editor.go_on_to_description()
    cut.editor.type(description="- ab")
    cut.editor.type(description="- ab\n")
    await cut.comes_back_with("Bread\n\n- a")
    await cut.is_stored("Bread\n\n- ab\n")


async def test_a_choice_of_theirs_waits_for_what_the_field_shows(edits: Edits) -> None:
    cut = await edits("Milk")
    await cut.meets("Oat milk\nHam", "Soy milk")
    await cut.reader.comes_back()
    cut.editor.press("Take theirs")
    await cut.answers("Oat milk\nHam, sliced")
    await cut.holds("Soy milk\nHam, sliced")


async def test_no_list_goes_on_behind_the_end_of_an_editor(edits: Edits) -> None:
    cut = await edits("- a\n")
    await cut.others_write("- a")
    cut.editor.leave()
    await cut.editor.closes()
    await cut.comes_back_with("- a\n")
    await cut.description.settled()
    assert cut.description.text == "- a\n"


async def test_others_text_is_no_enter_that_goes_on_with_a_list(edits: Edits) -> None:
    cut = await edits("- a")
    await cut.others_write("- a\n")
    cut.editor.type(description="- ax")
    cut.editor.type(description="- a")
    cut.reader.receive()
    await cut.comes_back_with("- a\n")
    await cut.description.settled()
    assert cut.description.text == "- a\n"


async def test_unstored_letters_in_a_text_of_others_are_stored(edits: Edits) -> None:
    cut = await edits("Milk\n\nHam")
    cut.editor.type(description="Oat milk\n\nHam, sliced\n\nEggs")
    await cut.others_store("Soy milk\n\nHam")
    await cut.takes_theirs("Soy milk")
    cut.reader.receive()
    await cut.others_store("Soy milk\n\nHam, whole")
    await cut.takes_theirs("Ham, whole")
    await cut.comes_back_with("Soy milk\n\nHam, sliced\n\nEggs")
    await cut.takes_theirs("Ham, whole")
    await cut.is_stored("Soy milk\n\nHam, whole\n\nEggs")


async def test_keep_mine_counts_when_it_was_pressed_last(edits: Edits) -> None:
    cut = await edits("Milk")
    await cut.meets("Oat milk", "Soy milk")
    await cut.reader.comes_back()
    cut.editor.press("Take theirs")
    cut.editor.press("Keep mine")
    await cut.answers("Oat milk")
    await cut.is_stored("Oat milk")


async def test_a_choice_does_nothing_when_all_was_discarded_meanwhile(
    edits: Edits, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cut = await edits("Milk")
    await cut.meets("Oat milk\nHam", "Soy milk")
    await cut.reader.comes_back()
    cut.editor.press("Take theirs")
    cut.editor.press(messages.DISCARD)
    await cut.editor.closes()
    await eventually(lambda: drafts(database) == [])
    assert not [record for record in caplog.records if "deleted" in record.message]


async def test_undo_waits_for_what_the_field_shows(edits: Edits) -> None:
    cut = await edits("Milk")
    cut.editor.type(description="Oat milk")
    await cut.is_stored("Oat milk")
    await cut.reader.comes_back()
    cut.editor.press(messages.UNDO)
    await cut.answers("Oat milk, two")
    await cut.holds("Milk")


async def test_a_text_lost_behind_the_end_of_an_editor_is_no_draft(
    edits: Edits, database: Path
) -> None:
    cut = await edits("Milk")
    await cut.others_write("Bread\nMilk")
    cut.editor.leave()
    await cut.editor.closes()
    await cut.comes_back_with("Milk")
    await cut.description.settled()
    cut.reader.send(line(cut.reader), TEXT, "Next")  # its draft is stored with all that wait
    await eventually(lambda: "Next" in str(drafts(database)))
    assert [note_id for note_id, _, _ in drafts(database)] == [0]
