"""`notes edit`: somebody else at the same note, and nothing that is lost."""

import os
import subprocess
import sys

from tests.notes_ui.cli.commands.edit.conftest import Drafts, Editor
from tests.notes_ui.cli.support.shell import Shell


def test_edits_of_different_parts_of_a_note_are_merged(shell: Shell, editor: Editor) -> None:
    shell.add("milk", "two litres")
    script = "other(done=True, title='Milk!')\ntext = text.replace('two', 'three')"
    ended = shell.run("edit", "1", EDITOR=editor(script))
    assert ended.returncode == 0, ended
    assert (
        ended.stderr
        == "Somebody else has changed another part of the note. Both changes are kept.\n"
    )
    note = shell.read(1)
    assert (note["title"], note["description"], note["done"]) == ("Milk!", "three litres", True)


def test_edits_of_the_same_line_are_shown_as_a_diff_and_not_saved(
    shell: Shell, editor: Editor, drafts: Drafts
) -> None:
    """Whoever says nothing gives up, and finds the text in the file that is told."""
    shell.add("milk", "two litres")
    script = "other(description='one litre')\ntext = text.replace('two', 'three')"
    ended = shell.run("edit", "1", EDITOR=editor(script))
    assert ended.returncode == 4
    assert "\n-one litre\n+three litres\n" in ended.stderr
    (kept,) = drafts()
    assert ended.stderr.endswith(
        f"Your text is in {kept}\nNot saved: somebody else has changed the note.\n"
    )
    assert kept.read_text() == "milk\n\nthree litres\n"
    assert shell.read(1)["description"] == "one litre"


def test_overwriting_theirs_leaves_what_one_has_not_touched(
    shell: Shell, editor: Editor, drafts: Drafts
) -> None:
    shell.add("milk", "two litres")
    script = "other(title='Milk!', description='one litre')\ntext = text.replace('two', 'three')"
    assert shell.run("edit", "1", typed="o\n", EDITOR=editor(script)).returncode == 0
    assert (shell.read(1)["title"], shell.read(1)["description"]) == ("Milk!", "three litres")
    assert not drafts()


def test_overwriting_asks_again_if_the_note_has_changed_since(shell: Shell, editor: Editor) -> None:
    """Somebody changes it once more while the question is there: it is asked again."""
    shell.add("milk", "two litres")
    script = "other(description='one litre')\ntext = text.replace('two', 'three')"
    with subprocess.Popen(
        [sys.executable, "-m", "notes_ui", "edit", "1"],
        env=shell.environment(EDITOR=editor(script)),
        cwd=shell.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as asked:
        assert asked.stdin
        assert asked.stderr
        heard = b""
        while b"[e/o/g]" not in heard:
            heard += os.read(asked.stderr.fileno(), 4096)
        shell.change(1, description="none at all")
        _, more = asked.communicate(b"o\ng\n", timeout=30)
    assert asked.returncode == 4
    assert "-none at all" in more.decode()
    assert shell.read(1)["description"] == "none at all"


def test_editing_on_shows_theirs_below(shell: Shell, editor: Editor, drafts: Drafts) -> None:
    shell.add("milk", "two litres")
    script = """
if '>8' not in text:
    other(title='Milk!', description='one litre')
    text = text.replace('two', 'three')
else:
    mine, theirs = text.split('------ >8 ------')
    assert mine == 'Milk!\\n\\nthree litres\\n\\n', mine
    assert theirs.endswith('\\n\\nMilk!\\n\\none litre\\n'), theirs
    text = text.replace('three litres', 'three litres, or one')
"""
    assert shell.run("edit", "1", typed="e\n", EDITOR=editor(script)).returncode == 0
    note = shell.read(1)
    assert (note["title"], note["description"]) == ("Milk!", "three litres, or one")
    assert not drafts()


def test_an_edit_that_deletes_all_of_its_own_text_needs_a_title(
    shell: Shell, editor: Editor
) -> None:
    """The line above theirs is then the first of the file, and none of the note."""
    shell.add("milk", "two litres")
    script = """
if '>8' not in text:
    other(description='one litre')
    text = text.replace('two', 'three')
else:
    text = text[text.index('------ >8'):]
"""
    ended = shell.run("edit", "1", typed="e\ng\n", EDITOR=editor(script))
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith("title: ")
    assert shell.read(1)["title"] == "milk"
