"""`notes edit`: an editor, somebody else at the same note, and nothing that is lost."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.notes_ui.cli.support.shell import Shell

Editor = Callable[[str], str]


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """A command that edits a file by a few lines of Python: ``text`` goes in, and comes out."""

    def write(script: str) -> str:
        path = tmp_path / "editor.py"
        path.write_text(
            "import pathlib, sys, os, time, signal, httpx\n"
            "file = pathlib.Path(sys.argv[1])\n"
            "text = file.read_bytes().decode()\n"
            "def other(**fields):\n"
            "    httpx.patch(os.environ['NOTES_URL'] + '/api/notes/1', json=fields)\n"
            f"{script}\n"
            "file.write_bytes(text.encode())\n"
        )
        return f"{sys.executable} {path}"

    return write


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Path]]:
    """What is kept of texts that were not saved."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)  # it is found out once in the life of a process
    return lambda: sorted(folder.glob("note-*.md"))


Drafts = Callable[[], list[Path]]


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


def test_ctrl_c_in_the_editor_is_for_the_editor(shell: Shell, editor: Editor) -> None:
    shell.add("milk")
    script = (
        "os.kill(os.getppid(), signal.SIGINT)\n"
        "assert signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
        "text = 'bread'"
    )
    assert shell.run("edit", "1", EDITOR=editor(script)).returncode == 0
    assert shell.read(1)["title"] == "bread"


def test_a_file_that_is_no_text_is_kept(shell: Shell, editor: Editor, drafts: Drafts) -> None:
    shell.add("milk")
    script = "file.write_bytes(b'caf\\xe9')\nsys.exit()"
    ended = shell.run("edit", "1", EDITOR=editor(script))
    assert ended.returncode == 1
    (kept,) = drafts()
    assert f"{kept} is not UTF-8.\n" in ended.stderr
    assert kept.read_bytes() == b"caf\xe9"
