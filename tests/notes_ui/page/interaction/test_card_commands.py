"""What a button within a card's text commands."""

from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.interaction.two_readers import two
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import eventually


async def test_a_button_with_a_name_edits_too_but_not_in_the_trash(
    open_page: OpenPage, fill: None
) -> None:
    first, second = await two(open_page)
    assert ">Edit: B</button>" in first.html("B")
    first.command("--edit-2")
    await eventually(lambda: Editor(first).is_open)
    assert Editor(first).typed() == ("B", "")
    second.delete("D")
    await first.sees(*"CBA")
    await second.navigate("/front/notes?trashed=true")
    second.history.append("/front/notes?trashed=true")
    await second.sees("D")
    assert "Edit:" not in second.html("D")
