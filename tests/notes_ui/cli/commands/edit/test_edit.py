"""`notes edit`: an editor, and a text that is saved as it was left."""

from tests.notes_ui.cli.commands.edit.conftest import Drafts, Editor
from tests.notes_ui.cli.support.shell import Shell


def test_the_first_line_is_the_title_and_the_rest_the_description(
    shell: Shell, editor: Editor, drafts: Drafts
) -> None:
    shell.add("milk", "two litres\n")
    assert_old = "assert text == 'milk\\n\\ntwo litres\\n\\n', text"
    told = shell.told(
        "edit", "1", EDITOR=editor(f"{assert_old}\ntext = 'bread\\n\\none\\n two\\n'")
    )
    assert told.split("\t")[3] == "bread\n"
    assert (shell.read(1)["title"], shell.read(1)["description"]) == ("bread", "one\n two")
    assert not drafts()


def test_visual_goes_before_editor(shell: Shell, editor: Editor) -> None:
    shell.add("milk")
    shell.told("edit", "1", VISUAL=editor("text = 'bread\\n'"), EDITOR="false")
    assert shell.read(1)["title"] == "bread"


def test_a_text_that_was_left_as_it_was_is_not_saved(
    shell: Shell, editor: Editor, drafts: Drafts
) -> None:
    shell.add("two\nlines", "\n\nand more\r\n\r\n")
    ended = shell.run("edit", "1", EDITOR=editor("assert text.startswith('two lines\\n')"))
    assert (ended.returncode, ended.stderr) == (0, "Nothing was changed.\n")
    assert shell.read(1)["version"] == 1
    assert not drafts()


def test_ctrl_c_in_the_editor_is_for_the_editor(shell: Shell, editor: Editor) -> None:
    shell.add("milk")
    script = (
        "os.kill(os.getppid(), signal.SIGINT)\n"
        "assert signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
        "text = 'bread'"
    )
    assert shell.run("edit", "1", EDITOR=editor(script)).returncode == 0
    assert shell.read(1)["title"] == "bread"
