"""`notes edit`: texts that are refused, and editors that fail."""

import pytest

from tests.notes_ui.cli.commands.edit.conftest import Drafts, Editor
from tests.notes_ui.cli.support.shell import Shell


def test_a_text_that_is_refused_can_be_mended(shell: Shell, editor: Editor, drafts: Drafts) -> None:
    shell.add("milk")
    script = "text = 'x' * 201 if text == 'milk\\n' else 'bread'"
    given_up = shell.run("edit", "1", typed="g\n", EDITOR=editor(script))
    assert given_up.returncode == 1
    assert "title: " in given_up.stderr
    (kept,) = drafts()
    assert kept.read_text() == "x" * 201
    assert shell.run("edit", "1", typed="e\n", EDITOR=editor(script)).returncode == 0
    assert shell.read(1)["title"] == "bread"
    assert drafts() == [kept]


def test_the_text_of_an_edit_is_kept_if_the_note_is_deleted(
    shell: Shell, editor: Editor, drafts: Drafts
) -> None:
    shell.add("milk")
    script = "httpx.delete(os.environ['NOTES_URL'] + '/api/notes/1')\ntext = 'bread'"
    ended = shell.run("edit", "1", EDITOR=editor(script))
    assert ended.returncode == 3
    (kept,) = drafts()
    assert str(kept) in ended.stderr
    assert kept.read_text() == "bread"


@pytest.mark.parametrize(
    ("editing", "told"),
    [
        ("false", "false: Editing failed"),
        ("/nowhere/editor", "/nowhere/editor: Editing failed"),
        ("'unbalanced", "VISUAL or EDITOR is not a command: No closing quotation."),
    ],
)
def test_a_failed_editor_is_told_in_one_line(
    shell: Shell, drafts: Drafts, editing: str, told: str
) -> None:
    shell.add("milk")
    failed = shell.run("edit", "1", EDITOR=editing)
    assert failed.returncode == 1
    assert failed.stderr.startswith(told)
    assert failed.stderr.count("\n") == 1
    assert not drafts()


def test_a_file_removed_by_the_editor_is_told_in_one_line(shell: Shell, editor: Editor) -> None:
    shell.add("milk")
    failed = shell.run("edit", "1", EDITOR=editor("file.unlink()\nsys.exit()"))
    assert failed.returncode == 1
    assert failed.stderr.endswith(".md can't be read: No such file or directory.\n")
    assert failed.stderr.count("\n") == 1  # and no word of a file that is not there


def test_a_file_that_is_no_text_is_kept(shell: Shell, editor: Editor, drafts: Drafts) -> None:
    shell.add("milk")
    script = "file.write_bytes(b'caf\\xe9')\nsys.exit()"
    ended = shell.run("edit", "1", EDITOR=editor(script))
    assert ended.returncode == 1
    (kept,) = drafts()
    assert f"{kept} is not UTF-8.\n" in ended.stderr
    assert kept.read_bytes() == b"caf\xe9"
