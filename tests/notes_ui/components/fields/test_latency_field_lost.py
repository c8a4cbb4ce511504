"""Others' text is on its way into an editor when the connection is lost: nothing typed is lost."""

import pytest

from tests.notes_ui.components.fields.cut import Edits
from tests.notes_ui.support.reader import eventually


async def test_a_lost_text_is_sent_again_where_nothing_was_typed(edits: Edits) -> None:
    cut = await edits("Milk")
    await cut.others_write("Oat milk")
    await cut.comes_back_with("Milk")
    await cut.holds("Oat milk")
    assert (await cut.note())["version"] == 2


async def test_letters_typed_instead_of_a_lost_text_are_kept(edits: Edits) -> None:
    cut = await edits("Milk")
    await cut.others_write("Bread\nMilk")
    await cut.comes_back_with("Milk\nHam")
    await cut.holds("Bread\nMilk\nHam")
    assert cut.editor.notice() == []


async def test_a_text_that_arrived_before_a_lost_one_is_nobodys_change(edits: Edits) -> None:
    cut = await edits("Milk")
    await cut.others_write("Milk\nBread")
    cut.reader.receive()
    await cut.others_write("Milk")
    await cut.comes_back_with("Milk\nBread")
    await cut.holds("Milk")
    assert (await cut.note())["version"] == 3


async def test_letters_typed_over_the_first_of_two_texts_are_kept(edits: Edits) -> None:
    cut = await edits("Milk")
    await cut.others_write("Milk\nBread")
    cut.reader.receive()
    await cut.others_write("Milk\nBread\nHam")
    await cut.comes_back_with("Eggs\nMilk\nBread")
    await cut.holds("Eggs\nMilk\nBread\nHam")


async def test_a_lost_text_is_no_enter_that_goes_on_with_a_list(edits: Edits) -> None:
    cut = await edits("- a\n")
    await cut.others_write("- a")
    await cut.comes_back_with("- a\n")
    await cut.holds("- a")
    assert cut.editor.notice() == []


async def test_letters_from_before_an_arrived_text_and_behind_it_are_kept(edits: Edits) -> None:
    cut = await edits("Milk")
    await cut.others_write("Milk\n\nBread")
    cut.editor.type(description="Milk!!")
    cut.reader.receive()
    await cut.comes_back_with("Milk\n\nBread, rye")
    await cut.is_stored("Milk!!\n\nBread, rye")


async def test_a_choice_of_theirs_that_was_lost_is_asked_again(edits: Edits) -> None:
    cut = await edits("Milk")
    await cut.meets("Oat milk\nHam", "Soy milk")
    cut.editor.press("Take theirs")
    await cut.comes_back_with("Oat milk\nHam")
    await cut.editor.tells("Soy milk")
    cut.editor.press("Take theirs")
    await cut.holds("Soy milk\nHam")


async def test_nothing_is_written_into_a_field_that_is_in_doubt(edits: Edits) -> None:
    cut = await edits("Milk")
    await cut.reader.comes_back()
    await cut.others_store("Bread\nMilk")
    await eventually(lambda: "Bread" in " ".join(cut.editor.says()))
    assert cut.editor.typed() == ("Shop", "Milk")
    await cut.comes_back_with("Milk\nHam")
    await cut.holds("Bread\nMilk\nHam")


@pytest.mark.parametrize("shown", ["Milk\nHam", "Milk\nHam!"])
async def test_a_reconnect_adds_no_line_that_is_stored_already(edits: Edits, shown: str) -> None:
    cut = await edits("Milk")
    await cut.others_write("Milk\nEggs")
    cut.editor.go_on_to_description()
    cut.editor.type(description="Milk\nHam")
    await cut.is_stored("Milk\nEggs\nHam")
    await cut.comes_back_with(shown)
    await cut.is_stored(shown.replace("Milk\n", "Milk\nEggs\n"))


async def test_a_conflict_is_still_there_when_what_was_put_back_is_lost(edits: Edits) -> None:
    cut = await edits("Milk")
    await cut.others_write("Oat milk")
    cut.editor.go_on_to_description()
    cut.editor.type(description="Milks, ten bottles")
    cut.reader.receive()
    cut.reader.answer_question(cut.editor.description, "Oat milk")
    await cut.editor.tells("Oat milk")
    cut.editor.look_away()
    await eventually(lambda: cut.editor.typed()[1] == "Milks, ten bottles")
    await cut.comes_back_with("Oat milk")
    await cut.editor.tells("Oat milk")


async def test_a_choice_of_theirs_that_was_lost_keeps_known_letters(edits: Edits) -> None:
    cut = await edits("Milk")
    await cut.others_write("Oat milk")
    cut.editor.type(description="Milks\nHam")
    cut.reader.receive()
    cut.reader.answer_question(cut.editor.description, "Oat milk")
    await cut.editor.tells("Oat milk")
    cut.editor.press("Take theirs")
    await cut.comes_back_with("Oat milk")
    await cut.editor.tells("Oat milk")
    cut.editor.press("Take theirs")
    await cut.is_stored("Oat milk\nHam")


async def test_letters_behind_a_lost_list_item_are_stored(edits: Edits) -> None:
    cut = await edits("- a")
    cut.editor.go_on_to_description()
    cut.editor.type(description="- ab")
    cut.editor.type(description="- ab\n")
    await cut.comes_back_with("- ab\nc")
    await cut.is_stored("- ab\n- c")


async def test_others_lines_survive_two_losses_and_a_list_item(edits: Edits) -> None:
    cut = await edits("- a")
    await cut.others_write("Bread\n\n- a")
    cut.editor.go_on_to_description()
    await cut.reader.comes_back()
    cut.editor.type(description="- ab")
    cut.editor.type(description="- ab\n")
    await cut.comes_back_with("- ab\nc")
    cut.editor.type(description="- ab\ncd")
    await cut.is_stored("Bread\n\n- ab\n- cd")
